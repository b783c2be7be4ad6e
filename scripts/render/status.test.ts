import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../policies/model.ts'
import {
  consultation,
  criterion,
  failedTest,
  finding,
  path,
  record,
  signOff,
  uncovered,
  unmet,
  verdict,
  waits,
} from './fixture.ts'
import { statusOf } from './status.ts'

const waived = criterion({ status: 'waived', title: 'The pack is there' })
const missing = signOff({ is: 'missing' })
const safety = (more = {}) =>
  signOff({ is: 'missing' }, { role: 'provider/clinical-safety-officer', holders: ['cas'], ...more })

test.each<[string, Partial<Verdict>, string]>([
  ['success', {}, 'Everything holds; 1 of 1 sign-offs given.'],
  ['success with waivers', { criteria: [waived, waived] }, 'Everything holds; 1 of 1 sign-offs given. (2 waived)'],
  [
    'failure with a waiver',
    { state: 'failure', criteria: [waived, unmet(failedTest())] },
    '1 criterion not met: Every smoke test has passed (1 waived)',
  ],
  [
    'success with a warning',
    { criteria: [criterion({ status: 'warned' })] },
    'Everything that must hold holds; 1 of 1 sign-offs given.',
  ],
  [
    'several of both',
    {
      state: 'failure',
      criteria: [unmet(failedTest()), { ...unmet(failedTest()), title: 'The pack is there' }],
      findings: [finding({ code: 'yaml-empty' }), finding({ code: 'yaml-empty' })],
    },
    '2 wrong: This file is empty; This file is empty; 2 criteria not met: Every smoke test has passed; The pack is there',
  ],
  ['success without signatures', { signOffs: [] }, 'Everything holds.'],
  ['other', { subject: { is: 'other' }, signOffs: [] }, 'No record and no rule changes: nothing to sign.'],
  [
    'error',
    { state: 'error', subject: { is: 'refused' }, findings: [finding({ code: 'nothing-there', what: 'pathways' })] },
    'The rules on the base branch are broken: the policy owners must mend them.',
  ],
  [
    'one criterion',
    { state: 'failure', criteria: [unmet(failedTest())] },
    '1 criterion not met: Every smoke test has passed',
  ],
  [
    'a finding and a criterion',
    { state: 'failure', criteria: [unmet(failedTest())], findings: [finding({ code: 'yaml-empty' })] },
    '1 wrong: This file is empty; 1 criterion not met: Every smoke test has passed',
  ],
  [
    'refused',
    {
      state: 'failure',
      subject: { is: 'refused' },
      criteria: [],
      signOffs: [],
      findings: [finding({ code: 'record-deleted', record })],
    },
    '1 wrong: This removes or renames the record beta/site',
  ],
  [
    'refused, and nobody said why',
    { state: 'failure', subject: { is: 'refused' }, criteria: [], signOffs: [] },
    'This cannot pass as it stands: see the comment.',
  ],
  ['one objection', { state: 'failure', objections: [{ by: 'cas', roles: [], at: '' }] }, 'Cas asked for changes.'],
  [
    'objections before all else',
    {
      state: 'failure',
      criteria: [unmet(failedTest())],
      objections: ['ann', 'ben', 'cas'].map(by => ({ by, roles: [], at: '' })),
    },
    'Ann, Ben and Cas asked for changes.',
  ],
  [
    'an empty role',
    { state: 'failure', signOffs: [missing, signOff({ is: 'unheld' }, { holders: [] })] },
    "Nobody can act as Supplier's Project Lead yet: name somebody first.",
  ],
  [
    'nobody to consult',
    { state: 'failure', consultations: [consultation({ is: 'unheld' }, { holders: [] })] },
    "Nobody can act as Provider's Project Lead yet: name somebody first.",
  ],
  [
    'nobody to confirm evidence',
    { state: 'failure', uncovered: [uncovered({ people: [] }), uncovered({ people: [], pointer: ['x'] })] },
    'Nobody can act as the Provider yet: name somebody first.',
  ],
  [
    'the base has moved',
    {
      state: 'pending',
      findings: [finding({ code: 'changed-on-base', path }, { weight: 'wait' })],
      signOffs: [missing],
    },
    'What is signed here has changed on the base branch: update this branch.',
  ],
  [
    'signatures, by name',
    { state: 'pending', signOffs: [signOff({ is: 'signed', by: 'ann', how: 'opened' }), missing, safety()] },
    'Waiting for 2 of 3 sign-offs: Ann or Ben; Cas.',
  ],
  [
    'signatures, but not of who cannot',
    { state: 'pending', signOffs: [signOff({ is: 'own-work', by: 'ann', as: 'author' })] },
    'Waiting for 1 of 1 sign-offs: Ben.',
  ],
  [
    'signatures that only one person could give, who cannot',
    { state: 'pending', signOffs: [signOff({ is: 'same-person', by: 'ann', as: 'x' }, { holders: ['ann'] })] },
    "Waiting for 1 of 1 sign-offs: Supplier's Project Lead.",
  ],
  [
    'too many names for the room: by role',
    {
      state: 'pending',
      signOffs: [missing, safety({ holders: Array.from({ length: 30 }, (_, index) => `person-${index}`) })],
    },
    "Waiting for 2 of 2 sign-offs: Supplier's Project Lead, Provider's Clinical Safety Officer.",
  ],
  [
    'evidence',
    { state: 'pending', uncovered: [uncovered(), uncovered({ people: ['cas', 'dee'] })] },
    'Evidence to be confirmed by Cas or Dee.',
  ],
  [
    'time',
    { state: 'pending', criteria: [waits], earliest: '2026-12-01' },
    'Waiting for time: The provider has run live for long enough. It can pass from 1 December 2026.',
  ],
  [
    'an answer',
    { state: 'pending', consultations: [consultation({ is: 'asked', until: '2026-11-24' })], earliest: '2026-11-25' },
    'To be consulted: Cas or Dee. It can pass from 25 November 2026.',
  ],
  [
    'time, nobody knows how much: what another site does first',
    { state: 'pending', criteria: [{ ...waits, earliest: null }] },
    'Waiting for time: The provider has run live for long enough.',
  ],
  [
    'an answer, nobody knows until when',
    { state: 'pending', consultations: [consultation({ is: 'not-asked' })], earliest: null },
    'To be consulted: Cas or Dee.',
  ],
])('%s', (_, more, text) => expect(statusOf(verdict(more))).toBe(text))

