import { describe, expect, it } from 'vitest'
import type { Document, Span, Step } from '../schemas/types.ts'
import { validate } from '../schemas/validate.ts'
import type { Days } from './context.ts'
import { milestone, spanAfter } from './milestones.ts'
import type { RecordData } from './repository.ts'
import {
  act,
  approved,
  calendar,
  contextFor,
  contextForRelease,
  done,
  draft,
  go,
  noGo,
  passed,
  recordPath,
  release,
  releasePath,
  rolloutPathway,
  site,
} from './rules/fixture.ts'

type Data = Partial<RecordData>
const on = (day: string): Days => ({ done: day, again: day })
const at = (...pointer: (string | number)[]) => ({ path: recordPath, pointer })
const both = (step: 'onboarded' | 'installed' | 'configured', sender: string, receiver: string): Data => ({
  environments: { production: { sender: { [step]: act(sender) }, receiver: { [step]: act(receiver) } } },
})
const document = (act: NonNullable<Step['document']>['act'], more: object = {}): Step => ({
  document: { document: 'plan', of: 'record', act, ...more },
})
const held = (one: Document, id = 'plan'): Data => ({ documents: { [id]: one } })
const scripts = { item: { checklist: 'testing', item: 'scripts' } }
const notApplicable = (day: string) => ({ status: 'not-applicable' as const, by: 'pat', on: day, reason: 'None here' })
const met = (...days: string[]): Data => ({
  communications: { calls: { sessions: days.map(day => ({ on: day, attended: ['pat'] })) } },
})

describe('what a step names', () => {
  it.each<[Step, string, (string | number)[]]>([
    [{ onboarded: 'production' }, 'Production: onboarding complete', ['environments', 'production']],
    [{ installed: 'production' }, 'Production: solution installed', ['environments', 'production']],
    [{ configured: 'production' }, 'Production: configured', ['environments', 'production']],
    [{ checklist: 'testing' }, 'Testing', ['checklists', 'testing']],
    [scripts, 'Scripts agreed', ['checklists', 'testing', 'scripts']],
    [document('submitted'), 'Live plan given to its reviewers', ['documents', 'plan']],
    [document('reviewed'), 'Live plan reviewed', ['documents', 'plan']],
    [document('approved'), 'Live plan approved', ['documents', 'plan']],
    [document('shared', { with: 'team' }), 'Live plan shared', ['documents', 'plan']],
    [{ tests: 'uat' }, 'UAT plan', ['testPlans', 'uat']],
    [{ testsOfRelease: 'uat' }, 'UAT plan', ['testPlans', 'uat']],
    [{ decision: 'go-live' }, 'Go live?', ['decisions']],
    [{ forum: 'calls' }, 'Calls', ['communications', 'calls']],
    [{ planned: 'live' }, 'Agreed day of live', ['plan', 'live']],
    [{ liveRunning: true }, 'First live patient', ['verification', 'start']],
    [
      { successor: { checklist: 'publication', item: 'published' } },
      'Publication of the first stable version',
      ['release'],
    ],
  ])('%j: not done yet, it still has a name and a place', (step, name, pointer) => {
    expect(milestone(step, contextFor({}))).toEqual({ name, days: null, at: at(...pointer) })
  })

  it.each<[Step, string]>([
    [{ installed: 'other' }, 'other: solution installed'],
    [{ checklist: 'other' }, 'other'],
    [{ item: { checklist: 'testing', item: 'other' } }, 'other'],
    [{ item: { checklist: 'other', item: 'scripts' } }, 'scripts'],
    [{ document: { document: 'other', of: 'record', act: 'approved' } }, 'other approved'],
    [{ tests: 'other' }, 'other'],
    [{ decision: 'other' }, 'other'],
    [{ forum: 'other' }, 'other'],
    [{ planned: 'other' }, 'Agreed day of other'],
  ])('%j: what the pathway does not know is not done, and called by its id', (step, name) => {
    expect(milestone(step, contextFor({}))).toMatchObject({ name, days: null })
  })
})

it.each([
  ['UAT', 'UAT'],
  ['User acceptance testing (UAT)', 'user acceptance testing (UAT)'],
])('the agreed day of “%s” reads as a sentence does', (title, within) => {
  const context = contextFor({})
  const { pathway } = context
  const phases = { ...pathway.data.phases, live: { title, clauses: ['S3-18'] } }
  const { name } = milestone(
    { planned: 'live' },
    { ...context, pathway: { ...pathway, data: { ...pathway.data, phases } } },
  )
  expect(name).toBe(`Agreed day of ${within}`)
})

