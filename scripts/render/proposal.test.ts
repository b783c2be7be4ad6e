import { describe, expect, test } from 'vitest'
import type { Subject } from '../../policies/model.ts'
import {
  consultation,
  criterion,
  failedTest,
  forward,
  record,
  signOff,
  uncovered,
  unmet,
  verdict,
  waits,
} from './fixture.ts'
import { proposalBody, proposalTitle } from './proposal.ts'
import { proposed } from './proposing.ts'

describe('the title', () => {
  test.each<[string, Subject, string]>([
    ['forward', forward, 'beta/site: Public beta'],
    ['back', { ...forward, direction: 'back', to: 'testing' }, 'beta/site: back to Private beta (UAT)'],
    ['a new record', { is: 'registration', record, pathway: 'beta', to: 'testing' }, 'beta/site: new record'],
    ['withdrawn', { is: 'withdrawal', record, pathway: 'beta', from: 'live', reason: null }, 'beta/site: withdrawn'],
    ['roles', { is: 'roles', record, pathway: 'beta' }, 'beta/site: who takes part'],
    ['evidence', { is: 'evidence', records: [record] }, 'beta/site: evidence'],
    ['anything else', { is: 'other' }, 'A site'],
  ])('of %s', (_, subject, title) => expect(proposalTitle(verdict({ subject }))).toBe(title))

  test('is cut where GitHub would cut it, between characters', () => {
    const title = proposalTitle(verdict({ subject: { is: 'other' }, title: '😀'.repeat(200) }))
    expect([...title]).toHaveLength(100)
    expect(title).toMatch(/^(?:😀){99}…$/u)
  })
})

describe('the body', () => {
  const body = (more: Parameters<typeof verdict>[0]) => proposalBody(verdict(more))

  test('says what is asked for, what holds and by what evidence, and who signs', () => {
    const text = body({
      criteria: [
        criterion({ facts: [{ code: 'passed', plan: 'Smoke tests', tests: 4, release: '1.0.0', on: '2026-11-18' }] }),
      ],
      signOffs: [
        signOff({ is: 'signed', by: 'ann', how: 'opened' }),
        signOff({ is: 'missing' }, { role: 'team/policy-lead', letters: ['A'], holders: ['dee'] }),
        signOff({ is: 'unheld' }, { role: 'provider/clinical-safety-officer', holders: [] }),
      ],
      consultations: [consultation({ is: 'not-asked' })],
      uncovered: [uncovered()],
    })
    expect(text).toMatch(/^Move beta\/site forward from “Private beta \(UAT\)” to “Public beta”\.\n/)
    expect(text).toContain(
      '- Every smoke test has passed (S3-01): Smoke tests: 4 tests passed on 1.0.0, the last on 18 November 2026',
    )
    expect(text).not.toContain('What is still missing')
    expect(text).toContain("- Supplier's Project Lead (Responsible): Ann signs by opening this")
    expect(text).toContain("- Team's Policy Lead (Accountable): Dee")
    expect(text).toContain("- Provider's Clinical Safety Officer (Responsible): nobody holds this role yet")
    expect(text).toContain("- Provider's Project Lead (Consulted): Cas or Dee")
    expect(text).toContain('- 1 change of evidence must be confirmed by the side that provides it')
  })

  test('says what is missing, and waits, and what is waived by whom and why', () => {
    const waiver = { reason: 'Small site', acceptedBy: 'dee', expires: '2027-01-31' }
    const text = body({
      criteria: [unmet(failedTest()), waits, criterion({ status: 'waived', title: 'Roles held', waiver })],
    })
    const [held = '', missing = ''] = text.split('## What is still missing')
    expect(held).toContain('- Roles held (S3-01): waived by Dee until 31 January 2027: Small site')
    expect(missing).toContain('SMK-04 Status updates: the last run, on 18 November 2026, failed.')
    expect(missing).toContain('- The provider has run live for long enough')
  })

  test('says what changes, from what to what', () => {
    const text = body({
      changed: [
        { path: 'x', name: { part: 'item', name: 'Users are trained' }, was: null, now: 'status: done' },
        { path: 'x', name: { part: 'field', name: 'plan' }, was: 'a', now: 'b' },
        { path: 'x', name: { part: 'field', name: 'old' }, was: 'a', now: null },
      ],
    })
    expect(text).toContain('- “Users are trained”: status: done\n- field “plan”: a → b\n- field “old”: a → taken out')
  })

  test('of very many it names the first, and how many more', () => {
    const changed = Array.from({ length: 100 }, (_, at) => ({
      path: 'x',
      name: { part: 'field' as const, name: `f${at}` },
      was: null,
      now: 'x',
    }))
    const text = body({ changed })
    expect(text.match(/^- field/gm)).toHaveLength(40)
    expect(text).toContain('- …and 60 more.')
  })
})

describe('what is said when it is done', () => {
  const planned = {
    branch: 'evidence/a-b-123456',
    base: { name: 'origin/main', isOwn: false },
    title: 'a/b: evidence',
    body: 'Why',
  }
  const more = {
    remote: { repository: 'acme/releases', apiUrl: 'https://api.github.com' },
    main: 'main',
    unsigned: false,
  }
  const kept = { commit: 'c', notOnIt: null }
  const opened = { number: 7, url: 'https://github.com/acme/releases/pull/7', isNew: true, asked: ['ben'], refused: [] }

  test('where it is, and who is asked', () =>
    expect(proposed(planned, { kept, pull: opened }, more)).toMatch(
      /^Pull request 7 is open: https:\S+\/7 ben is asked for a review\.\n/,
    ))
  test('whom GitHub would not ask', () => {
    const refused = [{ login: 'cas', reason: 'no collaborator' }]
    expect(proposed(planned, { kept, pull: { ...opened, refused } }, more)).toContain(
      'GitHub would not ask cas: no collaborator',
    )
  })
  test('without GitHub, how to go on: a page that is filled in', () => {
    const said = proposed(planned, { kept, pull: null }, more)
    expect(said).toContain('git push -u origin evidence/a-b-123456')
    const page = /https:\S+/.exec(said)?.[0] ?? ''
    expect(page).toMatch(/^https:\/\/github\.com\/acme\/releases\/compare\/main\.\.\.evidence%2Fa-b-123456\?/)
    expect(Object.fromEntries(new URL(page).searchParams)).toEqual({ expand: '1', title: 'a/b: evidence', body: 'Why' })
    expect(said).not.toContain('signed')
  })
  test('a text that an address does not carry is left out of it', () => {
    const said = proposed({ ...planned, body: 'Why '.repeat(3000) }, { kept, pull: null }, more)
    const page = /https:\S+/.exec(said)?.[0] ?? ''
    expect(page.length).toBeLessThan(6000)
    expect(Object.keys(Object.fromEntries(new URL(page).searchParams))).toEqual(['expand', 'title'])
  })
  test('on a server of their own, and where it must be signed', () => {
    const own = {
      ...more,
      remote: { repository: 'acme/releases', apiUrl: 'https://git.acme.example/api/v3' },
      unsigned: true,
    }
    const said = proposed(planned, { kept: { commit: 'c', notOnIt: 'Other work is in the way.' }, pull: null }, own)
    expect(said).toContain('https://git.acme.example/acme/releases/compare/')
    expect(said).toContain('The gate asks for signed commits')
    expect(said).toContain('You are not on the branch: Other work is in the way.')
  })
})
