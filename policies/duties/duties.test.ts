import { describe, expect, it } from 'vitest'
import type { Criterion, Pathway } from '../../schemas/types.ts'
import type { Context } from '../context.ts'
import { contextOf } from '../context.ts'
import { judgeCriteria } from '../criteria.ts'
import type { PathwayFile, RecordData, RecordFile, Repository } from '../repository.ts'
import {
  act,
  approved,
  contextFor,
  contextForRelease,
  done,
  draft,
  evidence,
  go,
  noGo,
  passed,
  pathway,
  people,
  release,
  repository,
  rolloutPathway,
  site,
} from '../rules/fixture.ts'
import { type Duty, dutyOf } from './duties.ts'

const base = { id: 'one', title: 'One', enforcement: 'mandatory' as const, clauses: [] }
const criterion = (asked: Pick<Criterion, 'rule' | 'with'>) => ({ ...base, ...asked }) as Criterion

/** The duties of a criterion, in the world that a context shows. */
function duties(asked: Pick<Criterion, 'rule' | 'with'>, context: Context): Duty[] {
  const world = repository([...context.siblings, context.record, ...(context.release ? [context.release] : [])])
  const one = criterion(asked)
  return judgeCriteria([one], context).flatMap(({ findings }) => findings.map(f => dutyOf(f, one, context, world)))
}
const brief = ({ finding, by, people, waits, action }: Duty) => [
  finding.problem.code,
  waits ? 'waits' : by.join(' '),
  people.join(' '),
  action && `${action.is} ${action.what}${action.outcome ? ` ${action.outcome}` : ''} of ${action.record}`,
]

const harbour = 'beta/harbour'
const application = 'beta/releases/1.0.0-beta.1'
const today = '2026-03-31'

