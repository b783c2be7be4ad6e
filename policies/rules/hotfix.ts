import { type Found, inRecord, type Rule } from '../context.ts'

/** A hotfix was triggered by an issue of the severity, in production, raised via the service desk; and the system is offline where it must be. */
export const hotfix: Rule<'hotfix'> = ({ severity }, context) => {
  const { trigger } = context.record.data
  if (!trigger) return [{ problem: { code: 'trigger-missing' }, at: inRecord(context, 'trigger') }]
  const unmet = (condition: 'severity' | 'environment' | 'raisedVia', stands: string): Found => ({
    problem: { code: 'trigger-unfit', reference: trigger.reference, condition, stands, severity },
    at: inRecord(context, 'trigger', condition),
  })
  return [
    ...(context.record.data.unticketed ?? []).flatMap(({ type, title }, index): Found[] =>
      type === 'bug'
        ? []
        : [{ problem: { code: 'hotfix-more', ticket: title }, at: inRecord(context, 'unticketed', index) }],
    ),
    ...(context.record.data.scope ?? []).flatMap(({ type, reference, title }, index): Found[] =>
      type === 'bug'
        ? []
        : [
            {
              problem: { code: 'hotfix-more', ticket: `${reference} ${title}` },
              at: inRecord(context, 'scope', index),
            },
          ],
    ),
    ...(trigger.severity === severity ? [] : [unmet('severity', String(trigger.severity))]),
    ...(trigger.environment === 'production' ? [] : [unmet('environment', trigger.environment)]),
    ...(trigger.raisedVia === 'service-desk' ? [] : [unmet('raisedVia', trigger.raisedVia)]),
    ...(trigger.endangers.length > 0 && !trigger.offline
      ? [
          {
            problem: { code: 'not-offline' as const, endangers: trigger.endangers },
            at: inRecord(context, 'trigger', 'offline'),
          },
        ]
      : []),
  ]
}
