/** Whether a record fits its pathway, its release, its people and the calendar of what has happened. */
import type { Incident, Issue, Pathway } from '../../schemas/types.ts'
import { liveSince, releaseOf } from '../context.ts'
import { allCriteria } from '../criteria.ts'
import { fieldsOf } from '../fields.ts'
import { organisationName, organisationsOf, partyOf } from '../holders.ts'
import type { Finding } from '../model.ts'
import type { Reference } from '../problems.ts'
import { type PathwayFile, type RecordFile, type Repository, wrong } from '../repository.ts'
import { issueFindings } from './issues.ts'
import { entries, keys, known, knownIn } from './known.ts'
import { productFindings } from './product.ts'

/** What does not fit in one record. */
export function recordFindings(record: RecordFile, repository: Repository, today: string): Finding[] {
  const { path, data, programme } = record
  const { people, pathways } = repository
  const pathway = pathways.get(data.pathway)
  const programmes = knownIn(path, 'programme', people.programmes)(programme)
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
    ...thirdPartyFindings(record),
    ...referenceFindings(record),
    ...issueFindings(record, repository),
    ...productFindings(record, repository),
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
  const release = releaseOf(record, repository)
  const isOver =
    data.phase === 'withdrawn' ||
    data.phase === Object.keys(repository.pathways.get(data.pathway)?.data.phases ?? {}).at(-1)
  if (release?.data.phase === 'withdrawn' && !isOver)
    return [wrong({ code: 'release-withdrawn', release: release.id }, { path, pointer: ['release'] })]
  if (release) return []
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
      knownIn(path, 'organisation', people.organisations)(ods, 'organisations', party),
    ),
    ...entries(data.roles).flatMap(([role, held]) => {
      if (!pathway.roles[role]) return knownIn(path, 'role', pathway.roles)(role, 'roles', role)
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
  const expected = organisationsOf(party, record, people)
  if (own === undefined || expected.includes(own)) return []
  const name = (ods: string) => organisationName(ods, people)
  return [
    wrong(
      {
        code: 'wrong-organisation',
        person,
        party,
        organisation: name(own),
        expected: expected.map(name).join(', ') || null,
      },
      { path: record.path, pointer },
    ),
  ]
}

/** Names of the pathway's parts, and of people, wherever a record uses them. */
function nameFindings(record: RecordFile, { data: pathway }: PathwayFile, { people }: Repository): Finding[] {
  const { path, data } = record
  const among = (what: Reference, group: object | undefined) => knownIn(path, what, group)
  const names = (what: Reference, part: string, used: object | undefined, group: object | undefined) => {
    const named = among(what, group)
    return keys(used).flatMap(id => named(id, part, id))
  }
  const [organisation, person] = [among('organisation', people.organisations), among('person', people.people)]
  const [environment, party] = [among('environment', pathway.environments), among('party', pathway.parties)]
  const [decision, flag] = [among('decision', pathway.decisions), among('feature flag', data.featureFlags)]
  return [
    ...names('checklist', 'checklists', data.checklists, pathway.checklists),
    ...entries(data.checklists).flatMap(([id, items]) => {
      const item = among('checklist item', pathway.checklists?.[id]?.items)
      return pathway.checklists?.[id] ? keys(items).flatMap(name => item(name, 'checklists', id, name)) : []
    }),
    ...names('document', 'documents', data.documents, pathway.documents),
    ...names('certificate', 'certificates', data.certificates, pathway.certificates),
    ...entries(data.certificates).flatMap(([id, held]) =>
      keys(held).flatMap(ods => organisation(ods, 'certificates', id, ods)),
    ),
    ...entries(data.testPlans).flatMap(([id, { tests }]) =>
      tests.flatMap(({ runs = [] }, test) =>
        runs.flatMap(({ environment: tested }, run) => {
          const at = ['testPlans', id, 'tests', test, 'runs', run, 'environment']
          return environment(tested, ...at)
        }),
      ),
    ),
    ...names('environment', 'environments', data.environments, pathway.environments),
    ...names('test plan', 'testPlans', data.testPlans, pathway.testPlans),
    ...names('forum', 'communications', data.communications, pathway.forums),
    ...names('phase', 'plan', data.plan, pathway.phases),
    ...names('organisation', 'sites', data.sites, people.organisations),
    ...organisation(data.smokeTest?.site, 'smokeTest', 'site'),
    ...(data.adHocTests ?? []).flatMap(({ environment: tested }, index) =>
      environment(tested, 'adHocTests', index, 'environment'),
    ),
    ...(data.scope ?? []).flatMap(({ flag: behind }, index) => flag(behind, 'scope', index, 'flag')),
    ...(data.actions ?? []).flatMap(({ sites = [] }, index) =>
      sites.flatMap((ods, place) => organisation(ods, 'actions', index, 'sites', place)),
    ),
    ...[
      ...entries(data.documents).flatMap(([id, { shared, sharedAgain }]) => [
        [['documents', id, 'shared'], shared] as const,
        [['documents', id, 'sharedAgain'], sharedAgain] as const,
      ]),
      ...entries(data.certificates).flatMap(([id, held]) =>
        entries(held).flatMap(([ods, { shared, sharedAgain }]) => [
          [['certificates', id, ods, 'shared'], shared] as const,
          [['certificates', id, ods, 'sharedAgain'], sharedAgain] as const,
        ]),
      ),
      [['downtime', 'notified'], data.downtime?.notified] as const,
      [['downtime', 'restoredNotified'], data.downtime?.restoredNotified] as const,
    ].flatMap(([pointer, told]) => keys(told).flatMap(id => party(id, ...pointer, id))),
    ...(data.decisions ?? []).flatMap((one, index) => decision(one.decision, 'decisions', index, 'decision')),
    ...walk(data, []).flatMap(([key, value, pointer]) => (personKeys.has(key) ? person(value, ...pointer) : [])),
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
  ['roles', 'organisations', 'plan'].includes(String(pointer[0]))
    ? String(pointer[0])
    : String(pointer.findLast(key => typeof key === 'string') ?? '')

/** What somebody is said to have done must be by somebody of a party that provides it. */
function providedBy(record: RecordFile, pathway: Pathway, people: Repository['people']): Finding[] {
  return [...fieldsOf(record.data, pathway).values()].flatMap(({ pointer, value, provider }) => {
    if (!('by' in provider) || pointer[0] === 'documents' || pointer[0] === 'certificates') return []
    const by = (value as { by?: unknown } | null)?.by
    if (typeof by !== 'string' || !people.people[by]) return []
    const found = provider.by.map(partyOf).map(party => outsider(by, party, record, people, [...pointer, 'by']))
    return found.every(findings => findings.length > 0) ? (found[0] ?? []) : []
  })
}

const dayFindings = ({ path, data }: RecordFile, today: string): Finding[] => [
  ...walk(data, []).flatMap(([key, on, pointer]) =>
    dayKeys.has(key) && on > today ? [wrong({ code: 'in-the-future', on, today }, { path, pointer })] : [],
  ),
  ...(data.verification?.counts ?? []).flatMap(({ on }, index) => {
    const start = liveSince({ data }) ?? ''
    return on < start
      ? [wrong({ code: 'count-before-start', on, start }, { path, pointer: ['verification', 'counts', index, 'on'] })]
      : []
  }),
  ...(['issues', 'incidents'] as const).flatMap(part =>
    (data[part] ?? []).flatMap((entry, index) => earlyFindings(entry, path, [part, index])),
  ),
]

/** What is said to have come after something was raised cannot have come before it. */
function earlyFindings(
  { raised, resolved, ...rest }: Issue & Partial<Incident>,
  path: string,
  pointer: (string | number)[],
): Finding[] {
  const later: [string | undefined, (string | number)[]][] = [
    [resolved?.on, [...pointer, 'resolved', 'on']],
    ...(rest.assessments ?? []).map(({ on }, index): [string, (string | number)[]] => [
      on,
      [...pointer, 'assessments', index, 'on'],
    ]),
  ]
  return later.flatMap(([on, at]) =>
    on !== undefined && on < raised.on
      ? [wrong({ code: 'before-raised', on, raised: raised.on }, { path, pointer: at })]
      : [],
  )
}

function waiverFindings({ path, data }: RecordFile, { data: pathway }: PathwayFile): Finding[] {
  const criteria = allCriteria(pathway)
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
    [data.scope ?? [], ['scope']],
    [data.knownIssues ?? [], ['knownIssues']],
    ...entries(data.testPlans).map(([id, { tests }]): [readonly { reference: string }[], string[]] => [
      tests,
      ['testPlans', id, 'tests'],
    ]),
  ]
  return groups.flatMap(([items, pointer]) => {
    const seen = new Set<string>()
    return items.flatMap(({ reference }, index) => {
      if (!seen.has(reference)) return seen.add(reference) && []
      const at = { path, pointer: [...pointer, index, 'reference'] }
      return [wrong({ code: 'doubled', what: 'reference', name: reference }, at)]
    })
  })
}

/** What somebody else changes on their own side brings nothing of ours along: that would be a release that nobody tests. */
const thirdPartyFindings = ({ path, data }: RecordFile): Finding[] =>
  data.type !== 'third-party'
    ? []
    : (['scope', 'unticketed', 'services', 'featureFlags'] as const).flatMap(field =>
        keys(data[field]).length > 0 ? [wrong({ code: 'of-third-party', field }, { path, pointer: [field] })] : [],
      )