describe('when it was done', () => {
  it.each<[string, Step, Data, Days | null]>([
    [
      'both sides: the later one ends it',
      { installed: 'production' },
      both('installed', '2026-03-01', '2026-03-03'),
      { done: '2026-03-03', again: '2026-03-01' },
    ],
    ['another step', { installed: 'production' }, both('configured', '2026-03-01', '2026-03-03'), null],
    ['another environment', { installed: 'uat' }, both('installed', '2026-03-01', '2026-03-03'), null],
    [
      'one side is missing',
      { installed: 'production' },
      { environments: { production: { sender: { installed: act('2026-03-01') } } } },
      null,
    ],
    [
      'the one side that the site takes',
      { installed: 'production' },
      { participants: ['sender'], ...both('installed', '2026-03-01', '2026-03-03') },
      on('2026-03-01'),
    ],
    [
      'no side at all',
      { installed: 'production' },
      { participants: [], ...both('installed', '2026-03-01', '2026-03-03') },
      null,
    ],
    [
      'a checklist',
      { checklist: 'testing' },
      { checklists: { testing: { scripts: done('2026-03-01') } } },
      on('2026-03-01'),
    ],
    [
      'a checklist with an open item',
      { checklist: 'preparation' },
      { checklists: { preparation: { plan: done('2026-03-01') } } },
      null,
    ],
    ['an item', scripts, { checklists: { testing: { scripts: done('2026-03-01') } } }, on('2026-03-01')],
    ['an open item', scripts, { checklists: { testing: { scripts: { status: 'open', on: '2026-03-01' } } } }, null],
    ['an item of another checklist', scripts, { checklists: { training: { scripts: done('2026-03-01') } } }, null],
    [
      'an item that may not apply, and does not',
      { item: { checklist: 'preparation', item: 'reports' } },
      { checklists: { preparation: { reports: notApplicable('2026-03-01') } } },
      on('2026-03-01'),
    ],
    ['a document, submitted', document('submitted'), held(draft({ submitted: act('2026-03-01') })), on('2026-03-01')],
    ['a document, reviewed', document('reviewed'), held(draft({ reviewed: act('2026-03-01') })), on('2026-03-01')],
    ['a document, approved', document('approved'), held(approved('2026-03-01')), on('2026-03-01')],
    [
      'a document that was approved once, and is superseded',
      document('approved'),
      held(approved('2026-03-01', 'pete', { status: 'superseded' })),
      null,
    ],
    [
      'a document, shared with the party',
      document('shared', { with: 'team' }),
      held(approved('2026-03-01', 'pete', { shared: { team: act('2026-03-02') } })),
      on('2026-03-02'),
    ],
    [
      'a document, shared with another party',
      document('shared', { with: 'team' }),
      held(approved('2026-03-01', 'pete', { shared: { supplier: act('2026-03-02') } })),
      null,
    ],
    ['another document', document('approved'), held(approved('2026-03-01'), 'report'), null],
    ['another act', document('reviewed'), held(approved('2026-03-01')), null],
    ['tests', { tests: 'uat' }, { testPlans: { uat: { tests: [passed('2026-03-01', 'uat')] } } }, on('2026-03-01')],
    [
      'tests on another version, whatever the version',
      { tests: 'uat' },
      { testPlans: { uat: { tests: [passed('2026-03-01', 'uat', { release: '1.0.0-alpha.1' })] } } },
      on('2026-03-01'),
    ],
    [
      'tests on another version, where the deployed one is asked for',
      { testsOfRelease: 'uat' },
      { testPlans: { uat: { tests: [passed('2026-03-01', 'uat', { release: '1.0.0-alpha.1' })] } } },
      null,
    ],
    [
      'a decision, and the same again',
      { decision: 'go-live' },
      { decisions: [go('go-live', '2026-03-01'), go('go-live', '2026-03-05')] },
      { done: '2026-03-01', again: '2026-03-05' },
    ],
    ['a no-go', { decision: 'go-live' }, { decisions: [noGo('go-live', '2026-03-01')] }, null],
    ['another decision', { decision: 'go-live' }, { decisions: [go('move', '2026-03-01')] }, null],
    [
      'a forum: its first meeting, wherever it stands',
      { forum: 'calls' },
      met('2026-03-09', '2026-03-02'),
      on('2026-03-02'),
    ],
    ['a forum without meetings', { forum: 'calls' }, met(), null],
    ['a forum whose meetings are not listed', { forum: 'calls' }, { communications: { calls: {} } }, null],
    ['a plan, even of a day to come', { planned: 'live' }, { plan: { live: '2026-04-30' } }, on('2026-04-30')],
    ['a plan of another phase', { planned: 'live' }, { plan: { install: '2026-03-01' } }, null],
    ['live running', { liveRunning: true }, { verification: { start: act('2026-03-01') } }, on('2026-03-01')],
    [
      'live running, corrected twice',
      { liveRunning: true },
      {
        verification: {
          start: act('2026-03-01'),
          corrections: ['2026-03-09', '2026-03-02'].map(on => ({ on, by: 'pat', reason: 'Wrong day' })),
        },
      },
      on('2026-03-02'),
    ],
  ])('%s', (_, step, data, days) => expect(milestone(step, contextFor(data)).days).toEqual(days))

  it('an item that must apply is not done by saying that it does not', () => {
    const checklists = { testing: { scripts: notApplicable('2026-03-01') } }
    expect(milestone(scripts, contextFor({ checklists })).days).toBeNull()
    expect(milestone({ checklist: 'testing' }, contextFor({ checklists })).days).toBeNull()
  })
})

