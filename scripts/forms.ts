/** `npm run generate`: writes GitHub's forms from the pathways. A test fails when they are behind. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRepository } from '../policies/repository.ts'
import { formFiles, formFolder } from './forms/yaml.ts'
import { readDisk } from './read/disk.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = formFiles(readRepository(readDisk(root)).pathways)

// the form of a pathway that is gone goes as well
rmSync(join(root, formFolder), { recursive: true, force: true })
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
