/** `npm run publish`: brings the notes that were approved on main to the branch `notes`, the feed and GitHub's releases. For workflows. */
import { Command } from 'commander'
import { connectedFrom } from './governance/connect.ts'
import { exitCode, publish } from './publish/carry-out.ts'
import { announcements, intend, type Scene } from './publish/intent.ts'
import { print } from './publish/print.ts'
import { gitIn } from './read/git.ts'
import { gitWithToken } from './read/remote.ts'
import { jsonText } from './render/json.ts'
import { toldText } from './render/publishing.ts'
import { run } from './run.ts'

const command = new Command('npm run publish --')
  .description(
    'Publishes the release notes that were approved on main, each revision once: on the branch notes, in its feed, and as GitHub Releases.',
  )
  .option('--dry-run', 'write nothing, and print as JSON what would be written')
  .option('--root <folder>', 'a clone with the whole history of main', '.')
  .addHelpText(
    'after',
    `
Exit codes: 0 all is published, 1 something is not and must be mended, 2 it could not work, or not to the end: the next run does the rest.

It takes GITHUB_TOKEN (Contents: write), GITHUB_REPOSITORY and, where it is not github.com, GITHUB_API_URL and GITHUB_SERVER_URL.

Examples:
  GITHUB_REPOSITORY=acme/releases GITHUB_TOKEN=… npm run publish -- --dry-run
  npm run publish`,
  )

await run(command, async ({ dryRun = false, root }: { dryRun?: boolean; root: string }) => {
  const client = connectedFrom(process.env)
  const scene: Scene = {
    git: gitWithToken(root, process.env['GITHUB_TOKEN']),
    gitWith: environment => gitIn(root, environment),
    client,
    place: {
      server: process.env['GITHUB_SERVER_URL'] || 'https://github.com',
      repository: `${client.owner}/${client.repo}`,
    },
    print,
  }
  if (dryRun) {
    const intent = intend(scene)
    const { steps, problems } = await announcements(scene, intent)
    const { plan, addition } = intent
    const writes = Object.fromEntries(addition?.writes ?? [])
    console.log(
      jsonText({ message: addition?.message ?? null, writes, steps, problems: [...plan.problems, ...problems] }),
    )
    return exitCode({ problems: [...plan.problems, ...problems], failures: [] })
  }
  const told = await publish(scene)
  console.log(toldText(told))
  return exitCode(told)
})
