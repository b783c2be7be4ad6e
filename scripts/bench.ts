/** `npm run bench`: how many requests the gate makes to GitHub, counted by the embedded forge. */
import { Command, InvalidArgumentError } from 'commander'
import { measure } from './gate/frugal.ts'
import { run } from './run.ts'

const command = new Command('bench')
  .description(
    'Counts the requests that the gate makes to GitHub’s API: for one verdict, and for a sweep over open pull requests.',
  )
  .option('--open <number>', 'how many pull requests are open in the sweeps', count, 100)
  .addHelpText(
    'after',
    '\nExit codes: 0 within the limits, 1 beyond one of them, 2 it could not be measured.\n\nExamples:\n  npm run bench\n  npm run bench -- --open 10',
  )

await run(command, async ({ open }: { open: number }) => {
  const figures = await quietly(() => measure(open))
  console.table(Object.fromEntries(figures.map(({ what, ...numbers }) => [what, numbers])))
  return figures.every(({ requests, most }) => requests <= most) ? 0 : 1
})

function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('expected a number from 1 to 9999')
  return Number(text)
}

/** What the gate says of each pull request is not asked for here. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log } = console
  console.log = () => {}
  try {
    return await work()
  } finally {
    console.log = log
  }
}
