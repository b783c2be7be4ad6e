/** A record's fields, each with who provides it: the unit in which evidence is covered, and in which history is kept. */
import type { Pointer } from '../schemas/events.ts'
import type { Document, Pathway } from '../schemas/types.ts'
import { allCriteria } from './criteria.ts'
import type { ChangedField } from './model.ts'
import type { FieldName, Part } from './problems.ts'
import type { RecordData, RecordFile } from './repository.ts'

/** Who provides a field: any of these parties or roles, one person, or nobody: the gate's own sign-offs cover it. */
export type Provider = { by: string[] } | { person: string } | { gate: true }

export interface Field {
  pointer: Pointer
  name: FieldName
  value: unknown
  provider: Provider
  /** Recorded once and then never changed: what was decided, tested or happened is corrected by adding. */
  lasting: boolean
  /** It may change, but not go. */
  kept: boolean
  /** The list in which its place counts. */
  list: string | null
}

type Extra = 'lasting' | 'kept' | 'list'
type Entry = Omit<Field, Extra> & Partial<Pick<Field, Extra>> & { key?: unknown[] }

/** Every field of a record. An entry of a list is known by what it says, not by its place: adding one changes no other. */
export function fieldsOf(data: RecordData, pathway: Pathway): Map<string, Field> {
  const fields = new Map<string, Field>()
  const seen = new Map<string, number>()
  for (const part of [
    plain,
    checklists,
    documents,
    environments,
    testPlans,
    events,
    incidents,
    forums,
    tickets,
    deployments,
  ]) {
    for (const { key, ...entry } of part(data, pathway)) {
      const known = JSON.stringify(key ?? entry.pointer)
      const times = (seen.get(known) ?? 0) + 1
      seen.set(known, times)
      fields.set(times === 1 ? known : `${known} ${times}`, { lasting: false, kept: false, list: null, ...entry })
    }
  }
  return fields
}

const group = <T>(items: Record<string, T> | undefined) => Object.entries(items ?? {})
const provided = (by: string[] | undefined, { coordinator }: Pathway): Provider => ({ by: by ?? [coordinator] })

/** The entries of a list that only grows. */
function listed<T extends object>(
  items: readonly T[] | undefined,
  at: Pointer,
  key: unknown[],
  describe: (item: T) => [FieldName, Provider],
): Entry[] {
  return (items ?? []).map((value, index): Entry => {
    const [name, provider] = describe(value)
    return {
      key: [...key, canonical(value)],
      pointer: [...at, index],
      name,
      value,
      provider,
      lasting: true,
      list: JSON.stringify(key),
    }
  })
}

/** Fields that the gate's own sign-offs cover. */
const gated = new Set(['kind', 'pathway', 'phase', 'roles', 'organisations', 'withdrawn'])
/** Fields that are taken apart below. */
const apart = new Set([
  'checklists',
  'documents',
  'certificates',
  'environments',
  'testPlans',
  'issues',
  'decisions',
  'verification',
  'incidents',
  'risks',
  'waivers',
  'communications',
  'adHocTests',
  'scope',
  'featureFlags',
  'knownIssues',
  'sites',
  'downtime',
  'smokeTest',
])

/** Whether a record has come to a phase, or beyond. */
export function hasReached(phase: string | undefined, data: RecordData, { phases }: Pathway): boolean {
  const order = Object.keys(phases)
  return phase !== undefined && order.indexOf(data.phase) >= order.indexOf(phase)
}

const plain = (data: RecordData, pathway: Pathway): Entry[] =>
  group<unknown>({ ...data })
    .filter(([key]) => !apart.has(key))
    .map(([key, value]) => {
      const by = pathway.provides?.[key as keyof Pathway['provides']]
      return {
        pointer: [key],
        name: { part: 'field', name: key },
        value,
        provider: gated.has(key) ? { gate: true } : provided(by, pathway),
        // why it was withdrawn is what was signed for
        lasting: key === 'withdrawn',
      }
    })

const checklists = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.checklists).flatMap(([id, items]) =>
    group(items).map(([item, value]): Entry => {
      const definition = pathway.checklists?.[id]?.items[item]
      return {
        pointer: ['checklists', id, item],
        name: { part: 'item', name: definition?.title ?? item },
        value,
        provider: provided(definition?.by, pathway),
      }
    }),
  )

