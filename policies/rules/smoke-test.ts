import { inRecord, type Rule } from '../context.ts'
import { lastOf } from '../dates.ts'
import { organisationName, organisationsOf } from '../holders.ts'

/** Whether a smoke test in production is needed is decided either way; where it is, somebody of the chosen site passed it. */
export const smokeTest: Rule<'smoke-test'> = ({ stage, party }, context) => {
  const { record, people } = context
  const { smokeTest } = record.data
  const at = (...more: (string | number)[]) => inRecord(context, 'smokeTest', ...more)
  if (!smokeTest) return [{ problem: { code: 'smoke-undecided' }, at: at() }]
  const { needed, site = '', instructions, runs = [] } = smokeTest
  const name = organisationName(site, people)
  // what has failed is not made needless afterwards
  if (!needed && runs.length === 0) return []
  if (!organisationsOf(party, record, people).includes(site))
    return [{ problem: { code: 'smoke-site', site: name, party }, at: at('site') }]
  if (stage === 'decided')
    return instructions ? [] : [{ problem: { code: 'smoke-instructions', site: name }, at: at('instructions') }]
  const deployed = record.data.sites?.[site]?.deployed?.on ?? ''
  const last = lastOf(runs.filter(({ on }) => on >= deployed))
  if (last?.result !== 'pass')
    return [{ problem: { code: 'smoke-open', site: name, result: last?.result ?? null }, at: at('runs') }]
  return people.people[last.by]?.organisation === site
    ? []
    : [{ problem: { code: 'smoke-by-another', by: last.by, site: name }, at: at('runs', runs.indexOf(last), 'by') }]
}
