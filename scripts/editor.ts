/** Part of `npm run generate`: writes the schemas that editors complete records by. A test fails when they are behind. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { schemaFileOf } from '../policies/editor/line.ts'
import { editorSchema } from '../policies/editor/schema.ts'
import { readRepository } from '../policies/repository.ts'
import { readDisk } from './read/disk.ts'
import { tellEditor } from './render/editor.ts'

const root = new URL('../', import.meta.url)

/** Path → text of the schemas that editors complete records by, as this repository's pathways and directory give them. */
export function editorSchemas(repository = readRepository(readDisk(fileURLToPath(root)))): Record<string, string> {
  const real = (name: string) => JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, root), 'utf8'))
  const schemas = { Deployment: real('deployment'), Release: real('release') }
  const file = (kind: 'Deployment' | 'Release') => [
    schemaFileOf(kind),
    `${JSON.stringify(editorSchema(kind, schemas, repository, tellEditor), null, 1)}\n`,
  ]
  return Object.fromEntries([file('Deployment'), file('Release')])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('schemas/editor/', root), { recursive: true })
  for (const [path, text] of Object.entries(editorSchemas())) writeFileSync(new URL(path, root), text)
}