function documents(data: RecordData, pathway: Pathway): Entry[] {
  return [
    ...group(data.documents).flatMap(([id, value]) => {
      const { title = id, by } = pathway.documents?.[id] ?? {}
      return withApproval(['documents', id], { part: 'document', name: title }, value, provided(by, pathway))
    }),
    ...group(data.certificates).flatMap(([id, held]) =>
      group(held).flatMap(([organisation, value]) => {
        const { title = id, by } = pathway.certificates?.[id] ?? {}
        return withApproval(
          ['certificates', id, organisation],
          { part: 'document', name: title, detail: organisation },
          value,
          provided(by, pathway),
        )
      }),
    ),
  ]
}

/**
 * A document, and apart from it its review and its approval: whoever is said to have given them vouches for that in person. Both are of one
 * version with what it says: another one is reviewed and approved anew.
 */
function withApproval(
  pointer: Pointer,
  name: FieldName,
  { reviewed, approved, ...value }: Document,
  provider: Provider,
): Entry[] {
  const { status, version, digest, link, interactions, expires } = value
  const of = { status, version, digest, link, interactions, expires }
  const acts = group({ ...(reviewed && { reviewed }), ...(approved && { approved }) })
  return [
    { pointer, name, value, provider },
    ...acts.map(
      ([act, value]): Entry => ({
        pointer: [...pointer, act],
        name: { ...name, part: act === 'approved' ? 'approval' : 'review' },
        value: { ...value, of },
        provider: { person: value.by },
      }),
    ),
  ]
}

const environments = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.environments).flatMap(([id, { mirrorsProduction, sender, receiver }]) => {
    const { title = id, by } = pathway.environments?.[id] ?? {}
    const step = (step: string, value: unknown, side?: string): Entry => ({
      pointer: ['environments', id, ...(side ? [side] : []), step],
      name: { part: 'step', name: side ? `${title}, ${side}` : title, detail: step },
      value,
      provider: provided(step === 'serviceId' ? by?.onboarded : by?.[step as 'onboarded'], pathway),
    })
    const sides = group({ ...(sender && { sender }), ...(receiver && { receiver }) })
    return [
      ...(mirrorsProduction ? [step('mirrorsProduction', mirrorsProduction)] : []),
      ...sides.flatMap(([side, onboarding]) =>
        group<unknown>({ ...onboarding }).map(([name, value]) => step(name, value, side)),
      ),
    ]
  })

const testPlans = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.testPlans).flatMap(([id, { tests, ...plan }]) => {
    const { title = id, by, phase } = pathway.testPlans?.[id] ?? {}
    // once testing has begun, a plan only grows: it is not thinned of what has not passed yet, nor made easier
    const fixed = hasReached(phase, data, pathway)
    const provider = provided(by, pathway)
    const at = ['testPlans', id]
    return [
      ...group<unknown>({ ...plan }).map(
        ([key, value]): Entry => ({
          pointer: [...at, key],
          name: { part: 'plan', name: title, detail: key },
          value,
          provider,
        }),
      ),
      ...tests.flatMap(({ runs, ...test }, index): Entry[] => {
        const name = `${test.reference} ${test.name}`
        const key = [...at, 'tests', test.reference]
        // what a result was given for is part of the result
        const lasting = (runs ?? []).length > 0 || fixed
        return [
          { key, pointer: [...at, 'tests', index], name: { part: 'test', name }, value: test, provider, lasting },
          ...listed(runs, [...at, 'tests', index, 'runs'], [...key, 'runs'], run => [
            { part: 'run', name, detail: run.on },
            provider,
          ]),
        ]
      }),
    ]
  })

/** What was decided and what was counted. */
function events(data: RecordData, pathway: Pathway): Entry[] {
  const { verification: live, assessments: judges, risks } = pathway.provides ?? {}
  const { start, corrections, counts } = data.verification ?? {}
  const criteria = allCriteria(pathway)
  const decided = (id: string) => pathway.decisions?.[id]
  return [
    ...listed(data.decisions, ['decisions'], ['decisions'], one => [
      { part: 'decision', name: decided(one.decision)?.title ?? one.decision, detail: one.on },
      provided(decided(one.decision)?.by, pathway),
    ]),
    ...(start
      ? [
          {
            pointer: ['verification', 'start'],
            name: { part: 'live-start' as const, name: start.on },
            value: start,
            provider: provided(live, pathway),
            lasting: true,
          },
        ]
      : []),
    // whoever runs live does not move the day from which it is counted: that is judged like an incident
    ...listed(corrections, ['verification', 'corrections'], ['corrections'], one => [
      { part: 'live-start', name: one.on },
      provided(judges ?? live, pathway),
    ]),
    ...listed(counts, ['verification', 'counts'], ['counts'], one => [
      { part: 'count', name: one.on },
      provided(live, pathway),
    ]),
    ...(data.risks ?? []).map(
      (value, index): Entry => ({
        key: ['risks', value.reference],
        pointer: ['risks', index],
        name: { part: 'risk', name: `${value.reference} ${value.title}` },
        value,
        provider: provided(risks, pathway),
      }),
    ),
    ...(data.waivers ?? []).map((value, index): Entry => {
      const name = criteria.find(({ id }) => id === value.criterion)?.title ?? value.criterion
      return {
        key: ['waivers', canonical(value)],
        pointer: ['waivers', index],
        name: { part: 'waiver', name },
        value,
        provider: { person: value.accepted.by },
      }
    }),
  ]
}

