/** `npm run generate`: writes the traceability table of the guidance. A test fails when it is behind. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readRepository } from '../policies/repository.ts'
import { traces } from '../policies/traceability.ts'
import { citedBySchemas } from '../schemas/cited.ts'
import { readDisk } from './read/disk.ts'
import { traceabilityOf } from './render/traceability.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = 'policies/TRACEABILITY.md'

/** The table as this repository's policies and schemas give it. */
export const traceability = (): string => traceabilityOf(traces(readRepository(readDisk(root)), citedBySchemas()))

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL(`../${file}`, import.meta.url), traceability())