// What was recorded on the day of a no-go that leads back to its phase, or before, counts no more.
describe('a no-go', () => {
  const rows: [string, Step, (day: string) => Data, string][] = [
    ['item', scripts, day => ({ checklists: { testing: { scripts: done(day) } } }), 'move'],
    ['checklist', { checklist: 'testing' }, day => ({ checklists: { testing: { scripts: done(day) } } }), 'move'],
    ['document, submitted', document('submitted'), day => held(draft({ submitted: act(day) })), 'go-live'],
    ['document, reviewed', document('reviewed'), day => held(draft({ reviewed: act(day) })), 'go-live'],
    ['document, approved', document('approved'), day => held(approved(day)), 'go-live'],
    [
      'document, shared',
      document('shared', { with: 'team' }),
      day => held(approved(day, 'pete', { shared: { team: act(day) } })),
      'go-live',
    ],
    ['tests', { tests: 'uat' }, day => ({ testPlans: { uat: { tests: [passed(day, 'uat')] } } }), 'move'],
  ]
  it.each(rows)('asks for it anew: %s', (_, step, data, decision) => {
    const days = (day: string) =>
      milestone(step, contextFor({ ...data(day), decisions: [noGo(decision, '2026-03-10')] })).days
    expect(days('2026-03-09')).toBeNull()
    expect(days('2026-03-10')).toBeNull()
    expect(days('2026-03-11')).toEqual(on('2026-03-11'))
  })
  it.each(rows)('to a later phase leaves it as it is: %s', (_, step, data) => {
    const context = contextFor({ ...data('2026-03-09'), decisions: [noGo('acceptance', '2026-03-10')] })
    expect(milestone(step, context).days).toEqual(on('2026-03-09'))
  })

  it('leaves alone a document that belongs to no phase', () => {
    const step: Step = { document: { document: 'report', of: 'record', act: 'approved' } }
    const context = contextFor({ ...held(approved('2026-03-09'), 'report'), decisions: [noGo('move', '2026-03-10')] })
    expect(milestone(step, context).days).toEqual(on('2026-03-09'))
  })

  it('of a release asks anew for the documents of the release', () => {
    const step: Step = { document: { document: 'notes', of: 'record', act: 'approved' } }
    const days = (day: string) =>
      milestone(
        step,
        contextForRelease({ documents: { notes: approved('2026-03-10', 'tess') }, decisions: [noGo('ready', day)] }),
      ).days
    expect(days('2026-03-09')).toEqual(on('2026-03-10'))
    expect(days('2026-03-10')).toBeNull()
  })

  it('asks anew for the steps of an environment', () => {
    const days = (day: string) =>
      milestone(
        { installed: 'production' },
        contextFor({ ...both('installed', '2026-03-10', '2026-03-10'), decisions: [noGo('go-live', day)] }),
      ).days
    expect(days('2026-03-09')).toEqual(on('2026-03-10'))
    expect(days('2026-03-10')).toBeNull()
  })
})

