import { inRecord, type Rule } from '../context.ts'
import { organisationsOf } from '../holders.ts'

/** Whether a smoke test in production is needed is decided either way; where it is, somebody of the chosen site passed it. */
export const smokeTest: Rule<'smoke-test'> = ({ stage, party }, context) => {
  const { record, people } = context
  const { smokeTest } = record.data
  const at = (...more: (string | number)[]) => inRecord(context, 'smokeTest', ...more)
  if (!smokeTest) return [{ problem: { code: 'smoke-undecided' }, at: at() }]
  const { needed, site = '', instructions, runs = [] } = smokeTest
  const name = people.organisations[site]?.name ?? site
  if (!needed) return []
  if (!organisationsOf(party, record, people).includes(site))
    return [{ problem: { code: 'smoke-site', site: name, party }, at: at('site') }]
  if (stage === 'decided')
    return instructions ? [] : [{ problem: { code: 'smoke-instructions', site: name }, at: at('instructions') }]
  const last = runs.at(-1)
  if (last?.result !== 'pass')
    return [{ problem: { code: 'smoke-open', site: name, result: last?.result ?? null }, at: at('runs') }]
  return people.people[last.by]?.organisation === site
    ? []
    : [{ problem: { code: 'smoke-by-another', by: last.by, site: name }, at: at('runs', runs.length - 1, 'by') }]
}
