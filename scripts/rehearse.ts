/** `npm start`: one transition from request to merge, on a scratch copy of this repository, with a forge on loopback. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { dayOf } from '../policies/dates.ts'
import { readRepository, recordId } from '../policies/repository.ts'
import { standings } from '../policies/standing.ts'
import { plain, say } from '../policies/words.ts'
import { keptIn, samplesOf, sampleTree } from './init/samples.ts'
import { readDisk } from './read/disk.ts'
import { openScratch } from './rehearsal/scratch.ts'
import { tellJourney } from './rehearse/journey.ts'
import { tellNextGate } from './rehearse/next-gate.ts'
import { tellStory, record as usual } from './rehearse/story.ts'
import { noSamples } from './render/samples.ts'
import { run } from './run.ts'

const command = new Command('npm start --')
  .description('Rehearses one transition, from request to merge, on a scratch copy with a GitHub of its own.')
  .argument('[record]', 'the next gate of this record, as it stands; without it, a whole story is told')
  .option('--journey', 'a whole journey instead: from registration through every phase to business as usual')
  .addHelpText(
    'after',
    '\nExamples:\n  npm start -- flip/releases/2.4.0\n  npm start -- --journey\n\n`npm run check` lists the records.',
  )

await run(command, async (path: string | undefined, { journey = false }: { journey?: boolean }) => {
  const began = performance.now()
  const root = fileURLToPath(new URL('../', import.meta.url))
  const id = path === undefined ? usual : recordId(path)
  const own = readRepository(readDisk(root))
  // an adopter's repository has the samples elsewhere, and tells their stories as ever
  const isOwn = samplesOf(root) !== 'kept' || (path !== undefined && own.records.has(id))
  const repository = isOwn ? own : readRepository(sampleTree(root) ?? new Map())
  const record = repository.records.get(id)
  const standing = standings(repository, dayOf(new Date())).find(one => one.record === id)
  if (!record || !standing) {
    if (path === undefined) console.error(noSamples)
    else console.error(plain(say`There is no record ${id}. npm run check lists them.`))
    return 2
  }
  if (path !== undefined && standing.ended) {
    const why = standing.phase === 'withdrawn' ? 'is withdrawn' : 'is at the end of its pathway'
    console.error(`${id} ${why}: it has no next gate.`)
    return 1
  }
  const scratch = await openScratch(root, repository.people, isOwn ? undefined : join(root, keptIn))
  try {
    if (journey) await tellJourney(scratch, repository)
    else if (path === undefined) await tellStory(scratch, record, repository)
    else await tellNextGate(scratch, record, standing, repository)
    const breaches = scratch.forge.contractBreaches
    if (breaches.length > 0)
      throw new Error(`Not as told: the forge broke GitHub’s description: ${breaches.join('; ')}`)
    console.log(`\nRehearsed in ${((performance.now() - began) / 1000).toFixed(1)} s. Nothing of it is left.`)
    return 0
  } catch (error) {
    console.error(`\nThe rehearsal failed. ${error instanceof Error ? error.message : error}`)
    return 1
  } finally {
    await scratch.close()
  }
})
