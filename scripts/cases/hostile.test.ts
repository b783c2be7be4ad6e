/**
 * What others write leads nobody, wherever it is shown. Real verdicts and boards are made of records, names, paths and branches that are marks;
 * each attack then takes the place of every mark, also where a schema would have refused it, and every medium is looked at.
 */
import markdownIt, { type Token } from 'markdown-it'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { inconsistencies } from '../../policies/consistency.ts'
import { glossaryOf } from '../../policies/glossary.ts'
import type { PullRequest, Verdict } from '../../policies/model.ts'
import { readRepository } from '../../policies/repository.ts'
import { standings } from '../../policies/standing.ts'
import { annotate } from '../gate/actions.ts'
import { findSticky, stickyBody } from '../github/comment.ts'
import { describe as described } from '../github/effects.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
import { corpus } from '../render/hostile.ts'
import { jsonText } from '../render/json.ts'
import { proposalBody, proposalTitle } from '../render/proposal.ts'
import { statusOf } from '../render/status.ts'
import { boardText, reportText, shortBoardText, verdictText } from '../render/terminal.ts'
import { applied, type Files, type ValueEdit } from './edits.ts'
import { directory, files, judged, now, reviewBy, sent, site, treeOf } from './pulls.ts'

/** Stands where an attack will. */
const mark = 'xmarkx'
const set = (path: string, at: (string | number)[], to: unknown = mark): ValueEdit => ({ in: path, set: at, to })

/** A record with a mark in every place where its people write what they like, and much that is not as it should be. */
const words: ValueEdit[] = [
  set(site, ['title']),
  set(site, ['checklists', 'closure', 'results-shared', 'evidence'], `https://${mark}.example.org/`),
  set(site, ['checklists', 'acceptance', 'guidance-reviewed'], {
    status: 'not-applicable',
    by: 'pro-lead',
    on: '2026-10-12',
    reason: mark,
  }),
  set(site, ['documents', 'beta-exit-report', 'version']),
  set(site, ['documents', 'dcb0160-safety-case', 'link'], `https://${mark}.example.org/`),
  set(site, ['environments', 'uat', 'sender', 'serviceId']),
  set(site, ['testPlans', 'private-beta', 'tests', 0, 'name']),
  set(site, ['testPlans', 'private-beta', 'tests', 0, 'expected']),
  set(site, ['testPlans', 'private-beta', 'tests', 0, 'steps'], [mark]),
  set(site, ['testPlans', 'private-beta', 'tests', 0, 'runs', 0, 'result'], 'fail'),
  set(site, ['testPlans', 'private-beta', 'tests', 1, 'runs', 0, 'release'], '9.9.9'),
  set(site, ['issues', 0, 'title']),
  set(site, ['incidents', 0, 'title']),
  set(site, ['risks'], [{ reference: 'RISK-1', title: mark, level: 'low', owner: 'pro-lead', mitigation: mark }]),
  set(
    site,
    ['waivers'],
    [
      {
        criterion: 'incidents-resolved',
        reason: mark,
        accepted: { by: 'pol-lead', on: '2026-11-10' },
        expires: '2027-01-31',
      },
      { criterion: mark, reason: mark, accepted: { by: mark, on: '2026-11-10' }, expires: '2027-01-31' },
    ],
  ),
  {
    in: site,
    add: ['incidents'],
    item: {
      reference: 'INC-2',
      title: mark,
      severity: 4,
      raised: { by: 'pro-ops', on: '2026-09-20' },
      assessments: [{ on: '2026-09-21', by: 'pro-cso', safetyRelated: false, cause: 'elsewhere' }],
    },
  },
]
const names: ValueEdit[] = [
  ...['pro-lead', 'pol-lead', 'pol-deputy', 'sup-lead', 'bars-lead'].map(id => set(directory, ['people', id, 'name'])),
  set(directory, ['organisations', 'PRO01', 'name']),
  set(directory, ['organisations', 'SUP01', 'name']),
  set(directory, ['programmes', 'demo', 'title']),
]
const unknown: ValueEdit[] = [
  set(site, [mark], mark),
  set(site, ['checklists', 'closure', mark], { status: mark }),
  set(site, ['documents', mark], { status: mark, [mark]: 1 }),
  set(site, ['phase'], { [mark]: mark }),
]
const forward = set(site, ['phase'], 'beta-exit')
const withdrawn = [
  set(site, ['phase'], 'withdrawn'),
  set(site, ['withdrawn'], { by: 'pro-lead', on: '2026-11-18', reason: mark }),
]
const live = set(site, ['phase'], 'technical-go-live')
/** What is only added: it changes nothing that was recorded. */
const fresh = words.filter(
  one => 'add' in one || ('set' in one && !['issues', 'incidents', 'testPlans'].includes(String(one.set[0]))),
)
const no = [
  set(site, ['phase'], 'production-deployment'),
  {
    in: site,
    add: ['decisions'],
    item: {
      decision: 'go-live',
      outcome: 'no-go',
      on: '2026-11-19',
      chair: 'bars-lead',
      attended: ['pro-lead', 'sup-lead', 'bars-lead'],
      reason: mark,
    },
  },
]

