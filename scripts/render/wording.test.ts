/** Every problem has words that can be read aloud, with a glossary and without one. */
import { describe, expect, test } from 'vitest'
import type { FieldName, Problem, ProblemCode } from '../../policies/problems.ts'
import { markdown, plain, type Words } from '../../policies/words.ts'
import type { Pointer } from '../../schemas/events.ts'
import { secretKinds } from '../../schemas/secrets.ts'
import { glossary, noGlossary } from './fixture.ts'
import { fieldName, within } from './names.ts'
import { wordingOf } from './wording.ts'

type Of<C extends ProblemCode, P = Problem> = P extends { code: string } ? (C extends P['code'] ? P : never) : never
type Sample<C extends ProblemCode> = Omit<Of<C>, 'code'>

/** One problem of each code at least; a new code does not compile until it is here. */
const samples: { [C in ProblemCode]: readonly [Sample<C>, ...Sample<C>[]] } = {
  syntax: [{ reason: 'bad indentation of a mapping entry' }],
  'yaml-feature': [
    { feature: 'anchor' },
    { feature: 'alias' },
    { feature: 'tag' },
    { feature: 'merge-key' },
    { feature: 'several-documents' },
    { feature: 'directive' },
    { feature: 'byte-order-mark' },
  ],
  'yaml-key': [{ why: 'not-text' }, { why: 'reserved' }],
  'yaml-number': [{ text: '0x1F' }],
  'yaml-empty': [{}],
  'missing-field': [
    { field: 'on', expected: 'A day: YYYY-MM-DD.' },
    { field: 'supplier', expected: '' },
  ],
  'unknown-field': [
    { field: 'fase', known: ['kind', 'title', 'phase'] },
    { field: 'fase', known: [] },
  ],
  'wrong-value': [
    { expected: 'A day: YYYY-MM-DD.', allowed: [], got: '"soon"' },
    { expected: 'What came out.', allowed: ['pass', 'fail', 'blocked'], got: '"maybe"' },
    { expected: 'The people who hold a role: any one of them signs for it.', allowed: ['array'], got: 'the number 3' },
  ],
  unread: [
    { why: 'too-large' },
    { why: 'symbolic-link' },
    { why: 'not-utf8' },
    { why: 'not-a-file' },
    { why: 'unreadable' },
  ],
  'patient-number': [{ in: 'file' }, { in: 'name' }],
  secret: [{ in: 'name', kind: 'github-token' }, ...secretKinds.map(kind => ({ in: 'file', kind }) as const)],
  misplaced: [{ expected: 'deployments/<programme>/<site>.yaml' }],
  'wrong-kind': [{ kind: 'Release', expected: 'Deployment' }],
  'nothing-there': [{ what: 'pathways' }, { what: 'directory' }, { what: 'policy owners' }, { what: 'calendar' }],
  unknown: [
    { what: 'person', name: 'an', known: ['ann', 'ben'] },
    { what: 'phase', name: 'lief', known: ['testing', 'live'] },
    { what: 'release', name: '', known: [] },
    { what: 'checklist item', name: 'x', known: Array.from({ length: 40 }, (_, index) => `item-${index}`) },
  ],
  'wording-broken': [
    { what: 'unclosed-field', at: 4 },
    { what: 'no-field-name', at: 1 },
    { what: 'stray-brace', at: 9 },
    { what: 'unclosed-option', at: 2 },
    { what: 'stray-brackets', at: 2 },
    { what: 'option-without-field', at: 2 },
  ],
  'field-hidden': [{ audience: 'trusts', source: 'issues', field: 'hazard' }],
  'kind-untold': [{ source: 'changes', kind: 'reverted' }],
  'audience-untold': [
    { audience: 'trusts', source: 'issues', field: null },
    { audience: 'trusts', source: 'issues', field: 'workaround' },
  ],
  'party-unread': [{ party: 'trusts', document: 'production-release-notes' }],
  'template-without': [{ what: 'environment' }, { what: 'evidence' }],
  'section-empty': [{}],
  'section-half': [{ has: 'of' }, { has: 'entries' }],
  'pathway-for-other-kind': [{ pathway: 'bars-beta', kind: 'Release' }],
  doubled: [
    { what: 'reference', name: 'UAT-01' },
    { what: 'account', name: 'login ann-login' },
  ],
  'wrong-organisation': [
    { person: 'ann', party: 'provider', organisation: 'SUP01', expected: 'HOS01' },
    { person: 'ann', party: 'provider', organisation: 'SUP01', expected: 'HOS01, HOS02' },
    { person: 'ann', party: 'provider', organisation: 'SUP01', expected: null },
  ],
  'role-of-programme': [{ role: 'team/policy-lead' }],
  'role-twice-distinct': [{ role: 'team/policy-lead' }],
  unguarded: [{ gate: 'gates.3' }],
  'types-of-release': [{}],
  'of-third-party': [{ field: 'services' }],
  'registered-by-record': [{ role: 'provider/project-lead' }],
  'in-the-future': [{ on: '2026-12-01', today: '2026-11-20' }],
  'fixed-before': [{ issue: 'FLIP-431 Cut off', fixedIn: '2.2.0', since: '2.3.0' }],
  'product-spelled': [{ product: 'Flip', other: 'FLIP', release: 'flip/releases/2.3.0' }],
  'listed-before': [{ issue: 'FLIP-431 Cut off', version: '2.2.0', since: '2.3.0' }],
  'before-raised': [{ on: '2026-11-01', raised: '2026-11-03' }],
  'release-withdrawn': [{ release: 'beta/releases/1.0.0-beta.1' }],
  'count-before-start': [{ on: '2026-11-01', start: '2026-11-03' }],
  'waiver-refused': [
    { criterion: 'smoke-passed', enforcement: 'mandatory' },
    { criterion: 'smoke-passed', enforcement: 'advisory' },
  ],
  'withdrawn-without-reason': [{}],
  'withdrawn-yet-active': [{}],

  'item-open': [
    { item: 'Users are trained', parties: ['provider'] },
    { item: 'Users are trained', parties: ['supplier', 'provider'] },
    { item: 'Users are trained', parties: [] },
  ],
  'item-must-apply': [{ item: 'Users are trained' }],
  voided: [
    { what: 'UAT: installed', on: '2026-10-20', since: '2026-10-22' },
    { what: 'Users are trained', on: '', since: '2026-10-22' },
  ],
  'document-missing': [
    { document: 'Beta exit report', organisation: null },
    { document: 'Technical Conformance Certificate', organisation: 'SUP01' },
    { document: 'Technical Conformance Certificate', organisation: '' },
  ],
  'document-not-approved': [
    { document: 'Beta exit report', status: 'draft' },
    { document: 'Beta exit report', status: 'in-review' },
    { document: 'Beta exit report', status: 'superseded' },
  ],
  'document-not-reviewed': [{ document: 'Beta exit report' }],
  'document-reviewed-late': [{ document: 'Beta exit report', reviewed: '2026-11-03', approved: '2026-11-02' }],
  'document-approver': [{ document: 'Beta exit report', by: 'ann', role: 'provider/clinical-safety-officer' }],
  'document-expired': [{ document: 'Beta exit report', expires: '2026-10-31' }],
  'step-open': [
    { environment: 'UAT', side: 'sender', step: 'catalogued', parties: ['team'] },
    { environment: 'UAT', side: null, step: 'mirrorsProduction', parties: ['provider', 'supplier'] },
    { environment: 'UAT', side: 'receiver', step: 'a new step', parties: [] },
  ],
  'service-id-missing': [{ environment: 'UAT', side: 'sender' }],
  'plan-empty': [{ plan: 'Smoke test plan' }],
  'test-not-run': [{ test: 'SMK-04 Status updates' }],
  'test-not-passed': [
    { test: 'SMK-04 Status updates', result: 'fail', on: '2026-11-18' },
    { test: 'SMK-04 Status updates', result: 'blocked', on: '2026-11-18' },
    { test: 'SMK-04 Status updates', result: 'odd', on: '2026-11-18' },
  ],
  'test-of-other-release': [{ test: 'SMK-04 Status updates', tested: '1.0.0-beta.7', release: '1.0.0-beta.8' }],
  'test-elsewhere': [{ test: 'SMK-04 Status updates', environment: 'uat', expected: 'production' }],
  'test-with-live-patients': [{ test: 'SMK-04 Status updates' }],
  'decision-missing': [{ decision: 'Go or no-go for public beta?', outcome: 'go' }],
  'decision-otherwise': [
    { decision: 'Go or no-go for public beta?', outcome: 'no-go', needed: 'go', on: '2026-10-22' },
  ],
  'decision-without': [{ decision: 'Go or no-go for public beta?', on: '2026-10-22', party: 'supplier' }],
  'role-unheld': [{ role: 'provider/clinical-safety-officer' }],
  'forum-never-met': [{ forum: 'Daily calls' }],
  'forum-without': [
    { forum: 'Daily calls', parties: ['supplier'] },
    { forum: 'Daily calls', parties: ['supplier', 'provider'] },
  ],
  undated: [{ step: 'Smoke test plan', later: 'Go or no-go for public beta?' }],
  'out-of-order': [
    { earlier: 'Production: configured', earlierOn: '2026-11-09', later: 'Training', laterOn: '2026-11-02' },
  ],
  'still-open': [
    { what: 'issue', reference: 'ISS-01', title: 'A slot can be booked twice' },
    { what: 'incident', reference: 'INC-02', title: 'A warning was lost' },
    { what: 'known issue', reference: 'KI-03', title: 'A banner stays too long' },
  ],
  'risk-level-missing': [{ release: 'beta/releases/1.0.0-beta.8' }],
  'release-missing': [{ release: '1.0.0-beta.8' }, { release: '' }],
  'referrals-too-few': [
    { done: 14, needed: 20, level: 'low', sites: 2 },
    { done: 1, needed: 2, level: 'medium', sites: 1 },
    { done: 0, needed: 75, level: 'high', sites: 0 },
  ],
  'not-live-yet': [{}],
  'period-stopped': [{ incident: 'INC-02', days: 28, level: 'medium' }],
  'period-running': [
    { since: '2026-11-03', days: 28, done: 17, level: 'medium', until: '2026-12-01', after: null },
    { since: '2026-11-03', days: 28, done: 0, level: 'medium', until: '2026-12-01', after: 'INC-02' },
  ],
  'wrong-stage': [
    { version: '1.0.0-beta.8', stage: 'stable' },
    { version: '1.0.0', stage: 'pre-release' },
    { version: '', stage: 'stable' },
  ],
  'document-reviewer': [{ document: 'Plan', by: 'ann', role: 'provider/project-lead' }],
  'document-by-one': [{ document: 'Plan', by: 'ann' }],
  'document-not-shared': [
    { document: 'Conformance Certificate', parties: ['supplier'] },
    { document: 'Conformance Certificate', parties: ['supplier', 'provider', 'team'] },
  ],
  'interactions-missing': [{ document: 'Live Spine Digital Certificate' }],
  'interactions-differ': [
    {
      document: 'Live Spine Digital Certificate',
      approved: 'Conformance Certificate',
      missing: ['urn:nhs:names:services:ers:READ_PRACTITIONER_ROLE_R4_V002'],
      extra: [],
    },
    { document: 'Certificate', approved: 'Conformance Certificate', missing: [], extra: ['a:1', 'a:2'] },
    { document: 'Certificate', approved: 'Conformance Certificate', missing: ['a', 'b', 'c', 'd'], extra: ['e'] },
  ],
  'not-begun': [
    { step: 'Conformance Certificate: submitted', later: 'Conformance Certificate: approved' },
    { step: 'First live patient', later: null },
  ],
  'beyond-calendar': [{ after: '2028-12-20' }],
  due: [
    {
      step: 'Conformance Certificate: approved',
      by: '2026-11-25',
      from: 'Conformance Certificate: submitted',
      since: '2026-11-18',
    },
  ],
  overdue: [{ step: 'Uplift', by: '2027-02-18', from: 'Publication of the first stable version', since: '2026-11-18' }],
  'too-late': [{ step: 'Conformance Certificate: approved', on: '2026-11-27', by: '2026-11-25' }],
  'lasts-too-short': [
    { from: 'First live patient', since: '2026-11-03', until: '2026-11-17', ended: null },
    { from: 'First live patient', since: '2026-11-03', until: '2026-11-17', ended: '2026-11-10' },
  ],
  'lasts-too-long': [
    { from: 'First live patient', since: '2026-11-03', until: '2026-12-15', ended: null },
    { from: 'First live patient', since: '2026-11-03', until: '2026-12-15', ended: '2026-12-20' },
  ],
  'date-missing': [{ phase: 'live' }],
  'date-to-come': [{ phase: 'live', on: '2026-12-01' }],
  frozen: [{ title: 'Christmas and New Year', on: '2026-12-24', free: '2027-01-04' }],
  'forum-gap': [
    { forum: 'Weekly calls', since: '2026-11-03', by: '2026-11-10', next: '2026-11-17' },
    { forum: 'Weekly calls', since: '2026-11-03', by: '2026-11-10', next: null },
  ],
  'not-the-first': [{ site: 'beta/other', phase: 'live', closed: 'end' }],
  'others-too-few': [
    { pathway: 'BaRS beta', phase: 'Beta complete', found: 0, minimum: 1 },
    { pathway: 'BaRS beta', phase: 'Beta complete', found: 1, minimum: 3 },
    { pathway: 'BaRS beta', phase: 'Beta complete', found: 2, minimum: 3 },
  ],
  'release-not-there': [{ release: 'beta/releases/1.0.0', phase: 'Being prepared', needed: 'Open for rollout' }],
  'ad-hoc-elsewhere': [
    { test: 'Slots in the evening', on: '2026-11-18', environment: 'Production', allowed: ['Integration (INT)'] },
    { test: 'Slots in the evening', on: '2026-11-18', environment: 'Production', allowed: ['INT', 'Development'] },
  ],
  'scope-empty': [{}],
  'ticket-uncategorised': [{ ticket: 'FLIP-12 Search by cohort' }],
  'change-unticketed': [{ title: 'Certificates are renewed' }],
  'features-too-few': [
    { found: 0, features: 1 },
    { found: 1, features: 2 },
    { found: 2, features: 3 },
  ],
  'ticket-not-done': [{ ticket: 'FLIP-12 Search by cohort' }],
  'ticket-not-tested': [
    { ticket: 'FLIP-12 Search by cohort', result: null },
    { ticket: 'FLIP-12 Search by cohort', result: 'fail' },
  ],
  'uat-undecided': [{ ticket: 'FLIP-12 Search by cohort' }],
  'uat-open': [{ ticket: 'FLIP-12 Search by cohort' }],
  'uat-before-sit': [{ ticket: 'T-1 Maps', on: '2026-11-02', tested: '2026-11-03' }],
  'uat-refused': [
    { ticket: 'FLIP-12 Search by cohort', reason: 'The search is too slow.', delayed: false },
    { ticket: 'FLIP-12 Search by cohort', reason: 'The search is too slow', delayed: true },
    { ticket: 'FLIP-12 Search by cohort', reason: '', delayed: false },
    { ticket: 'FLIP-12 Search by cohort', reason: 'slow '.repeat(800), delayed: true },
  ],
  'trigger-missing': [{}],
  'trigger-unfit': [
    { reference: 'INC-02', condition: 'severity', stands: '2', severity: 1 },
    { reference: 'INC-02', condition: 'environment', stands: 'pre-production', severity: 1 },
    { reference: 'INC-02', condition: 'raisedVia', stands: 'other', severity: 1 },
  ],
  'hotfix-more': [{ ticket: 'T-2 Charts' }],
  'not-offline': [
    { endangers: ['application-data'] },
    { endangers: ['other-clinical-systems', 'application-data'] },
    { endangers: ['something new'] },
  ],
  'downtime-missing': [{}],
  'downtime-backwards': [{}],
  'downtime-open': [
    { what: 'notice', party: 'provider' },
    { what: 'banner', party: 'provider' },
    { what: 'restored', party: 'provider' },
    { what: 'restored-notice', party: 'provider' },
  ],
  'notice-late': [{ on: '2026-11-29', starts: '2026-11-28' }],
  'restored-early': [{ on: '2026-11-27', starts: '2026-11-28' }],
  'smoke-undecided': [{}],
  'smoke-site': [
    { site: 'RX9', party: 'provider' },
    { site: '', party: 'provider' },
  ],
  'smoke-instructions': [{ site: 'RX1' }],
  'smoke-open': [
    { site: 'RX1', result: null },
    { site: 'RX1', result: 'fail' },
  ],
  'smoke-by-another': [{ by: 'ann', site: 'RX1' }],
  'no-sites': [{ party: 'provider' }],
  'site-date-missing': [{ site: 'Harbour Hospital' }],
  'site-agreed-late': [{ site: 'Harbour Hospital', on: '2026-11-29', agreed: '2026-11-28' }],
  'site-date-by-another': [{ site: 'Harbour Hospital', by: 'ann' }],
  'site-not-deployed': [{ site: 'Harbour Hospital', on: '2026-12-01' }],
  'site-too-early': [{ site: 'Harbour Hospital', on: '2026-11-30', agreed: '2026-12-01' }],
  'notes-without-template': [{ document: 'Release notes' }],
  'notes-not-recorded': [{ document: 'Release notes', digest: `sha256:${'0'.repeat(64)}` }],
  'notes-changed': [{ document: 'Release notes', digest: `sha256:${'0'.repeat(64)}` }],
  'notes-without-changes': [{}],
  'notes-without-services': [{}],
  'workaround-missing': [{ issue: 'FLIP-431 Cut off', severity: 3 }],
  'fix-unconfirmed': [{ issue: 'FLIP-431 Cut off', version: '2.3.0' }],
  'evidence-missing': [{ document: 'Evidence from SIT' }],
  'evidence-unidentified': [
    { document: 'Evidence from SIT', lacks: 'version' },
    { document: 'Evidence from SIT', lacks: 'digest' },
  ],
  'evidence-older': [{ document: 'Evidence from SIT', on: '2026-11-02', content: '2026-11-04' }],
  'rca-missing': [{ reference: 'INC-02', title: 'A warning was lost', severity: 2 }],
  'waiver-expired': [{ expires: '2026-10-31' }],
  'waiver-not-by-role': [{ by: 'ann', role: 'team/policy-lead' }],

  'record-deleted': [{ record: 'beta/site' }],
  'several-changes': [{ records: ['beta/site', 'beta/other'] }],
  'policy-with-record': [{ paths: ['scripts/gate.ts', 'policies/model.ts'] }],
  'roles-with-other': [{ fields: ['plan', 'title'] }, { fields: ['phase'] }],
  'fixed-field': [{ field: 'pathway' }],
  'no-such-transition': [
    { from: 'testing', to: 'end', next: ['live'] },
    { from: 'testing', to: 'end', next: ['live', 'back'] },
    { from: 'withdrawn', to: 'live', next: [] },
  ],
  'not-first-phase': [{ phase: 'live', first: 'testing' }],
  'same-version': [{ document: 'Release notes', version: '1.0' }],
  'shared-before': [{ document: 'Release notes', parties: ['supplier', 'provider'] }],
  rewritten: [{ what: { part: 'run', name: 'SMK-04 Status updates', detail: '2026-11-18' } }],
  settled: [{ what: { part: 'flag', name: 'Maps' }, from: 'live' }],
  reordered: [{ what: { part: 'decision', name: 'Go?', detail: '2026-11-18' } }],
  'changed-on-base': [{ path: 'deployments/beta/site.yaml' }],
  'other-base': [{ branch: 'develop' }],
  'cut-short': [{ what: 'commits' }, { what: 'files' }],
  'unsigned-commit': [{ sha: '0123456789abcdef0123456789abcdef01234567' }],
  'unlinked-commit': [{ sha: '0123456789abcdef0123456789abcdef01234567' }],
  'head-unknown': [{}],
}

