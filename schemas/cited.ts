/** Which clauses of the guidance the fields of records answer to: the keyword `clauses` in their schemas. */
import { readFileSync } from 'node:fs'

/** Field → the clauses that ask for it. A field is named by its definition: `deployment.test.expected`. */
export function citedBySchemas(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const kind of ['deployment', 'release', 'calendar', 'directory']) {
    const { $defs = {}, ...root } = JSON.parse(readFileSync(new URL(`${kind}.schema.json`, import.meta.url), 'utf8'))
    collect(root, kind, found)
    for (const [name, definition] of Object.entries($defs)) collect(definition, `${kind}.${name}`, found)
  }
  return found
}

function collect(schema: unknown, name: string, found: Map<string, string[]>): void {
  if (schema === null || typeof schema !== 'object') return
  const { clauses, properties = {}, items, additionalProperties } = schema as Record<string, object>
  if (Array.isArray(clauses)) found.set(name, clauses)
  for (const [key, property] of Object.entries(properties ?? {})) collect(property, `${name}.${key}`, found)
  collect(items, name, found)
  collect(additionalProperties, name, found)
}
