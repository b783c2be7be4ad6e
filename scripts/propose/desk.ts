/** What a command of somebody who works on records has before it: the clone, what stands in it, who they are, and the door to GitHub. */
import { dayOf } from '../../policies/dates.ts'
import { type RecordFile, type Repository, readRepository, recordId } from '../../policies/repository.ts'
import { type Client, GitHubError } from '../github/client.ts'
import { whoAmI } from '../github/proposals.ts'
import { readDisk } from '../read/disk.ts'
import { baseFor, type Clone, openClone, textAt } from './clone.ts'
import { connectClone } from './connect.ts'
import { personCalled, whoIsHere } from './me.ts'

export interface Desk {
  root: string
  clone: Clone
  /** `null`: there is no GitHub, or no token for it. */
  client: Client | null
  repository: Repository
  /** Directory id; `null`: nobody that the directory knows. */
  me: string | null
  now: Date
  /** YYYY-MM-DD, in England. */
  today: string
}

export interface DeskOptions {
  now: Date
  /** Who somebody says to be: id or login. */
  as?: string
  /** Whether GitHub is needed. */
  online: boolean
}

/** Opens the clone around the current folder. Throws where there is none, or where its rules cannot be read. */
export async function openDesk({ now, as, online }: DeskOptions): Promise<Desk> {
  const clone = openClone('.', process.env, { interactive: process.stdin.isTTY === true })
  const repository = readRepository(readDisk(clone.root))
  const broken = repository.findings.find(({ at }) => at.path.startsWith('policies/'))
  if (broken)
    throw new Error(`${broken.at.path} is broken, so nothing can be judged by it: npm run check says what it is.`)
  const client = online ? connectClone(clone, process.env) : null
  const { people } = repository
  const said = as === undefined ? null : personCalled(as, people)
  if (as !== undefined && said === null)
    throw new Error(`The directory knows nobody called ${as}: expected an id or a GitHub login of policies/directory.`)
  const me = said ?? whoIsHere(clone, client ? await accountOf(client) : null, people)
  return { root: clone.root, clone, client, repository, me, now, today: dayOf(now) }
}

async function accountOf(client: Client): Promise<{ id: number; login: string } | null> {
  try {
    return await whoAmI(client)
  } catch (error) {
    if (error instanceof GitHubError && error.status === 401)
      throw new Error('GitHub does not take the token in GITHUB_TOKEN (or GH_TOKEN): it is wrong, or it has expired.')
    throw error
  }
}

/** The text of a record on the default branch, as this clone knows it; `null`: it is not there yet. */
export function mergedText({ clone }: Desk, { path }: RecordFile): string | null {
  const { commit } = baseFor({ ...clone, branch: clone.defaultBranch }, '', [])
  return textAt(clone, commit, path)
}

/** A record by its id or path. Throws where there is none that can be read. */
export function recordCalled(name: string, { repository }: Pick<Desk, 'repository'>): RecordFile {
  const id = recordId(name.replaceAll('\\', '/').replace(/^\.\//, ''))
  const record = repository.records.get(id)
  if (record) return record
  const path = `deployments/${id}.yaml`
  throw new Error(
    repository.tree.has(path)
      ? `${path} cannot be read as it is: npm run check -- ${id} says why.`
      : `There is no record ${id}: npm run check -- --short lists them.`,
  )
}