const problems = Object.entries(samples).flatMap(([code, all]) =>
  all.map((sample, index): [name: string, problem: Problem] => [
    all.length > 1 ? `${code} (${index + 1})` : code,
    { code, ...sample } as Problem,
  ]),
)

const opens = (words: Words) => {
  const first = words.find(part => part !== '')
  return typeof first === 'string' ? /^[“"\p{Lu}\d]/u.test(first) : first !== undefined
}

/** What no sentence has: holes, half-made values, doubled marks, and blanks in the wrong place. */
const flaws =
  /undefined|null|NaN|\[object|Invalid|\.\.|[?!]\.|:\.|[,;:]\s*[,;:]|[.,:;]{2}|\s[.,;:)]|\(\s|\(\)|“”|\s{2}|^\s|\s$| ,|\bthe {2}|\bthe the\b|\ba a\b/

describe.each([
  ['with a glossary', glossary],
  ['without one', noGlossary],
])('%s', (_, words) => {
  test.each(problems)('%s reads well', (_, problem) => {
    for (const part of wordingOf(problem, words)) {
      const text = plain(part)
      expect(opens(part), `begins with a capital or what it is about: ${text}`).toBe(true)
      expect(text).toMatch(/\.$/)
      expect(text).not.toMatch(flaws)
      expect(text.length, text).toBeLessThanOrEqual(300)
    }
  })
})

const said = <C extends ProblemCode>(code: C, sample: Sample<C>, words = glossary) =>
  wordingOf({ code, ...sample } as unknown as Problem, words)
    .map(part => plain(part))
    .join(' ')

describe('one and many', () => {
  test.each([
    [
      { done: 14, needed: 20, level: 'low', sites: 2 },
      '14 referrals have been completed at 2 sites; all sites of the Application together need 20, at low service risk. 6 more referrals are needed, at any of its sites.',
    ],
    [
      { done: 1, needed: 2, level: 'low', sites: 1 },
      '1 referral has been completed at 1 site; all sites of the Application together need 2, at low service risk. 1 more referral is needed, at any of its sites.',
    ],
    [
      { done: 0, needed: 20, level: 'low', sites: 0 },
      'No referrals have been completed yet; all sites of the Application together need 20, at low service risk.',
    ],
  ])('of referrals: %j', (sample, text) => expect(said('referrals-too-few', sample)).toContain(text))

  test('of days', () => {
    const running = { since: '2026-11-03', done: 0, level: 'low', until: '2026-11-04', after: null }
    expect(said('period-running', { ...running, days: 1 })).toContain('0 of 1 day of')
    expect(said('period-running', { ...running, days: 14 })).toContain('0 of 14 days of')
  })

  test.each([
    [['provider'], 'is recorded by the Provider: '],
    [['supplier', 'provider'], 'is recorded by the Supplier or the Provider: '],
    [['supplier', 'provider', 'team'], 'is recorded by the Supplier, the Provider or the National Team: '],
    [[], 'is recorded by whoever provides it: '],
  ])('of the parties %j that may record an item', (parties, text) => {
    expect(said('item-open', { item: 'Users are trained', parties })).toContain(text)
  })
})

describe('what was said wrongly once', () => {
  test('a forum: a party that missed the fullest meeting may have come to another', () => {
    expect(said('forum-without', { forum: 'Daily calls', parties: ['supplier', 'provider'] })).toContain(
      'no meeting had everybody; the fullest one was without the Supplier and the Provider.',
    )
  })

  test.each([
    ['pathways', 'There are no pathways'],
    ['directory', 'There is nobody in the directory'],
    ['policy owners', 'There are no policy owners'],
    ['calendar', 'There is no calendar of bank holidays'],
  ] as const)('nothing there: %s', (what, text) => expect(said('nothing-there', { what })).toContain(text))

  test('lists of what is changed have an “and”, lists to choose from an “or”', () => {
    expect(said('several-changes', { records: ['a', 'b'] })).toContain('evidence: a and b.')
    expect(said('roles-with-other', { fields: ['plan', 'title'] })).toContain('as the fields “plan” and “title”.')
    expect(said('wrong-value', { expected: 'How far it is.', allowed: ['a', 'b', 'c'], got: 'nothing' })).toContain(
      'Use a, b or c – how far it is.',
    )
  })

  test('a certificate stands in the release, a document where it belongs', () => {
    expect(said('document-missing', { document: 'Report', organisation: null })).toContain('under documents')
    expect(said('document-missing', { document: 'Report', organisation: 'SUP01' })).toMatch(
      /SUP01.*to the release under certificates/,
    )
    expect(said('document-missing', { document: 'Report', organisation: '' })).toContain(
      'to the release under certificates',
    )
  })

  test('schema types are said in words', () => {
    expect(said('wrong-value', { expected: 'The tests.', allowed: ['array'], got: '"x"' })).toContain(
      'Use a list – the tests.',
    )
  })

  test('a schema’s description goes on in the sentence, but for a name that begins it', () => {
    expect(said('missing-field', { field: 'on', expected: 'When it was done.' })).toContain(
      'Add it – when it was done.',
    )
    expect(said('missing-field', { field: 'x', expected: 'ODS code of the site.' })).toContain('Add it – ODS code')
  })

  test('a refusal by users stops a release only if the Product Owner so chooses, and is told in short', () => {
    const refused = { ticket: 'FLIP-12 Search', reason: 'The search is too slow.' }
    expect(said('uat-refused', { ...refused, delayed: false })).toMatch(
      /: “The search is too slow”\. A refusal does not stop the release by itself\. .*under choices/,
    )
    expect(said('uat-refused', { ...refused, delayed: true })).toContain('has chosen to delay the release')
    expect(said('uat-refused', { ...refused, reason: 'x'.repeat(4000), delayed: false })).toContain(
      `“${'x'.repeat(120)}…”`,
    )
  })

  test.each([
    ['draft', 'it is a draft, not approved.'],
    ['in-review', 'it is in review, not approved.'],
    ['superseded', 'it is superseded.'],
  ])('a document that is %s', (status, text) =>
    expect(said('document-not-approved', { document: 'Report', status })).toContain(`Report: ${text}`),
  )

  test.each([
    ['fail', 'failed'],
    ['blocked', 'was blocked'],
  ])('what came of a run: %s', (result, text) => {
    expect(said('test-not-passed', { test: 'T-1', result, on: '2026-11-18' })).toContain(
      `T-1: the last run, on 18 November 2026, ${text}.`,
    )
    expect(said('ticket-not-tested', { ticket: 'T-1', result })).toContain(`test ${text}.`)
    expect(said('smoke-open', { site: 'RX1', result })).toContain(`The last smoke test at RX1 ${text}.`)
  })

  test('one field is a field', () =>
    expect(said('roles-with-other', { fields: ['phase'] })).toContain('pull request as the field “phase”.'))

  test('a record’s pathway is fixed: one on the wrong one is registered anew', () => {
    expect(said('wrong-stage', { version: '1.0.0', stage: 'pre-release' })).toContain(
      'on a pathway for stable releases.',
    )
    expect(said('wrong-stage', { version: '1.0.0-beta.8', stage: 'stable' })).toContain('on a pathway for betas.')
  })

  test('what cannot be made up is not asked for', () => {
    const gap = { forum: 'Weekly calls', since: '2026-11-03', by: '2026-11-10' }
    expect(said('forum-gap', { ...gap, next: '2026-11-17' })).toContain('If not, it cannot be made up: ')
    expect(said('forum-gap', { ...gap, next: null })).not.toContain('made up')
    const running = { from: 'First live patient', since: '2026-11-07', until: '2026-11-21' }
    expect(said('lasts-too-short', { ...running, ended: null })).toContain(
      'It will have lasted that long on 21 November 2026.',
    )
    expect(said('lasts-too-long', { ...running, ended: '2026-12-20' })).toContain('leave them as they are')
  })

  test('one more record is another one', () => {
    const others = { pathway: 'BaRS beta', phase: 'Beta complete', minimum: 3 }
    expect(said('others-too-few', { ...others, found: 2 })).toContain('Bring another record that far first, in a pull')
    expect(said('others-too-few', { ...others, found: 1 })).toContain('Bring 2 more records that far first, each in a')
  })

  // not every pathway has a Clinical Safety Officer
  test.each(problems.map(([, problem]) => problem.code))('nobody is sent to a role that may not be there: %s', code =>
    expect(
      problems
        .filter(([, one]) => one.code === code)
        .flatMap(([, one]) => wordingOf(one, noGlossary))
        .map(plain)
        .join(' '),
    ).not.toContain('Clinical Safety Officer'),
  )

  test('an advisory criterion is no criterion that has to be met', () => {
    expect(said('waiver-refused', { criterion: 'x', enforcement: 'advisory' })).not.toContain('meet the criterion')
    expect(said('waiver-refused', { criterion: 'x', enforcement: 'mandatory' })).toContain('meet the criterion')
  })
})

test.each<[Pointer, string]>([
  [[], ''],
  [['phase'], 'phase'],
  [['checklists', 'uplift', 'plan-agreed'], 'checklists › uplift › plan-agreed'],
  [['adHocTests', 0, 'environment'], 'adHocTests › #1 › environment'],
  [['testPlans', 'smoke', 'tests', 2, 'runs', 0, 'on'], 'testPlans › smoke › tests › #3'],
])('a place in a file, in words: %j', (pointer, text) => expect(plain(within(pointer))).toBe(text))

// GitHub would make a link of #1, and of what others call a field
test('a place in a file links and calls nobody', () =>
  expect(markdown(within(['risks', 0, '@all *x*']))).toBe('risks › #&#8203;1 › @&#8203;all &#42;x&#42;'))

test.each<[FieldName, string]>([
  [{ part: 'field', name: 'title' }, 'field “title”'],
  [{ part: 'item', name: 'Users are trained' }, '“Users are trained”'],
  [{ part: 'document', name: 'Certificate', detail: 'SUP01' }, 'Certificate: SUP01'],
  [{ part: 'document', name: 'Exit report' }, 'Exit report'],
  [{ part: 'step', name: 'UAT, sender', detail: 'catalogued' }, 'UAT, sender: in the Endpoint Catalogue'],
  [{ part: 'plan', name: 'Smoke test plan', detail: 'prerequisites' }, 'Smoke test plan: prerequisites'],
  [{ part: 'test', name: 'SMK-04 Updates' }, 'test SMK-04 Updates'],
  [{ part: 'run', name: 'SMK-04 Updates', detail: '2026-11-18' }, 'run of “SMK-04 Updates” on 18 November 2026'],
  [{ part: 'decision', name: 'Go?', detail: '2026-11-18' }, 'decision “Go?” on 18 November 2026'],
  [{ part: 'live-start', name: '2026-11-03' }, 'start of live running on 3 November 2026'],
  [{ part: 'count', name: '2026-11-03' }, 'count of 3 November 2026'],
  [{ part: 'issue', name: 'ISS-01 A slot', detail: 'cause' }, 'issue ISS-01 A slot: cause'],
  [{ part: 'incident', name: 'INC-02 A warning', detail: 'rca' }, 'incident INC-02 A warning: root cause analysis'],
  [{ part: 'assessment', name: 'INC-02', detail: '2026-11-18' }, 'assessment of INC-02 on 18 November 2026'],
  [{ part: 'risk', name: 'R-1 Delay' }, 'risk R-1 Delay'],
  [{ part: 'waiver', name: 'The pack is there' }, 'waiver of “The pack is there”'],
  [{ part: 'forum', name: 'Daily calls', detail: 'cadence' }, 'Daily calls: cadence'],
  [{ part: 'session', name: 'Daily calls', detail: '2026-11-18' }, 'meeting of “Daily calls” on 18 November 2026'],
])('a changed field, in words: %j', (name, text) => expect(plain(fieldName(name))).toBe(text))

test('ten digits that are a page’s number: its short link has none; a file’s name has no link', () => {
  expect(said('patient-number', { in: 'file' })).toContain('use its short link, as in Confluence.')
  expect(said('patient-number', { in: 'name' })).not.toMatch(/link/)
})

test('ids without a word stand for themselves', () => {
  expect(said('document-approver', { document: 'Report', by: 'zoe', role: 'team/x' }, noGlossary)).toBe(
    'Report: zoe approved it, but does not hold the role “team/x”. Have a holder of that role approve it, and record that.',
  )
})

test('of many known names, the first ones', () => {
  const known = Array.from({ length: 40 }, (_, index) => `item-${index}`)
  expect(said('unknown', { what: 'checklist item', name: 'x', known })).toMatch(/item-11 and 28 more\.$/)
})