describe('documents of the release', () => {
  const notes: Step = { document: { document: 'notes', of: 'release', act: 'approved' } }
  const certificate: Step = {
    document: { document: 'conformance', of: 'certificate', party: 'supplier', act: 'approved' },
  }
  const rollout = (data: Data) => release({ pathway: 'rollout', phase: 'check', ...data })

  it('have their day and place there', () => {
    const others = [
      rollout({
        documents: { notes: approved('2026-03-01', 'tess') },
        certificates: { conformance: { SUP01: approved('2026-03-02', 'tom') } },
      }),
    ]
    expect(milestone(notes, contextFor({}, { others }))).toEqual({
      name: 'Notes approved',
      days: on('2026-03-01'),
      at: { path: releasePath, pointer: ['documents', 'notes'] },
    })
    expect(milestone(certificate, contextFor({}, { others }))).toEqual({
      name: 'Conformance certificate approved',
      days: on('2026-03-02'),
      at: { path: releasePath, pointer: ['certificates', 'conformance', 'SUP01'] },
    })
  })

  it("are not another supplier's", () => {
    const others = [rollout({ certificates: { conformance: { SUP02: approved('2026-03-02', 'tom') } } })]
    expect(milestone(certificate, contextFor({}, { others })).days).toBeNull()
  })

  it.each([[notes], [certificate]])('are not those of the record: %j', step => {
    const documents = { notes: approved('2026-03-01'), conformance: approved('2026-03-01') }
    expect(milestone(step, contextFor({ documents }, { others: [rollout({})] })).days).toBeNull()
  })

  it.each([[notes], [certificate]])('are not those of the record where there is no release: %j', step => {
    const documents = { notes: approved('2026-03-01'), conformance: approved('2026-03-01') }
    expect(milestone(step, contextFor({ documents }, { others: [] })).days).toBeNull()
  })

  it('count no more after a no-go of the release', () => {
    const others = (day: string) => [
      rollout({ documents: { notes: approved('2026-03-10', 'tess') }, decisions: [noGo('ready', day)] }),
    ]
    expect(milestone(notes, contextFor({}, { others: others('2026-03-09') })).days).toEqual(on('2026-03-10'))
    expect(milestone(notes, contextFor({}, { others: others('2026-03-10') })).days).toBeNull()
  })

  it('are done when the last of several organisations has its certificate', () => {
    const step: Step = { document: { document: 'conformance', of: 'certificate', party: 'sites', act: 'approved' } }
    const one = rollout({ certificates: { conformance: { HOS01: approved('2026-03-01', 'tom') } } })
    expect(milestone(step, contextFor({}, { others: [one] })).days).toBeNull()
    const all = { HOS01: approved('2026-03-01', 'tom'), HOS02: approved('2026-03-05', 'tom') }
    expect(
      milestone(step, contextFor({}, { others: [rollout({ certificates: { conformance: all } })] })).days?.done,
    ).toBe('2026-03-05')
  })
})

