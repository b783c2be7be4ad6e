/** A small world for tests: a pathway with one of everything, a release, a site, and people on each side. */
import type { Act, Calendar, ChecklistItem, Document, Pathway, Run, Test } from '../../schemas/types.ts'
import { type Context, contextOf, type Found } from '../context.ts'
import type { Commit, Person, PullRequest, Review } from '../model.ts'
import type { PathwayFile, People, RecordData, RecordFile, Repository } from '../repository.ts'

export const evidence = 'https://evidence.example/1'

export const people: People = {
  organisations: {
    SUP01: { name: 'Supplier' },
    SUP02: { name: 'Another supplier' },
    HOS01: { name: 'Hospital' },
    HOS02: { name: 'Second hospital' },
    NHS01: { name: 'National team' },
  },
  people: {
    sam: { name: 'Sam', organisation: 'SUP01', github: { id: 11, login: 'sam-s' } },
    sue: { name: 'Sue', organisation: 'SUP01', github: { id: 12, login: 'sue-s' } },
    sol: { name: 'Sol, without a role', organisation: 'SUP01', github: { id: 13, login: 'sol-s' } },
    olga: { name: 'Olga', organisation: 'SUP02', github: { id: 14, login: 'olga-o' } },
    pat: { name: 'Pat', organisation: 'HOS01', github: { id: 21, login: 'pat-p' } },
    pia: { name: 'Pia', organisation: 'HOS01', github: { id: 22, login: 'pia-p' } },
    pete: { name: 'Pete', organisation: 'HOS01', github: { id: 23, login: 'pete-p' } },
    hal: { name: 'Hal', organisation: 'HOS02', github: { id: 24, login: 'hal-h' } },
    tess: { name: 'Tess', organisation: 'NHS01', github: { id: 31, login: 'tess-t' } },
    tom: { name: 'Tom, whose account id nobody looked up', organisation: 'NHS01', github: { login: 'tom-t' } },
  },
  programmes: {
    beta: {
      title: 'Beta',
      organisations: { team: 'NHS01', sites: ['HOS01', 'HOS02'] },
      roles: { 'team/lead': ['tess'], 'team/technical': ['tom'] },
    },
  },
  policyOwners: ['tess'],
}

const clauses = ['S3-18']
const all = ['supplier', 'provider', 'team']
const empty = { registration: {}, roleChange: {}, withdrawal: {}, gates: [], waivers: { acceptedBy: 'team/lead' } }

/** Four phases; `move` leads back to the second one, `go-live` to the third, `acceptance` to the last. */
export const pathway: PathwayFile = {
  id: 'beta',
  path: 'policies/pathways/beta.yaml',
  data: {
    ...empty,
    kind: 'Pathway',
    title: 'Beta',
    for: 'Deployment',
    guidance: 'S3',
    parties: {
      supplier: { title: 'Supplier', signs: 'supplier/lead', held: 'record' },
      provider: { title: 'Provider', signs: 'provider/lead', held: 'record' },
      team: { title: 'Team', signs: 'team/lead', held: 'programme' },
    },
    roles: {
      'supplier/lead': { title: 'Lead' },
      'supplier/safety': { title: 'Safety officer' },
      'provider/lead': { title: 'Lead' },
      'provider/clinical': { title: 'Clinical lead' },
      'provider/safety': { title: 'Safety officer' },
      'team/lead': { title: 'Lead' },
      'team/technical': { title: 'Technical lead' },
    },
    coordinator: 'team/lead',
    phases: {
      prepare: { title: 'Prepare', clauses },
      test: { title: 'Test', clauses },
      install: { title: 'Install', clauses },
      live: { title: 'Live', clauses },
    },
    decisions: {
      move: { title: 'Move on?', by: ['provider', 'team'], attended: all, back: 'test', clauses },
      'go-live': { title: 'Go live?', by: ['provider'], attended: ['provider'], back: 'install', clauses },
      acceptance: { title: 'Accept?', by: ['team'], attended: ['team'], back: 'live', clauses },
    },
    checklists: {
      charter: { title: 'Charter', items: { accepted: { title: 'Charter accepted', by: ['supplier'], clauses } } },
      preparation: {
        title: 'Preparation',
        phase: 'prepare',
        items: {
          plan: { title: 'Plan written', by: ['provider'], clauses },
          reports: { title: 'Reports updated', by: ['provider'], mayNotApply: true, clauses },
        },
      },
      testing: {
        title: 'Testing',
        phase: 'test',
        items: { scripts: { title: 'Scripts agreed', by: ['supplier', 'provider'], clauses } },
      },
      training: {
        title: 'Training',
        phase: 'install',
        items: { users: { title: 'Users trained', by: ['provider'], clauses } },
      },
    },
    documents: {
      report: { title: 'Report', by: ['provider'], clauses },
      'safety-case': { title: 'Safety case', by: ['provider'], reviewed: true, clauses },
      plan: { title: 'Live plan', phase: 'install', by: ['provider'], clauses },
      spine: { title: 'Live certificate', by: ['team'], clauses },
    },
    environments: {
      uat: {
        title: 'UAT',
        phase: 'test',
        by: {
          onboarded: all,
          installed: ['supplier'],
          configured: ['supplier'],
          catalogued: ['team'],
          mirrorsProduction: ['provider'],
        },
      },
      production: {
        title: 'Production',
        phase: 'install',
        by: { onboarded: all, installed: ['supplier'], configured: all, catalogued: ['team'], mirrorsProduction: all },
      },
    },
    testPlans: {
      uat: { title: 'UAT plan', phase: 'test', environment: 'uat', by: ['provider'], clauses },
      smoke: { title: 'Smoke plan', phase: 'install', environment: 'production', by: ['provider'], clauses },
    },
    forums: { calls: { title: 'Calls', by: ['team'], clauses } },
    provides: { verification: ['provider'], issues: all, incidents: all },
  } satisfies Pathway,
}

