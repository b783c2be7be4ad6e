/** Answers an event of GitHub: an issue, or a workflow that was started by hand. */
import { readFileSync } from 'node:fs'
import { readRepository } from '../../policies/repository.ts'
import { inputsIn, issueEventIn } from '../github/asked.ts'
import { answerIssue } from '../github/issues.ts'
import { connectedFrom } from '../governance/connect.ts'
import { readDisk } from '../read/disk.ts'
import { type Answer, answerText, type Place } from '../render/answer.ts'
import { runText } from '../render/request.ts'
import { type Delivered, deliver } from './deliver.ts'
import type { Heard, Scene } from './heard.ts'
import { branchOfIssue, hearIssue } from './issue.ts'
import { proposalFor } from './proposal.ts'
import { branchOfRun, hearRun } from './run.ts'
import { summarise } from './summary.ts'

/** Who is spoken with. */
interface Door {
  place: Place
  branch: string
  /** The number of the issue; `null`: there is none. */
  issue: number | null
  hear: () => Promise<Heard>
  say: (text: string) => Promise<unknown>
}

/** Answers, and says how it ended: 0 answered, whatever the answer; 2 not, or not all that belongs to it was done. */
export async function respond(root: string, environment: NodeJS.ProcessEnv, now: Date): Promise<number> {
  const scene = { client: connectedFrom(environment), repository: readRepository(readDisk(root)), now }
  const door = doorOf(scene, environment)
  const run = `${need(environment, 'GITHUB_SERVER_URL')}/${need(environment, 'GITHUB_REPOSITORY')}/actions/runs/${need(environment, 'GITHUB_RUN_ID')}`
  try {
    const heard = await door.hear()
    if (heard.is === 'silence') {
      console.log(runText.nothing(heard.why))
      return 0
    }
    const { answer, after }: Delivered =
      heard.is === 'answer'
        ? { answer: heard.answer, after: [] }
        : await deliver(scene.client, proposalFor(root, scene, door, heard, run))
    await door.say(answerText(answer, door.place))
    // nothing of what was asked for goes into a log
    console.log(runText.answered(answer.is))
    for (const error of after) console.error(runText.after(error))
    return after.length > 0 ? 2 : 0
  } catch (error) {
    await lastWord(door, { is: 'broken', run })
    throw error
  }
}

/** Where even that cannot be said, the run is red all the same. */
async function lastWord({ say, place }: Door, answer: Answer): Promise<void> {
  await say(answerText(answer, place)).catch((error: unknown) => console.error(runText.after(error)))
}

function doorOf(scene: Scene, environment: NodeJS.ProcessEnv): Door {
  const event = need(environment, 'GITHUB_EVENT_NAME')
  const payload: unknown = JSON.parse(readFileSync(need(environment, 'GITHUB_EVENT_PATH'), 'utf8'))
  if (event === 'issues') {
    const issue = issueEventIn(payload)
    return {
      place: 'issue',
      branch: branchOfIssue(issue.number),
      issue: issue.number,
      hear: () => hearIssue(scene, issue),
      say: text => answerIssue(scene.client, issue.number, text),
    }
  }
  if (event !== 'workflow_dispatch') throw new Error(`the event is ${event}; expected issues or workflow_dispatch`)
  const [run, login] = [need(environment, 'GITHUB_RUN_ID'), need(environment, 'GITHUB_ACTOR')]
  const actor = { id: Number(need(environment, 'GITHUB_ACTOR_ID')), login, bot: login.endsWith('[bot]') }
  return {
    place: 'run',
    branch: branchOfRun(run),
    issue: null,
    hear: () => hearRun(scene, { actor, run, inputs: inputsIn(payload) }),
    say: summarise,
  }
}

function need(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name]
  if (!value) throw new Error(`${name} is not set. GitHub Actions sets it: this command is for its workflows.`)
  return value
}