const named = applied(files, names, '')
const marked = applied(named, words, '')
const added = (path: string, text: string): Files => new Map([...marked, [path, text]])

/** What a pull request changes, from where to where, and what GitHub tells of it besides. */
const pulls: Record<string, [before: Files, after: Files, more?: Partial<PullRequest>]> = {
  'a transition in which little holds': [marked, applied(marked, [forward], '')],
  'all words at once': [named, applied(marked, [forward], '')],
  'a withdrawal': [marked, applied(marked, withdrawn, '')],
  'a way back': [applied(marked, [live], ''), applied(marked, no, '')],
  'evidence that nobody has confirmed': [named, applied(named, fresh, '')],
  'unknown fields': [named, applied(marked, unknown, '')],
  'names that nobody knows': [named, applied(marked, [set(site, ['roles', `${mark}/${mark}`], [mark])], '')],
  'a pathway that nobody knows': [named, applied(marked, [set(site, ['pathway'])], '')],
  'a release that is no version': [named, applied(marked, [set(site, ['release'])], '')],
  'a phase that is not there': [marked, applied(marked, [set(site, ['phase'])], '')],
  'another kind': [marked, applied(marked, [set(site, ['kind'])], '')],
  'files with names': [marked, added(`deployments/demo/${mark}.yaml`, marked.get(site) ?? '')],
  'a file of no kind': [marked, added(`deployments/${mark}.txt`, mark)],
  'rules and a record': [marked, applied(added(`policies/${mark}.yaml`, mark), [forward], '')],
  'rules that break': [
    marked,
    applied(marked, [set(directory, ['people', 'pro-ops', mark]), set(directory, ['policyOwners'], [mark])], ''),
  ],
  'rules that are broken': [applied(marked, [set(directory, ['policyOwners'], [mark])], ''), marked],
  'another branch, and much that waits': [
    marked,
    applied(marked, [forward], ''),
    {
      base: { branch: mark, sha: 'fork', isDefault: false },
      commits: [{ sha: mark, parents: [], authors: [null] }],
      changedOnBase: [site],
    },
  ],
}

function verdictOf([before, after, more]: (typeof pulls)[string]): Verdict {
  const changed = [...after.keys()].filter(path => before.get(path) !== after.get(path))
  const at = (tree: Files) => Object.fromEntries(changed.map(path => [path, tree.get(path) ?? null]))
  const texts = [...before.values(), ...after.values()].map((text): [string, string] => [text, text])
  const pull: PullRequest = {
    number: 7,
    title: mark,
    draft: false,
    author: sent('bars-lead'),
    base: { branch: 'main', sha: 'fork', isDefault: true },
    head: { sha: '0123456789abcdef0123456789abcdef01234567' },
    commits: [{ sha: '0123456789abcdef0123456789abcdef01234567', parents: ['fork'], authors: [sent('bars-lead')] }],
    reviews: [reviewBy(sent('pro-lead'), 'changes-requested', 1), reviewBy(sent('sup-lead'), 'approved', 2, 'fork')],
    asked: [{ person: sent('pol-lead'), at: '2026-11-19T09:00:00Z' }],
    files: changed,
    changedOnBase: [],
    versions: { fork: at(before), '0123456789abcdef0123456789abcdef01234567': at(after) },
    fork: 'fork',
    texts: Object.fromEntries(texts),
    cut: [],
    ...more,
  }
  return judged({ before: treeOf(before), after: treeOf(after), pull, now })
}
const verdicts = Object.fromEntries(Object.entries(pulls).map(([name, pull]) => [name, verdictOf(pull)]))

