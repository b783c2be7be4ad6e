/** Whether the parts of a pathway fit together. */
import type { Gate, Pathway, Step } from '../../schemas/types.ts'
import { partyOf } from '../holders.ts'
import type { Finding } from '../model.ts'
import type { Reference } from '../problems.ts'
import { partsOf, rolesThatSign } from '../raci.ts'
import { type PathwayFile, type Repository, wrong } from '../repository.ts'
import { entries, keys, known } from './known.ts'

/** What does not fit in one pathway. */
export function pathwayFindings({ path, data }: PathwayFile, repository: Repository): Finding[] {
  const { guidance } = repository
  const party = known(path, 'party', keys(data.parties))
  const role = known(path, 'role', keys(data.roles))
  const phase = known(path, 'phase', keys(data.phases))
  // its own document's clauses are named where one is not known; those of the others may be cited too
  const clauses = [...guidance.values()].flatMap(one => keys(one.data.clauses))
  const own = keys(guidance.get(data.guidance)?.data.clauses)
  return [
    ...known(path, 'guidance', guidance.keys())(data.guidance, 'guidance'),
    ...(own.length > 0
      ? citations(data, []).flatMap(([clause, pointer]) =>
          clauses.includes(clause) ? [] : known(path, 'clause', own)(clause, ...pointer),
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
      ...entries(data.documents).map(one => ['documents', ...one] as const),
      ...entries(data.certificates).map(one => ['certificates', ...one] as const),
      ...entries(data.forums).map(one => ['forums', ...one] as const),
    ].flatMap(([part, id, definition]) => phase(definition.phase, part, id, 'phase')),
    ...entries(data.testPlans).flatMap(([id, plan]) =>
      known(path, 'environment', keys(data.environments))(plan.environment, 'testPlans', id, 'environment'),
    ),
    ...(['documents', 'certificates'] as const).flatMap(part =>
      entries(data[part]).flatMap(([id, { reviewer }]) =>
        known(path, 'role', keys(data.roles))(reviewer, part, id, 'reviewer'),
      ),
    ),
    ...entries({ ...data.settled }).flatMap(([part, { from }]) => phase(from, 'settled', part, 'from')),
    ...providerFindings(path, data),
    ...entries(data.tasks).flatMap(([id, task]) => [
      ...keys(task.cells).flatMap(name => party(name, 'tasks', id, 'cells', name)),
      ...entries(task.roles).flatMap(([name, holder]) => [
        ...party(name, 'tasks', id, 'roles', name),
        ...role(holder, 'tasks', id, 'roles', name),
      ]),
    ]),
    // a new record names nobody who may sign for it: who registers it must be known before
    ...rolesThatSign(partsOf(data.registration, data))
      .filter(({ role }) => data.parties[partyOf(role)]?.held === 'record')
      .map(({ role }) => wrong({ code: 'registered-by-record', role }, { path, pointer: ['registration'] })),
    ...gateFindings(path, data, repository),
  ]
}

/** Every clause that any part of a pathway cites. */
export function citations(value: unknown, pointer: (string | number)[]): [string, (string | number)[]][] {
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
  ]
  const role = known(path, 'role', keys(data.roles))
  return [
    ...[
      ...named,
      ...entries({ ...data.provides }).map(([part, by]): [string[], string[]] => [by, ['provides', part]]),
    ].flatMap(([providers, pointer]) =>
      providers.flatMap((name, index) => (name.includes('/') ? role : party)(name, ...pointer, index)),
    ),
  ]
}

function gateFindings(path: string, data: Pathway, repository: Repository): Finding[] {
  const gates: [Partial<Gate>, (string | number)[]][] = [
    [data.registration, ['registration']],
    [data.roleChange, ['roleChange']],
    ...(data.correction ? [[data.correction, ['correction']] as [Partial<Gate>, string[]]] : []),
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
    ...(gate.recheck ?? []).flatMap((id, index) =>
      known(
        path,
        'criterion',
        data.gates.flatMap(one => one.criteria ?? []).map(one => one.id),
      )(id, ...pointer, 'recheck', index),
    ),
    ...(gate.signOffs ?? []).flatMap(({ role }, index) =>
      known(path, 'role', keys(data.roles))(role, ...pointer, 'signOffs', index),
    ),
    // deployments have no type: such a gate or criterion would never be theirs
    ...(data.for === 'Deployment' && gate.types
      ? [wrong({ code: 'types-of-release' }, { path, pointer: [...pointer, 'types'] })]
      : []),
    // a gate that nobody signs would be no gate
    ...(rolesThatSign(partsOf(gate, data)).length === 0
      ? [wrong({ code: 'unguarded', gate: pointer.join('.') }, { path, pointer })]
      : []),
    ...(gate.criteria ?? []).flatMap((criterion, index) => {
      const at = [...pointer, 'criteria', index]
      if (seen.has(criterion.id))
        return [wrong({ code: 'doubled', what: 'criterion', name: criterion.id }, { path, pointer: [...at, 'id'] })]
      seen.add(criterion.id)
      return [
        ...parameterFindings(path, data, criterion.with, [...at, 'with'], repository),
        ...(data.for === 'Deployment' && criterion.when?.type
          ? [wrong({ code: 'types-of-release' }, { path, pointer: [...at, 'when', 'type'] })]
          : []),
        ...(criterion.when?.apart ?? []).flatMap((step, index) =>
          stepFindings(path, data, step, [...at, 'when', 'apart', index]),
        ),
      ]
    }),
  ])
}