// S3-39: the time runs from the publication of the first stable version.
describe('the first stable version', () => {
  const step: Step = { successor: { checklist: 'publication', item: 'published' } }
  const published = (version: string, day: string, more: Data = {}, programme = 'beta') =>
    release(
      {
        version,
        pathway: 'rollout',
        phase: 'deploy',
        checklists: { publication: { published: done(day, 'tess') } },
        ...more,
      },
      `${programme}/releases/${version}`,
    )
  const first = (...others: ReturnType<typeof release>[]) =>
    milestone(step, contextFor({}, { others: [release(), ...others] }))

  it('has its day and place on that release', () => {
    expect(first(published('1.0.0', '2026-03-01'))).toEqual({
      name: 'Publication of the first stable version',
      days: on('2026-03-01'),
      at: { path: 'deployments/beta/releases/1.0.0.yaml', pointer: ['checklists', 'publication', 'published'] },
    })
  })

  it('is the one that was published first, in whatever order they stand', () => {
    const [one, two] = [published('1.0.0', '2026-03-01'), published('1.0.1', '2026-03-09')]
    expect(first(one, two).days).toEqual(on('2026-03-01'))
    expect(first(two, one).days).toEqual(on('2026-03-01'))
  })

  it.each<[string, ReturnType<typeof release>]>([
    ['a beta', published('1.0.0-beta.2', '2026-03-01')],
    ['a version before 1.0.0', published('0.9.0', '2026-03-01')],
    ['one of another line', published('1.1.0', '2026-03-01')],
    ['one that is still being prepared', published('1.0.0', '2026-03-01', { phase: 'build' })],
    ['one of another product', published('1.0.0', '2026-03-01', { product: 'Application 6' })],
    ['one of another programme', published('1.0.0', '2026-03-01', {}, 'gamma')],
    ['a withdrawn one', published('1.0.0', '2026-03-01', { phase: 'withdrawn' })],
    ['one that is not published', published('1.0.0', '2026-03-01', { checklists: {} })],
    [
      'one whose publication is open again',
      published('1.0.0', '2026-03-01', {
        checklists: { publication: { published: { status: 'open', on: '2026-03-01' } } },
      }),
    ],
    [
      'one that need not be published',
      published('1.0.0', '2026-03-01', { checklists: { publication: { published: notApplicable('2026-03-01') } } }),
    ],
    [
      'one of which another thing is done',
      published('1.0.0', '2026-03-01', { checklists: { publication: { other: done('2026-03-01') } } }),
    ],
    [
      'a site that says it is done',
      site({ checklists: { publication: { published: done('2026-03-01') } } }, 'beta/valley'),
    ],
  ])('is not %s', (_, other) => expect(first(other).days).toBeNull())

  it('is there, too, for a release that is it', () => {
    const context = contextForRelease({
      version: '1.0.0',
      checklists: { publication: { published: done('2026-03-01', 'tess') } },
    })
    expect(milestone(step, context).days).toEqual(on('2026-03-01'))
  })

  it('cannot be told without a release that says which product it is', () => {
    const context = contextFor({}, { others: [published('1.0.0', '2026-03-01')] })
    expect(milestone(step, context).days).toBeNull()
  })

  it('has not been published while a no-go asks for it anew', () => {
    const decisions = [noGo('ready', '2026-03-01')]
    expect(first(published('1.0.0', '2026-03-02', { decisions })).days).toEqual(on('2026-03-02'))
    expect(first(published('1.0.0', '2026-03-01', { decisions })).days).toBeNull()
  })
})

// Good Friday is on 3 April, Easter Monday on 6 April; the calendar ends on 30 June, a Tuesday.
describe('spanAfter', () => {
  it.each<[string, Span, string | null]>([
    ['2026-03-01', { days: 14 }, '2026-03-15'],
    ['2026-12-31', { days: 1 }, '2027-01-01'],
    ['2026-11-30', { months: 3 }, '2027-02-28'],
    ['2026-03-31', { months: 1 }, '2026-04-30'],
    ['2026-03-06', { workingDays: 1 }, '2026-03-09'],
    ['2026-04-01', { workingDays: 5 }, '2026-04-10'],
    ['2026-06-29', { workingDays: 1 }, '2026-06-30'],
    ['2026-06-30', { workingDays: 1 }, null],
    ['2026-06-26', { workingDays: 3 }, null],
    ['2025-12-01', { workingDays: 1 }, null],
  ])('%s and %j', (day, span, expected) => expect(spanAfter(day, span, { calendar })).toBe(expected))

  it('guesses no working day without a calendar; other days need none', () => {
    expect(spanAfter('2026-03-02', { workingDays: 1 }, { calendar: null })).toBeNull()
    expect(spanAfter('2026-03-02', { days: 1 }, { calendar: null })).toBe('2026-03-03')
    expect(spanAfter('2026-03-02', { months: 1 }, { calendar: null })).toBe('2026-04-02')
  })
})

it('the pathway of releases of these tests is one that the schema allows', () =>
  expect(validate('Pathway', rolloutPathway.data)).toEqual([]))
it('the calendar of these tests is one that the schema allows', () =>
  expect(validate('Calendar', calendar)).toEqual([]))
it('what these tests call approved is what the schema calls so', () =>
  expect(validate('Deployment', site({ documents: { report: approved('2026-03-01') } }).data)).toEqual([]))

// S4-24: what must come before any site has it.
describe('deployed at the sites of a party', () => {
  const days = (sites: Data['sites']) =>
    milestone({ deployed: 'sites' }, contextForRelease(sites ? { sites } : {})).days
  it('has the days of the last and of the first site', () => {
    expect(days({ HOS01: { deployed: act('2026-03-05') }, HOS02: { deployed: act('2026-03-02') } })).toEqual({
      done: '2026-03-05',
      again: '2026-03-02',
    })
    expect(days({ HOS01: { deployed: act('2026-03-05') } })).toEqual(on('2026-03-05'))
  })
  it('is not done where no site of the party has it', () => {
    expect(days(undefined)).toBeNull()
    expect(days({ SUP01: { deployed: act('2026-03-05') } })).toBeNull()
  })
})
