import { describe, expect, it, test } from 'vitest'
import { pathway, release, site } from '../policies/rules/fixture.ts'
import { type Kind, kinds, type SchemaProblem, validate as validateAll } from './validate.ts'

/** What is wrong and where; which clauses ask for it has a test of its own. */
const validate = (kind: Kind, data: unknown) =>
  validateAll(kind, data).map(({ problem, pointer }) => ({ problem, pointer }))

const deployment = site().data
const directory = { kind: 'Directory', policyOwners: ['tess'] }
const calendar = {
  kind: 'Calendar',
  title: 'Holidays',
  source: 'https://www.gov.uk/bank-holidays',
  taken: '2026-01-01',
  from: '2026-01-01',
  until: '2026-12-31',
  holidays: [],
}
const guidance = {
  kind: 'Guidance',
  title: 'Guide',
  publisher: 'NHS England',
  link: 'https://guide.example',
  published: '2026-01-01',
  clauses: { 'S3-01': { line: 9, strength: 'must', says: 'Something' } },
}
const withCriterion = (criterion: object) => ({
  ...pathway.data,
  gates: [{ from: 'prepare', to: 'test', criteria: [criterion] }],
})
const criterion = {
  id: 'one',
  title: 'Something holds',
  rule: 'roles',
  with: { roles: ['provider/lead'] },
  enforcement: 'mandatory',
  clauses: ['S3-01'],
}

const withTest = (more: object) => ({
  ...deployment,
  testPlans: {
    uat: { tests: [{ reference: 'U-1', name: 'A test', kind: 'error', steps: ['Do it'], expected: 'Done', ...more }] },
  },
})

describe('accepts', () => {
  it.each<[Kind, unknown]>([
    ['Deployment', deployment],
    ['Release', release().data],
    ['Pathway', pathway.data],
    ['Pathway', withCriterion(criterion)],
    ['Directory', directory],
    ['Calendar', calendar],
    ['Guidance', guidance],
  ])('a %s', (kind, data) => expect(validate(kind, data)).toEqual([]))
})

