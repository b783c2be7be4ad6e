import { type Found, inRecord, type Rule } from '../context.ts'
import { organisationName, organisationsOf } from '../holders.ts'

/** Each site of a party has agreed its date, by somebody of its own; or the release was deployed there, on the agreed date or later. */
export const sites: Rule<'sites'> = ({ party, stage }, context) => {
  const { record, people } = context
  const all = organisationsOf(party, record, people)
  if (all.length === 0) return [{ problem: { code: 'no-sites', party }, at: inRecord(context, 'sites') }]
  return all.flatMap((ods): Found[] => {
    const { agreed, deployed } = record.data.sites?.[ods] ?? {}
    const at = (...more: string[]) => inRecord(context, 'sites', ods, ...more)
    const site = organisationName(ods, people)
    if (!agreed) return [{ problem: { code: 'site-date-missing', site }, at: at('agreed') }]
    if (people.people[agreed.by]?.organisation !== ods)
      return [{ problem: { code: 'site-date-by-another', site, by: agreed.by }, at: at('agreed', 'by') }]
    if (agreed.on > agreed.for)
      return [
        { problem: { code: 'site-agreed-late', site, on: agreed.on, agreed: agreed.for }, at: at('agreed', 'on') },
      ]
    if (stage === 'agreed') return []
    if (!deployed) {
      const until = agreed.for > context.today ? { until: agreed.for } : {}
      return [{ problem: { code: 'site-not-deployed', site, on: agreed.for }, at: at('deployed'), ...until }]
    }
    return deployed.on >= agreed.for
      ? []
      : [{ problem: { code: 'site-too-early', site, on: deployed.on, agreed: agreed.for }, at: at('deployed', 'on') }]
  })
}
