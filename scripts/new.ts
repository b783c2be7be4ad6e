/** `npm run new`: registers a site or a release: a record with a place for everything that its pathway asks for. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command, Option } from 'commander'
import { glossaryOf } from '../policies/glossary.ts'
import { recordId } from '../policies/repository.ts'
import { plain } from '../policies/words.ts'
import { answersIn } from './ask/answers.ts'
import { leave, yesOption } from './ask/ask.ts'
import { findingsIn } from './edit/record.ts'
import { registering } from './edit/registering.ts'
import { openDesk } from './propose/desk.ts'
import { refusedText, registered, taken } from './render/noted.ts'
import { flag, name } from './render/questions.ts'
import { paintFor } from './render/terminal.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run new --')
  .description(
    'Registers a site or a release: writes its record, with a place for everything that its pathway asks for.',
  )
  .option('--dry-run', 'print the record, and write nothing')
  .addOption(yesOption())
  .addOption(asOf())
const several = (one: string, before: string[] = []) => [...before, one]
for (const id of [
  'pathway',
  'programme',
  'title',
  'site-name',
  'release',
  'participants',
  'product',
  'release-type',
] as const)
  command.addOption(new Option(`${flag(id)} <text>`, plain(name({ id }))))
command
  .option('--at <party=ODS>', 'the organisation of a party; once for each', several)
  .option('--role <role=people>', 'who holds a role; once for each, and it may be left out for now', several)
  .addHelpText(
    'after',
    `
What is not told is asked for at a terminal. People and organisations stand in policies/directory.

Exit codes: 0 written, 1 it was not, 2 it could not work.

Examples:
  npm run new
  npm run new -- --pathway bars-stable --programme bars-app5 --site-name northfield --title "Northfield pharmacy referrals" \\
    --release 1.0.0 --at supplier=Z9K2B --at provider=Z9L4D --role provider/project-lead=gwendolyn-sharpe`,
  )

type Options = { dryRun?: boolean; yes?: boolean; now: Date }

await run(command, async ({ dryRun = false, yes = false, now, ...rest }: Options) => {
  const { root, repository, today } = await openDesk({ now, online: false })
  const told = await registering(repository, answersIn(rest), { yes })
  if ('kind' in told) {
    if (told.kind !== 'taken') return leave(told)
    console.error(taken(recordId(told.path)))
    return 1
  }
  const { path, text, pathway } = told
  const findings = findingsIn(repository, path, text, today)
  if (findings.length > 0) {
    console.error(refusedText(findings, glossaryOf([findings], [pathway], repository), paintFor(process.stdout)))
    return 1
  }
  if (dryRun) console.log(text)
  else {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, { flag: 'wx' })
  }
  console.log(registered(recordId(path), dryRun))
  return 0
})
