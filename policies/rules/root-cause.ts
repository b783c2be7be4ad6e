import { inRecord, type Rule } from '../context.ts'

/** The root cause of every incident of the severity, or worse, was analysed. */
export const rootCause: Rule<'root-cause'> = ({ severity }, context) =>
  [...(context.record.data.incidents ?? []).entries()]
    .filter(([, incident]) => incident.severity <= severity && incident.rca === undefined)
    .map(([index, { reference, title, severity }]) => ({
      problem: { code: 'rca-missing' as const, reference, title, severity },
      at: inRecord(context, 'incidents', index),
    }))
