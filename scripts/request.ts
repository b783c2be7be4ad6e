/** `npm run request`: turns what somebody asked for on GitHub into a pull request, and answers. For workflows. */
import { Command } from 'commander'
import { respond } from './request/respond.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run request --')
  .description(
    'Answers a form that was submitted as an issue, or the workflow Advance, with a pull request or with what to mend.',
  )
  .addOption(asOf())
  .option('--root <folder>', 'the clone of the default branch', '.')
  .addHelpText(
    'after',
    `
Exit codes: 0 it was answered, whatever the answer; 2 it could not work, or not to the end.

It takes from GitHub Actions: GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_EVENT_NAME, GITHUB_EVENT_PATH,
GITHUB_RUN_ID, GITHUB_ACTOR and GITHUB_ACTOR_ID. The token must write contents, pull requests, issues and actions.

Example, in a workflow:
  npm run request`,
  )

await run(command, ({ now, root }: { now: Date; root: string }) => respond(root, process.env, now))