type Pointer = (string | number)[]

/** Says of a name in a pathway that none of its parts has it. */
const inPathway =
  (path: string, pointer: Pointer) =>
  (what: Reference, group: object | undefined, value: unknown, ...at: Pointer): Finding[] =>
    known(path, what, keys(group))(value as string | undefined, ...pointer, ...at)

/** The names in a criterion's parameters. What stands on a release is its own pathway's, which the record names: it is looked up there. */
function parameterFindings(
  path: string,
  data: Pathway,
  parameters: object,
  pointer: Pointer,
  { pathways, tree }: Repository,
): Finding[] {
  const one = parameters as { [key: string]: never } & {
    rhythm?: { from: Step }
    approved?: { document: string; of: string; party?: string }
  }
  const name = inPathway(path, pointer)
  const each = (what: Reference, group: object | undefined, key: string) =>
    (Array.isArray(one[key]) ? (one[key] as string[]) : []).flatMap((value, index) =>
      name(what, group, value, key, index),
    )
  const step = (key: string) =>
    typeof one[key] === 'object' ? stepFindings(path, data, one[key] as Step, [...pointer, key]) : []
  return [
    ...['livePhase', 'phase', 'closed', ...(typeof one['from'] === 'string' ? ['from'] : [])].flatMap(key =>
      name('phase', data.phases, one[key], key),
    ),
    ...name('checklist', data.checklists, one['checklist'], 'checklist'),
    ...each('checklist item', data.checklists?.[one['checklist'] ?? '']?.items, 'items'),
    ...(one['of'] === 'record' || one.approved ? name('document', data.documents, one['document'], 'document') : []),
    ...name('role', data.roles, one['approver'], 'approver'),
    ...name('party', data.parties, one['party'], 'party'),
    ...name('party', data.parties, one.approved?.party, 'approved', 'party'),
    ...(one.approved?.of === 'record'
      ? name('document', data.documents, one.approved.document, 'approved', 'document')
      : []),
    ...name('environment', data.environments, one['environment'], 'environment'),
    ...each('environment', data.environments, 'environments'),
    ...name('test plan', data.testPlans, one['plan'], 'plan'),
    ...name('decision', data.decisions, one['decision'], 'decision'),
    ...name('forum', data.forums, one['forum'], 'forum'),
    ...each('role', data.roles, 'roles'),
    ...each('party', data.parties, 'attended'),
    ...each('party', data.parties, 'sharedWith'),
    // one that cannot be read says so itself
    ...(tree.has(`policies/pathways/${one['pathway']}.yaml`)
      ? []
      : known(path, 'pathway', pathways.keys())(one['pathway'], ...pointer, 'pathway')),
    ...(pathways.has(one['pathway'] ?? '')
      ? name('phase', pathways.get(one['pathway'] ?? '')?.data.phases, one['reached'], 'reached')
      : []),
    ...step('from'),
    ...step('to'),
    ...(one.rhythm ? stepFindings(path, data, one.rhythm.from, [...pointer, 'rhythm', 'from']) : []),
    ...((one['steps'] ?? []) as unknown[]).flatMap((each, index) =>
      typeof each === 'object' ? stepFindings(path, data, each as Step, [...pointer, 'steps', index]) : [],
    ),
  ]
}

function stepFindings(path: string, data: Pathway, step: Step, pointer: Pointer): Finding[] {
  const name = inPathway(path, pointer)
  const { item, document } = step
  return [
    ...name('environment', data.environments, step.onboarded ?? step.installed ?? step.configured),
    ...name('checklist', data.checklists, step.checklist),
    ...name('checklist', data.checklists, item?.checklist, 'item', 'checklist'),
    ...name('checklist item', data.checklists?.[item?.checklist ?? '']?.items, item?.item, 'item', 'item'),
    ...(document?.of === 'record' ? name('document', data.documents, document.document, 'document', 'document') : []),
    ...name('party', data.parties, document?.party, 'document', 'party'),
    ...name('party', data.parties, document?.with, 'document', 'with'),
    ...name('test plan', data.testPlans, step.tests ?? step.testsOfRelease),
    ...name('decision', data.decisions, step.decision),
    ...name('forum', data.forums, step.forum),
    ...name('phase', data.phases, step.planned),
    ...name('party', data.parties, step.deployed),
  ]
}