describe('the room that GitHub gives', () => {
  const length = (text: string) => [...text].length

  test('a longer text is cut at 140 characters, and says so', () => {
    const criteria = Array.from({ length: 9 }, (_, index) => ({
      ...unmet(failedTest()),
      title: `Criterion number ${index} is met`,
    }))
    const text = statusOf(verdict({ state: 'failure', criteria }))
    expect(text).toMatch(/^9 criteria not met: Criterion number 0 is met; .*…$/)
    expect(length(text)).toBe(140)
  })

  test.each([107, 118, 119])('counts characters, not their halves (%i)', number => {
    const text = statusOf(verdict({ state: 'failure', criteria: [{ ...unmet(), title: '😀'.repeat(number) }] }))
    expect(text).toBe(`1 criterion not met: ${'😀'.repeat(number)}`)
  })

  test('one more than fits', () => {
    const text = statusOf(verdict({ state: 'failure', criteria: [{ ...unmet(), title: '😀'.repeat(120) }] }))
    expect(text).toBe(`1 criterion not met: ${'😀'.repeat(118)}…`)
  })

  test('whatever people write, it fits, on one line, and is whole text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 200 }), (title, name) => {
        const people = { ann: { name, login: 'x' } }
        for (const more of [
          { criteria: [{ ...unmet(), title }] },
          { objections: [{ by: 'ann', roles: [], at: '' }] },
          { signOffs: [missing] },
          { findings: [finding(failedTest(title))] },
        ]) {
          const text = statusOf(verdict({ state: 'failure', ...more, glossary: { ...verdict().glossary, people } }))
          expect(length(text)).toBeLessThanOrEqual(140)
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
        }
      }),
    )
  })
})
