/** `npm run note`: one thing that happened, written into a record at its place. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { glossaryOf } from '../policies/glossary.ts'
import { plain } from '../policies/words.ts'
import { answersIn } from './ask/answers.ts'
import { leave, yesOption } from './ask/ask.ts'
import { aboutOf } from './edit/about.ts'
import { allQuestions, noting, optionsOf } from './edit/noting.ts'
import { editRecord } from './edit/record.ts'
import { mergedText, openDesk, recordCalled } from './propose/desk.ts'
import { differenceText } from './render/difference.ts'
import { noted, refusedText } from './render/noted.ts'
import { notesHelp } from './render/notes.ts'
import { flag, name } from './render/questions.ts'
import { paintFor } from './render/terminal.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run note --')
  .description('Writes one thing that happened into a record: a line at its place, and nothing else.')
  .argument('<record>', 'such as bars-app6/ashbourne-vale')
  .argument('[what]', 'what is noted; below')
  .argument('[which]', 'the item, test, document, …: the first of its options')
  .option('--as <person>', 'who you are, by id or GitHub login, where git does not say')
  .option('--again', 'write anew what is recorded as done already, where it was done again')
  .option('--dry-run', 'show what would change, and change nothing')
  .addOption(yesOption())
  .addOption(asOf())
for (const question of allQuestions())
  command.addOption(new Option(`${flag(question.id)} <text>`, plain(name(question))).hideHelp())
command.addOption(new Option('--what <text>', 'what is noted').hideHelp()).addHelpText(
  'after',
  `
What can be noted:
${notesHelp(optionsOf)}

What is not told is asked for at a terminal. In brackets: what may be left out. --by and --on are you and today, where it is known who you
are: by your GitHub address in git, or by --as.

Exit codes: 0 noted, 1 it was not, 2 it could not work.

Examples:
  npm run note -- bars-app6/ashbourne-vale
  npm run note -- bars-app5/pennerby item training/users-trained --evidence https://records.example/training --as juno-castleton
  npm run note -- bars-app6/ashbourne-vale result smoke/SMK-04 --result pass --evidence https://records.example/smoke --as samira-haddad
  npm run note -- bars-app6/ashbourne-vale decision go-live --outcome go --attended samira-haddad,oskar-lindqvist --as samira-haddad
  npm run note -- bars-app6/dunmoor referrals 12 --evidence https://records.example/counts --as lowri-satterthwaite`,
)

type Options = { as?: string; again?: boolean; what?: string; dryRun?: boolean; yes?: boolean; now: Date }

await run(command, async (called: string, what: string | undefined, which: string | undefined, options: Options) => {
  const { as, again = false, dryRun, yes = false, now, what: option, ...rest } = options
  const desk = await openDesk({ now, ...(as !== undefined && { as }), online: false })
  const record = recordCalled(called, desk)
  const { repository, today, me } = desk
  const pathway = repository.pathways.get(record.data.pathway)
  if (!pathway) throw new Error(`${record.path} names no pathway that is there: npm run check says more.`)
  const about = aboutOf(record, pathway, repository, { me, today })
  const told = await noting(about, [what ?? option, which], answersIn(rest), { yes }, again)
  if ('kind' in told) return leave(told)
  const result = editRecord(repository, record, told.edits, today, mergedText(desk, record))
  const paint = paintFor(process.stdout)
  if ('findings' in result) {
    console.error(refusedText(result.findings, glossaryOf([result.findings], [pathway.id], repository), paint))
    return 1
  }
  console.log(differenceText(record.path, result.before, result.text, paint))
  if (!dryRun) save(join(desk.root, record.path), result)
  console.log(noted(record.id, dryRun === true))
  return 0
})

/** What somebody has saved meanwhile, in an editor beside this, is not written over. */
function save(path: string, { before, text }: { before: string; text: string }): void {
  if (readFileSync(path, 'utf8') !== before)
    throw new Error(`${path} was changed meanwhile. Nothing was written: do it again.`)
  writeFileSync(path, text)
}
