import type { Act } from '../../schemas/types.ts'
import {
  type Context,
  type Days,
  type Found,
  inRecord,
  type Parameters,
  type Rule,
  titleOf,
  voidedOn,
} from '../context.ts'
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

/** When a step was done in an environment, for all sides; `null` while it is open for one, or counts no more. */
export function stepDone(id: string, step: 'onboarded' | 'installed' | 'configured', context: Context): Days | null {
  const since = voidedOn(context.pathway.data.environments?.[id]?.phase, context) ?? ''
  const days = sides(context)
    .flatMap(side => context.record.data.environments?.[id]?.[side]?.[step]?.on ?? [])
    .filter(on => on > since)
  const [done, again] = [latest(days), earliest(days)]
  return done === null || again === null || days.length < sides(context).length ? null : { done, again }
}
