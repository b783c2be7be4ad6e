/** Merging: what stands in its way, and the commit that it makes. */
import { type Answer, type Call, notFound, refuse } from './answers.ts'
import { iso } from './clock.ts'
import { type CommitData, commitsBetween, mergeTree, refs, type Signature, updateRef, writeCommit } from './git.ts'
import { linked, signatureOf, webSignature } from './people.ts'
import { findPull } from './pulls.ts'
import { type Pull, type State, sameLogin } from './state.ts'
import { lacking } from './statuses.ts'
import { note } from './sync.ts'

interface Request {
  sha?: string
  merge_method?: 'merge' | 'squash' | 'rebase'
  commit_title?: string
  commit_message?: string
}

/** PUT /pulls/{n}/merge */
export async function mergePull(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const request = (call.body ?? {}) as Request
  const obstacle = refusal(state, pull, request)
  if (obstacle !== null) return obstacle
  const base = `refs/heads/${pull.base.branch}`
  const tip = (await refs(state.bare)).get(base)?.sha
  const tree = tip === undefined ? null : await mergeTree(state.bare, tip, pull.head.sha)
  if (tip === undefined || tree === null) return refuse(405, 'Pull Request is not mergeable')
  const data = await mergeCommit(state, pull, call.login, request, tip)
  const sha = await writeCommit(state.bare, { ...data, tree })
  // Somebody may have pushed meanwhile: only the tip that was merged with may be replaced.
  if (!(await updateRef(state.bare, base, sha, tip)))
    return refuse(405, 'Base branch was modified. Review and try the merge again.')
  const at = iso(state.now())
  Object.assign(pull, { state: 'closed', closedAt: at, merged: { at, by: call.login, sha } })
  note(state, pull, call.login, 'merged', { commit: sha })
  note(state, pull, call.login, 'closed')
  return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } }
}

function refusal(state: State, pull: Pull, { sha, merge_method = 'merge' }: Request): Answer | null {
  if (pull.state === 'closed') return refuse(405, 'Pull Request is not mergeable')
  if (pull.draft) return refuse(405, 'Pull Request is still a draft')
  if (merge_method === 'rebase') return refuse(405, 'Rebase merges are not allowed on this repository.')
  if (sha !== undefined && sha !== pull.head.sha)
    return refuse(409, 'Head branch was modified. Review and try the merge again.')
  const missing = lacking(state, pull.head.sha)
  return missing === null ? null : refuse(405, missing)
}

async function mergeCommit(state: State, pull: Pull, by: string, request: Request, tip: string) {
  const squash = request.merge_method === 'squash'
  const date = iso(state.now())
  const commits = await commitsBetween(state.bare, tip, pull.head.sha)
  const standard = squash ? squashText(state, pull, commits) : mergeText(pull)
  const title = request.commit_title ?? standard.title
  const message = request.commit_message ?? standard.message
  return {
    parents: squash ? [tip] : [tip, pull.head.sha],
    author: { ...signatureOf(state, squash ? pull.author : by), date },
    committer: { ...webSignature, date },
    message: `${title}\n\n${message}`.trim(),
  }
}

const mergeText = (pull: Pull) => ({
  title: `Merge pull request #${pull.number} from ${pull.head.owner}/${pull.head.branch}`,
  message: pull.title,
})

/** One commit lends its own message; of several, GitHub lists them under the pull request's title. */
function squashText(state: State, pull: Pull, commits: CommitData[]): { title: string; message: string } {
  const [only, ...others] = commits
  const trailers = coAuthors(state, pull, commits).map(({ name, email }) => `Co-authored-by: ${name} <${email}>`)
  const several = commits.map(({ message }) => `* ${message}`).join('\n\n')
  const [subject = '', ...rest] = (only?.message ?? '').split('\n')
  const single = only !== undefined && others.length === 0
  const title = `${single ? subject : pull.title} (#${pull.number})`
  const parts = [single ? rest.join('\n').trim() : several, trailers.join('\n')]
  return { title, message: parts.filter(part => part !== '').join('\n\n') }
}

/** Whoever wrote a commit and did not open the pull request. */
function coAuthors(state: State, pull: Pull, commits: CommitData[]): Signature[] {
  const isOpener = (author: Signature) => sameLogin(linked(state, author)?.login ?? '', pull.author)
  const others = commits.map(({ author }) => author).filter(author => !isOpener(author))
  return others.filter((author, at) => others.findIndex(({ email }) => email === author.email) === at)
}
