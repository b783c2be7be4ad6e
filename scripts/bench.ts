/** `npm run bench`: how many requests the gate and the change log make to GitHub, and how long the change log takes. */
import { Command, InvalidArgumentError } from 'commander'
import { measure } from './gate/frugal.ts'
import { type Measured, measureLog } from './notes/long.ts'
import { run } from './run.ts'

/** For a thousand merged pull requests. */
const [mostForLog, mostOwn] = [25, 2000]

const command = new Command('bench')
  .description(
    'Counts the requests that the gate makes to GitHub’s API: for one verdict, for a sweep over open pull requests, and for a change log.',
  )
  .option('--open <number>', 'how many pull requests are open in the sweeps', count, 100)
  .option('--merged <number>', 'how many pull requests the change log tells of', count, 1000)
  .addHelpText(
    'after',
    '\nExit codes: 0 within the limits, 1 beyond one of them, 2 it could not be measured.\n\nExamples:\n  npm run bench\n  npm run bench -- --open 10',
  )

await run(command, async ({ open, merged }: { open: number; merged: number }) => {
  const figures = await quietly(() => measure(open))
  console.table(Object.fromEntries(figures.map(({ what, ...numbers }) => [what, numbers])))
  const logs = [await measureLog(merged), await measureLog(merged), await measureLog(merged)]
  const [{ entries, requests }] = logs as [Measured, ...Measured[]]
  // what else the machine does makes it longer, never shorter
  const own = Math.min(...logs.map(one => one.own))
  const log = { entries, requests, 'most requests': mostForLog, 'own ms, best of 3': own, 'most ms': mostOwn }
  console.table({ [`change log, ${merged} merged`]: log })
  const isFrugal = figures.every(({ requests, most }) => requests <= most)
  return isFrugal && requests <= mostForLog && own < mostOwn ? 0 : 1
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
