import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PullFile } from '../../schemas/types.ts'
import type { GitFacts } from './change.ts'
import { scratchFolder } from './fixture.ts'
import { pullOf, readPullFile, reviewedIn } from './pull-file.ts'

function written(text: string): string {
  const path = join(scratchFolder(), 'pull.json')
  writeFileSync(path, text)
  return path
}
const read = (data: unknown) => readPullFile(written(JSON.stringify(data)))
const mistake = (data: unknown) => {
  try {
    read(data)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('It was read.')
}

const whole: PullFile = {
  number: 7,
  title: 'Go live',
  author: { login: 'ann', id: 11 },
  draft: true,
  base: { branch: 'other' },
  commits: { second: ['bob', null] },
  reviews: [
    { by: 'cat', state: 'approved', commit: 'first', at: '2026-11-18T09:00:00Z' },
    { by: null, state: 'commented' },
    { by: { login: 'helper', bot: true }, state: 'changes-requested', commit: null },
    { by: 'dan[bot]', state: 'dismissed', commit: 'unknown' },
  ],
  asked: [
    { who: 'eve', at: '2026-11-18T10:00:00Z' },
    { who: null, at: '2026-11-18T11:00:00Z' },
  ],
  cut: ['files'],
}

test('a file that says everything is read as it stands', () => {
  expect(read(whole)).toEqual(whole)
  expect(reviewedIn(whole)).toEqual(['first', 'unknown'])
  expect(reviewedIn({ author: 'ann' })).toEqual([])
})

test.each<[unknown, string]>([
  [{}, 'author is missing'],
  [{ author: 7 }, 'author is the number 7, expected '],
  [{ author: { id: 11 } }, 'author.login is missing'],
  [
    {
      author: 'ann',
      reviews: [
        { by: 'bob', state: 'approved' },
        { by: 'bob', state: 'agrees' },
      ],
    },
    'reviews.1.state is "agrees", expected approved or changes-requested or commented or dismissed',
  ],
  [{ author: 'ann', asked: [{ who: 'bob', at: 'yesterday' }] }, 'asked.0.at is "yesterday"'],
  [{ author: 'ann', asked: [{ who: 'bob' }] }, 'asked.0.at is missing'],
  [{ author: 'ann', commits: { abc: 'bob' } }, 'commits.abc is "bob", expected array'],
  [{ author: 'ann', number: -1 }, 'number is the number -1, expected 0 or more'],
  [{ author: 'ann', reviewed: [] }, 'reviewed is not known'],
  [[], 'the whole is a list, expected object'],
])('%j is refused, with its place', (data, said) => {
  expect(mistake(data)).toMatch(/pull\.json does not describe a pull request: /)
  expect(mistake(data)).toContain(said)
})

test('every mistake is named at once', () => {
  const said = mistake({ author: 'ann', number: -1, draft: 'yes', cut: ['files', 'tests'] })
  expect(['number', 'draft', 'cut.1'].filter(place => !said.includes(`${place} is `))).toEqual([])
})

test('what is no JSON, and what is not there, says so', () => {
  expect(() => readPullFile(written('{ author: ann }'))).toThrow(/pull\.json cannot be read as JSON: /)
  expect(() => readPullFile('/nowhere/pull.json')).toThrow('/nowhere/pull.json cannot be read as JSON: ENOENT')
})

const by = (parents: string[]) => ({ parents, author: 'a@x.example', committer: 'c@x.example', message: 'x' })
const git: GitFacts = {
  before: new Map(),
  after: new Map(),
  files: ['a'],
  changedOnBase: [],
  versions: { sha2: { a: 'blob' } },
  texts: { blob: 'text' },
  fork: 'fork',
  written: { sha2: by(['sha1']), sha1: by(['fork']) },
}
const resolve = (name: string) => ({ first: 'sha1', second: 'sha2' })[name] ?? null

test('file and git together are a pull request', () => {
  expect(pullOf(whole, git, 'base', 'sha2', resolve)).toEqual({
    number: 7,
    title: 'Go live',
    draft: true,
    author: { id: 11, login: 'ann', bot: false },
    base: { branch: 'other', sha: 'base', isDefault: false },
    head: { sha: 'sha2' },
    commits: [
      { sha: 'sha2', parents: ['sha1'], authors: [{ id: null, login: 'bob', bot: false }, null], verified: true },
      { sha: 'sha1', parents: ['fork'], authors: [{ id: 11, login: 'ann', bot: false }], verified: true },
    ],
    reviews: [
      {
        id: 1,
        person: { id: null, login: 'cat', bot: false },
        state: 'approved',
        commit: 'sha1',
        at: '2026-11-18T09:00:00Z',
      },
      { id: 2, person: null, state: 'commented', commit: 'sha2', at: '2000-01-01T00:00:00Z' },
      {
        id: 3,
        person: { id: null, login: 'helper', bot: true },
        state: 'changes-requested',
        commit: null,
        at: '2000-01-01T00:00:00Z',
      },
      {
        id: 4,
        person: { id: null, login: 'dan[bot]', bot: true },
        state: 'dismissed',
        commit: null,
        at: '2000-01-01T00:00:00Z',
        dismissed: { was: 'approved', by: null },
      },
    ],
    asked: [{ person: { id: null, login: 'eve', bot: false }, at: '2026-11-18T10:00:00Z' }],
    cut: ['files'],
    files: ['a'],
    changedOnBase: [],
    versions: git.versions,
    fork: 'fork',
    texts: git.texts,
  })
})

test('what a file leaves out has a default that grants nothing', () => {
  expect(pullOf({ author: null }, git, 'base', 'sha2', resolve)).toMatchObject({
    number: 0,
    title: '',
    draft: false,
    author: null,
    base: { branch: 'main', isDefault: true },
    commits: [{ authors: [null] }, { authors: [null] }],
    reviews: [],
    asked: [],
    cut: [],
  })
})
