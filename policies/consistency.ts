/** What must hold across files: names that exist, people where they belong, days that have come. */
import type { Gate, Pathway } from '../schemas/types.ts'
import { releaseOf } from './context.ts'
import { fieldsOf } from './fields.ts'
import { organisationOf, partyOf } from './holders.ts'
import type { Finding } from './model.ts'
import type { Reference } from './problems.ts'
import { type PathwayFile, type RecordFile, type Repository, wrong } from './repository.ts'
import { partsOf, rolesThatSign } from './signoffs.ts'

/** Everything that does not fit together in the whole repository. */
export const inconsistencies = (repository: Repository, today: string): Finding[] => [
  ...policyFindings(repository),
  ...[...repository.records.values()].flatMap(record => recordFindings(record, repository, today)),
]

/** What does not fit in the policies: with it, nothing can be judged. */
export const policyFindings = (repository: Repository): Finding[] => [
  ...emptiness(repository),
  ...[...repository.pathways.values()].flatMap(pathway => pathwayFindings(pathway, repository)),
  ...directoryFindings(repository),
]

function emptiness({ pathways, people, calendar }: Repository): Finding[] {
  const missing = [
    pathways.size === 0 && wrong({ code: 'nothing-there', what: 'pathways' }, { path: 'policies/pathways' }),
    Object.keys(people.people).length === 0 &&
      wrong({ code: 'nothing-there', what: 'directory' }, { path: 'policies/directory' }),
    people.policyOwners.length === 0 &&
      wrong({ code: 'nothing-there', what: 'policy owners' }, { path: 'policies/directory' }),
    calendar === null && wrong({ code: 'nothing-there', what: 'calendar' }, { path: 'policies/calendar' }),
  ]
  return missing.filter(finding => finding !== false)
}

/** Says of a name that it is not among the known ones. */
function known(path: string, what: Reference, names: Iterable<string>) {
  const all = [...names]
  return (name: string | undefined, ...pointer: (string | number)[]): Finding[] =>
    name === undefined || all.includes(name)
      ? []
      : [wrong({ code: 'unknown', what, name, known: all }, { path, pointer })]
}

const entries = <T>(group: Record<string, T> | undefined) => Object.entries(group ?? {})
const keys = (group: object | undefined) => Object.keys(group ?? {})

function pathwayFindings({ path, data }: PathwayFile, { guidance }: Repository): Finding[] {
  const party = known(path, 'party', keys(data.parties))
  const role = known(path, 'role', keys(data.roles))
  const phase = known(path, 'phase', keys(data.phases))
  const cited = guidance.get(data.guidance)
  return [
    ...known(path, 'guidance', guidance.keys())(data.guidance, 'guidance'),
    ...(cited
      ? citations(data, []).flatMap(([clause, pointer]) =>
          known(path, 'clause', keys(cited.data.clauses))(clause, ...pointer),
        )
      : []),
    ...entries(data.parties).flatMap(([id, { signs }]) => role(signs, 'parties', id, 'signs')),
    ...keys(data.roles).flatMap(id => party(partyOf(id), 'roles', id)),
    ...role(data.coordinator, 'coordinator'),
    ...role(data.waivers.acceptedBy, 'waivers', 'acceptedBy'),
    ...distinctFindings(path, data),
    ...entries(data.decisions).flatMap(([id, { back }]) => phase(back, 'decisions', id, 'back')),
    ...[
      ...entries(data.checklists).map(one => ['checklists', ...one] as const),
      ...entries(data.environments).map(one => ['environments', ...one] as const),
      ...entries(data.testPlans).map(one => ['testPlans', ...one] as const),
    ].flatMap(([part, id, definition]) => phase(definition.phase, part, id, 'phase')),
    ...entries(data.testPlans).flatMap(([id, plan]) =>
      known(path, 'environment', keys(data.environments))(plan.environment, 'testPlans', id, 'environment'),
    ),
    ...providerFindings(path, data),
    ...entries(data.tasks).flatMap(([id, task]) => [
      ...keys(task.cells).flatMap(name => party(name, 'tasks', id, 'cells', name)),
      ...entries(task.roles).flatMap(([name, holder]) => [
        ...party(name, 'tasks', id, 'roles', name),
        ...role(holder, 'tasks', id, 'roles', name),
      ]),
    ]),
    ...gateFindings(path, data),
  ]
}