describe('refuses', () => {
  it.each(kinds.flatMap(kind => [null, undefined, [], 'text', 1].map(data => [kind, data] as const)))(
    'as a %s: %j',
    (kind, data) => {
      const got =
        data === null || data === undefined
          ? 'nothing'
          : Array.isArray(data)
            ? 'a list'
            : data === 1
              ? 'the number 1'
              : '"text"'
      expect(validate(kind, data)).toEqual([
        {
          problem: { code: 'wrong-value', expected: expect.stringMatching(/\S/), allowed: ['object'], got },
          pointer: [],
        },
      ])
    },
  )

  // how a pull request looks is no file of the tree
  it.each(kinds.filter(kind => kind !== 'PullFile'))('a %s of another kind', kind => {
    const found = validate(kind, { kind: 'Other' })
    expect(found).toContainEqual({
      problem: { code: 'wrong-value', expected: 'What this file is.', allowed: [kind], got: '"Other"' },
      pointer: ['kind'],
    })
  })

  const missing = (field: string, expected: string): SchemaProblem => ({ code: 'missing-field', field, expected })
  const value = (expected: string, allowed: string[], got: string): SchemaProblem => ({
    code: 'wrong-value',
    expected,
    allowed,
    got,
  })
  const date = 'A day: YYYY-MM-DD.'
  const slug = 'An identifier: lower-case letters, digits and hyphens.'
  const title = 'One line that says which site or release this is.'
  const { phase: _, ...unphased } = deployment

  it.each<[string, Kind, unknown, SchemaProblem, (string | number)[]]>([
    [
      'a field that is missing: what it is for',
      'Deployment',
      unphased,
      missing(
        'phase',
        'Where the record stands: a phase of its pathway. A pull request that changes it asks for that phase.',
      ),
      [],
    ],
    [
      'a field that is missing: what it refers to',
      'Deployment',
      { ...deployment, title: undefined },
      missing('title', title),
      [],
    ],
    [
      'a field that is missing further in',
      'Deployment',
      { ...deployment, verification: {} },
      missing('start', 'The first day on which the service dealt with live patients.'),
      ['verification'],
    ],
    [
      'a day that is none',
      'Deployment',
      { ...deployment, plan: { live: '2026-02-30' } },
      value(date, [], '"2026-02-30"'),
      ['plan', 'live'],
    ],
    [
      'a time that is no day',
      'Deployment',
      { ...deployment, plan: { live: '2026-02-01T00:00:00Z' } },
      value(date, [], '"2026-02-01T00:00:00Z"'),
      ['plan', 'live'],
    ],
    ['an identifier in capitals', 'Deployment', { ...deployment, phase: 'Live' }, value(slug, [], '"Live"'), ['phase']],
    [
      'an identifier with a line break at its end',
      'Deployment',
      { ...deployment, phase: 'live\n' },
      value(slug, [], '"live\\n"'),
      ['phase'],
    ],
    [
      'a text that is too long is counted, not repeated',
      'Deployment',
      { ...deployment, title: 'x'.repeat(121) },
      value(title, ['at most 120 characters'], 'a text of 121 characters'),
      ['title'],
    ],
    [
      'a text of 41 characters is not repeated',
      'Deployment',
      { ...deployment, phase: '#'.repeat(41) },
      value(slug, [], 'a text of 41 characters'),
      ['phase'],
    ],
    [
      'a text of 40 characters is',
      'Deployment',
      { ...deployment, phase: '#'.repeat(40) },
      value(slug, [], `"${'#'.repeat(40)}"`),
      ['phase'],
    ],
    [
      'an empty list',
      'Deployment',
      { ...deployment, roles: { 'provider/lead': [] } },
      value('The people who hold a role: any one of them signs for it.', ['at least one'], 'a list'),
      ['roles', 'provider/lead'],
    ],
    [
      'a person twice',
      'Deployment',
      { ...deployment, roles: { 'provider/lead': ['pat', 'pat'] } },
      value('The people who hold a role: any one of them signs for it.', [], 'a list'),
      ['roles', 'provider/lead'],
    ],
    [
      'a text where a list belongs',
      'Deployment',
      { ...deployment, roles: { 'provider/lead': 'pat' } },
      value('The people who hold a role: any one of them signs for it.', ['array'], '"pat"'),
      ['roles', 'provider/lead'],
    ],
    [
      'a name that is no role',
      'Deployment',
      { ...deployment, roles: { lead: ['pat'] } },
      value('A role: party/role.', [], '"lead"'),
      ['roles', 'lead'],
    ],
    [
      'a word that is not on the list',
      'Deployment',
      { ...deployment, documents: { report: { status: 'done', version: '1' } } },
      value(
        'How far it is. planned: there is nothing of it yet.',
        ['planned', 'draft', 'in-review', 'approved', 'superseded'],
        '"done"',
      ),
      ['documents', 'report', 'status'],
    ],
    [
      'a number where a text belongs',
      'Deployment',
      { ...deployment, documents: { report: { status: 'draft', version: 1.2 } } },
      value(`The document's own version, quoted: "1.2".`, ['string'], 'the number 1.2'),
      ['documents', 'report', 'version'],
    ],
    [
      'nothing where a text belongs',
      'Deployment',
      { ...deployment, phase: null },
      value(slug, ['string'], 'nothing'),
      ['phase'],
    ],
    [
      'a truth where a text belongs',
      'Deployment',
      { ...deployment, phase: true },
      value(slug, ['string'], 'the value true'),
      ['phase'],
    ],
    [
      'a group where a text belongs',
      'Deployment',
      { ...deployment, phase: {} },
      value(slug, ['string'], 'a group of fields'),
      ['phase'],
    ],
    [
      'a link without https',
      'Calendar',
      { ...calendar, source: 'http://www.gov.uk' },
      value(
        'Where the evidence is: an https address. Evidence about patients is linked, never copied here.',
        [],
        '"http://www.gov.uk"',
      ),
      ['source'],
    ],
    [
      'a number that is too small',
      'Release',
      release({ acceptance: { days: 0 } }).data,
      value('Days of live running for each provider.', ['1 or more'], 'the number 0'),
      ['acceptance', 'days'],
    ],
    [
      'an acceptance figure that is no whole number',
      'Release',
      release({ acceptance: { days: 1.5 } }).data,
      value('Days of live running for each provider.', ['integer'], 'the number 1.5'),
      ['acceptance', 'days'],
    ],
    [
      'a phase that is called withdrawn',
      'Pathway',
      { ...pathway.data, phases: { withdrawn: { title: 'Withdrawn', clauses: ['S3-01'] } } },
      value(slug, [], '"withdrawn"'),
      ['phases', 'withdrawn'],
    ],
    [
      'a cell that no matrix has',
      'Pathway',
      { ...pathway.data, tasks: { one: { group: 'Group', title: 'Task', cells: { team: 'RA' }, clauses: ['S3-01'] } } },
      value(
        'A cell of the matrix. N/A and - carry no letter; AR, A/R and R/A carry both.',
        ['R', 'A', 'S', 'C', 'I', 'A/R', 'R/A', 'AR', 'CI', 'N/A', '-'],
        '"RA"',
      ),
      ['tasks', 'one', 'cells', 'team'],
    ],
    [
      'an enforcement that does not exist',
      'Pathway',
      withCriterion({ ...criterion, enforcement: 'sometimes' }),
      value(
        'mandatory cannot be waived; waivable can, by the named role, for a time; advisory only warns.',
        ['mandatory', 'waivable', 'advisory'],
        '"sometimes"',
      ),
      ['gates', 0, 'criteria', 0, 'enforcement'],
    ],
    [
      'a criterion without parameters',
      'Pathway',
      withCriterion({ ...criterion, with: undefined }),
      missing('with', 'Its parameters.'),
      ['gates', 0, 'criteria', 0],
    ],
    [
      'an unknown parameter',
      'Pathway',
      withCriterion({ ...criterion, with: { ...criterion.with, more: 1 } }),
      { code: 'unknown-field', field: 'more', known: ['roles'] },
      ['gates', 0, 'criteria', 0, 'with', 'more'],
    ],
    [
      "another rule's parameters",
      'Pathway',
      withCriterion({ ...criterion, rule: 'resolved' }),
      missing('what', 'Issues from testing, live incidents, or known issues of a release.'),
      ['gates', 0, 'criteria', 0, 'with'],
    ],
  ])('%s', (_, kind, data, problem, pointer) =>
    expect(validate(kind, JSON.parse(JSON.stringify(data)))).toContainEqual({ problem, pointer }),
  )

  it.each<[string, Kind, object, string, string[]]>([
    ['that is missing', 'Deployment', withTest({ expected: undefined }), 'expected', ['S1-27']],
    ['with a value that it may not have', 'Deployment', withTest({ kind: 'odd' }), 'kind', ['S1-29']],
    [
      'for one site alone, in what is the same everywhere',
      'Release',
      { ...release().data, featureFlags: { maps: { title: 'Maps', on: true, sites: ['HOS01'] } } },
      'sites',
      ['S4-58'],
    ],
    ['that no clause asks for', 'Directory', { ...directory, owners: [] }, 'owners', []],
  ])('a field %s, and cites what asks for it', (_, kind, data, field, clauses) => {
    const found = validateAll(kind, JSON.parse(JSON.stringify(data)))
    expect(found.map(one => [String(one.pointer.at(-1)) === field || 'field' in one.problem, one.clauses])).toEqual([
      [true, clauses],
    ])
  })

  it('a field that nobody knows, and says which there are', () => {
    expect(validate('Directory', { ...directory, owners: [] })).toEqual([
      {
        problem: {
          code: 'unknown-field',
          field: 'owners',
          known: ['kind', 'organisations', 'people', 'programmes', 'policyOwners'],
        },
        pointer: ['owners'],
      },
    ])
  })

  it('everything at once, each once', () => {
    const found = validate('Deployment', { ...deployment, phase: 'A b', participants: [], more: 1 })
    expect(found.map(({ problem, pointer }) => [problem.code, pointer.join('.')]).sort()).toEqual([
      ['unknown-field', 'more'],
      ['wrong-value', 'participants'],
      ['wrong-value', 'phase'],
    ])
  })

  it('an unknown rule, and says which there are', () => {
    const [found, ...rest] = validate('Pathway', withCriterion({ ...criterion, rule: 'hope' }))
    expect(rest).toEqual([])
    expect(found).toMatchObject({
      problem: { code: 'wrong-value', allowed: expect.arrayContaining(['roles', 'risk-level', 'verification-period']) },
      pointer: ['gates', 0, 'criteria', 0, 'rule'],
    })
  })

  // `data` of the discriminator's error is the whole criterion.
  it('an unknown rule by its name', () => {
    expect(validate('Pathway', withCriterion({ ...criterion, rule: 'hope' }))[0]?.problem).toMatchObject({
      got: '"hope"',
    })
  })
})