describe('whose turn it is at a site, and how it is recorded', () => {
  it.each<[string, Pick<Criterion, 'rule' | 'with'>, Partial<RecordData>, ReturnType<typeof brief>[]]>([
    [
      'an item',
      { rule: 'checklist', with: { checklist: 'testing' } },
      {},
      [['item-open', 'supplier provider', 'pat pete pia sam sue', `item testing/scripts of ${harbour}`]],
    ],
    [
      'what must apply is for somebody to judge',
      { rule: 'checklist', with: { checklist: 'training' } },
      {
        checklists: { training: { users: { status: 'not-applicable', by: 'pat', on: '2026-03-01', reason: 'None' } } },
      },
      [['item-must-apply', 'provider', 'pat pete pia', null]],
    ],
    [
      'what a no-go asks for anew',
      { rule: 'checklist', with: { checklist: 'training' } },
      { checklists: { training: { users: done('2026-03-01') } }, decisions: [noGo('go-live', '2026-03-02')] },
      [['voided', 'provider', 'pat pete pia', null]],
    ],
    [
      'a document that is not there is its party’s',
      { rule: 'document', with: { document: 'report', of: 'record', approver: 'provider/safety' } },
      {},
      [['document-missing', 'provider', 'pat pete pia', null]],
    ],
    [
      'a draft is finished by its party, and approved by who approves it',
      { rule: 'document', with: { document: 'report', of: 'record', approver: 'team/technical' } },
      { documents: { report: draft() } },
      [['document-not-approved', 'team/technical provider', 'pat pete pia tom', null]],
    ],
    [
      'what is in review is for who approves it',
      { rule: 'document', with: { document: 'report', of: 'record', approver: 'team/technical' } },
      { documents: { report: draft({ status: 'in-review', link: evidence }) } },
      [['document-not-approved', 'team/technical', 'tom', `approval report of ${harbour}`]],
    ],
    [
      'what cannot be read is not approved by one line',
      { rule: 'document', with: { document: 'report', of: 'record', approver: 'team/technical' } },
      { documents: { report: draft({ status: 'in-review' }) } },
      [['document-not-approved', 'team/technical', 'tom', null]],
    ],
    [
      'a gap between two meetings cannot be filled by one line',
      {
        rule: 'forum',
        with: {
          forum: 'calls',
          attended: ['supplier'],
          rhythm: { from: { liveRunning: true }, every: { days: 7 } },
        },
      },
      {
        verification: { start: act('2026-03-01') },
        communications: {
          calls: { sessions: [{ on: '2026-03-20', attended: ['sam'], minutes: 'https://e.example' }] },
        },
      },
      [
        ['forum-gap', 'team', 'tess tom', null],
        ['forum-gap', 'team', 'tess tom', `meeting calls of ${harbour}`],
      ],
    ],
    [
      'approved by somebody who may not',
      { rule: 'document', with: { document: 'report', of: 'record', approver: 'provider/safety' } },
      { documents: { report: approved('2026-03-01', 'sam') } },
      [['document-approver', 'provider/safety', 'pete', `approval report of ${harbour}`]],
    ],
    [
      'a review that is not recorded, where no role is said to give it',
      { rule: 'document', with: { document: 'safety-case', of: 'record', approver: 'provider/safety' } },
      { documents: { 'safety-case': approved('2026-03-01') } },
      [['document-not-reviewed', 'provider', 'pat pete pia', null]],
    ],
    [
      'a certificate stands on the release, and whose it is no command says',
      {
        rule: 'document',
        with: { document: 'conformance', of: 'certificate', party: 'supplier', approver: 'team/lead' },
      },
      {},
      [['document-missing', 'team', 'tess tom', null]],
    ],
    [
      'a document of the release',
      { rule: 'risk-level', with: { document: 'risk-plan', approver: 'team/technical' } },
      {},
      [['document-missing', 'team', 'tess tom', null]],
    ],
    [
      'steps of an environment, on each side',
      { rule: 'environment', with: { environment: 'uat', steps: ['installed', 'mirrorsProduction'] } },
      { participants: ['sender'] },
      [
        ['step-open', 'supplier', 'sam sue', `step uat/sender/installed of ${harbour}`],
        ['step-open', 'provider', 'pat pete pia', null],
      ],
    ],
    [
      'an identifier is the coordinator’s where nobody provides the onboarding',
      { rule: 'environment', with: { environment: 'uat', steps: ['catalogued'] } },
      { participants: ['sender'] },
      [
        ['step-open', 'team', 'tess tom', `step uat/sender/catalogued of ${harbour}`],
        ['service-id-missing', 'supplier provider team', 'pat pete pia sam sue tess tom', null],
      ],
    ],
    [
      'a test',
      { rule: 'tests', with: { plan: 'smoke', patients: 'test' } },
      { testPlans: { smoke: { tests: [passed('2026-03-01', 'production', { result: 'fail' })] } } },
      [['test-not-passed', 'provider', 'pat pete pia', `result smoke/T-1 of ${harbour}`]],
    ],
    [
      'a plan without tests',
      { rule: 'tests', with: { plan: 'smoke', patients: 'test' } },
      {},
      [['plan-empty', 'provider', 'pat pete pia', null]],
    ],
    [
      'a decision that was not taken',
      { rule: 'decision', with: { decision: 'acceptance', outcome: 'go' } },
      {},
      [['decision-missing', 'team', 'tess tom', `decision acceptance go of ${harbour}`]],
    ],
    [
      'a decision that came out otherwise',
      { rule: 'decision', with: { decision: 'go-live', outcome: 'no-go' } },
      { decisions: [go('move', '2026-03-01'), go('go-live', '2026-03-02')] },
      [['decision-otherwise', 'provider', 'pat pete pia', `decision go-live no-go of ${harbour}`]],
    ],
    [
      'a forum',
      { rule: 'forum', with: { forum: 'calls', attended: ['supplier'] } },
      {},
      [['forum-never-met', 'team', 'tess tom', `meeting calls of ${harbour}`]],
    ],
    [
      'a day that is not planned is the coordinator’s',
      { rule: 'agreed-date', with: { phase: 'live' } },
      {},
      [['date-missing', 'team/lead', 'tess', `plan live of ${harbour}`]],
    ],
    [
      'a day that has to come is nobody’s',
      { rule: 'agreed-date', with: { phase: 'live' } },
      { plan: { live: '2026-04-30' } },
      [['date-to-come', 'waits', '', null]],
    ],
    [
      'the step that should have come first',
      { rule: 'order', with: { steps: [{ checklist: 'training' }, { decision: 'go-live' }] } },
      { decisions: [go('go-live', '2026-03-02')] },
      [['undated', 'provider', 'pat pete pia', null]],
    ],
    [
      'of two decisions the one that is named',
      { rule: 'order', with: { steps: [{ decision: 'acceptance' }, { decision: 'go-live' }] } },
      { decisions: [go('go-live', '2026-03-02')] },
      [['undated', 'team', 'tess tom', `decision acceptance go of ${harbour}`]],
    ],
    [
      'the later step is done again',
      { rule: 'order', with: { steps: [{ decision: 'acceptance' }, { installed: 'uat' }] } },
      {
        participants: ['sender'],
        decisions: [go('acceptance', '2026-03-05')],
        environments: { uat: { sender: { installed: act('2026-03-01') } } },
      },
      [['out-of-order', 'supplier', 'sam sue', null]],
    ],
    [
      'what is due',
      { rule: 'within', with: { from: { decision: 'acceptance' }, to: { forum: 'calls' }, limit: { months: 3 } } },
      { decisions: [go('acceptance', '2026-03-05')] },
      [['due', 'team', 'tess tom', `meeting calls of ${harbour}`]],
    ],
    [
      'from what the time is counted',
      { rule: 'duration', with: { from: { liveRunning: true }, atLeast: { days: 1 } } },
      {},
      [['not-begun', 'provider', 'pat pete pia', null]],
    ],
    [
      'a stable version that nobody has published yet',
      {
        rule: 'within',
        with: {
          from: { successor: { checklist: 'publication', item: 'published' } },
          to: { item: { checklist: 'training', item: 'users' } },
          limit: { months: 3 },
        },
      },
      {},
      [['not-begun', 'team', 'tess tom', null]],
    ],
    [
      'a period that runs',
      { rule: 'verification-period', with: { days: { low: 14, medium: 28, high: 48 } } },
      { verification: { start: act('2026-03-30') } },
      [['period-running', 'waits', '', null]],
    ],
    [
      'a period that an incident stopped',
      { rule: 'verification-period', with: { days: { low: 14, medium: 28, high: 48 } } },
      {
        verification: { start: act('2026-03-01') },
        incidents: [{ reference: 'INC-1', title: 'Lost', severity: 1, raised: act('2026-03-02') }],
      },
      [['period-stopped', 'supplier provider team', 'pat pete pia sam sue tess tom', null]],
    ],
    [
      'live running that has not begun',
      { rule: 'verification-period', with: { days: { low: 14, medium: 28, high: 48 } } },
      {},
      [['not-live-yet', 'provider', 'pat pete pia', null]],
    ],
  ])('%s', (_, asked, data, expected) =>
    expect(duties(asked, contextFor(data, { today })).map(brief)).toEqual(expected),
  )
})

