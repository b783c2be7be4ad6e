/** `npm run propose`: what you changed in a record, as a pull request. */
import { Command } from 'commander'
import { yesOption } from './ask/ask.ts'
import { openDesk, recordCalled } from './propose/desk.ts'
import { propose } from './propose/proposing.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run propose --')
  .description('Opens a pull request with what you changed in a record: evidence, roles, or a new record.')
  .argument('<record>', 'such as bars-app6/ashbourne-vale')
  .option('--as <person>', 'who you are, by id or GitHub login, where neither git nor GitHub says')
  .option('--dry-run', 'show the verdict and the text of the pull request, and do nothing')
  .addOption(yesOption())
  .addOption(asOf())
  .addHelpText(
    'after',
    `
On the branch of an open proposal for the same record, it adds to that one.
To ask for the next phase with it: npm run advance.

Exit codes: 0 it is proposed, 1 it is not, 2 it could not work.

Example:
  npm run propose -- bars-app6/ashbourne-vale`,
  )

type Options = { as?: string; dryRun?: boolean; yes?: boolean; now: Date }

await run(command, async (called: string, { as, dryRun = false, yes = false, now }: Options) => {
  const desk = await openDesk({ now, ...(as !== undefined && { as }), online: true })
  const { path } = recordCalled(called, desk)
  const source = desk.repository.tree.get(path)
  if (!source || !('text' in source)) throw new Error(`${path} cannot be read.`)
  return propose(desk, path, source.text, { yes, dryRun })
})