describe('what a value brings with it', () => {
  const item = (held: object) => ({ ...deployment, checklists: { preparation: { plan: held } } })
  const counted = (referrals: number) => ({
    ...deployment,
    verification: {
      start: { by: 'pat', on: '2026-03-01' },
      counts: [{ on: '2026-03-01', by: 'pat', referrals, evidence: 'https://x.example' }],
    },
  })
  const decided = (outcome: string) => ({
    ...deployment,
    decisions: [{ decision: 'move', outcome, on: '2026-03-01', chair: 'pat', attended: ['pat'] }],
  })
  const fields = (kind: Kind, data: unknown) =>
    validate(kind, data)
      .map(({ problem }) => ('field' in problem ? problem.field : problem.code))
      .sort()

  it.each<[string, Kind, unknown, string[]]>([
    ['an open item needs nothing', 'Deployment', item({ status: 'open' }), []],
    ['a done item: by whom, when, and evidence', 'Deployment', item({ status: 'done' }), ['by', 'evidence', 'on']],
    [
      'an item that does not apply: by whom, when, and why',
      'Deployment',
      item({ status: 'not-applicable' }),
      ['by', 'on', 'reason'],
    ],
    [
      'a document that is only planned needs nothing',
      'Deployment',
      { ...deployment, documents: { report: { status: 'planned' } } },
      [],
    ],
    ['a draft: its version', 'Deployment', { ...deployment, documents: { report: { status: 'draft' } } }, ['version']],
    [
      'an approved document: owner, approval and link',
      'Deployment',
      { ...deployment, documents: { report: { status: 'approved', version: '1' } } },
      ['approved', 'link', 'owner'],
    ],
    [
      'a draft needs none of them',
      'Deployment',
      { ...deployment, documents: { report: { status: 'draft', version: '1' } } },
      [],
    ],
    ['a go needs no reason', 'Deployment', decided('go'), []],
    ['a no-go does', 'Deployment', decided('no-go'), ['reason']],
    ['a count needs no reason', 'Deployment', counted(0), []],
    ['a correction does', 'Deployment', counted(-1), ['reason']],
    [
      'a certificate needs its party',
      'Pathway',
      withCriterion({
        ...criterion,
        rule: 'document',
        with: { document: 'x', of: 'certificate', approver: 'team/lead' },
      }),
      ['party'],
    ],
    [
      'a document of the record does not',
      'Pathway',
      withCriterion({ ...criterion, rule: 'document', with: { document: 'x', of: 'record', approver: 'team/lead' } }),
      [],
    ],
    [
      'a step is one thing',
      'Pathway',
      withCriterion({
        ...criterion,
        rule: 'order',
        with: { steps: [{ tests: 'uat' }, { installed: 'uat', configured: 'uat' }] },
      }),
      ['wrong-value'],
    ],
  ])('%s', (_, kind, data, expected) => expect(fields(kind, data)).toEqual(expected))

  // `then` and `else` have no `properties` of their own: what is missing is not said to be for anything.
  it.each<[string, unknown]>([
    ['a done item', item({ status: 'done', by: 'pat', on: '2026-03-01' })],
    ['a no-go', decided('no-go')],
  ])('says what the missing field of %s is for', (_, data) => {
    const [found] = validate('Deployment', data)
    expect(found?.problem).toMatchObject({ code: 'missing-field', expected: expect.stringMatching(/\S/) })
  })
})

test.each([
  ['ann', true],
  ['Ann-B-2', true],
  ['ann_nhs', true],
  ['ann_', false],
  ['-ann', false],
  ['ann--b', false],
  ['ann_b_c', false],
  ['ann[bot]', false],
  ['@ann', false],
])('the login %s of a person: %s', (login, allowed) => {
  const ann = { name: 'Ann', organisation: 'RXX', github: { login } }
  expect(validate('Directory', { ...directory, people: { ann } }).length === 0).toBe(allowed)
})
