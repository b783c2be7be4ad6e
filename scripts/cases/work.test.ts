/**
 * The engine's work grows no faster than what it is given: nobody makes a gate run for hours with a large pull request. Work is counted, not
 * timed: how often each piece of code of the engine runs.
 */
import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parseDocument, type YAMLMap } from 'yaml'
import { evaluate, type Question } from '../../policies/evaluate.ts'
import type { Subject } from '../../policies/model.ts'
import { directory, files, judged, now, reviewBy, sent, site, treeOf } from './pulls.ts'

vi.setConfig({ testTimeout: 120_000 })

const session = new Session()
beforeAll(async () => {
  // code that V8 optimises is not counted as often as it runs
  for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug']) setFlagsFromString(flag)
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  // what is compiled at first use is not counted
  judged(questionOf(files, moved, [], 1))
})
afterAll(() => session.disconnect())

/** How often the pieces of the engine's code run while it judges. */
async function workOf(question: Question): Promise<number> {
  await session.post('Profiler.takePreciseCoverage')
  evaluate(question)
  const { result } = await session.post('Profiler.takePreciseCoverage')
  return result
    .filter(({ url }) => /\/(?:policies|schemas)\/[^?]*\.ts/.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0)
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A file of the miniature repository, with many more entries in one of its lists, each made from the first there. */
function longer(path: string, list: string[], count: number, more: (index: number) => object): string {
  const document = parseDocument(files.get(path) ?? '')
  const first = (document.getIn([...list, 0]) as YAMLMap).toJSON() as object
  for (const index of numbers(count)) document.addIn(list, document.createNode({ ...first, ...more(index) }))
  return document.toString({ lineWidth: 0 })
}

/** A pull request that turns one tree into another, commit by commit the same, approved by many. */
function questionOf(
  base: Map<string, string>,
  head: Map<string, string>,
  reviewers: string[],
  commits: number,
): Question {
  const changed = [...new Set([...base.keys(), ...head.keys()])].filter(path => base.get(path) !== head.get(path))
  const at = (tree: Map<string, string>) =>
    Object.fromEntries(changed.map(path => [path, tree.has(path) ? `${path} ${tree === head}` : null]))
  const shas = numbers(commits).map(index => `commit ${index}`)
  const blobs = (tree: Map<string, string>) =>
    changed.flatMap((path): [string, string][] => [[`${path} ${tree === head}`, tree.get(path) ?? '']])
  return {
    before: treeOf(base),
    after: treeOf(head),
    now,
    pull: {
      number: 1,
      title: '',
      draft: false,
      author: sent('bars-lead'),
      base: { branch: 'main', sha: 'fork', isDefault: true },
      head: { sha: shas.at(-1) ?? 'fork' },
      commits: shas.map((sha, index) => ({ sha, parents: [shas[index - 1] ?? 'fork'], authors: [sent('bars-lead')] })),
      reviews: reviewers.map((login, id) => reviewBy(sent(login), 'approved', id, shas[id % commits])),
      asked: reviewers.map(login => ({ person: sent(login), at: '2026-11-18T09:00:00Z' })),
      files: changed,
      changedOnBase: [],
      versions: Object.fromEntries([['fork', at(base)], ...shas.map(sha => [sha, at(head)])]),
      fork: 'fork',
      texts: Object.fromEntries([...blobs(base), ...blobs(head)]),
      cut: [],
    },
  }
}

const logins = (count: number) => numbers(count).map(index => `person-${index}`)
/** The directory with many more people, and all of them in one role. */
function crowd(count: number): string {
  const document = parseDocument(files.get(directory) ?? '')
  for (const login of logins(count)) {
    document.setIn(['people', login], document.createNode({ name: login, organisation: 'NAT01', github: { login } }))
    document.addIn(['programmes', 'demo', 'roles', 'bars-team/technical-lead'], login)
  }
  return document.toString({ lineWidth: 0 })
}
const withTests = (count: number) =>
  longer(site, ['testPlans', 'smoke', 'tests'], count, index => ({ reference: `T-${index}` }))
/** Each of them is by somebody whom nobody knows. */
const withIncidents = (count: number) =>
  longer(site, ['incidents'], count, index => ({ reference: `N-${index}`, raised: { by: 'nobody', on: '2026-09-10' } }))
const withFile = (path: string, text: string, all = files) => new Map([...all, [path, text]])
const moved = withFile(site, (files.get(site) ?? '').replace('phase: public-beta', 'phase: beta-exit'))
const others = (count: number, text: string) =>
  new Map([...files, ...numbers(count).map((index): [string, string] => [`deployments/demo/site-${index}.yaml`, text])])

interface Growing {
  is: string
  /** What the pull request is taken for: none of these is turned away at the door. */
  subject: Subject['is']
  of: (size: number) => Question
}
const growing: Growing[] = [
  {
    is: 'people, and the reviews and requests of all of them',
    subject: 'transition',
    of: size => {
      const base = withFile(directory, crowd(size))
      return questionOf(base, withFile(site, moved.get(site) ?? '', base), logins(size), 1)
    },
  },
  {
    is: 'commits',
    subject: 'evidence',
    of: size => questionOf(files, withFile(site, withTests(5)), ['pro-lead'], 40 * size),
  },
  {
    is: 'commits, and reviews of all of them',
    subject: 'evidence',
    of: size => questionOf(files, withFile(site, withTests(5)), logins(10 * size), 10 * size),
  },
  {
    is: 'fields that are added',
    subject: 'evidence',
    of: size => questionOf(files, withFile(site, withTests(size)), ['pro-lead'], 2),
  },
  {
    is: 'fields that are taken out, though they last',
    subject: 'refused',
    of: size => questionOf(withFile(site, withTests(size)), files, ['pro-lead'], 2),
  },
  {
    is: 'fields, and commits that leave them as they are',
    subject: 'evidence',
    of: size => questionOf(files, withFile(site, withTests(size)), ['bars-lead'], size),
  },
  {
    is: 'findings in one record',
    subject: 'evidence',
    of: size => questionOf(files, withFile(site, withIncidents(4 * size)), ['pro-lead'], 2),
  },
  {
    is: 'records, and reviews',
    subject: 'evidence',
    of: size => {
      const records = size / 4
      return questionOf(others(records, files.get(site) ?? ''), others(records, withTests(1)), logins(16 * size), 2)
    },
  },
]

test.each(growing)('$is: twice as many, twice the work', async ({ subject, of }) => {
  expect(judged(of(20)).subject.is).toBe(subject)
  const [small, middle, large] = [await workOf(of(20)), await workOf(of(40)), await workOf(of(80))]
  expect(middle).toBeGreaterThan(small)
  expect((large - middle) / (middle - small)).toBeLessThanOrEqual(2.1)
})
