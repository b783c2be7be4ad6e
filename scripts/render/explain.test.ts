import { describe, expect, test } from 'vitest'
import type { Action } from '../../policies/duties/actions.ts'
import type { Duty } from '../../policies/duties/duties.ts'
import type { Errand, When } from '../../policies/duties/errands.ts'
import type { Explanation } from '../../policies/duties/explanation.ts'
import type { GateOutline } from '../../policies/duties/gates.ts'
import type { Finding } from '../../policies/model.ts'
import type { PathwayFile } from '../../policies/repository.ts'
import { explanationText } from './explain.ts'
import { command, commandOf } from './explain-commands.ts'
import { gateText } from './explain-gate.ts'
import { hung, type Sheet, sentence } from './explain-lines.ts'
import { pathwayText } from './explain-pathway.ts'
import { errandsText } from './explain-person.ts'
import { notAPerson, notFound } from './explain-refusals.ts'
import { criterion, failedTest, finding, glossary, record, standing, waits } from './fixture.ts'
import { corpus } from './hostile.ts'

const sheet: Sheet = { width: 70, paint: (_, text) => text }

const duty = (more: Partial<Duty> = {}): Duty => ({
  finding: finding(failedTest()),
  by: ['provider'],
  people: ['cas', 'dee'],
  waits: false,
  from: null,
  action: { is: 'result', record, what: 'smoke/SMK-04' },
  place: { path: `deployments/${record}.yaml`, line: 12 },
  other: null,
  ...more,
})
const signer = {
  role: 'supplier/project-lead',
  letters: ['R' as const],
  tasks: ['smoke'],
  clauses: ['S3-01'],
  holders: ['ann', 'ben'],
}

type Explained = Explanation['criteria'][number]
const explained = (more: Partial<Explained> = {}): Explained => ({ ...criterion(), duties: [], sofar: false, ...more })
const missing = (...duties: Duty[]) => explained({ status: 'unmet', findings: duties.map(one => one.finding), duties })

/** A record whose next gate can be asked for, but for what is said otherwise. */
function explanation(more: Partial<Explanation> = {}): Explanation {
  const { criteria: _, signOffs: __, consultations: ___, ...stands } = standing({ criteria: more.criteria ?? [] })
  return {
    ...stands,
    pathwayTitle: 'Beta deployment',
    from: null,
    answerBy: '2026-11-24',
    criteria: [explained()],
    signers: [signer],
    consulted: [],
    informed: [],
    coordinators: ['dee'],
    back: [],
    withdrawn: null,
    mistakes: [],
    ...more,
  }
}
const text = (more: Partial<Explanation> = {}, width = 200) =>
  explanationText(explanation(more), glossary, { ...sheet, width })

