/** What holds of the engine whatever the pull request: in whatever order it comes, whoever speaks, whatever stands in the files. Without git. */
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { evaluate } from '../../policies/evaluate.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
import { statusOf } from '../render/status.ts'
import { verdictText } from '../render/terminal.ts'
import { anyGarbage, garbled } from './garbage.ts'
import {
  anyPull,
  directory,
  files,
  holders,
  judged,
  nobodies,
  questionOf,
  rank,
  reviewBy,
  sent,
  site,
} from './pulls.ts'

vi.setConfig({ testTimeout: 120_000 })
// the same pull requests in CI, so that a red run can be run again; elsewhere others each time, and fast-check tells which
const known = { numRuns: 60, seed: 20260301 }
const runs = process.env['CI'] ? known : { numRuns: 60 }

/** A list in another order. */
const anyShuffle = fc.func(fc.nat()).map(place => <T>(all: readonly T[]): T[] => {
  const key = (one: T) => place(JSON.stringify(one).slice(0, 200))
  return [...all].sort((a, b) => key(a) - key(b))
})

test('the verdict is the same in whatever order its input comes', () => {
  fc.assert(
    fc.property(anyPull, anyShuffle, (drawn, shuffled) => {
      const question = questionOf(drawn)
      const { pull, before, after } = question
      const { reviews, commits, asked, files, changedOnBase, cut, versions, texts } = pull
      const reordered = <T>(group: Record<string, T>) => Object.fromEntries(shuffled(Object.entries(group)))
      const other = {
        ...question,
        before: new Map(shuffled([...before])),
        after: new Map(shuffled([...after])),
        pull: {
          ...pull,
          reviews: shuffled(reviews),
          commits: shuffled(commits),
          asked: shuffled(asked),
          files: shuffled(files),
          changedOnBase: shuffled(changedOnBase),
          cut: shuffled(cut),
          versions: reordered(versions),
          texts: reordered(texts),
        },
      }
      expect(JSON.stringify(evaluate(other))).toBe(JSON.stringify(evaluate(question)))
    }),
    runs,
  )
})

describe('who speaks', () => {
  const states = ['approved', 'approved', 'changes-requested', 'commented'] as const

  test('a review by somebody who holds nothing changes nothing', () => {
    fc.assert(
      fc.property(anyPull, fc.constantFrom(...nobodies), fc.constantFrom(...states), (drawn, person, state) => {
        const question = questionOf(drawn)
        const reviews = [...question.pull.reviews, reviewBy(person, state, 999)]
        expect(JSON.stringify(judged(question, { reviews }))).toBe(JSON.stringify(judged(question)))
      }),
      runs,
    )
  })

  test('an approval signs and covers only what its writer holds', () => {
    fc.assert(
      fc.property(anyPull, fc.constantFrom(...holders), (drawn, login) => {
        const question = questionOf(drawn)
        const reviews = [...question.pull.reviews, reviewBy(sent(login), 'approved', 999)]
        const [was, is] = [judged(question), judged(question, { reviews })]
        for (const { role, status, holders: held } of is.signOffs) {
          const before = was.signOffs.find(one => one.role === role)?.status
          // a person whom two roles share makes room for the other one
          if (status.is !== 'signed' || before?.is === 'signed' || before?.is === 'same-person') continue
          expect(status.by).toBe(login)
          expect(held).toContain(login)
        }
        const still = new Set(is.uncovered.map(({ pointer }) => JSON.stringify(pointer)))
        for (const { pointer, people } of was.uncovered)
          if (!still.has(JSON.stringify(pointer))) expect(people).toContain(login)
      }),
      runs,
    )
  })

  test('without the approvals of one person, nothing is better', () => {
    fc.assert(
      fc.property(anyPull, fc.constantFrom(...holders), (drawn, login) => {
        const question = questionOf(drawn)
        const reviews = question.pull.reviews.filter(
          ({ person, state }) => person?.login.toLowerCase() !== login || state !== 'approved',
        )
        expect(rank(judged(question, { reviews }))).toBeLessThanOrEqual(rank(judged(question)))
      }),
      runs,
    )
  })

  test('an approval that was dismissed signs nothing', () => {
    fc.assert(
      fc.property(anyPull, fc.constantFrom(...holders), (drawn, login) => {
        const question = questionOf(drawn)
        const dismissed = { was: 'approved', by: null } as const
        const reviews = question.pull.reviews.map(review =>
          review.person?.login.toLowerCase() === login && review.state === 'approved'
            ? { ...review, state: 'dismissed' as const, dismissed }
            : review,
        )
        const is = judged(question, { reviews })
        expect(rank(is)).toBeLessThanOrEqual(rank(judged(question)))
        for (const { status } of is.signOffs) expect(status).not.toEqual({ is: 'signed', by: login, how: 'approved' })
      }),
      runs,
    )
  })

  test('who holds what is as the base says, whatever the head says of it', () => {
    const everything = (text: string) => text.replaceAll(/: \[(?:bars|pol)-[^\]]*\]/g, ': [bystander]')
    fc.assert(
      fc.property(anyPull, drawn => {
        const question = questionOf(drawn)
        // whom the pull request itself makes a holder is none yet
        for (const { holders: held } of judged(question).signOffs) expect(held).not.toContain('bystander')
        if (question.pull.files.includes(directory)) return
        const text = everything(files.get(directory) ?? '')
        expect(text).toContain('bystander]')
        const after = new Map([...question.after, [directory, { text }]])
        expect(JSON.stringify(judged({ ...question, after }))).toBe(JSON.stringify(judged(question)))
      }),
      runs,
    )
  })

  test('a role that nobody holds is never passed over', () => {
    const without = (text: string) => text.replace(/^ {2}provider\/project-lead: \[.*\n/m, '')
    expect(without(files.get(site) ?? '')).not.toBe(files.get(site))
    fc.assert(
      fc.property(anyPull, drawn => {
        const { before, after, pull, now } = questionOf({ ...drawn, change: 'transition' })
        const tree = (all: typeof before) =>
          new Map([...all].map(([path, source]) => [path, 'text' in source ? { text: without(source.text) } : source]))
        const texts = Object.fromEntries(Object.entries(pull.texts).map(([blob, text]) => [blob, without(text)]))
        const verdict = evaluate({ before: tree(before), after: tree(after), pull: { ...pull, texts }, now })
        expect(verdict.state).toBe('failure')
        expect(verdict.signOffs.find(({ role }) => role === 'provider/project-lead')?.status).toEqual({ is: 'unheld' })
      }),
      runs,
    )
  })

  test('an objection makes nothing better, and one by a holder is never passed over', () => {
    const commits = fc.constantFrom('head', 'one', 'unknown')
    fc.assert(
      fc.property(anyPull, fc.constantFrom(...holders), commits, (drawn, login, commit) => {
        const question = questionOf(drawn)
        const reviews = [...question.pull.reviews, reviewBy(sent(login), 'changes-requested', 999, commit)]
        const [was, is] = [judged(question), judged(question, { reviews })]
        expect(rank(is)).toBeLessThanOrEqual(rank(was))
        if (was.signOffs.some(({ holders: held }) => held.includes(login))) expect(is.state).toBe('failure')
      }),
      runs,
    )
  })

  test('passes are among the pull requests that are tried, and so is what is missing', () => {
    const seen = new Set(fc.sample(anyPull, known).map(drawn => judged(questionOf(drawn)).state))
    expect([...seen].sort()).toEqual(['failure', 'pending', 'success'])
  })
})

