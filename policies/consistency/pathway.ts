/** Whether the parts of a pathway fit together. */
import type { Gate, Pathway } from '../../schemas/types.ts'
import { partyOf } from '../holders.ts'
import type { Finding } from '../model.ts'
import type { Reference } from '../problems.ts'
import { partsOf, rolesThatSign } from '../raci.ts'
import { type PathwayFile, type Repository, wrong } from '../repository.ts'
import { entries, keys, known } from './known.ts'

/** What does not fit in one pathway. */
export function pathwayFindings({ path, data }: PathwayFile, { guidance }: Repository): Finding[] {
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
  ]
  const role = known(path, 'role', keys(data.roles))
  return [
    ...named.flatMap(([parties, pointer]) => parties.flatMap((name, index) => party(name, ...pointer, index))),
    ...entries({ ...data.provides }).flatMap(([part, by]) =>
      by.flatMap((name, index) => (name.includes('/') ? role : party)(name, 'provides', part, index)),
    ),
  ]
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
    livePhase,
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
    ...name('phase', data.phases, livePhase, 'livePhase'),
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
        ...name(
          'environment',
          data.environments,
          one['onboarded'] ?? one['installed'] ?? one['configured'],
          'steps',
          index,
        ),
        ...name('checklist', data.checklists, one['checklist'], 'steps', index),
        ...name('test plan', data.testPlans, one['tests'] ?? one['testsOfRelease'], 'steps', index),
        ...name('decision', data.decisions, one['decision'], 'steps', index),
      ]
    }),
  ]
}
