import type { Act, Onboarding } from '../../schemas/types.ts'
import { type Context, type Found, inRecord, type Parameters, type Rule, titleOf, voidedOn } from '../context.ts'
import { earliest, latest } from '../dates.ts'

type Step = Parameters<'environment'>['steps'][number]

/** An environment is set up: each step for each side of the exchange on its own, since the last loop that asks for it anew. */
export const environment: Rule<'environment'> = ({ environment, steps }, context) => {
  const definition = context.pathway.data.environments?.[environment]
  const stands = context.record.data.environments?.[environment]
  const since = voidedOn(definition?.phase, context)
  const title = titleOf('environments', environment, context.pathway)
  const judge = (act: Act | undefined, step: Step, side: 'sender' | 'receiver' | null): Found[] => {
    const at = inRecord(context, 'environments', environment, ...(side ? [side] : []), step)
    if (!act)
      return [
        { problem: { code: 'step-open', environment: title, side, step, parties: definition?.by[step] ?? [] }, at },
      ]
    if (since !== null && act.on <= since)
      return [{ problem: { code: 'voided', what: `${title}: ${step}`, on: act.on, since }, at }]
    return []
  }
  return steps.flatMap(step => {
    if (step === 'mirrorsProduction') return judge(stands?.mirrorsProduction, step, null)
    return sides(context).flatMap(side => {
      const noId = step === 'catalogued' && stands?.[side]?.serviceId === undefined
      const at = inRecord(context, 'environments', environment, side, 'serviceId')
      return [
        ...judge(stands?.[side]?.[step], step, side),
        ...(noId ? [{ problem: { code: 'service-id-missing' as const, environment: title, side }, at }] : []),
      ]
    })
  })
}

const sides = (context: Context) => context.record.data.participants ?? []

/** First and last day on which a step was done in an environment; `null` while it is open for a side. */
export function stepDone(
  id: string,
  step: keyof Onboarding & ('installed' | 'configured'),
  context: Context,
): { first: string; last: string } | null {
  const days = sides(context).map(side => context.record.data.environments?.[id]?.[side]?.[step]?.on)
  const known = days.filter(day => day !== undefined)
  const [first, last] = [earliest(known), latest(known)]
  return known.length === days.length && first !== null && last !== null ? { first, last } : null
}