/** What testing and live running brought up. */
function incidents(data: RecordData, pathway: Pathway): Entry[] {
  const { issues, incidents, assessments: judges = incidents } = pathway.provides ?? {}
  return [
    ...(data.issues ?? []).flatMap((value, index) =>
      parts(['issues', index], ['issues', value.reference], 'issue', value, provided(issues, pathway), [
        'cause',
        'resolved',
      ]),
    ),
    ...(data.incidents ?? []).flatMap(({ assessments, ...incident }, index) => {
      const key = ['incidents', incident.reference]
      return [
        ...parts(['incidents', index], key, 'incident', incident, provided(incidents, pathway), ['resolved', 'rca']),
        ...listed(assessments, ['incidents', index, 'assessments'], [...key, 'assessments'], one => [
          { part: 'assessment', name: incident.reference, detail: one.on },
          provided(judges, pathway),
        ]),
      ]
    }),
  ]
}

/** What happened, and apart from it what is added later: each is recorded once. */
function parts(
  pointer: Pointer,
  key: unknown[],
  part: Part,
  value: { reference: string; title: string },
  provider: Provider,
  later: string[],
): Entry[] {
  const name = `${value.reference} ${value.title}`
  const [first, added] = [false, true].map(isLater =>
    Object.entries(value).filter(([field]) => later.includes(field) === isLater),
  ) as [[string, unknown][], [string, unknown][]]
  return [
    { key, pointer, name: { part, name }, value: Object.fromEntries(first), provider, lasting: true },
    ...added.map(
      ([field, value]): Entry => ({
        key: [...key, field],
        pointer: [...pointer, field],
        name: { part, name, detail: field },
        value,
        provider,
        lasting: true,
      }),
    ),
  ]
}

const forums = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.communications).flatMap(([id, { sessions, ...forum }]) => {
    const { title = id, by } = pathway.forums?.[id] ?? {}
    const at = ['communications', id]
    return [
      ...group<unknown>({ ...forum }).map(
        ([key, value]): Entry => ({
          pointer: [...at, key],
          name: { part: 'forum', name: title, detail: key },
          value,
          provider: provided(by, pathway),
        }),
      ),
      ...listed(sessions, [...at, 'sessions'], at, one => [
        { part: 'session', name: title, detail: one.on },
        provided(by, pathway),
      ]),
    ]
  })

/** What a release consists of: its tickets, flags and known issues. What its people find of a ticket is each recorded once. */
function tickets(data: RecordData, pathway: Pathway): Entry[] {
  const {
    scope,
    done: doing,
    sit: testers,
    uat: users,
    choices: choosers,
    featureFlags,
    knownIssues,
  } = pathway.provides ?? {}
  return [
    ...(data.scope ?? []).flatMap(({ done, sit, uat, choices, ...ticket }, index): Entry[] => {
      const key = ['scope', ticket.reference]
      const name = `${ticket.reference} ${ticket.title}`
      const at = ['scope', index]
      const said = (part: string, items: readonly { on: string }[] | undefined, by: string[] | undefined) =>
        listed(items, [...at, part], [...key, part], one => [
          { part: 'said', name, detail: one.on },
          provided(by, pathway),
        ])
      return [
        {
          key,
          pointer: at,
          name: { part: 'ticket', name },
          value: ticket,
          provider: provided(scope, pathway),
        },
        ...(done
          ? [
              {
                key: [...key, 'done'],
                pointer: [...at, 'done'],
                name: { part: 'ticket' as const, name, detail: 'done' },
                value: done,
                provider: provided(doing, pathway),
              },
            ]
          : []),
        ...said('sit', sit, testers),
        ...said('uat', uat, users),
        ...said('choices', choices, choosers),
      ]
    }),
    ...group(data.featureFlags).map(
      ([id, value]): Entry => ({
        pointer: ['featureFlags', id],
        name: { part: 'flag', name: value.title },
        value,
        provider: provided(featureFlags, pathway),
      }),
    ),
    ...(data.knownIssues ?? []).map(
      (value, index): Entry => ({
        key: ['knownIssues', value.reference],
        pointer: ['knownIssues', index],
        name: { part: 'known-issue', name: `${value.reference} ${value.title}` },
        value,
        provider: provided(knownIssues, pathway),
        // it is resolved, or graded anew; it does not vanish
        kept: true,
      }),
    ),
  ]
}

