import { expect, test } from 'vitest'
import type { Fact } from '../../policies/model.ts'
import { markdown, plain } from '../../policies/words.ts'
import { factOf } from './facts.ts'
import { glossary } from './fixture.ts'

const samples: { [C in Fact['code']]: [Omit<Extract<Fact, { code: C }>, 'code'>, string] } = {
  approved: [
    { document: 'Safety case', version: '2.1', by: 'ann', on: '2026-07-22' },
    'Safety case, version 2.1, approved by Ann on 22 July 2026',
  ],
  done: [{ item: 'Users are trained', by: 'ben', on: '2026-08-17' }, 'Users are trained (Ben, 17 August 2026)'],
  'does-not-apply': [
    { item: 'Reports updated', by: 'ann', reason: 'There are none.' },
    'Reports updated does not apply: There are none (Ann)',
  ],
  decided: [
    { decision: 'Go live?', outcome: 'go', on: '2026-08-26', chair: 'cas' },
    '“Go live?”: go, on 26 August 2026, chaired by Cas',
  ],
  passed: [
    { plan: 'UAT plan', tests: 2, release: '1.0.0', on: '2026-07-07' },
    'UAT plan: 2 tests passed on 1.0.0, the last on 7 July 2026',
  ],
  met: [
    { forum: 'Weekly calls', meetings: 1, on: '2026-09-14' },
    'Weekly calls: 1 meeting, the last on 14 September 2026',
  ],
  dated: [{ step: 'Production: configured', on: '2026-08-10' }, 'Production: configured (10 August 2026)'],
  live: [{ since: '2026-09-01', days: 80, needed: 28 }, 'Live since 1 September 2026, 80 days; 28 are needed'],
  'same-text': [
    {
      document: 'Release notes',
      version: '1.0',
      audiences: ['Trusts', 'Partners'],
      digest: `sha256:${'0'.repeat(64)}`,
    },
    `Release notes, version 1.0: the text is the one that was recorded, for Trusts and Partners (sha256:${'0'.repeat(64)})`,
  ],
  counted: [{ referrals: 55, needed: 50, sites: 1 }, '55 referrals at 1 site; 50 are needed'],
}

test.each(Object.entries(samples))('%s', (code, [fact, text]) =>
  expect(plain(factOf({ code, ...fact } as Fact, glossary))).toBe(text),
)

test('what others wrote stays text', () => {
  const fact: Fact = { code: 'done', item: '*Done* @all', by: '<b>', on: '2026-08-17' }
  expect(markdown(factOf(fact, glossary))).toBe('&#42;Done&#42; @&#8203;all (&#60;b&#62;, 17 August 2026)')
})
