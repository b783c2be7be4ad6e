/** Commits and changed files as GitHub's JSON. */
import { api, nodeId, webPage } from './addresses.ts'
import type { CommitData, FileChange, Signature } from './git.ts'
import { account, linked } from './people.ts'
import type { State } from './state.ts'

type Shape = Record<string, unknown>

/** What GitHub says of a commit's signature. Here it is told, not verified. */
const verification = ({ signed, own }: State, sha: string): Shape =>
  own.has(sha) || signed(sha)
    ? {
        verified: true,
        reason: 'valid',
        signature: 'signature',
        payload: 'payload',
        verified_at: '2026-01-01T00:00:00Z',
      }
    : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

/** A commit as the lists show it. */
export function commit(state: State, data: CommitData): Shape {
  const url = api(state, `/commits/${data.sha}`)
  const shown = (signature: Signature) => {
    const person = linked(state, signature)
    return person === null ? null : account(state, person)
  }
  return {
    sha: data.sha,
    node_id: nodeId('C', data.sha),
    url,
    html_url: webPage(state, `/commit/${data.sha}`),
    comments_url: `${url}/comments`,
    commit: {
      url: api(state, `/git/commits/${data.sha}`),
      author: data.author,
      committer: data.committer,
      message: data.message,
      comment_count: 0,
      tree: { sha: data.tree, url: api(state, `/git/trees/${data.tree}`) },
      verification: verification(state, data.sha),
    },
    author: shown(data.author),
    committer: shown(data.committer),
    parents: parents(state, data),
  }
}

/** A commit as the timeline shows it: git's data only, no accounts. */
export function committed(state: State, data: CommitData): Shape {
  return {
    event: 'committed',
    sha: data.sha,
    node_id: nodeId('C', data.sha),
    url: api(state, `/git/commits/${data.sha}`),
    html_url: webPage(state, `/commit/${data.sha}`),
    author: data.author,
    committer: data.committer,
    message: data.message,
    tree: { sha: data.tree, url: api(state, `/git/trees/${data.tree}`) },
    parents: parents(state, data),
    verification: verification(state, data.sha),
  }
}

function parents(state: State, data: CommitData): Shape[] {
  return data.parents.map(sha => ({
    sha,
    url: api(state, `/commits/${sha}`),
    html_url: webPage(state, `/commit/${sha}`),
  }))
}

/** A changed file; the addresses name the commit that has it. */
export function file(state: State, head: string, change: FileChange): Shape {
  const path = change.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: change.blob,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: webPage(state, `/blob/${head}/${path}`),
    raw_url: webPage(state, `/raw/${head}/${path}`),
    contents_url: api(state, `/contents/${path}?ref=${head}`),
    ...(change.patch === null ? {} : { patch: change.patch }),
    ...(change.previous === null ? {} : { previous_filename: change.previous }),
  }
}