/** What happens around a deployment: tests without a plan, the sites' dates, the downtime, the smoke test. */
function deployments(data: RecordData, pathway: Pathway): Entry[] {
  const { adHocTests, sites, downtime, smokeTest } = pathway.provides ?? {}
  const { runs, ...decided } = data.smokeTest ?? {}
  return [
    ...(data.adHocTests ?? []).map(
      (value, index): Entry => ({
        key: ['adHocTests', value.on, value.title],
        pointer: ['adHocTests', index],
        name: { part: 'run', name: value.title, detail: value.on },
        value,
        provider: provided(adHocTests, pathway),
        // where it was can be put right; that it was stays
        kept: true,
      }),
    ),
    ...group(data.sites).flatMap(([ods, site]) =>
      group({ ...site }).map(
        ([key, value]): Entry => ({
          pointer: ['sites', ods, key],
          name: { part: 'site', name: ods, detail: key },
          value,
          // the site itself agrees its date
          provider: key === 'agreed' ? { person: value.by } : provided(sites, pathway),
        }),
      ),
    ),
    ...group<unknown>({ ...data.downtime }).map(
      ([key, value]): Entry => ({
        pointer: ['downtime', key],
        name: { part: 'downtime', name: key },
        value,
        provider: provided(downtime, pathway),
      }),
    ),
    ...group<unknown>(decided).map(
      ([key, value]): Entry => ({
        pointer: ['smokeTest', key],
        name: { part: 'smoke-test', name: key },
        value,
        provider: provided(smokeTest, pathway),
      }),
    ),
    ...listed(runs, ['smokeTest', 'runs'], ['smokeTest', 'runs'], one => [
      { part: 'smoke-test', name: 'run', detail: one.on },
      { person: one.by },
    ]),
  ]
}

/** The fields that differ between two states of a record; a side is missing where the field is not there. */
export function changedFields(
  before: Map<string, Field>,
  after: Map<string, Field>,
): { key: string; before: Field | undefined; after: Field | undefined }[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(key => ({ key, before: before.get(key), after: after.get(key) }))
    .filter(pair => JSON.stringify(canonical(pair.before?.value)) !== JSON.stringify(canonical(pair.after?.value)))
}

/** Each field that a pull request adds, changes or takes out, but for the phase, which is what it asks for. */
export function whatChanges(was: RecordFile | undefined, is: RecordFile, pathway: Pathway): ChangedField[] {
  const before = was ? fieldsOf(was.data, pathway) : new Map<string, Field>()
  return changedFields(before, fieldsOf(is.data, pathway)).flatMap(({ before, after }) => {
    const field = after ?? before
    if (!field || field.pointer[0] === 'phase') return []
    const text = (one: Field | undefined) => (one ? textOf(one.value) : null)
    return [{ path: is.path, name: field.name, was: text(before), now: text(after) }]
  })
}

const isGroup = (value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value)

/** A value in one line: status: done, by: pat, on: 2026-03-01. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('; ')
  if (value === null || typeof value !== 'object') return String(value)
  return Object.entries(value)
    .filter(([key, part]) => part !== undefined && key !== 'of')
    .map(([key, part]) => `${key}: ${isGroup(part) ? `(${textOf(part)})` : textOf(part)}`)
    .join(', ')
}

/** The lists whose entries stand in another order than before: the last of several on one day counts, so their order is part of what they say. */
export function reorderedLists(before: Map<string, Field>, after: Map<string, Field>): Field[] {
  const places = new Map([...after.keys()].map((key, index) => [key, index]))
  const last = new Map<string, number>()
  const found = new Map<string, Field>()
  for (const [key, field] of before) {
    const place = places.get(key)
    if (field.list === null || place === undefined) continue
    if (place < (last.get(field.list) ?? -1)) found.set(field.list, field)
    last.set(field.list, place)
  }
  return [...found.values()]
}

/** The same value whatever the order of its keys: a reordered file changes no field. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, canonical((value as Record<string, unknown>)[key])]),
  )
}