/** The pathway of the release: its documents and certificates. */
export const releasePathway: PathwayFile = {
  id: 'application',
  path: 'policies/pathways/application.yaml',
  data: {
    ...empty,
    kind: 'Pathway',
    title: 'Application',
    for: 'Release',
    guidance: 'S3',
    parties: { team: { title: 'Team', signs: 'team/lead', held: 'programme' } },
    roles: { 'team/lead': { title: 'Lead' }, 'team/technical': { title: 'Technical lead' } },
    coordinator: 'team/lead',
    phases: { beta: { title: 'Beta', clauses } },
    documents: {
      'risk-plan': { title: 'Risk plan', by: ['team'], clauses },
      'standard-case': { title: 'Case of the standard', by: ['team'], reviewed: true, clauses },
    },
    certificates: {
      conformance: { title: 'Conformance certificate', by: ['team'], clauses },
      'supplier-case': { title: "Case of the supplier's solution", by: ['team'], reviewed: true, clauses },
    },
  } satisfies Pathway,
}

/** A pathway of releases with several phases: `ready` leads back to the second one. Its sites are the programme's. */
export const rolloutPathway: PathwayFile = {
  id: 'rollout',
  path: 'policies/pathways/rollout.yaml',
  data: {
    ...empty,
    kind: 'Pathway',
    title: 'Rollout',
    for: 'Release',
    guidance: 'S3',
    parties: {
      team: { title: 'Team', signs: 'team/lead', held: 'programme' },
      sites: { title: 'Sites', signs: 'sites/lead', held: 'programme' },
    },
    roles: {
      'team/lead': { title: 'Lead' },
      'team/technical': { title: 'Technical lead' },
      'sites/lead': { title: 'Lead' },
    },
    coordinator: 'team/lead',
    phases: {
      build: { title: 'Build', clauses },
      check: { title: 'Check', clauses },
      deploy: { title: 'Deploy', clauses },
    },
    decisions: { ready: { title: 'Ready?', by: ['team'], attended: ['team'], back: 'check', clauses } },
    checklists: {
      publication: {
        title: 'Publication',
        phase: 'check',
        items: { published: { title: 'Published', by: ['team'], clauses } },
      },
    },
    documents: {
      notes: { title: 'Notes', phase: 'check', by: ['team'], clauses },
      scope: { title: 'Approved interactions', by: ['team'], clauses },
    },
    certificates: {
      conformance: { title: 'Conformance certificate', phase: 'check', by: ['team'], clauses },
    },
  } satisfies Pathway,
}

/** Easter in it, and nothing known after June. */
export const calendar: Calendar = {
  kind: 'Calendar',
  title: 'Bank holidays',
  source: evidence,
  taken: '2026-01-01',
  from: '2026-01-01',
  until: '2026-06-30',
  holidays: [
    { on: '2026-04-03', title: 'Good Friday' },
    { on: '2026-04-06', title: 'Easter Monday' },
  ],
  freezes: [],
}

type Data = Partial<RecordData>

const file = (id: string, data: unknown): RecordFile => ({
  id,
  path: `deployments/${id}.yaml`,
  programme: id.split('/')[0] ?? '',
  data: data as RecordData,
})

/** A deployment of release 1.0.0-beta.1 at the hospital. */
export const site = (data: Data = {}, id = 'beta/harbour'): RecordFile =>
  file(id, {
    kind: 'Deployment',
    title: 'Harbour Hospital',
    pathway: 'beta',
    phase: 'live',
    release: '1.0.0-beta.1',
    organisations: { supplier: 'SUP01', provider: 'HOS01' },
    participants: ['sender', 'receiver'],
    roles: {
      'supplier/lead': ['sam'],
      'supplier/safety': ['sue'],
      'provider/lead': ['pat'],
      'provider/clinical': ['pia'],
      'provider/safety': ['pete'],
    },
    ...data,
  })

