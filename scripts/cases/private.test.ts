/** What must not be told to everybody is told by no medium, and stands nowhere in this repository but in the cases of its refusal. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kindAt, readRepository } from '../../policies/repository.ts'
import { patientNumbers } from '../../schemas/patients.ts'
import { privateIn } from '../../schemas/private.ts'
import { secretsIn } from '../../schemas/secrets.ts'
import { readDisk } from '../read/disk.ts'
import { gitIn } from '../read/git.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
import { statusOf } from '../render/status.ts'
import { verdictText } from '../render/terminal.ts'
import { cases, runCase } from './case.ts'

const ofRefusal = /^(?:patient-number|private-key|token)-|^dos-id-/
const root = fileURLToPath(new URL('../../', import.meta.url))

let bare = ''
beforeAll(() => {
  bare = mkdtempSync(join(tmpdir(), 'countersign-private-'))
  gitIn(bare)(['init', '--quiet', '--bare', '.'])
})
afterAll(() => rmSync(bare, { recursive: true, force: true }))

describe('no medium tells it', () => {
  const told = cases().filter(name => ofRefusal.test(name) && name !== 'dos-id-in-its-field')
  test('of several cases', () => expect(told.length).toBeGreaterThan(8))
  test.each(told)('%s', name => {
    const verdict = runCase(name, bare)
    const web = { repository: 'https://github.com/acme/releases' }
    const media = [
      JSON.stringify(verdict),
      commentOf(verdict, web),
      verdictText(verdict, (_, text) => text),
      statusOf(verdict),
      ...annotationsOf(verdict).map(one => JSON.stringify(one)),
    ]
    expect(media.filter(text => privateIn(text).length > 0)).toEqual([])
  })
  test('but an id in its field, to whoever signs it', () =>
    expect(privateIn(commentOf(runCase('dos-id-in-its-field', bare)))).toEqual(['patient-number']))
})

test('the records and policies of this repository disclose nothing', () =>
  expect(readRepository(readDisk(root)).findings).toEqual([]))

describe('the other files of this repository', () => {
  const files = readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', '.git', 'package-lock.json'].includes(name))
    .flatMap(entry =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
            .filter(below => below.isFile())
            .map(below => join(below.parentPath, below.name).slice(root.length).replaceAll('\\', '/'))
        : entry.isFile()
          ? [entry.name]
          : [],
    )
    .filter(path => kindAt(path) === null && !ofRefusal.test(path.replace(/^scripts\/cases\//, '')))
  const holding = (paths: string[], inText: (text: string) => unknown[]) =>
    paths.filter(path => [path, readFileSync(join(root, path), 'utf8')].some(text => inText(text).length > 0))

  test('are found', () => expect(files).toEqual(expect.arrayContaining(['README.md', 'scripts/cases/private.test.ts'])))
  test('hold no NHS number', () => expect(holding(files, patientNumbers)).toEqual([]))
  // but for their forms themselves, and what stands for a token in a test
  test('hold no key and no token', () =>
    expect(
      holding(
        files.filter(path => !path.endsWith('.test.ts') && path !== 'schemas/secrets.ts'),
        secretsIn,
      ),
    ).toEqual([]))
})
