/** The next gate of any record, rehearsed as the record stands: refused, left waiting, or signed by its holders and merged. */
import { parseDocument } from 'yaml'
import { allHolders } from '../../policies/holders.ts'
import type { Standing } from '../../policies/model.ts'
import { byRole, type Holders, partsOf } from '../../policies/raci.ts'
import { type RecordFile, type Repository, recordPath } from '../../policies/repository.ts'
import { gatesOf } from '../../policies/routes.ts'
import type { Scratch } from '../rehearsal/scratch.ts'
import { must, owner, repo, tellingOf } from './telling.ts'

/** Asks for the next phase of a record, and sees that the gate and the forge end as the board said. */
export async function tellNextGate(
  scratch: Scratch,
  record: RecordFile,
  standing: Standing,
  repository: Repository,
): Promise<void> {
  const { step, show, judge, cannotMerge } = tellingOf(scratch)
  const pathway = repository.pathways.get(record.data.pathway)
  const { phase: from, next: to } = standing
  if (!pathway || to === null) throw new Error(`${record.id} has no next phase to rehearse.`)
  const gate = gatesOf(pathway.data, record).find(one => one.from === from && one.to === to)
  const parts = partsOf(gate ?? {}, pathway.data)
  const holders = allHolders(record, pathway, repository.people)
  const signers = seated(
    byRole(parts, ['R', 'A']).map(({ role }) => role),
    holders,
    pathway.data.distinct ?? [],
  )
  const consulted = byRole(parts, ['C'])
    .map(({ role }) => holders.get(role)?.[0] ?? '')
    .filter(person => person !== '' && !signers.includes(person))
  const { people } = repository.people
  const name = (person: string) => people[person]?.name ?? person
  const phase = (id: string) => pathway.data.phases[id]?.title ?? id
  const involved = new Set([...holders.values()].flat())
  const author = Object.keys(people).find(person => !involved.has(person)) ?? ''
  const branch = `advance/${record.id}`

  step(
    `${name(author)}, who has no part in it, opens a pull request: ${record.data.title} is to go from “${phase(from)}” to “${phase(to)}”.`,
  )
  const document = parseDocument(scratch.read('main', recordPath(record.id)))
  document.set('phase', to)
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true })
  await scratch.push(branch, recordPath(record.id), text, `Ask for ${to}`, author)
  const title = `${record.data.title}: ${to}`
  const { data: pull } = await scratch.as(author).pulls.create({ owner, repo, head: branch, base: 'main', title })
  const look = () => judge(pull.number, branch, author)

  step('The gate judges it.')
  const blocked = standing.criteria.some(({ status }) => status === 'unmet')
  const waits = standing.criteria.some(({ status }) => status === 'waiting')
  const first = await look()
  must(first.state === (blocked ? 'failure' : 'pending'), `the status is ${first.state}`)
  must(await cannotMerge(pull.number, author), 'the forge merged what the gate has not passed')
  if (blocked) return

  for (const person of [...new Set(consulted)]) {
    step(`${name(person)}, who is consulted, answers.`)
    const body = 'Nothing to add.'
    await scratch.as(person).pulls.createReview({ owner, repo, pull_number: pull.number, event: 'COMMENT', body })
  }
  let state = first.state
  for (const [index, person] of signers.entries()) {
    step(`${name(person)} approves.`)
    await scratch.as(person).pulls.createReview({ owner, repo, pull_number: pull.number, event: 'APPROVE' })
    if (index === signers.length - 1) state = (await look()).state
  }
  must(state === (waits ? 'pending' : 'success'), `the status is ${state} when all have signed`)
  must((await cannotMerge(pull.number, author)) === waits, 'merging does not follow the status')
  if (waits) return

  step('It is merged. The board shows the new phase.')
  const { output } = await scratch.check(recordPath(record.id))
  show(output)
  // at the start of its line: behind the arrow it stood before
  must(output.includes(`\n  ${phase(to)}`), 'the board does not show the new phase')
}

/** One holder for each role; where the pathway wants different people, different ones. */
function seated(roles: readonly string[], holders: Holders, distinct: readonly string[][]): string[] {
  const seats = new Map<string, string>()
  for (const role of roles) {
    const others = distinct.filter(group => group.includes(role)).flat()
    const taken = others.flatMap(other => seats.get(other) ?? [])
    const person = (holders.get(role) ?? []).find(one => !taken.includes(one))
    if (person === undefined) throw new Error(`Nobody can sign as ${role}.`)
    seats.set(role, person)
  }
  return [...new Set(seats.values())]
}
