/** What is said after something was noted, or was not. */
import type { Finding, Glossary } from '../../policies/model.ts'
import { plain, say } from '../../policies/words.ts'
import { findingText, type Paint } from './terminal.ts'

/** What would be wrong with the record. */
export const refusedText = (findings: readonly Finding[], glossary: Glossary, paint: Paint): string =>
  [
    ...findings.map(finding => findingText(finding, glossary, paint)),
    'Nothing was changed: with this, the record would have the mistakes above.',
  ].join('\n')

/** What to do next. */
export const noted = (record: string, isTry: boolean): string =>
  isTry
    ? 'Nothing was changed: this was a try (--dry-run).'
    : plain(
        say`It stands in the file, on this machine only. Note what else there is. Then npm run advance -- ${record} asks for the next phase with it, or npm run propose -- ${record} proposes it alone. To take back all that is not proposed of it: git restore deployments/${record}.yaml`,
      )

/** After a record was written. */
export const registered = (record: string, isTry: boolean): string =>
  isTry
    ? 'Nothing was written: this was a try (--dry-run).'
    : plain(
        say`It stands in deployments/${record}.yaml, on this machine only. Next: npm run propose -- ${record} opens the pull request that registers it. npm run explain -- ${record} says what its first gate asks.`,
      )

/** The name of a new record is another's. */
export const taken = (record: string): string =>
  plain(say`There is a record ${record} already: give this one another short name, or version. Nothing was written.`)
