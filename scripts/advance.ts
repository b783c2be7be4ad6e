/** `npm run advance`: asks for the next phase of a record, or to go back, or to withdraw it, as a pull request. */
import { Command, Option } from 'commander'
import { glossaryOf } from '../policies/glossary.ts'
import { parse } from '../schemas/parse.ts'
import { severalIn } from './ask/answers.ts'
import { yesOption } from './ask/ask.ts'
import { editRecord } from './edit/record.ts'
import { type Direction, transition } from './edit/transition.ts'
import { mergedText, openDesk, recordCalled } from './propose/desk.ts'
import { propose } from './propose/proposing.ts'
import { refusedText } from './render/noted.ts'
import { paintFor } from './render/terminal.ts'
import { askedAlready, noWayText } from './render/transition.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run advance --')
  .description('Asks for the next phase of a record: shows what the gate would say, then opens the pull request.')
  .argument('<record>', 'such as bars-app6/ashbourne-vale')
  .option('--to <phase>', 'the phase; without it, the only one that comes next')
  .addOption(new Option('--back', 'go back along a loop of the pathway, after a no-go').conflicts('withdraw'))
  .option('--withdraw', 'withdraw the record, for good')
  .option('--reason <text>', 'why it goes back, or is withdrawn')
  .option('--attended <people>', 'with --back, where the no-go is not recorded yet: who was there')
  .option('--minutes <link>', 'with --back: its minutes')
  .option('--as <person>', 'who you are, by id or GitHub login, where neither git nor GitHub says')
  .option('--dry-run', 'show the verdict and the text of the pull request, and do nothing')
  .addOption(yesOption())
  .addOption(asOf())
  .addHelpText(
    'after',
    `
What you have noted in the record, and not proposed yet, comes along.

With GITHUB_TOKEN (or GH_TOKEN) it commits, pushes, opens the pull request and asks for the reviews. Where the gate wants signed
commits and git does not sign here, GitHub makes the commit and signs it. Without a token it makes the branch and prints the text.

Exit codes: 0 it is proposed, 1 it is not, 2 it could not work.

Examples:
  npm run advance -- bars-app6/ashbourne-vale
  npm run advance -- bars-app6/ashbourne-vale --dry-run
  npm run advance -- bars-app5/pennerby --back --reason "Two tests failed" --attended leonie-abbas --as juno-castleton
  npm run advance -- bars-app7/brambleford --withdraw --reason "The practice merges with another" --as mei-tanaka`,
  )

type Options = { to?: string; back?: true; withdraw?: true; reason?: string; attended?: string; minutes?: string } & {
  as?: string
  dryRun?: boolean
  yes?: boolean
  now: Date
}

await run(command, async (called: string, options: Options) => {
  const { to, back, withdraw, reason, attended, minutes, as, dryRun = false, yes = false, now } = options
  const desk = await openDesk({ now, ...(as !== undefined && { as }), online: true })
  const record = recordCalled(called, desk)
  const { repository, me, today } = desk
  const pathway = repository.pathways.get(record.data.pathway)
  if (!pathway) throw new Error(`${record.path} names no pathway that is there: npm run check says more.`)
  const merged = mergedText(desk, record)
  const glossary = () => glossaryOf([], [pathway.id], repository)
  const before = (parse(merged ?? '').data as { phase?: string } | null)?.phase
  if (before !== record.data.phase) {
    console.error(askedAlready(record, before, glossary()))
    return 1
  }
  const direction: Direction = withdraw ? 'withdraw' : back ? 'back' : 'forward'
  const way = transition(record, pathway.data, {
    direction,
    ...(to !== undefined && { to }),
    ...(reason !== undefined && { reason }),
    ...(minutes !== undefined && { minutes }),
    attended: severalIn(attended ?? ''),
    by: me,
    on: today,
  })
  if ('why' in way) {
    console.error(noWayText(way.why, glossary()))
    return 1
  }
  const result = editRecord(repository, record, way.edits, today, merged)
  if ('findings' in result) {
    const words = glossaryOf([result.findings], [pathway.id], repository)
    console.error(refusedText(result.findings, words, paintFor(process.stdout)))
    return 1
  }
  return propose(desk, record.path, result.text, { yes, dryRun })
})
