/** The story that `npm start` tells: one transition from request to merge, with everything that can stand in its way. */
import { parseDocument } from 'yaml'
import { dayOf } from '../../policies/dates.ts'
import { holdersOf } from '../../policies/holders.ts'
import { type RecordFile, type Repository, recordPath } from '../../policies/repository.ts'
import type { Scratch } from '../rehearsal/scratch.ts'
import { must, owner, repo, tellingOf } from './telling.ts'

/** The record that it is told of. */
export const record = 'bars-app6/ashbourne-vale'
const branch = 'advance/ashbourne-vale'
const path = recordPath(record)

/** Ashbourne Vale goes into public beta: refused, mended, signed one by one, merged. */
export async function tellStory(scratch: Scratch, site: RecordFile, repository: Repository): Promise<void> {
  const { step, show, judge: look, cannotMerge } = tellingOf(scratch)
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
  const judge = () => look(pull.number, branch, lead)

  step('The gate judges it and refuses: the comment says what is missing.')
  const refused = await judge()
  must(refused.state === 'failure', `the status is ${refused.state}, not failure`)
  must(
    refused.comment.includes('SMK-04') && refused.comment.includes('has not been decided'),
    'the comment does not say what is missing',
  )
  must(await cannotMerge(pull.number, lead), 'the forge merged what the gate refused')

  step(`${name(lead)} brings the evidence: the smoke test run again, its issue closed, and the decision to go live.`)
  await scratch.push(
    branch,
    path,
    withEvidence(scratch.read(branch, path), lead, supplier, holder('bars-team/project-lead')),
    'Smoke test repeated, issue closed; go-live decided',
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
    must((await cannotMerge(pull.number, lead)) === (state !== 'success'), 'merging does not follow the status')
  }

  step('It is merged. The board shows the new phase.')
  const { output } = await scratch.check(path)
  show(output)
  must(output.includes('Public beta (business go-live) → Beta exit'), 'the board does not show the new phase')
}

/** The record with what was missing, its comments kept. */
function withEvidence(text: string, lead: string, supplier: string, national: string): string {
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
  const issue = (document.toJS().issues as { reference: string }[]).findIndex(({ reference }) => reference === 'ISS-04')
  document.setIn(['issues', issue, 'resolved'], document.createNode({ by: lead, on, evidence }, { flow: true }))
  document.addIn(
    ['decisions'],
    document.createNode({
      decision: 'go-live',
      outcome: 'go',
      on,
      // with somebody else in the chair, their own side would have to confirm it
      chair: lead,
      attended: [lead, supplier, national],
      minutes: evidence,
    }),
  )
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}