/** A value with a text in the place of each mark, in names of fields too. */
function inPlace<T>(value: T, text: string): T {
  if (typeof value === 'string') return value.replaceAll(mark, () => text) as T
  if (Array.isArray(value)) return value.map(one => inPlace(one, text)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [inPlace(key, text), inPlace(part, text)])) as T
}

const web = { repository: 'https://github.com/acme/releases' }
const attacks = Object.entries(corpus).map(([name, [text]]): [string, string] => [name, text])
const every = <T>(found: (verdict: Verdict) => T) =>
  Object.entries(verdicts).map(([name, verdict]): [string, T] => [name, found(verdict)])

/** Steers a terminal, hides, or turns the reading direction; line ends are ours. */
const steering = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u
/** What GitHub's runner takes for a command. */
const command = /^\s*::|##\[/m

test('marks stand wherever words can: else nothing is shown', () => {
  const all = JSON.stringify(verdicts)
  expect(all.split(mark).length).toBeGreaterThan(140)
  for (const name of Object.keys(verdicts)) expect(JSON.stringify(verdicts[name]), name).toContain(mark)
  const codes = new Set(Object.values(verdicts).flatMap(({ findings }) => findings.map(({ problem }) => problem.code)))
  expect(codes.size).toBeGreaterThan(12)
})

const github = markdownIt({ html: true, linkify: true })
github.linkify.set({ fuzzyLink: false })

interface Shown {
  /** Every element, in order, with where it leads. */
  elements: string[]
  text: string
}

/** What stands on the page: elements, and text by block. */
function shown(source: string): Shown {
  const blocks = github.parse(source, {})
  const all = blocks.flatMap(token => [token, ...(token.children ?? [])])
  const isText = ({ type }: Token) => type === 'text'
  // a dollar sign is written so that it begins no formula
  const isDollar = ({ type, content }: Token) => type === 'html_inline' && /^<\/?span>$/.test(content)
  const isElement = (token: Token) => !isText(token) && !isDollar(token)
  const what = (token: Token) => `${token.type} ${token.tag} ${token.type.startsWith('html') ? token.content : ''}`
  return {
    elements: all.filter(isElement).map(what),
    text: blocks.flatMap(({ children }) => (children ?? []).filter(isText).map(({ content }) => content)).join('\n'),
  }
}
const links = (source: string) =>
  github
    .parse(source, {})
    .flatMap(({ children }) => (children ?? []).flatMap(token => token.attrGet('href') ?? token.attrGet('src') ?? []))

