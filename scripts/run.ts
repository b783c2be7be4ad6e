/** How every command ends: 0 it passes, 1 it has findings, 2 the tool could not work. */
import { type Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { plain, say } from '../policies/words.ts'

/** Parses the arguments and runs a command. Whatever it throws ends in one line and exit code 2. */
export async function run(command: Command, action: (...parameters: never[]) => Promise<number>): Promise<void> {
  command.exitOverride().showHelpAfterError('(--help says how)')
  process.stdout.on('error', hungUp)
  command.action(async (...parameters) => {
    process.exitCode = await action(...(parameters as never[]))
  })
  try {
    await command.parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else {
      console.error(plain(say`Countersign could not work: ${error instanceof Error ? error.message : String(error)}`))
      process.exitCode = 2
    }
  }
}

/** Who reads may stop before the end, as `head` does: that is no crash, and no pass either. */
function hungUp(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(2)
}

/** The option that says as of when to judge. */
export const asOf = (): Option =>
  new Option('--now <time>', 'judge as of this day or time (ISO 8601)').argParser(instant).default(new Date(), 'now')

/** A day or an instant, as an option's value. A day is its noon in UTC; a time says its zone, so that no machine's own counts. */
export function instant(text: string): Date {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? []
  const date = new Date(`${day}${time ?? 'T12:00:00Z'}`)
  // 30 February would become 2 March
  const known = new Date(`${day}T12:00:00Z`)
  if (Number.isNaN(date.getTime()) || Number.isNaN(known.getTime()) || known.toISOString().slice(0, 10) !== day)
    throw new InvalidArgumentError('expected a day such as 2027-01-15, or a time such as 2027-01-15T09:30:00Z')
  return date
}
