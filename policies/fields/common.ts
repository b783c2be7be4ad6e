/** The parts that deployments and releases share: checklists, documents, environments, tests, decisions, live running, meetings. */
import type { Pointer } from '../../schemas/events.ts'
import type { Document, Pathway } from '../../schemas/types.ts'
import { allCriteria } from '../criteria.ts'
import type { FieldName, Part } from '../problems.ts'
import type { RecordData } from '../repository.ts'
import { canonical, type Entry, group, hasReached, listed, type Provider, provided } from './field.ts'

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
  'unticketed',
  'actions',
  'sites',
  'downtime',
  'smokeTest',
])

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

/** A place that is kept for something: it says no more than that nothing is there, so nobody vouches for it. */
const isSlot = (value: object, status: string) => canonicalText(value) === canonicalText({ status })
const canonicalText = (value: object) => JSON.stringify(canonical(value))

const checklists = (data: RecordData, pathway: Pathway): Entry[] =>
  group(data.checklists).flatMap(([id, items]) =>
    group(items)
      .filter(([, value]) => !isSlot(value, 'open'))
      .map(([item, value]): Entry => {
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
  if (isSlot({ ...value, ...(reviewed && { reviewed }), ...(approved && { approved }) }, 'planned')) return []
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
        provider: { person: value.by, asHolder: true },
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

/** All of them, in their order. */
export const commonParts = [plain, checklists, documents, environments, testPlans, events, incidents, forums]
