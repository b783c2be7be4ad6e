import { inRecord, type Rule } from '../context.ts'
import type { RecordData } from '../repository.ts'

/** 1.0.0 and above, without a suffix. */
export const isStable = (version: string): boolean =>
  !version.includes('-') && !version.startsWith('0.') && version !== ''

/** The major and minor version of a release, or of the one that a site deploys: 1.0 of 1.0.0-beta.4. */
export const minorOf = ({ version, release }: RecordData): string =>
  (version ?? release ?? '').split('.').slice(0, 2).join('.')

/** The release is of the stage that the pathway is for. */
export const version: Rule<'version'> = ({ stage }, context) => {
  const field = context.record.data.kind === 'Release' ? 'version' : 'release'
  const version = context.record.data[field] ?? ''
  return isStable(version) === (stage === 'stable')
    ? []
    : [{ problem: { code: 'wrong-stage', version, stage }, at: inRecord(context, field) }]
}
