/** How each criterion of a gate stands, waivers and enforcement included. */
import type { Change, Criterion, Gate, Pathway, Step, Waiver } from '../schemas/types.ts'
import { type Context, type Found, holders, inRecord, type Rule, type Shown } from './context.ts'
import { latest } from './dates.ts'
import { milestone } from './milestones.ts'
import type { CriterionResult, Fact, Finding } from './model.ts'
import type { RecordFile } from './repository.ts'
import { isOfType } from './routes.ts'
import { facts, rules } from './rules/index.ts'

/** What must hold of a record at a gate: the gate's own criteria, and those of earlier gates that must still hold. */
export function criteriaOf(gate: Change & Pick<Gate, 'recheck'>, { gates }: Pathway, record: RecordFile): Criterion[] {
  const all = gates.flatMap(one => one.criteria ?? [])
  const again = (gate.recheck ?? []).flatMap(id => all.find(one => one.id === id) ?? [])
  return [...(gate.criteria ?? []), ...again].filter(({ when }) => isOfType(when?.type, record))
}

/** Every criterion of a pathway, of whatever change. */
export const allCriteria = ({ gates, registration, roleChange, withdrawal, correction = {} }: Pathway): Criterion[] =>
  [...gates, registration, roleChange, withdrawal, correction].flatMap(({ criteria = [] }) => criteria)

/** Judges criteria in their order. A rule that throws is the tool's fault: it is not caught here, and never a pass. */
export const judgeCriteria = (criteria: readonly Criterion[], context: Context): CriterionResult[] =>
  criteria.map(criterion => judgeCriterion(criterion, context))

function judgeCriterion(criterion: Criterion, context: Context): CriterionResult {
  const { id, title, clauses, enforcement, when } = criterion
  const waivableBy = enforcement === 'waivable' ? context.pathway.data.waivers.acceptedBy : null
  const base = { id, title, clauses, enforcement, findings: [], facts: [], earliest: null, waivableBy }
  if (when?.apart && sameDay(when.apart, context)) return { ...base, status: 'not-applicable' }
  const found = run(criterion, context)
  if (found.length === 0) return { ...base, status: 'met', facts: show(criterion, context) }
  const earliest = latest(found.flatMap(one => one.until ?? []))
  const findings = found.map(one => asFinding(one, criterion))
  if (enforcement === 'advisory')
    return { ...base, status: 'warned', findings: findings.map(finding => ({ ...finding, weight: 'warning' })) }
  if (enforcement === 'waivable') {
    const waivers = [...(context.record.data.waivers ?? []).entries()].filter(([, waiver]) => waiver.criterion === id)
    const refused = waivers.map(([index, waiver]) =>
      refuseWaiver(waiver, index, context).map(one => asFinding(one, criterion)),
    )
    const valid = waivers[refused.findLastIndex(problems => problems.length === 0)]?.[1]
    if (valid) {
      const warnings = findings.map((finding): Finding => ({ ...finding, weight: 'warning' }))
      const { reason, accepted, expires } = valid
      return { ...base, status: 'waived', findings: warnings, waiver: { reason, acceptedBy: accepted.by, expires } }
    }
    const last = refused.at(-1) ?? []
    if (last.length > 0) return { ...base, status: 'unmet', findings: [...findings, ...last], earliest }
  }
  return { ...base, status: found.every(one => one.waits) ? 'waiting' : 'unmet', findings, earliest }
}

/** Whether both were done, and on one day. While one is not done, nobody can tell. */
function sameDay(steps: readonly Step[], context: Context): boolean {
  const [one, other] = steps.map(step => {
    const { days } = milestone(step, context)
    // what was planned for a day that is over was not done then, or the gate would not be asked for today
    return step.planned && days && days.done < context.today ? { done: context.today, again: context.today } : days
  })
  return !!one && !!other && new Set([one.done, one.again, other.done, other.again]).size === 1
}

function run(criterion: Criterion, context: Context): Found[] {
  // an unknown rule cannot come here: the schema refuses it. If it does, `rule` is no function, and that throws.
  const rule = rules[criterion.rule] as Rule<Criterion['rule']>
  return rule(criterion.with as never, context)
}

function show(criterion: Criterion, context: Context): Fact[] {
  const shown = facts[criterion.rule] as Shown<Criterion['rule']> | undefined
  return shown?.(criterion.with as never, context) ?? []
}

const asFinding = ({ problem, at, waits }: Found, { clauses }: Criterion): Finding => ({
  problem,
  at,
  weight: waits ? 'wait' : 'wrong',
  clauses,
})

function refuseWaiver({ accepted, expires }: Waiver, index: number, context: Context): Found[] {
  const role = context.pathway.data.waivers.acceptedBy
  const found: Found[] = []
  if (expires < context.today)
    found.push({ problem: { code: 'waiver-expired', expires }, at: inRecord(context, 'waivers', index, 'expires') })
  if (!holders(role, context).includes(accepted.by)) {
    found.push({
      problem: { code: 'waiver-not-by-role', by: accepted.by, role },
      at: inRecord(context, 'waivers', index, 'accepted', 'by'),
    })
  }
  return found
}