/** Every clause that any part of a pathway cites. */
function citations(value: unknown, pointer: (string | number)[]): [string, (string | number)[]][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => citations(item, [...pointer, index]))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'clauses' && Array.isArray(part)
      ? part.map((clause, index): [string, (string | number)[]] => [String(clause), [...pointer, key, index]])
      : citations(part, [...pointer, key]),
  )
}

function distinctFindings(path: string, { distinct = [], roles }: Pathway): Finding[] {
  const all = distinct.flat()
  return distinct.flatMap((group, at) =>
    group.flatMap((role, index) => [
      ...known(path, 'role', keys(roles))(role, 'distinct', at, index),
      // one seating plan a group: a role in two groups could be given to two people at once
      ...(all.filter(other => other === role).length > 1
        ? [wrong({ code: 'role-twice-distinct', role }, { path, pointer: ['distinct', at, index] })]
        : []),
    ]),
  )
}

function providerFindings(path: string, data: Pathway): Finding[] {
  const party = known(path, 'party', keys(data.parties))
  const named: [string[], (string | number)[]][] = [
    ...entries(data.checklists).flatMap(([id, { items }]) =>
      entries(items).map(([item, { by }]): [string[], string[]] => [by, ['checklists', id, 'items', item, 'by']]),
    ),
    ...entries(data.documents).map(([id, { by }]): [string[], string[]] => [by, ['documents', id, 'by']]),
    ...entries(data.certificates).map(([id, { by }]): [string[], string[]] => [by, ['certificates', id, 'by']]),
    ...entries(data.testPlans).map(([id, { by }]): [string[], string[]] => [by, ['testPlans', id, 'by']]),
    ...entries(data.forums).map(([id, { by }]): [string[], string[]] => [by, ['forums', id, 'by']]),
    ...entries(data.environments).flatMap(([id, { by }]) =>
      entries({ ...by }).map(([step, parties]): [string[], string[]] => [parties, ['environments', id, 'by', step]]),
    ),
    ...entries(data.decisions).flatMap(([id, { by, attended }]): [string[], string[]][] => [
      [by, ['decisions', id, 'by']],
      [attended, ['decisions', id, 'attended']],
    ]),
    ...entries({ ...data.provides }).map(([part, parties]): [string[], string[]] => [parties, ['provides', part]]),
  ]
  return named.flatMap(([parties, pointer]) => parties.flatMap((name, index) => party(name, ...pointer, index)))
}

function gateFindings(path: string, data: Pathway): Finding[] {
  const gates: [Partial<Gate>, (string | number)[]][] = [
    [data.registration, ['registration']],
    [data.roleChange, ['roleChange']],
    [data.withdrawal, ['withdrawal']],
    ...data.gates.map((gate, index): [Gate, (string | number)[]] => [gate, ['gates', index]]),
  ]
  const seen = new Set<string>()
  return gates.flatMap(([gate, pointer]) => [
    ...known(path, 'phase', keys(data.phases))(gate.from, ...pointer, 'from'),
    ...known(path, 'phase', keys(data.phases))(gate.to, ...pointer, 'to'),
    ...(gate.tasks ?? []).flatMap((task, index) =>
      known(path, 'task', keys(data.tasks))(task, ...pointer, 'tasks', index),
    ),
    ...(gate.signOffs ?? []).flatMap(({ role }, index) =>
      known(path, 'role', keys(data.roles))(role, ...pointer, 'signOffs', index),
    ),
    // a gate that nobody signs would be no gate
    ...(rolesThatSign(partsOf(gate, data)).length === 0
      ? [wrong({ code: 'unguarded', gate: pointer.join('.') }, { path, pointer })]
      : []),
    ...(gate.criteria ?? []).flatMap((criterion, index) => {
      const at = [...pointer, 'criteria', index]
      if (seen.has(criterion.id))
        return [wrong({ code: 'doubled', what: 'criterion', name: criterion.id }, { path, pointer: [...at, 'id'] })]
      seen.add(criterion.id)
      return parameterFindings(path, data, criterion.with, [...at, 'with'])
    }),
  ])
}