/** Release 1.0.0-beta.1 of the Application, at low risk. */
export const release = (data: Data = {}, id = 'beta/releases/1.0.0-beta.1'): RecordFile =>
  file(id, {
    kind: 'Release',
    title: 'Beta 1',
    pathway: 'application',
    phase: 'beta',
    product: 'Application 5',
    version: '1.0.0-beta.1',
    type: 'planned',
    serviceRiskLevel: 'low',
    ...data,
  })

export const repository = (records: readonly RecordFile[], calendar: Calendar | null = null): Repository => ({
  records: new Map(records.map(record => [record.id, record])),
  pathways: new Map([pathway, releasePathway, rolloutPathway].map(one => [one.id, one])),
  guidance: new Map(),
  templates: new Map(),
  people,
  directories: [],
  calendar,
  governance: null,
  findings: [],
  tree: new Map(records.map(({ path }) => [path, { text: '' }])),
})

interface World {
  today?: string
  others?: RecordFile[]
  calendar?: Calendar | null
}

/** What a rule sees of a site on a day. `others`: the release (without one there is none), and further records. */
export const contextFor = (
  data: Data,
  { today = '2026-03-31', others = [release()], calendar = null }: World = {},
): Context => {
  const record = site(data)
  return contextOf(record, pathway, repository([record, ...others], calendar), people, today)
}

/** What a rule sees of a release on a day. */
export const contextForRelease = (
  data: Data,
  { today = '2026-03-31', others = [], calendar = null }: World = {},
): Context => {
  const record = release({ pathway: 'rollout', phase: 'check', ...data })
  return contextOf(record, rolloutPathway, repository([record, ...others], calendar), people, today)
}

export const act = (on: string, by = 'pat'): Act => ({ by, on, evidence })
export const done = (on: string, by = 'pat'): ChecklistItem => ({ status: 'done', by, on, evidence })
export const approved = (on: string, by = 'pete', more: Partial<Document> = {}): Document => ({
  status: 'approved',
  version: '1.0',
  owner: 'pat',
  approved: act(on, by),
  link: evidence,
  ...more,
})
export const draft = (more: Partial<Document> = {}): Document => ({ status: 'draft', version: '0.1', ...more })
export const passed = (on: string, environment: string, more: Partial<Run> = {}): Test => ({
  reference: 'T-1',
  name: 'Book a referral',
  kind: 'happy-path',
  steps: ['Book'],
  expected: 'Booked',
  runs: [{ on, by: 'pat', release: '1.0.0-beta.1', environment, patients: 'test', result: 'pass', ...more }],
})
export const noGo = (decision: string, on: string) => ({
  decision,
  outcome: 'no-go' as const,
  on,
  chair: 'tess',
  attended: ['sam', 'pat'],
  reason: 'Not ready',
})
export const go = (decision: string, on: string, chair = 'tess', attended = ['sam', 'pat']) => ({
  decision,
  outcome: 'go' as const,
  on,
  chair,
  attended,
})

/** Each finding on a line: its code and where it is, with the path where that is another file's. */
export const brief = (found: Found[], path = recordPath): string[] =>
  found.map(({ problem, at }) =>
    [problem.code, ...(at.path === path ? [] : [at.path]), (at.pointer ?? []).join('.')].filter(Boolean).join(' '),
  )

/** The GitHub account of somebody in the directory. */
export const account = (id: string): Person => {
  const known = people.people[id]
  if (!known) throw new Error(`${id} is not in the directory`)
  return { id: known.github.id ?? null, login: known.github.login, bot: false }
}

export const recordPath = 'deployments/beta/harbour.yaml'
export const releasePath = 'deployments/beta/releases/1.0.0-beta.1.yaml'

let reviews = 0
/** A review of the head by somebody in the directory; each later than the one made before it. */
export const review = (by: string, state: Review['state'] = 'approved', more: Partial<Review> = {}): Review => {
  reviews++
  return {
    id: reviews,
    person: account(by),
    state,
    commit: 'head',
    at: new Date(Date.UTC(2026, 2, 2, 9, 0, reviews)).toISOString(),
    ...more,
  }
}

export const commit = (sha: string, parents: string[], ...authors: string[]): Commit => ({
  sha,
  parents,
  authors: authors.map(account),
})

/** Sol, who holds no role, changed the record in one commit, from blob `old` to blob `new`. */
export const pull = (more: Partial<PullRequest> = {}): PullRequest => ({
  number: 7,
  title: 'Go live',
  draft: false,
  author: account('sol'),
  base: { branch: 'main', sha: 'base', isDefault: true },
  head: { sha: 'head' },
  commits: [commit('head', ['base'], 'sol')],
  reviews: [],
  asked: [],
  files: [recordPath],
  changedOnBase: [],
  fork: 'base',
  versions: { base: { [recordPath]: 'old' }, head: { [recordPath]: 'new' } },
  texts: { old: 'phase: test\n', new: 'phase: live\n' },
  cut: [],
  ...more,
})
