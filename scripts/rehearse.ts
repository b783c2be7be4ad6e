/** `npm start`: one transition from request to merge, on a scratch copy of this repository, with a forge on loopback. */
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import { dayOf } from '../policies/dates.ts'
import { holdersOf } from '../policies/holders.ts'
import { type RecordFile, type Repository, readRepository, recordPath } from '../policies/repository.ts'
import { readDisk } from './read/disk.ts'
import { openScratch, type Ran, type Scratch } from './rehearsal/scratch.ts'

const owner = 'example'
const repo = 'releases'
const record = 'bars-app6/ashbourne-vale'
const branch = 'advance/ashbourne-vale'
const path = recordPath(record)
const root = fileURLToPath(new URL('../', import.meta.url))

let steps = 0
const step = (text: string) => console.log(`\n\u001B[1m${++steps}. ${text}\u001B[0m\n`)
const show = (text: string) => console.log(text.trim().replaceAll(/^/gm, '   │ '))

/** Ends the rehearsal when something is not as told. */
function must(holds: boolean, told: string): void {
  if (!holds) throw new Error(`Not as told: ${told}`)
}

async function rehearse(scratch: Scratch, site: RecordFile, repository: Repository): Promise<void> {
  const holder = (role: string) => holdersOf(role, site, repository.people)[0] ?? ''
  const [lead, supplier, policy] = [
    holder('provider/project-lead'),
    holder('supplier/project-lead'),
    holder('policy-and-strategy/policy-lead'),
  ]
  const name = (person: string) => repository.people.people[person]?.name ?? person
  const api = scratch.as(lead)

  step(`${name(lead)} (provider) opens a pull request: ${record} is to go into public beta.`)
  await scratch.push(
    branch,
    path,
    scratch.read('main', path).replace('phase: technical-go-live', 'phase: public-beta'),
    'Ask for public beta',
    lead,
  )
  const { data: pull } = await api.pulls.create({
    owner,
    repo,
    head: branch,
    base: 'main',
    title: 'Ashbourne Vale: public beta',
  })
  const judge = () => verdict(scratch, pull.number, lead)

  step('The gate judges it and refuses: the comment says what is missing.')
  const refused = await judge()
  must(refused.state === 'failure', `the status is ${refused.state}, not failure`)
  must(
    refused.comment.includes('SMK-04') && refused.comment.includes('has not been decided'),
    'the comment does not say what is missing',
  )
  must(await cannotMerge(scratch, lead, pull.number), 'the forge merged what the gate refused')

  step(`${name(lead)} brings the evidence: the smoke test run again, and the decision to go live.`)
  await scratch.push(
    branch,
    path,
    withEvidence(scratch.read(branch, path), lead, supplier, holder('bars-team/project-lead')),
    'Smoke test repeated; go-live decided',
    lead,
  )
  const waiting = await judge()
  must(waiting.state === 'pending', `the status is ${waiting.state}, not pending`)
  must(waiting.comment.includes('signed by opening'), 'the author has not signed as Responsible by opening it')

  for (const [person, party, state] of [
    [supplier, 'supplier', 'pending'],
    [policy, 'policy and strategy', 'success'],
  ] as const) {
    step(`${name(person)} (${party}) approves.`)
    await scratch.as(person).pulls.createReview({ owner, repo, pull_number: pull.number, event: 'APPROVE' })
    const now = await judge()
    must(now.state === state, `the status is ${now.state}, not ${state}`)
    must(
      (await cannotMerge(scratch, lead, pull.number)) === (state !== 'success'),
      'merging does not follow the status',
    )
  }

  step('It is merged. The board shows the new phase.')
  const { output } = await scratch.check(path)
  show(output)
  must(output.includes('Public beta (business go-live) → Beta exit'), 'the board does not show the new phase')
  must(
    scratch.forge.contractBreaches.length === 0,
    `the forge broke GitHub’s description: ${scratch.forge.contractBreaches.join('; ')}`,
  )
}

/** Runs the gate, shows the comment that stands on the pull request, and gives it with the head's status. */
async function verdict(scratch: Scratch, pull: number, reader: string): Promise<{ state: string; comment: string }> {
  const ran: Ran = await scratch.gate(pull)
  must(ran.code === 0, `the gate ended with ${ran.code}: ${ran.output}`)
  const api = scratch.as(reader)
  const comments = await api.issues.listComments({ owner, repo, issue_number: pull })
  must(comments.data.length === 1, `there are ${comments.data.length} comments, not one`)
  const comment = comments.data[0]?.body ?? ''
  const { data } = await api.repos.getCombinedStatusForRef({ owner, repo, ref: branch })
  const status = data.statuses.find(({ context }) => context === 'countersign/gate')
  show(`${withoutLinks(comment)}\n\ncountersign/gate: ${status?.state}: ${status?.description}`)
  return { state: status?.state ?? 'missing', comment }
}

/** The comment without its list of links, which only a browser makes something of. */
const withoutLinks = (comment: string) => comment.replaceAll(/^\[S\d-\d+\]: .*\n?/gm, '')

/** Whether GitHub refuses to merge it now. */
async function cannotMerge(scratch: Scratch, person: string, pull: number): Promise<boolean> {
  try {
    await scratch.as(person).pulls.merge({ owner, repo, pull_number: pull, merge_method: 'squash' })
    return false
  } catch (error) {
    console.log(`   GitHub does not merge it: ${(error as Error).message.split(' - ')[0]}`)
    return true
  }
}

/** The record with what was missing, its comments kept. */
function withEvidence(text: string, lead: string, supplier: string, chair: string): string {
  const on = dayOf(new Date())
  const document = parseDocument(text)
  const evidence = 'https://evidence.example.org/ashbourne-vale/rehearsal'
  const tests = (document.toJS().testPlans.smoke.tests as { reference: string }[]).findIndex(
    ({ reference }) => reference === 'SMK-04',
  )
  const run = {
    on,
    by: lead,
    release: document.get('release'),
    environment: 'production',
    patients: 'test',
    result: 'pass',
    evidence,
  }
  document.addIn(['testPlans', 'smoke', 'tests', tests, 'runs'], document.createNode(run, { flow: true }))
  document.addIn(
    ['decisions'],
    document.createNode({
      decision: 'go-live',
      outcome: 'go',
      on,
      chair,
      attended: [chair, lead, supplier],
      minutes: evidence,
    }),
  )
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

const began = performance.now()
const repository = readRepository(readDisk(root))
const site = repository.records.get(record)
let scratch: Scratch | undefined
try {
  if (!site) throw new Error(`There is no record ${record} to rehearse with.`)
  scratch = await openScratch(root, repository.people)
  await rehearse(scratch, site, repository)
  console.log(`\nRehearsed in ${((performance.now() - began) / 1000).toFixed(1)} s. Nothing of it is left.`)
} catch (error) {
  console.error(`\nThe rehearsal failed. ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await scratch?.close()
}
