import { inRecord, type Rule } from '../context.ts'

/** The release is of the stage that the pathway is for: 1.0.0 and above is stable, anything before it or with a suffix is not. */
export const version: Rule<'version'> = ({ stage }, context) => {
  const field = context.record.data.kind === 'Release' ? 'version' : 'release'
  const version = context.record.data[field] ?? ''
  const stable = !version.includes('-') && !version.startsWith('0.') && version !== ''
  return stable === (stage === 'stable')
    ? []
    : [{ problem: { code: 'wrong-stage', version, stage }, at: inRecord(context, field) }]
}
