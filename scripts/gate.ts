/** `npm run gate`: the verdict for one pull request, in GitHub Actions or without any network. */
import { Command, InvalidArgumentError } from 'commander'
import { judgeOnGitHub } from './gate/github.ts'
import { judgeLocally } from './gate/local.ts'
import type { Options } from './gate/options.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run gate --')
  .description('Judges a pull request: what must hold, who must sign, and what is still missing.')
  .option('--pull <number>', 'the pull request; without it, the one that the workflow’s event is about', number)
  .option('--base <commit>', 'judge without a network: the base branch')
  .option('--head <commit>', 'judge without a network: what would be merged')
  .option('--pull-file <file>', 'judge without a network: what GitHub would tell, as schemas/pullfile.schema.json says')
  .addOption(asOf())
  .option('--dry-run', 'print what would be told to GitHub, and tell nothing')
  .option('--json', 'print the verdict as JSON')
  .option('--markdown', 'print the verdict as the comment on the pull request')
  .option('--report', 'exit 0 whatever the verdict, for a workflow whose commit status carries it')
  .addHelpText(
    'after',
    `
Exit codes: 0 it passes, 1 it does not yet, 2 the verdict could not be found.

In Actions it takes GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_EVENT_NAME, GITHUB_EVENT_PATH and GITHUB_TOKEN.

Examples:
  npm run gate -- --pull 12 --dry-run
  npm run gate -- --base main --head my-branch --pull-file pull.json --now 2027-01-15

A pull.json needs no more than the author; add reviews to see what they would do:
  { "author": "ann", "reviews": [{ "by": "ben", "state": "approved" }] }`,
  )

await run(command, async (options: Options) => {
  const code =
    options.base || options.head || options.pullFile ? await judgeLocally(options) : await judgeOnGitHub(options)
  return options.report && code === 1 ? 0 : code
})

function number(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('expected a pull request’s number')
  return Number(text)
}
