/** `npm run init`: makes a clone somebody's own repository. The samples are put away, and the directory is written anew. */
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { answersIn } from './ask/answers.ts'
import { agreed, leave, yesOption } from './ask/ask.ts'
import { carryOut } from './init/carry.ts'
import { directoryFrom, filesAt, ownersOf } from './init/directory.ts'
import { lookupFrom, numbered } from './init/numbers.ts'
import { obstaclesIn } from './init/ready.ts'
import { openStage } from './init/stage.ts'
import { effectsText, initText, obstacleText, strangeText, warningsText } from './render/init.ts'
import { run } from './run.ts'

interface Options {
  from?: string
  person?: string[]
  yes?: boolean
  dryRun?: boolean
  offline?: boolean
  root: string
}

const several = (one: string, before: string[] = []) => [...before, one]

const command = new Command('npm run init --')
  .description(
    'Makes a clone your own repository: puts the samples away, and writes your organisations, people and programme.',
  )
  .addOption(
    new Option(
      '--from <file>',
      'your directory as you have written it, or a folder of such files; then nothing is asked',
    ).conflicts([
      'organisation',
      'named',
      'programme',
      'programmeTitle',
      'pathways',
      'party',
      'person',
      'holder',
      'owners',
    ]),
  )
  .option('--organisation <code>', 'the ODS code of the organisation that runs the repository')
  .option('--named <code=name>', 'what an organisation is called; for each', several)
  .option('--programme <id>', 'the programme with which you begin')
  .option('--programme-title <title>', 'what it is called')
  .option('--pathways <ids>', 'the pathways that it will use')
  .option(
    '--party <party=codes>',
    'the organisation of a party of those pathways; for each that is the same in every record',
    several,
  )
  .option('--person <who>', 'name, ODS code, GitHub login; for each', several)
  .option('--holder <role=people>', 'who holds a role for every record', several)
  .option('--owners <people>', 'who approves changes of policies, schemas, scripts and workflows')
  .option('--offline', 'do not ask GitHub for the numbers of the accounts')
  .option('--dry-run', 'show what would be done, and do nothing')
  .addOption(yesOption())
  .option('--root <folder>', 'the repository', '.')
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 it cannot be done so or you left, 2 it could not work.

At a terminal it asks for what is missing, shows what it will do, and asks once more. It commits nothing. GitHub is asked for the numbers
of the accounts, with GITHUB_TOKEN where there is one. With forty people, copy a file of policies/directory, put your own in, and give it
as --from.

Examples:
  npm run init
  npm run init -- --from ../directory.yaml --dry-run
  npm run init -- --yes --organisation Z9A1B --named Z9A1B="Wold Digital" --programme referral-hub --programme-title "Referral Hub" \\
    --pathways first-of-type,ers-release --party nhs-digital=Z9A1B \\
    --person "Ann Lee, Z9A1B, ann-lee" --person "Ben Roe, Z9A1B, ben-roe" \\
    --holder nhs-digital/release-manager=ann-lee --holder nhs-digital/assurance-lead=ben-roe --owners ann-lee,ben-roe`,
  )

await run(command, async (options: Options) => {
  const root = resolve(options.root)
  const obstacles = obstaclesIn(root, options.from)
  if (obstacles.length > 0) return told(obstacles.map(obstacleText))
  const { from, person = [], yes, dryRun = false, offline = false, root: _, ...given } = options
  const terminal = { ...(yes && { yes }) }
  const found = from
    ? { kind: 'found' as const, files: filesAt(from), unheld: [] }
    : await directoryFrom({ answers: answersIn(given), people: person }, root, terminal)
  if (found.kind === 'strange') return told([strangeText(found.problem)])
  if (found.kind !== 'found') return leave(found)
  const { files, numbers } = await numbered(found.files, offline ? null : lookupFrom(process.env))
  const stage = openStage(root)
  try {
    stage.fill(files)
    const ran = stage.tryOut()
    if (ran.failed !== null) return told([ran.output, initText.failed(ran.failed)])
    const effects = stage.effects()
    console.log(
      [effectsText(effects), ...warningsText(found.unheld, ownersOf(files), numbers), ran.output].join('\n\n'),
    )
    if (dryRun) console.log(initText.dryRun)
    else if (!(await agreed(initText.sure, terminal))) return 1
    else {
      carryOut(root, effects)
      console.log(initText.done)
    }
    return 0
  } finally {
    stage.close()
  }
})

/** Says why nothing is done. */
function told(lines: readonly string[]): number {
  console.error(lines.join('\n'))
  return 1
}