describe('whatever stands in the files', () => {
  test('it is judged and told; what cannot be read is no pass', () => {
    const plain = (_: unknown, text: string) => text
    fc.assert(
      fc.property(anyGarbage, garbage => {
        const { question, unreadable } = garbled(garbage)
        const verdict = evaluate(question)
        for (const text of [commentOf(verdict), statusOf(verdict), verdictText(verdict, plain)])
          expect(text).not.toBe('')
        expect(annotationsOf(verdict)).toBeInstanceOf(Array)
        if (unreadable) expect(['failure', 'error']).toContain(verdict.state)
      }),
      { ...runs, numRuns: 250 },
    )
  })

  test('some of it can be read, and some cannot', () => {
    const found = fc.sample(anyGarbage, { ...runs, numRuns: 100 }).map(garbage => garbled(garbage).unreadable)
    expect(new Set(found)).toEqual(new Set([true, false]))
  })
})

describe('names that JavaScript’s objects bring along', () => {
  const at = (path: string, edits: Parameters<typeof garbled>[0]['edits'] = []) =>
    garbled({ path, edits, onBase: false, move: false }).question
  const codes = (question: Parameters<typeof evaluate>[0]) =>
    evaluate(question).findings.map(({ problem }) => problem.code)

  test.each(['constructor', '__proto__', 'toString'])('a folder called %s is a programme that nobody knows', name => {
    expect(codes(at(`deployments/${name}/site.yaml`))).toContain('unknown')
  })

  test('a phase that is called constructor is told by that name', () => {
    const question = at(site)
    const text = (files.get(site) ?? '').replace('phase: public-beta', 'phase: constructor')
    const verdict = evaluate({
      ...question,
      after: new Map([...question.before, [site, { text }]]),
      pull: { ...question.pull, files: [site] },
    })
    expect(verdict.state).toBe('failure')
    expect(commentOf(verdict)).toContain('There is no phase called constructor.')
    expect(verdictText(verdict, (_, text) => text)).toContain('constructor')
  })
})

test('prose among the records does not stand for the rules that change with it', () => {
  const drawn = fc.sample(anyPull, known).find(({ change }) => change === 'policy')
  if (!drawn) throw new Error('no change of rules among them')
  const question = questionOf({ ...drawn, states: ['base', 'base'], reviews: [], signers: [], moved: false, cut: [] })
  const prose = 'deployments/demo/README.md'
  const versions = Object.fromEntries(
    Object.entries(question.pull.versions).map(([sha, blobs]) => [sha, { ...blobs, [prose]: 'the same' }]),
  )
  const reviews = [reviewBy(sent('owner'), 'approved', 1, 'one')]
  const files = [...question.pull.files, prose]
  expect(judged(question, { versions, files, reviews }).signOffs[0]?.status.is).toBe('outdated')
})