describe('a record', () => {
  test('what is missing: why, whose turn it is, and what to type; then what holds, who signs, and what comes then', () => {
    const held = explained({
      title: 'The risk is assessed',
      clauses: ['S3-02'],
      facts: [{ code: 'approved', document: 'Safety case', version: '1.0', by: 'cas', on: '2026-10-01' }],
    })
    expect(text({ criteria: [missing(duty()), held], informed: ['ben'], from: '2026-12-01' }, sheet.width)).toBe(
      `BLOCKED  A site
  Record    beta/site
  Pathway   Beta deployment (beta)
  Phase     Private beta (UAT) (testing)
  Next      Public beta (live)

To come to “Public beta”, 2 things are looked at: 1 holds and 1 is
missing.
It could pass on 1 December 2026 at the earliest.

What is missing
  ✗ Every smoke test has passed
    Why: Smoke tests come first. (S3-01)
    It must hold: nobody can waive it.
    - SMK-04 Status updates: the last run, on 18 November 2026,
      failed.
      Correct the cause, run it again, and add the new result under
      runs.
      Who: Cas or Dee, for the Provider
      Type:
        npm run note -- beta/site result smoke/SMK-04 --result pass --evidence <link>

What holds, and by what evidence
  ✓ The risk is assessed (S3-02)
    - Safety case, version 1.0, approved by Cas on 1 October 2026

Who signs, by approving the pull request
  - Ann or Ben, Supplier's Project Lead (responsible)
    for: Smoke testing
  Whoever opens it signs as responsible for what they have written
  themselves, and never as accountable.

Who is told afterwards
  Ben

What to type next
  When nothing is missing any more, ask for the next phase from 1
  December 2026 on; Dee keeps this record:
    npm run advance -- beta/site
  To look again at what is missing:
    npm run explain -- beta/site

Other ways from here
  It may be given up (withdrawn). What that asks for:
    npm run explain -- beta withdrawn

What the clauses say
  S3-02  A "go" is \\ needed & recorded.`,
    )
  })

  test('what nobody can be sure of is written by hand, at a line', () => {
    const shown = text({ criteria: [missing(duty({ action: null }))] })
    expect(shown).toContain('\n      Where: deployments/beta/site.yaml:12\n')
    expect(shown).not.toContain('npm run note')
    expect(text({ criteria: [missing(duty({ action: null, place: null }))] })).not.toContain('Where:')
  })

  test('what is mended alike by the same people is told together; what others do is not', () => {
    const other = duty({
      finding: finding(failedTest('SMK-05 Cancel')),
      action: { is: 'result', record, what: 'smoke/SMK-05' },
    })
    const shown = text({ criteria: [missing(duty(), other)] })
    expect(shown.match(/Correct the cause/g)).toHaveLength(1)
    expect(shown).toMatch(/SMK-04 .*\n {4}- SMK-05 /)
    expect(shown.match(/npm run note/g)).toHaveLength(2)
    expect(
      text({ criteria: [missing(duty(), { ...other, people: ['ann'] })] }).match(/Correct the cause/g),
    ).toHaveLength(2)
  })

  test('time is nobody’s turn', () => {
    const only = { finding: waits.findings[0] as Finding, by: [], people: [], waits: true, action: null, place: null }
    const shown = text({ criteria: [{ ...waits, duties: [duty(only)], sofar: false }], from: '2026-12-01' })
    expect(shown).toContain('looked at: 1 only needs time.\nIt could pass from 1 December 2026.')
    expect(shown).toMatch(/\nWhat only needs time\n {2}… The provider has run live for long enough\n/)
    expect(shown).not.toMatch(/Who:|Where:|What is missing/)
    expect(shown).toContain('\n  Ask for the next phase, from 1 December 2026 on; Dee keeps this record:\n')
  })

  test('ready: it can be asked for', () => {
    const shown = text()
    expect(shown).toMatch(/^READY {2}A site\n/)
    expect(shown).toContain('To come to “Public beta”, 1 thing is looked at: 1 holds.\nIt can be asked for now.')
    expect(shown).toContain('\n  Ask for the next phase; Dee keeps this record:\n    npm run advance -- beta/site\n')
  })

  test('nobody holds a role: somebody has to be named first', () => {
    const shown = text({ standing: 'blocked', signers: [{ ...signer, holders: [] }] })
    expect(shown).toMatch(/Nobody holds the role “Supplier's Project Lead”\s\(supplier\/project-lead\)/)
    expect(shown).toContain('  - NOBODY, Supplier')
    expect(shown).not.toContain('It can be asked for now')
    expect(text({ criteria: [missing(duty({ people: [] }))] })).toContain('Who: nobody yet, for the Provider')
  })

  test('an order that is not over holds only so far', () =>
    expect(text({ criteria: [explained({ sofar: true })] })).toContain('So far: not all of it has been done yet'))

  test('waived, recommended and not asked for have sections of their own; a clause is told once', () => {
    const waiver = { reason: 'No line', acceptedBy: 'ann', expires: '2026-12-24' }
    const shown = text({
      criteria: [
        missing(duty()),
        explained({ title: 'Advised', status: 'warned', duties: [duty({ people: ['ann'] })] }),
        explained({ title: 'Let go', status: 'waived', waiver, enforcement: 'waivable' }),
        explained({ title: 'For others', status: 'not-applicable' }),
      ],
    })
    expect(shown).toMatch(/\nRecommended, but not there: it stops nothing\n {2}! Advised\n {4}Why: S3-01, as above\.\n/)
    expect(shown).toMatch(/\nWaived\n {2}~ Let go\n[\s\S]*Waived by Ann until 24 December 2026: No line\n/)
    expect(shown).toMatch(/\nWhat is not asked for here\n {2}- For others \(S3-01\)\n/)
    expect(shown.match(/Smoke tests come first/g)).toHaveLength(1)
  })

  test('who may waive is said, with what a waiver names', () => {
    const waivable = { ...missing(duty()), enforcement: 'waivable' as const, waivableBy: 'team/policy-lead' }
    const shown = text({ criteria: [waivable] })
    expect(shown).toMatch(/Can be waived by a holder of the role “Team's Policy Lead”\s+\(waivers: smoke-passed\)/)
    expect(shown).not.toContain('nobody can waive it')
  })

  test('whoever signs has answered; others are asked', () => {
    const consult = (holders: string[]) => ({
      ...signer,
      role: 'provider/project-lead',
      letters: ['C' as const],
      holders,
    })
    const shown = text({ consulted: [consult(['cas'])] })
    expect(shown).toMatch(/\nWho is consulted\n {2}- Cas, Provider's Project Lead \(consulted\)\n/)
    expect(shown).toContain('until the end of 24 November 2026.')
    const signs = text({ consulted: [consult(['ann', 'ben'])] })
    expect(signs).toContain("\n  Answered by signing: Ann or Ben (Provider's Project Lead).\n")
    expect(signs).not.toContain('two working days')
  })

  test('a mistake in its file comes first of all, and the next phase is not asked for before', () => {
    const shown = text({ mistakes: [finding({ code: 'yaml-empty' })] })
    expect(shown.indexOf('First of all')).toBeGreaterThan(0)
    expect(shown.indexOf('First of all')).toBeLessThan(shown.indexOf('To come to'))
    expect(shown).toContain('deployments/beta/site.yaml:12:3: error: This file is empty.')
    expect(shown).toContain('When nothing is missing any more')
    expect(shown).not.toContain('It can be asked for now')
  })

  test.each([
    ['end', {}, 'It has come to the end of its pathway'],
    ['withdrawn', { withdrawn: 'No money' }, 'Why: No money'],
    ['unknown', {}, 'Its pathway or its phase is not known'],
  ] as const)('%s: nothing is asked', (name, more, said) => {
    const shown = text({ standing: name, next: null, criteria: [], signers: [], ...more })
    expect(shown).toContain(said)
    expect(shown).not.toMatch(/npm run advance|Who signs|given up/)
  })

  test('a loop back is named', () =>
    expect(text({ back: ['testing'] })).toContain(
      '\n  Back to “Private beta (UAT)”. What that asks for:\n    npm run explain -- beta testing\n',
    ))
})

describe('lines', () => {
  test('are no wider than the terminal, but for commands, which are copied whole', () => {
    for (const width of [40, 72, 100]) {
      const lines = text({ criteria: [missing(duty()), explained()], from: '2026-12-01' }, width).split('\n')
      expect(lines.filter(line => line.length > width && !line.includes('npm run '))).toEqual([])
    }
  })

  test('hang under their beginning', () =>
    expect(hung('Who: ', ['one two three four five six seven eight nine'], 2, { ...sheet, width: 37 })).toEqual([
      '  Who: one two three four five six',
      '       seven eight nine',
    ]))

  test('a word that is too long has a line of its own', () =>
    expect(sentence([`a ${'x'.repeat(50)} b`], 0, { ...sheet, width: 40 })).toEqual(['a', 'x'.repeat(50), 'b']))

  test('a colour does not take the indent along', () =>
    expect(sentence(['a'], 2, { ...sheet, paint: (_, one) => `<${one}>` }, 'red')).toEqual(['  <a>']))
})

describe('commands', () => {
  test.each<[Action, string]>([
    [{ is: 'item', record, what: 'uat/deployed' }, 'npm run note -- beta/site item uat/deployed --evidence <link>'],
    [
      { is: 'result', record, what: 'smoke/SMK-04' },
      'npm run note -- beta/site result smoke/SMK-04 --result pass --evidence <link>',
    ],
    [
      { is: 'decision', record, what: 'go-live', outcome: 'no-go' },
      'npm run note -- beta/site decision go-live --outcome no-go --attended <person>,<person> --minutes <link>',
    ],
    [{ is: 'approval', record, what: 'report' }, 'npm run note -- beta/site approval report --evidence <link>'],
    [
      { is: 'step', record, what: 'uat/sender/installed' },
      'npm run note -- beta/site step uat/sender/installed --evidence <link>',
    ],
    [
      { is: 'meeting', record, what: 'calls' },
      'npm run note -- beta/site meeting calls --attended <person>,<person> --minutes <link>',
    ],
    [{ is: 'plan', record, what: 'live' }, 'npm run note -- beta/site plan live --on <day>'],
  ])('%j', (action, expected) => expect(commandOf(action)).toBe(expected))

  test.each([
    'x; rm -rf ~',
    '$(id)',
    '`id`',
    'a b',
    '-rf',
    '--json',
    'a\nb',
    "a'b",
    'a|b',
    'a>b',
    'a&b',
    '',
    'a"b',
    '*',
  ])('nothing that %j could mean to a shell is printed to be pasted', hostile => {
    expect(commandOf({ is: 'result', record, what: hostile })).toBeNull()
    expect(commandOf({ is: 'item', record: hostile, what: 'a/b' })).toBeNull()
    expect(command('advance', hostile)).toBeNull()
    const shown = text({ criteria: [missing(duty({ action: { is: 'result', record, what: hostile } }))] })
    expect(shown).not.toContain('npm run note')
    expect(shown).toContain('Where: deployments/beta/site.yaml:12')
  })
})

const outline = (more: Partial<GateOutline> = {}): GateOutline => ({
  is: 'forward',
  from: 'testing',
  to: 'live',
  types: [],
  criteria: [
    {
      ...{ id: 'smoke', title: 'Every smoke test has passed', clauses: ['S3-01'], enforcement: 'mandatory' },
      ...{ by: ['provider'], types: [], again: false },
    },
  ],
  signers: [{ role: 'supplier/project-lead', letters: ['R'], tasks: ['smoke'], clauses: ['S3-01'] }],
  consulted: [],
  informed: [],
  ...more,
})
const pathway = {
  id: 'beta',
  path: 'policies/pathways/beta.yaml',
  data: {
    title: 'Beta deployment',
    for: 'Deployment',
    phases: { testing: {}, live: {}, end: {} },
    waivers: { acceptedBy: 'team/policy-lead' },
    gates: [
      { from: 'testing', to: 'live' },
      { from: 'live', to: 'end' },
      { from: 'live', to: 'testing' },
    ],
  },
} as unknown as PathwayFile

describe('a gate, without any record', () => {
  test('what it asks, of whom and why; and where it goes from there', () => {
    expect(gateText(pathway, 'live', [outline()], glossary, sheet)).toBe(
      `Beta deployment (beta): Public beta (live)

Forward from “Private beta (UAT)” to “Public beta”

What must be there
  - Every smoke test has passed
    From the Provider.
    Why: Smoke tests come first. (S3-01)
    It must hold: nobody can waive it.

Who signs
  - Supplier's Project Lead (responsible)
    for: Smoke testing

What to type
  For a record that comes here next, to see what it still needs, and
  to ask:
    npm run explain -- <record>
    npm run advance -- <record>

From here
  On to “Beta complete”:
    npm run explain -- beta end
  Back, along a loop, to “Private beta (UAT)”:
    npm run explain -- beta testing`,
    )
  })

  test('what is waivable, advised, for some only, nobody’s, and asked for again', () => {
    const [base] = outline().criteria
    if (!base) throw new Error('no criterion')
    const shown = gateText(
      pathway,
      'live',
      [
        outline({
          types: ['planned', 'hotfix'],
          criteria: [
            { ...base, enforcement: 'waivable', types: ['planned'] },
            { ...base, title: 'Advised', enforcement: 'advisory', by: [] },
            { ...base, title: 'Earlier', again: true },
          ],
        }),
      ],
      glossary,
      sheet,
    )
    expect(shown).toContain('(only planned or\nhotfix releases)')
    expect(shown).toContain('From the Provider. Asked only of planned releases.')
    expect(shown).toMatch(/can be waived by a holder of the role “Team's Policy Lead”/)
    expect(shown).toMatch(
      /- Advised\n {4}Nobody provides it[\s\S]*Why: S3-01, as above\.\n {4}It is recommended: it stops nothing\./,
    )
    expect(shown).toMatch(/\nWhat was asked for before, and must still hold\n {2}- Earlier \(S3-01\)\n/)
  })

  test('back, registration and withdrawal say what they are', () => {
    const of = (is: GateOutline['is']) =>
      gateText(pathway, 'testing', [outline({ is, from: 'live', to: 'testing', criteria: [] })], glossary, sheet)
    expect(of('back')).toContain('\nBack from “Public beta” to “Private beta (UAT)”\n  It asks for no evidence')
    expect(of('registration')).toMatch(/\nRegistration: .*\n[\s\S]*\n {2}npm run new\n/)
    expect(of('withdrawal')).toContain('\nWithdrawal: a record is given up, from whatever phase\n')
  })
})

test('a pathway: its phases in order, what each asks for, who signs; back, giving up, and roles', () => {
  const gates = [
    outline({ is: 'registration', from: null, to: 'testing', criteria: [] }),
    outline(),
    outline({ is: 'back', from: 'live', to: 'testing' }),
    outline({ is: 'withdrawal', from: null, to: 'withdrawn', criteria: [] }),
    outline({ is: 'roles', from: null, to: null, criteria: [] }),
  ]
  const shown = pathwayText(pathway, gates, glossary, sheet)
  expect(shown).toContain(`Beta deployment (beta): 3 phases
A record of this pathway is a deployment at one site.

1. Private beta (UAT) (testing)
   By registration, with npm run new; asks for no evidence.
   Signed by Supplier's Project Lead (responsible).

2. Public beta (live)
   From “Private beta (UAT)”; asks for 1 thing.
   Signed by Supplier's Project Lead (responsible).
`)
  expect(shown).toContain('\nWays back\n   Back from “Public beta” to “Private beta (UAT)”; asks for 1 thing.\n')
  expect(shown).toMatch(/\nGiving it up\n {3}Withdrawal/)
  expect(shown).toMatch(/\nWho holds which role\n {3}A change of who holds a role/)
  expect(shown).toContain('\n  npm run explain -- beta <phase>')
})

describe('what waits for a person', () => {
  const who = { id: 'dee', name: 'Dee', login: 'dee-login', record: null, today: '2026-11-20', unread: [] }
  const now: When = { is: 'now' }
  const later = (more: Partial<Extract<When, { is: 'later' }>> = {}): When => ({
    ...{ is: 'later', from: null, open: 0, vacant: false },
    ...more,
  })
  const shown = (errands: Errand[], more: object = {}) =>
    errandsText(
      { ...who, ...more },
      errands.length > 0 ? [{ explanation: explanation(), errands }] : [],
      () => glossary,
      sheet,
    )
  const provide: Errand = { is: 'provide', criterion: 'One', duty: duty(), when: now }
  const sign = (when: When, letters: ('R' | 'A')[] = ['R']): Errand => ({
    is: 'sign',
    as: [{ ...signer, letters }],
    when,
  })

  test('what can be done today, and what comes later; they come first among those who could', () =>
    expect(shown([provide, sign(later({ open: 2, from: '2026-12-01' }))])).toBe(
      `What waits for Dee (dee, on GitHub dee-login), over all records
As of 20 November 2026. 1 thing can be done today, in 1 record; 1
thing comes later.

What can be done today

  A site (beta/site)
  To come from “Private beta (UAT)” to “Public beta”:
    - SMK-04 Status updates: the last run, on 18 November 2026,
      failed.
      Correct the cause, run it again, and add the new result under
      runs.
      Who: Dee or Cas, for the Provider
      Type:
        npm run note -- beta/site result smoke/SMK-04 --result pass --evidence <link>

What comes later

  A site (beta/site)
  To come from “Private beta (UAT)” to “Public beta”:
    - Sign as Supplier's Project Lead (responsible), once the 2 things
      that are still missing are there, and not before 1 December
      2026.`,
    ))

  test('nothing', () => {
    expect(shown([])).toMatch(/Nothing waits for them\.$/)
    expect(shown([], { record })).toMatch(/, in beta\/site\n/)
    expect(shown([sign(later())])).toContain('Nothing can be done today; 1 thing comes\nlater.')
  })

  test('who is accountable does not sign what they opened', () => {
    expect(shown([sign(now)])).toMatch(/or open it: that signs too\.\n {6}Type:\n {8}npm run advance -- beta\/site/)
    expect(shown([sign(now, ['R', 'A'])])).toMatch(
      /does not\s+sign what they opened themselves\.\n {6}To have it opened, somebody else types:/,
    )
  })

  test.each([
    [later({ open: 1 }), /, once what is\s+still missing is there\./],
    [later({ vacant: true }), /, once somebody is\s+named/],
    [later({ from: '2026-12-01' }), /, from 1 December\s+2026 on\./],
  ])('%j', (when, said) => expect(shown([sign(when)])).toMatch(said))

  test('an answer, a request, a file that nobody could read', () => {
    expect(shown([{ is: 'answer', as: [signer], when: now }])).toContain('- Answer when you are asked for a review, as')
    expect(shown([{ is: 'ask', when: now }])).toMatch(/- Ask for the next phase[\s\S]*npm run advance -- beta\/site/)
    expect(shown([], { unread: ['deployments/x.yaml'] })).toContain('1 file could not be read')
  })
})

test('what is not there is told with what there is', () => {
  expect(notFound({ is: 'unknown-record', name: 'x', similar: ['a/x'], pathways: [] })).toContain('Similar: a/x.')
  expect(notFound({ is: 'unknown-record', name: 'x', similar: [], pathways: ['beta'] })).toContain('Pathways: beta.')
  expect(notFound({ is: 'unknown-pathway', name: 'x', pathways: ['beta'] })).toContain('Known: beta.')
  expect(notAPerson('x', [])).toContain('Nobody in policies/directory')
  expect(notAPerson('x', ['a', 'b'])).toContain('several people: a and b')
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const steers = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069]/u

test.each(Object.entries(corpus))('%s neither steers a terminal nor commands a runner', (_, [hostile]) => {
  const words = `${'word '.repeat(9)}${hostile} ${hostile}`
  const bad = duty({
    finding: finding(failedTest(words), { clauses: [hostile] }),
    by: [hostile],
    people: [hostile],
    action: { is: 'result', record: hostile, what: hostile },
    place: { path: hostile },
  })
  const one = explanation({
    title: words,
    record: hostile,
    pathwayTitle: hostile,
    phase: hostile,
    withdrawn: hostile,
    criteria: [{ ...missing(bad), title: words, clauses: [hostile] }],
    signers: [{ ...signer, role: hostile, holders: [hostile] }],
  })
  for (const width of [40, 60, 80]) {
    const shown = [
      explanationText(one, glossary, { ...sheet, width }),
      errandsText(
        { id: hostile, name: hostile, login: hostile, record: hostile, today: '2026-11-20', unread: [] },
        [{ explanation: one, errands: [{ is: 'provide', criterion: hostile, duty: bad, when: { is: 'now' } }] }],
        () => glossary,
        { ...sheet, width },
      ),
      notFound({ is: 'unknown-record', name: hostile, similar: [hostile], pathways: [] }),
    ].join('\n')
    expect(shown).not.toMatch(steers)
    expect(shown).not.toMatch(/^\s*::/m)
    expect(shown).not.toContain('##[')
    expect(shown).not.toMatch(/npm run note/)
  }
})
