/** What a run would do, as a value: what main wants × what is there. */
import type { Repository } from '../../policies/repository.ts'
import type { Client } from '../github/client.ts'
import { readReleases } from '../github/releases.ts'
import type { Git } from '../read/git.ts'
import { commitMessage } from '../render/publishing.ts'
import { announce, type Step } from './announce.ts'
import { type Addition, readRefs, readThere } from './branch.ts'
import { readWanted, repositoryAt } from './facts.ts'
import type { Place, Printed } from './page.ts'
import { type Plan, type Print, planFor } from './plan.ts'
import type { Problem } from './problem.ts'
import { branch } from './published.ts'
import type { Arrival, Revision } from './wanted.ts'

/** Generates the texts of a revision from a repository; `null`: the record or the template is not there. */
export type Printer = (revision: Revision, repository: Repository) => Printed | null

export interface Scene {
  git: Git
  /** As `git`, with more in its environment. */
  gitWith: (environment: Record<string, string>) => Git
  client: Client
  place: Place
  print: Printer
}

/** What the branch is to get. */
export interface Intent {
  plan: Plan
  arrivals: Arrival[]
  /** `null`: nothing is to be written. */
  addition: Addition | null
}

/** Reads main and the branch as they are at origin, and plans. */
export function intend({ git, place, print }: Pick<Scene, 'git' | 'place' | 'print'>): Intent {
  const main = readRefs(git, ['HEAD']).get('HEAD')
  if (main === undefined) throw new Error('origin has no default branch.')
  const { revisions, arrivals, unidentified } = readWanted(git, main)
  const there = readThere(git, branch)
  const planned = planFor(revisions, there, printing(git, print), place)
  const unknown = unidentified.map((one): Problem => ({ is: 'unidentified', ...one }))
  const plan = { ...planned, problems: [...unknown, ...planned.problems] }
  return { plan, arrivals, addition: plan.writes.size === 0 ? null : additionOf(plan, there.tip) }
}

/** Its time is that of the newest of what it publishes: the same addition is the same commit, whoever makes it. */
function additionOf({ news, writes, entries }: Plan, tip: string | null): Addition {
  const times = (news.length > 0 ? news : entries).map(({ at }) => at).sort()
  return { tip, writes, message: commitMessage(news), at: times.at(-1) ?? '1970-01-01T00:00:00Z' }
}

/** Each commit is read once; what breaks for one revision keeps no other from being published. */
function printing(git: Git, print: Printer): Print {
  const read = new Map<string, Repository>()
  return revision => {
    try {
      const repository = read.get(revision.commit) ?? repositoryAt(git, revision.commit)
      read.set(revision.commit, repository)
      return print(revision, repository)
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** What GitHub's releases are to get, once the branch is as planned. */
export async function announcements(
  { git, client, place }: Scene,
  { arrivals, plan }: Intent,
): Promise<{ steps: Step[]; problems: Problem[] }> {
  if (arrivals.length === 0) return { steps: [], problems: [] }
  const refs = readRefs(
    git,
    arrivals.flatMap(({ tag }) => [`refs/tags/${tag}`, `refs/tags/${tag}^{}`]),
  )
  const tags = new Map([...refs].map(([ref, sha]) => [ref.replace('refs/tags/', ''), sha]))
  return announce(arrivals, plan, { releases: await readReleases(client), tags }, place)
}
