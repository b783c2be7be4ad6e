/** The repository as GitHub's JSON. */
import { nodeId, web } from './addresses.ts'
import { owner } from './people.ts'
import type { State } from './state.ts'

type Shape = Record<string, unknown>

const addresses = (
  'archive:{archive_format}{/ref} assignees{/user} blobs:git{/sha} branches{/branch} collaborators{/collaborator} ' +
  'comments{/number} commits{/sha} compare/{base}...{head} contents/{+path} contributors deployments downloads events forks ' +
  'hooks issue_comment issue_events issues{/number} keys{/key_id} labels{/name} languages merges milestones{/number} ' +
  'notifications pulls{/number} releases{/id} stargazers statuses/{sha} subscribers subscription tags teams'
).split(' ')

/** The repository inside other things; `fork` is the owner of a fork of it. */
export function repository(state: State, fork: string | null = null): Shape {
  const who = fork ?? state.owner
  const url = `${state.url}/repos/${who}/${state.name}`
  const html = `${web}/${who}/${state.name}`
  const created = state.createdAt
  const urls = addresses.map(address => [`${/^\w+/.exec(address)?.[0]}_url`, `${url}/${address}`])
  return {
    ...Object.fromEntries(urls),
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    id: fork === null ? state.id : state.id + 1,
    node_id: nodeId('R', `${who}/${state.name}`),
    name: state.name,
    full_name: `${who}/${state.name}`,
    owner: owner(state, who),
    private: true,
    visibility: 'private',
    html_url: html,
    description: null,
    fork: fork !== null,
    url,
    git_url: `git://github.com/${who}/${state.name}.git`,
    ssh_url: `git@github.com:${who}/${state.name}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 0,
    default_branch: state.defaultBranch,
    open_issues: state.pulls.filter(pull => pull.state === 'open').length,
    open_issues_count: state.pulls.filter(pull => pull.state === 'open').length,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    has_downloads: false,
    archived: false,
    disabled: false,
    topics: [],
    pushed_at: created,
    created_at: created,
    updated_at: created,
  }
}

/** The repository as `GET /repos/{owner}/{repo}` shows it. */
export function fullRepository(state: State): Shape {
  return {
    ...repository(state),
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: false,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    network_count: 0,
    subscribers_count: 0,
  }
}