/** The names in a criterion's parameters. Documents of a release are its own pathway's, which the record names: they are looked up there. */
function parameterFindings(path: string, data: Pathway, parameters: object, pointer: (string | number)[]): Finding[] {
  const {
    checklist,
    items,
    document,
    of,
    approver,
    party,
    environment,
    plan,
    decision,
    roles,
    forum,
    attended,
    steps,
  } = parameters as Record<string, never>
  const name = (what: Reference, group: object | undefined, value: string | undefined, ...at: (string | number)[]) =>
    known(path, what, keys(group))(value, ...pointer, ...at)
  return [
    ...name('checklist', data.checklists, checklist, 'checklist'),
    ...((items ?? []) as string[]).flatMap((item, index) =>
      name('checklist item', data.checklists?.[checklist ?? '']?.items, item, 'items', index),
    ),
    ...(of === 'record' ? name('document', data.documents, document, 'document') : []),
    ...name('role', data.roles, approver, 'approver'),
    ...name('party', data.parties, party, 'party'),
    ...name('environment', data.environments, environment, 'environment'),
    ...name('test plan', data.testPlans, plan, 'plan'),
    ...name('decision', data.decisions, decision, 'decision'),
    ...name('forum', data.forums, forum, 'forum'),
    ...((roles ?? []) as string[]).flatMap((role, index) => name('role', data.roles, role, 'roles', index)),
    ...((attended ?? []) as string[]).flatMap((one, index) => name('party', data.parties, one, 'attended', index)),
    ...((Array.isArray(steps) ? steps : []) as unknown[]).flatMap((step, index) => {
      if (typeof step !== 'object' || step === null) return []
      const one = step as Record<string, string>
      return [
        ...name('environment', data.environments, one['installed'] ?? one['configured'], 'steps', index),
        ...name('checklist', data.checklists, one['checklist'], 'steps', index),
        ...name('test plan', data.testPlans, one['tests'], 'steps', index),
        ...name('decision', data.decisions, one['decision'], 'steps', index),
      ]
    }),
  ]
}

function directoryFindings({ people, tree }: Repository): Finding[] {
  const path = [...tree.keys()].filter(one => one.startsWith('policies/directory/')).sort()[0] ?? 'policies/directory'
  const person = known(path, 'person', keys(people.people))
  const organisation = known(path, 'organisation', keys(people.organisations))
  const accounts = entries(people.people).flatMap(([id, { github }]) => [
    [`login ${github.login.toLowerCase()}`, id] as const,
    ...(github.id === undefined ? [] : [[`id ${github.id}`, id] as const]),
  ])
  return [
    ...entries(people.people).flatMap(([id, one]) => organisation(one.organisation, 'people', id, 'organisation')),
    ...accounts.flatMap(([account, id], index) =>
      accounts.findIndex(([other]) => other === account) < index
        ? [wrong({ code: 'doubled', what: 'account', name: account }, { path, pointer: ['people', id, 'github'] })]
        : [],
    ),
    ...people.policyOwners.flatMap((id, index) => person(id, 'policyOwners', index)),
    ...entries(people.programmes).flatMap(([programme, { organisations, roles }]) => [
      ...entries(organisations).flatMap(([party, ods]) =>
        organisation(ods, 'programmes', programme, 'organisations', party),
      ),
      ...entries(roles).flatMap(([role, held]) =>
        held.flatMap((id, index) => person(id, 'programmes', programme, 'roles', role, index)),
      ),
    ]),
  ]
}

