/** A record's fields, each with the party that provides it: the unit in which evidence is covered, and in which history is kept. */
import type { Pointer } from '../schemas/events.ts'
import type { Pathway } from '../schemas/types.ts'
import type { RecordData } from './repository.ts'

/** Who provides a field: one of these parties, the pathway's coordinator, a single person, or nobody (the gate itself covers it). */
export type Provider = { parties: string[] } | { role: string } | { person: string } | { gate: true }

export interface Field {
  pointer: Pointer
  value: unknown
  provider: Provider
  /** Recorded once and then never changed: what was decided, tested or happened is corrected by adding. */
  lasting: boolean
}

type Entry = [pointer: Pointer, value: unknown, provider: Provider, lasting?: boolean]

/** Every field of a record, by its pointer's JSON. */
export function fieldsOf(data: RecordData, pathway: Pathway): Map<string, Field> {
  const entries: Entry[] = [
    ...plain(data, pathway),
    ...checklists(data, pathway),
    ...documents(data, pathway),
    ...environments(data, pathway),
    ...testPlans(data, pathway),
    ...events(data, pathway),
    ...forums(data, pathway),
  ]
  return new Map(
    entries.map(([pointer, value, provider, lasting = false]) => [
      JSON.stringify(pointer),
      { pointer, value, provider, lasting },
    ]),
  )
}

const by = (parties: string[] | undefined, pathway: Pathway): Provider =>
  parties ? { parties } : { role: pathway.coordinator }
const list = <T>(items: readonly T[] | undefined) => [...(items ?? []).entries()]
const group = <T>(items: Record<string, T> | undefined) => Object.entries(items ?? {})

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
])

const plain = (data: RecordData, pathway: Pathway): Entry[] =>
  group<unknown>({ ...data })
    .filter(([key]) => !apart.has(key))
    .map(([key, value]) => [[key], value, gated.has(key) ? { gate: true } : { role: pathway.coordinator }])

const checklists = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.checklists).flatMap(([id, items]) =>
    group(items).map(
      ([item, value]): Entry => [
        ['checklists', id, item],
        value,
        by(pathway.checklists?.[id]?.items[item]?.by, pathway),
      ],
    ),
  )

const documents = (data: RecordData, pathway: Pathway): Entry[] => [
  ...group(data.documents).map(
    ([id, value]): Entry => [['documents', id], value, by(pathway.documents?.[id]?.by, pathway)],
  ),
  ...group(data.certificates).flatMap(([id, held]) =>
    group(held).map(
      ([organisation, value]): Entry => [
        ['certificates', id, organisation],
        value,
        by(pathway.certificates?.[id]?.by, pathway),
      ],
    ),
  ),
]

const environments = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.environments).flatMap(([id, { mirrorsProduction, sender, receiver }]) => {
    const steps = pathway.environments?.[id]?.by
    const mirrors: Entry[] = mirrorsProduction
      ? [[['environments', id, 'mirrorsProduction'], mirrorsProduction, by(steps?.mirrorsProduction, pathway)]]
      : []
    const sides = group({ ...(sender && { sender }), ...(receiver && { receiver }) }).flatMap(([side, onboarding]) =>
      group<unknown>({ ...onboarding }).map(([step, value]): Entry => {
        const provider = by(step === 'serviceId' ? steps?.onboarded : steps?.[step as 'onboarded'], pathway)
        return [['environments', id, side, step], value, provider]
      }),
    )
    return [...mirrors, ...sides]
  })

const testPlans = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.testPlans).flatMap(([id, { tests, ...plan }]) => {
    const provider = by(pathway.testPlans?.[id]?.by, pathway)
    const at = ['testPlans', id]
    return [
      ...group<unknown>({ ...plan }).map(([key, value]): Entry => [[...at, key], value, provider]),
      ...list(tests).flatMap(([index, { runs, ...test }]): Entry[] => [
        [[...at, 'tests', index], test, provider],
        ...list(runs).map(([run, value]): Entry => [[...at, 'tests', index, 'runs', run], value, provider, true]),
      ]),
    ]
  })

/** What was decided and what happened. */
function events(data: RecordData, pathway: Pathway): Entry[] {
  const { verification, issues, incidents, risks } = pathway.provides ?? {}
  return [
    ...list(data.decisions).map(
      ([index, value]): Entry => [
        ['decisions', index],
        value,
        by(pathway.decisions?.[value.decision]?.by, pathway),
        true,
      ],
    ),
    ...(data.verification
      ? [[['verification', 'start'], data.verification.start, by(verification, pathway), true] satisfies Entry]
      : []),
    ...list(data.verification?.counts).map(
      ([index, value]): Entry => [['verification', 'counts', index], value, by(verification, pathway), true],
    ),
    ...list(data.issues).flatMap(([index, value]) =>
      parts(['issues', index], value, by(issues, pathway), ['cause', 'resolved']),
    ),
    ...list(data.incidents).flatMap(([index, { assessments, ...incident }]) => [
      ...parts(['incidents', index], incident, by(incidents, pathway), ['resolved', 'rca']),
      ...list(assessments).map(
        ([at, value]): Entry => [['incidents', index, 'assessments', at], value, by(incidents, pathway), true],
      ),
    ]),
    ...list(data.risks).map(([index, value]): Entry => [['risks', index], value, by(risks, pathway)]),
    ...list(data.waivers).map(([index, value]): Entry => [['waivers', index], value, { person: value.accepted.by }]),
  ]
}

/** What happened, and apart from it what is added later: each is recorded once. */
function parts(at: Pointer, value: object, provider: Provider, later: string[]): Entry[] {
  const first = Object.fromEntries(Object.entries(value).filter(([key]) => !later.includes(key)))
  const added = Object.entries(value).filter(([key]) => later.includes(key))
  return [[at, first, provider, true], ...added.map(([key, part]): Entry => [[...at, key], part, provider, true])]
}

const forums = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.communications).flatMap(([id, { sessions, ...forum }]) => {
    const provider = by(pathway.forums?.[id]?.by, pathway)
    return [
      ...group<unknown>({ ...forum }).map(([key, value]): Entry => [['communications', id, key], value, provider]),
      ...list(sessions).map(
        ([index, value]): Entry => [['communications', id, 'sessions', index], value, provider, true],
      ),
    ]
  })

/** The fields that differ between two states of a record; a side is missing where the field is not there. */
export function changedFields(
  before: Map<string, Field>,
  after: Map<string, Field>,
): { before: Field | undefined; after: Field | undefined }[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  return keys
    .map(key => ({ before: before.get(key), after: after.get(key) }))
    .filter(pair => JSON.stringify(canonical(pair.before?.value)) !== JSON.stringify(canonical(pair.after?.value)))
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