/** What GitHub finds in text, and makes links, pictures or messages of. */
const called = /@[\p{L}\p{N}_]|(?<!#)#\d|(?<![a-z\d])GH-\d|:\/\/|(?<![a-z\d])www\.|\w@\w|:[\w+-]+:/iu

describe.each(attacks)('%s', (_, text) => {
  test('in the comment it is text', () => {
    for (const [name, verdict] of Object.entries(verdicts)) {
      const comment = commentOf(inPlace(verdict, text), web)
      const is = shown(comment)
      expect(is.text, name).not.toMatch(called)
      const isOurs =
        /^https:\/\/github\.com\/(?:acme\/releases|NHSDigital\/NHSDigital-FHIR-BookingAndReferrals)\/blob\//
      for (const link of links(comment)) expect(link, name).toMatch(isOurs)
      expect(is.elements.filter(one => one.startsWith('image'))).toEqual([])
      // a long one loses its links and the ends of its tables
      if (text.length < 500) expect(is.elements, name).toEqual(shown(commentOf(verdict, web)).elements)
    }
  })

  test('in the text of a pull request it is text, and its title one line', () => {
    for (const [name, verdict] of Object.entries(verdicts)) {
      const hostile = inPlace(verdict, text)
      const body = proposalBody(hostile)
      expect(shown(body).text, name).not.toMatch(called)
      expect(links(body), name).toEqual([])
      if (text.length < 500) expect(shown(body).elements, name).toEqual(shown(proposalBody(verdict)).elements)
      for (const out of [proposalTitle(hostile), body.replaceAll('\n', '')]) {
        expect(out, name).not.toMatch(steering)
        expect(out, name).not.toMatch(/\n/)
      }
    }
  })

  test('it makes no second sticky comment, and is none', () => {
    for (const [, comment] of every(verdict => commentOf(inPlace(verdict, text), web)))
      expect(stickyBody(comment).split('<!--')).toHaveLength(2)
    expect(
      findSticky([{ id: 1, person: sent('github-actions[bot]'), body: ` ${text}` }], 'github-actions[bot]'),
    ).toEqual([])
  })

  test('in the commit status it is one short line', () => {
    for (const [name, status] of every(verdict => statusOf(inPlace(verdict, text)))) {
      const description = described(status)
      expect([...description].length, name).toBeLessThanOrEqual(140)
      expect(status, name).not.toMatch(/\n/)
      expect(status, name).not.toMatch(steering)
      expect(status, name).not.toMatch(command)
    }
  })

  test('in a terminal and in a log it steers nothing', () => {
    for (const [name, out] of every(verdict => verdictText(inPlace(verdict, text), (_, painted) => painted))) {
      expect(out, name).not.toMatch(steering)
      expect(out, name).not.toMatch(command)
    }
    for (const out of boards(text)) {
      expect(out).not.toMatch(steering)
      expect(out).not.toMatch(command)
    }
  })

  test('in JSON it is the same text, and steers nothing', () => {
    for (const [name, verdict] of Object.entries(verdicts)) {
      const said = { verdict: inPlace(verdict, text), body: stickyBody(commentOf(inPlace(verdict, text), web)) }
      const json = jsonText(said)
      expect(JSON.parse(json), name).toEqual(JSON.parse(JSON.stringify(said)))
      expect(json, name).not.toMatch(steering)
      expect(json, name).not.toMatch(command)
    }
  })

  test('of annotations, each is one command to GitHub’s runner, and no more', async () => {
    for (const [name, verdict] of Object.entries(verdicts)) {
      const annotations = annotationsOf(inPlace(verdict, text))
      const lines = await printed(annotations)
      expect(lines.length, name).toBe(annotations.length)
      for (const line of lines) {
        expect(line, name).toMatch(/^::(?:error|warning|notice) (?:(?:title|file|line|col)=[^:,]*,?)*::/)
        expect(line, name).not.toMatch(steering)
        expect(line, name).not.toMatch(/%0[AD]|##\[/i)
      }
    }
  })
})

const board = (() => {
  const repository = readRepository(treeOf(applied(marked, [set(site, ['release'])], '')))
  const found = [...repository.findings, ...inconsistencies(repository, '2026-11-20')]
  const rows = standings(repository, '2026-11-20')
  return { found, rows, glossary: glossaryOf([found, rows], ['bars-beta'], repository) }
})()

function boards(text: string): string[] {
  const { found, rows, glossary } = inPlace(board, text)
  const plain = (_: unknown, painted: string) => painted
  const words = () => glossary
  return [boardText, shortBoardText]
    .map(show => show(rows, '2026-11-20', words, plain))
    .concat(reportText(found, 3, words, plain))
}

const out: string[] = []
beforeAll(() => {
  vi.stubEnv('GITHUB_ACTIONS', 'true')
  vi.stubEnv('GITHUB_STEP_SUMMARY', '')
})
afterAll(() => vi.unstubAllEnvs())

/** What annotations come to in the log of a step, line by line. */
async function printed(annotations: ReturnType<typeof annotationsOf>): Promise<string[]> {
  out.length = 0
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(chunk => out.push(String(chunk)) > 0)
  await annotate(annotations, '')
  write.mockRestore()
  return out
    .join('')
    .split(/\r\n|\n|\r/)
    .filter(line => line !== '')
}