/** What does not fit in one record. */
export function recordFindings(record: RecordFile, repository: Repository, today: string): Finding[] {
  const { path, data, programme } = record
  const { people, pathways } = repository
  const pathway = pathways.get(data.pathway)
  const programmes = known(path, 'programme', keys(people.programmes))(programme)
  if (!pathway) return [...programmes, ...known(path, 'pathway', pathways.keys())(data.pathway, 'pathway')]
  if (pathway.data.for !== data.kind)
    return [
      wrong({ code: 'pathway-for-other-kind', pathway: pathway.id, kind: data.kind }, { path, pointer: ['pathway'] }),
    ]
  return [
    ...programmes,
    ...known(path, 'phase', [...keys(pathway.data.phases), 'withdrawn'])(data.phase, 'phase'),
    ...(data.phase === 'withdrawn' && !data.withdrawn
      ? [wrong({ code: 'withdrawn-without-reason' }, { path, pointer: ['phase'] })]
      : []),
    ...(data.phase !== 'withdrawn' && data.withdrawn
      ? [wrong({ code: 'withdrawn-yet-active' }, { path, pointer: ['withdrawn'] })]
      : []),
    ...releaseFindings(record, repository),
    ...partyFindings(record, pathway, repository),
    ...nameFindings(record, pathway, repository),
    ...dayFindings(record, today),
    ...waiverFindings(record, pathway),
    ...referenceFindings(record),
  ]
}

function releaseFindings(record: RecordFile, repository: Repository): Finding[] {
  const { path, data, programme, id } = record
  if (data.kind === 'Release') {
    const version = id.replace(/^.*\//, '')
    return version === data.version
      ? []
      : [
          wrong(
            { code: 'misplaced', expected: `deployments/${programme}/releases/${data.version}.yaml` },
            { path, pointer: ['version'] },
          ),
        ]
  }
  if (releaseOf(record, repository)) return []
  const versions = [...repository.records.values()]
    .filter(other => other.programme === programme && other.data.kind === 'Release')
    .map(other => other.data.version ?? '')
  return [
    wrong(
      { code: 'unknown', what: 'release', name: data.release ?? '', known: versions },
      { path, pointer: ['release'] },
    ),
  ]
}

/** Parties, their organisations, and people in roles: a supplier's person is nobody at the hospital. */
function partyFindings(record: RecordFile, { data: pathway }: PathwayFile, { people }: Repository): Finding[] {
  const { path, data } = record
  const ofRecord = entries(pathway.parties)
    .filter(([, { held }]) => held === 'record')
    .map(([id]) => id)
  return [
    ...keys(data.organisations).flatMap(party => known(path, 'party', ofRecord)(party, 'organisations', party)),
    ...ofRecord.flatMap(party =>
      data.organisations?.[party]
        ? []
        : [wrong({ code: 'missing-field', field: party, expected: '' }, { path, pointer: ['organisations'] })],
    ),
    ...entries(data.organisations).flatMap(([party, ods]) =>
      known(path, 'organisation', keys(people.organisations))(ods, 'organisations', party),
    ),
    ...entries(data.roles).flatMap(([role, held]) => {
      if (!pathway.roles[role]) return known(path, 'role', keys(pathway.roles))(role, 'roles', role)
      if (pathway.parties[partyOf(role)]?.held === 'programme')
        return [wrong({ code: 'role-of-programme', role }, { path, pointer: ['roles', role] })]
      return held.flatMap((person, index) => outsider(person, partyOf(role), record, people, ['roles', role, index]))
    }),
  ]
}

function outsider(
  person: string,
  party: string,
  record: RecordFile,
  people: Repository['people'],
  pointer: (string | number)[],
): Finding[] {
  const own = people.people[person]?.organisation
  const expected = organisationOf(party, record, people)
  if (own === undefined || own === expected) return []
  return [
    wrong({ code: 'wrong-organisation', person, party, organisation: own, expected }, { path: record.path, pointer }),
  ]
}

/** Names of the pathway's parts, and of people, wherever a record uses them. */
function nameFindings(record: RecordFile, { data: pathway }: PathwayFile, { people }: Repository): Finding[] {
  const { path, data } = record
  const names = (what: Reference, part: string, used: object | undefined, group: object | undefined) =>
    keys(used).flatMap(id => known(path, what, keys(group))(id, part, id))
  return [
    ...names('checklist', 'checklists', data.checklists, pathway.checklists),
    ...entries(data.checklists).flatMap(([id, items]) =>
      pathway.checklists?.[id]
        ? keys(items).flatMap(item =>
            known(path, 'checklist item', keys(pathway.checklists?.[id]?.items))(item, 'checklists', id, item),
          )
        : [],
    ),
    ...names('document', 'documents', data.documents, pathway.documents),
    ...names('certificate', 'certificates', data.certificates, pathway.certificates),
    ...names('environment', 'environments', data.environments, pathway.environments),
    ...names('test plan', 'testPlans', data.testPlans, pathway.testPlans),
    ...names('forum', 'communications', data.communications, pathway.forums),
    ...names('phase', 'plan', data.plan, pathway.phases),
    ...(data.decisions ?? []).flatMap(({ decision }, index) =>
      known(path, 'decision', keys(pathway.decisions))(decision, 'decisions', index, 'decision'),
    ),
    ...walk(data, []).flatMap(([key, value, pointer]) =>
      personKeys.has(key) ? known(path, 'person', keys(people.people))(value, ...pointer) : [],
    ),
    ...providedBy(record, pathway, people),
  ]
}

/** Keys whose text is a person's id. */
const personKeys = new Set(['by', 'chair', 'owner', 'attended', 'roles'])
/** Keys whose text is a day on which something happened. */
const dayKeys = new Set(['on'])

/** Every text in a record with the field that it stands in (for the items of a list, the list's; for holders, `roles`). */
function walk(value: unknown, pointer: (string | number)[]): [string, string, (string | number)[]][] {
  if (typeof value === 'string') return [[fieldOf(pointer), value, pointer]]
  if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, [...pointer, index]))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => walk(part, [...pointer, key]))
}
const fieldOf = (pointer: readonly (string | number)[]) =>
  pointer[0] === 'roles' ? 'roles' : String(pointer.findLast(key => typeof key === 'string') ?? '')

