/** How each criterion of a gate stands, waivers and enforcement included. */
import type { Change, Criterion, Gate, Pathway, Waiver } from '../schemas/types.ts'
import { type Context, type Found, holders, inRecord, type Rule } from './context.ts'
import { latest } from './dates.ts'
import type { CriterionResult, Finding } from './model.ts'
import { rules } from './rules/index.ts'

/** What must hold at a gate: its own criteria, and those of earlier gates that must still hold. */
export function criteriaOf(gate: Change & Pick<Gate, 'recheck'>, { gates }: Pathway): Criterion[] {
  const all = gates.flatMap(one => one.criteria ?? [])
  return [...(gate.criteria ?? []), ...(gate.recheck ?? []).flatMap(id => all.find(one => one.id === id) ?? [])]
}

/** Judges criteria in their order. A rule that throws is the tool's fault: it is not caught here, and never a pass. */
export const judgeCriteria = (criteria: readonly Criterion[], context: Context): CriterionResult[] =>
  criteria.map(criterion => judgeCriterion(criterion, context))

function judgeCriterion(criterion: Criterion, context: Context): CriterionResult {
  const { id, title, clauses, enforcement } = criterion
  const found = run(criterion, context)
  const base = { id, title, clauses, enforcement, findings: [], earliest: null }
  if (found.length === 0) return { ...base, status: 'met' }
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

function run(criterion: Criterion, context: Context): Found[] {
  // an unknown rule cannot come here: the schema refuses it. If it does, `rule` is no function, and that throws.
  const rule = rules[criterion.rule] as Rule<Criterion['rule']>
  return rule(criterion.with as never, context)
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
