/** `npm run explain`: what the next gate asks, of whom and why, in a person's words. */
import { Command } from 'commander'
import { inconsistencies } from '../policies/consistency.ts'
import { dayOf } from '../policies/dates.ts'
import { targetOf } from '../policies/duties/target.ts'
import { locate, readRepository } from '../policies/repository.ts'
import { broken, ofPerson, ofTarget, type Told } from './explain/answers.ts'
import { readDisk } from './read/disk.ts'
import { jsonText } from './render/json.ts'
import { progressOn } from './render/progress.ts'
import { paintFor } from './render/terminal.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run explain --')
  .description('Explains what the next gate asks: of a record, of a pathway and its phases, or of one person.')
  .argument('[record]', 'a record such as bars-app5/hollowby; or a pathway such as bars-stable')
  .argument('[phase]', 'a phase of that pathway: what it asks of whoever wants to come into it')
  .option('--as <login>', 'only what waits for this person (a GitHub login, or their id in policies/directory)')
  .option('--json', 'print it as JSON')
  .addOption(asOf())
  .option('--root <folder>', 'the repository', '.')
  .addHelpText(
    'after',
    '\nExit codes: 0 explained, whatever is missing; 2 it could not be: it is not there, or the policies are broken.\n\nExamples:\n  npm run explain -- bars-app5/hollowby\n  npm run explain -- bars-stable\n  npm run explain -- bars-stable uat\n  npm run explain -- --as amalia-firth-example\n  npm run explain -- bars-app5/hollowby --as amalia-firth',
  )

interface Options {
  as?: string
  json?: boolean
  now: Date
  root: string
}

await run(command, async (name: string | undefined, phase: string | undefined, options: Options) => {
  const today = dayOf(options.now)
  const tree = readDisk(options.root)
  const repository = readRepository(tree, progressOn(process.stderr))
  const findings = locate([...repository.findings, ...inconsistencies(repository, today)], tree)
  const wrong = findings.filter(({ weight }) => weight === 'wrong')
  const sheet = { paint: paintFor(process.stdout), width: Math.min(process.stdout.columns ?? 80, 100) }
  const show = ({ data, text }: Told) => console.log(options.json ? jsonText({ today, ...data }) : text())
  const ofPolicies = wrong.filter(({ at }) => at.path.startsWith('policies'))
  if (ofPolicies.length > 0) {
    show(broken(ofPolicies, repository, sheet))
    return 2
  }
  const target = targetOf(name, phase, repository)
  const world = { repository, wrong, today, sheet }
  show(options.as === undefined ? ofTarget(target, world) : ofPerson(options.as, target, world))
  return 0
})