/** What somebody is said to have done must be by somebody of a party that provides it. */
function providedBy(record: RecordFile, pathway: Pathway, people: Repository['people']): Finding[] {
  return [...fieldsOf(record.data, pathway).values()].flatMap(({ pointer, value, provider }) => {
    if (!('parties' in provider) || pointer[0] === 'documents' || pointer[0] === 'certificates') return []
    const by = (value as { by?: unknown } | null)?.by
    if (typeof by !== 'string' || !people.people[by]) return []
    const found = provider.parties.map(party => outsider(by, party, record, people, [...pointer, 'by']))
    return found.every(findings => findings.length > 0) ? (found[0] ?? []) : []
  })
}

const dayFindings = ({ path, data }: RecordFile, today: string): Finding[] => [
  ...walk(data, []).flatMap(([key, on, pointer]) =>
    dayKeys.has(key) && on > today ? [wrong({ code: 'in-the-future', on, today }, { path, pointer })] : [],
  ),
  ...(data.verification?.counts ?? []).flatMap(({ on }, index) => {
    const start = data.verification?.start.on ?? ''
    return on < start
      ? [wrong({ code: 'count-before-start', on, start }, { path, pointer: ['verification', 'counts', index, 'on'] })]
      : []
  }),
]

function waiverFindings({ path, data }: RecordFile, { data: pathway }: PathwayFile): Finding[] {
  const criteria = pathway.gates.flatMap(gate => gate.criteria ?? [])
  return (data.waivers ?? []).flatMap(({ criterion }, index) => {
    const pointer = ['waivers', index, 'criterion']
    const found = criteria.find(one => one.id === criterion)
    if (!found)
      return known(
        path,
        'criterion',
        criteria.map(one => one.id),
      )(criterion, ...pointer)
    return found.enforcement === 'waivable'
      ? []
      : [wrong({ code: 'waiver-refused', criterion, enforcement: found.enforcement }, { path, pointer })]
  })
}

/** References by which people speak of things are given once. */
function referenceFindings({ path, data }: RecordFile): Finding[] {
  const groups: [readonly { reference: string }[], (string | number)[]][] = [
    [data.issues ?? [], ['issues']],
    [data.incidents ?? [], ['incidents']],
    [data.risks ?? [], ['risks']],
    ...entries(data.testPlans).map(([id, { tests }]): [readonly { reference: string }[], string[]] => [
      tests,
      ['testPlans', id, 'tests'],
    ]),
  ]
  return groups.flatMap(([items, pointer]) =>
    items.flatMap(({ reference }, index) =>
      items.findIndex(other => other.reference === reference) < index
        ? [
            wrong(
              { code: 'doubled', what: 'reference', name: reference },
              { path, pointer: [...pointer, index, 'reference'] },
            ),
          ]
        : [],
    ),
  )
}
