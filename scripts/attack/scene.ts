/** Where an attack on GitHub's side takes place: a forge of its own, people with tokens, and the gate. */
import type { Verdict } from '../../policies/model.ts'
import { app, at, bot, context, friday, openStage, type Pull, type Setting, type Stage } from '../gate/fixture.ts'
import { judge } from '../gate/judge.ts'
import { connect } from '../github/client.ts'
import { gitIn } from '../read/git.ts'
import type { Trial } from './attack.ts'

export interface Scene extends Stage {
  /** The gate judges; `url`: somebody stands between it and the forge. `null`: it broke, as it says itself. */
  judge: (pull: Pull, url?: string) => Promise<string | null>
  /** What the status of the head says. */
  status: (pull: Pull) => Promise<Trial>
  /** Somebody presses the button. */
  merge: (pull: Pull, login?: string) => Promise<Trial>
  review: (pull: Pull, login: string, event: 'APPROVE' | 'REQUEST_CHANGES') => Promise<unknown>
  /** Sets the gate's status. `token`: whose. */
  pretend: (pull: Pull, token: string, name?: string) => Promise<unknown>
}

/** The repository as the ruleset protects it where nothing else is said: the status counts that GitHub Actions has set. */
export const asGenerated: Setting = { requiredFrom: bot.login }
/** The repository with an App of the gate's own. */
export const withApp: Setting = { requiredFrom: app.login }

/** Plays a scene on a forge of its own, which is gone afterwards. */
export async function scene(
  play: (scene: Scene) => Promise<Trial>,
  setting: Setting = asGenerated,
  changes: Record<string, string> = {},
): Promise<Trial> {
  const stage = await openStage(changes, setting)
  const git = gitIn(stage.clone)
  const login = setting.requiredFrom === app.login ? app.login : bot.login
  const sha = ({ ref }: Pull) => gitIn(stage.bare)(['rev-parse', ref]).toString().trim()
  try {
    return await play({
      ...stage,
      judge: async ({ number }, url = stage.forge.url) => {
        const token = login === app.login ? app.token : 'gate'
        const client = connect({ baseUrl: url, repository: 'acme/releases', token, patience: 0.001 })
        const run = { client, git, login, accounts: new Map(), options: { now: new Date(friday) }, fetched: false }
        try {
          await judge(run, { number }, undefined)
          return null
        } catch (error) {
          return (error as Error).message
        }
      },
      status: async pull => {
        const { status } = await stage.shown(pull)
        const state = status?.state as Verdict['state'] | undefined
        return { passed: state === 'success', by: `${state ?? 'no status'}: ${status?.description ?? ''}` }
      },
      merge: (pull, by = 'owner') =>
        asked(stage.as(by).pulls.merge({ ...at, pull_number: pull.number, merge_method: 'squash' })),
      review: (pull, by, event) =>
        stage.as(by).pulls.createReview({ ...at, pull_number: pull.number, event, body: 'As discussed.' }),
      pretend: (pull, token, name = context) =>
        stage.as(token).repos.createCommitStatus({ ...at, sha: sha(pull), context: name, state: 'success' }),
    })
  } finally {
    await stage.close()
  }
}

interface Refusal {
  message?: string
  errors?: unknown[]
}

/** What GitHub answers: done, or its refusal in its own words. */
export async function asked(request: Promise<{ status: number }>): Promise<Trial> {
  try {
    const { status } = await request
    return { passed: true, by: `GitHub: ${status}` }
  } catch (error) {
    return refusalOf(error)
  }
}

/** GitHub's refusal in its own words. Throws what is none. */
export function refusalOf(error: unknown): Trial {
  const { status, response } = error as { status?: number; response?: { data?: Refusal } }
  if (status === undefined || ![403, 405, 409, 422].includes(status)) throw error
  const { message = '', errors = [] } = response?.data ?? {}
  const why = errors.filter(one => typeof one === 'string')
  return { passed: false, by: `GitHub: ${status} ${[message, ...why].join(': ')}` }
}
