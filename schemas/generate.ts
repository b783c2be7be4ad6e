/** Writes `schemas/types.ts` from the JSON Schemas: `npm run generate`. A test fails when the file is behind. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compile, type JSONSchema } from 'json-schema-to-typescript'

const folder = new URL('./', import.meta.url)

/** The TypeScript of all schemas together, so that what they share is one type. */
export async function generateTypes(): Promise<string> {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.schema.json'))
    .sort()
  const defs: Record<string, unknown> = {}
  for (const name of names) {
    const { $defs = {}, $id, $schema, ...root } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
    for (const [key, value] of Object.entries({ [root.title]: root, ...$defs })) {
      if (key in defs) throw new Error(`${name}: another schema has a definition called ${key}`)
      defs[key] = value
    }
  }
  // One document with one namespace: a reference to another file becomes a local one, and stands alone. A title is for editors: a type is
  // called as its definition is.
  const local = JSON.parse(JSON.stringify(defs), (key, value) => {
    if (key === 'title' && typeof value === 'string') return undefined
    return typeof value?.$ref === 'string' ? { $ref: value.$ref.replace(/^.*#\/\$defs\//, '#/definitions/') } : value
  })
  const types = await compile({ definitions: local } as JSONSchema, '', {
    additionalProperties: false,
    bannerComment: '/* Generated from schemas/*.schema.json by `npm run generate`. Do not edit. */',
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
  return types.replaceAll(/ \*\n \* This interface was referenced by[^/]*?\n \*\//g, ' */')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('types.ts', folder), await generateTypes())
}
