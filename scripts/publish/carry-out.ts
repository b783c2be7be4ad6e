/** A whole run. Each reads everything again, so a run that stopped half-way is completed by the next, and a second one does nothing. */
import { createRelease, updateRelease } from '../github/releases.ts'
import type { Told } from '../render/publishing.ts'
import type { Step } from './announce.ts'
import { commitAddition, pushTo } from './branch.ts'
import { announcements, type Intent, intend, type Scene } from './intent.ts'
import { fails } from './problem.ts'
import { branch } from './published.ts'

const attempts = 3

/** Publishes, and tells what was done. */
export async function publish(scene: Scene): Promise<Told> {
  const intent = await bringBranch(scene)
  const { plan } = intent
  // a release leads to its texts: they come first
  const { steps, problems } = await announcements(scene, intent)
  const { done, failures } = await carryOut(steps, scene)
  const tagsOf = (what: Step['do']) => done.filter(step => step.do === what).map(({ tag }) => tag)
  return {
    news: plan.news,
    remade: plan.writes.size,
    released: tagsOf('create'),
    updated: tagsOf('update'),
    problems: [...plan.problems, ...problems],
    failures,
  }
}

/** 0: all is published; 1: something must be mended first; 2: something went wrong on the way, and the next run does it. */
export const exitCode = ({ problems, failures }: Pick<Told, 'problems' | 'failures'>): number =>
  failures.length > 0 ? 2 : problems.some(fails) ? 1 : 0

/** Adds to the branch what it lacks. Where somebody else was there first, it looks and plans again. */
async function bringBranch(scene: Scene): Promise<Intent> {
  for (let attempt = 1; ; attempt += 1) {
    const intent = intend(scene)
    if (intent.addition === null) return intent
    const commit = commitAddition(scene.gitWith, intent.addition)
    if (pushTo(scene.git, commit, `refs/heads/${branch}`) === 'there') return intent
    if (attempt === attempts)
      throw new Error(`The branch ${branch} moved on at each of ${attempts} attempts. The next run publishes.`)
    await scene.client.wait(attempt ** 2)
  }
}

/** What fails for one release keeps no other from being made. */
async function carryOut(steps: readonly Step[], scene: Scene): Promise<{ done: Step[]; failures: string[] }> {
  const done: Step[] = []
  const failed = new Map<string, string>()
  for (const step of steps) {
    if (failed.has(step.tag)) continue
    try {
      if (await take(step, scene)) done.push(step)
    } catch (error) {
      failed.set(step.tag, `${step.tag}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { done, failures: [...failed.values()] }
}

/** Whether it was done by this. */
async function take(step: Step, { git, client }: Scene): Promise<boolean> {
  if (step.do === 'create') return createRelease(client, step)
  if (step.do === 'update') await updateRelease(client, step)
  else if (pushTo(git, step.commit, `refs/tags/${step.tag}`) === 'moved')
    throw new Error('somebody else has set the tag meanwhile.')
  return true
}