describe('of other records, and of the repository itself', () => {
  const gone = { supplier: 'SUP01', provider: 'HOS01' }

  it('a release that has not come so far is for its own coordinator', () => {
    const asked = { rule: 'release', with: { reached: 'deploy' } } as const
    const world = contextFor({}, { others: [release({ pathway: 'rollout', phase: 'check' })] })
    expect(duties(asked, world).map(brief)).toEqual([['release-not-there', 'team/lead', 'tess', null]])
  })

  it('a release that is not there is for whoever says which one is deployed', () => {
    const asked = { rule: 'release', with: { reached: 'deploy' } } as const
    expect(duties(asked, contextFor({}, { others: [] })).map(brief)).toEqual([
      ['release-missing', 'team/lead', 'tess', null],
    ])
  })

  it('the first site goes alone: the others wait', () => {
    const asked = { rule: 'first', with: { from: 'install', closed: 'live' } } as const
    const others = [release(), site({ phase: 'install', organisations: gone }, 'beta/haven')]
    expect(duties(asked, contextFor({ phase: 'test' }, { others })).map(brief)).toEqual([
      ['not-the-first', 'waits', '', null],
    ])
  })

  it('what the calendar does not know is for the policy owners', () => {
    const asked = { rule: 'freeze', with: { phase: 'live' } } as const
    expect(duties(asked, contextFor({})).map(brief)).toEqual([['beyond-calendar', 'policy-owners', 'tess', null]])
  })

  it('a role that nobody holds is given by those who sign for that', () => {
    const changed: PathwayFile = {
      ...pathway,
      data: { ...pathway.data, roleChange: { signOffs: [{ role: 'team/technical', clauses: [] }] } },
    }
    const record = site({ roles: {} })
    const world: Repository = { ...repository([record]), pathways: new Map([[changed.id, changed]]) }
    const context = contextOf(record, changed, world, people, today)
    const one = criterion({ rule: 'roles', with: { roles: ['provider/lead'] } })
    const [result] = judgeCriteria([one], context)
    expect(result?.findings.map(f => brief(dutyOf(f, one, context, world)))).toEqual([
      ['role-unheld', 'team/technical', 'tom', null],
    ])
  })

  it('a site agrees its own day, by its own people; until the day comes it is deployed later', () => {
    const sites = {
      HOS01: { agreed: { by: 'pat', on: '2026-03-01', for: '2026-04-10', evidence: 'https://e.example' } },
    }
    const roles = { 'sites/lead': ['pat', 'hal'] }
    const asked = (stage: 'agreed' | 'deployed') => ({ rule: 'sites', with: { party: 'sites', stage } }) as const
    const context = contextForRelease({ roles, sites })
    expect(duties(asked('agreed'), context).map(brief)).toEqual([['site-date-missing', 'sites', 'hal', null]])
    const [first] = duties(asked('deployed'), context)
    expect(first).toMatchObject({ finding: { problem: { code: 'site-not-deployed' } }, from: '2026-04-10' })
    expect(first?.people).toEqual(['tess'])
    const [late] = duties(asked('deployed'), contextForRelease({ roles, sites }, { today: '2026-04-10' }))
    expect(late?.from).toBeNull()
  })

  it('a smoke test is run by somebody of the site that was chosen', () => {
    const roles = { 'sites/lead': ['pat', 'hal'] }
    const smokeTest = { needed: true, reason: 'New', site: 'HOS02', instructions: act('2026-03-01') }
    const asked = { rule: 'smoke-test', with: { stage: 'passed', party: 'sites' } } as const
    expect(duties(asked, contextForRelease({ roles, smokeTest })).map(brief)).toEqual([
      ['smoke-open', 'sites', 'hal', null],
    ])
  })

  it.each<[string, Partial<NonNullable<RecordData['scope']>[number]>, string, string]>([
    ['done', {}, 'ticket-not-done', 'team/technical'],
    ['sit', {}, 'ticket-not-tested', 'sites'],
    ['uat', { uatNeeded: true }, 'uat-open', 'sites/lead'],
    ['uat', {}, 'uat-undecided', 'team/lead'],
  ])('a ticket’s part is its own party’s: %s %j', (each, ticket, code, by) => {
    const provides = { scope: ['team/lead'], done: ['team/technical'], sit: ['sites'], uat: ['sites/lead'] }
    const data: Pathway = { ...rolloutPathway.data, provides }
    const scope = [{ reference: 'T-1', type: 'feature' as const, title: 'New', ...ticket }]
    const record: RecordFile = release({ pathway: 'rollout', phase: 'check', scope })
    const changed = { ...rolloutPathway, data }
    const world = { ...repository([record]), pathways: new Map([['rollout', changed]]) }
    const context = contextOf(record, changed, world, people, today)
    const one = criterion({ rule: 'scope', with: { each } } as Pick<Criterion, 'rule' | 'with'>)
    const [result] = judgeCriteria([one], context)
    expect(result?.findings.map(f => brief(dutyOf(f, one, context, world)).slice(0, 2))).toEqual([[code, by]])
  })

  it('a document of the release is approved there', () => {
    const asked = {
      rule: 'document',
      with: { document: 'risk-plan', of: 'release', approver: 'team/technical' },
    } as const
    const others = [release({ documents: { 'risk-plan': draft({ status: 'in-review', link: evidence }) } })]
    expect(duties(asked, contextFor({}, { others })).map(brief)).toEqual([
      ['document-not-approved', 'team/technical', 'tom', `approval risk-plan of ${application}`],
    ])
  })
})
