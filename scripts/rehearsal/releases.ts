/** Releases: a text at a tag. */
import { api, nodeId, webPage } from './addresses.ts'
import { type Answer, type Call, type Invalid, invalid, list, notFound } from './answers.ts'
import { iso } from './clock.ts'
import { git, refs, resolveCommit, updateRef } from './git.ts'
import { userOrGhost } from './people.ts'
import type { PublishedRelease, State } from './state.ts'

type Shape = Record<string, unknown>
type Given = Partial<Pick<PublishedRelease, 'name' | 'body' | 'draft' | 'prerelease'>> & {
  tag_name?: string
  target_commitish?: string
}

const longestBody = 125_000

/** GET /releases: newest first. Drafts are shown to those who may write. */
export function listReleases(state: State, call: Call): Answer {
  const shown = state.releases.filter(({ draft }) => !draft || call.permissions.contents === 'write')
  return list(
    call,
    shown.toReversed().map(release => shape(state, release)),
  )
}

/** POST /releases: makes the tag where there is none, unless it is a draft. */
export async function createRelease(state: State, call: Call): Promise<Answer> {
  const { tag_name: tag = '', target_commitish = state.defaultBranch, ...given } = call.body as Given
  const release: PublishedRelease = {
    id: state.nextId(),
    tag,
    target: target_commitish,
    name: given.name ?? null,
    body: given.body ?? null,
    draft: given.draft ?? false,
    prerelease: given.prerelease ?? false,
    author: call.login,
    createdAt: iso(state.now()),
  }
  const wrong = await unfit(state, release)
  if (wrong.length > 0) return invalid(...wrong)
  state.releases.push(release)
  const body = shape(state, release)
  return { status: 201, body, headers: { location: String(body.url) } }
}

/** PATCH /releases/{id} */
export async function updateRelease(state: State, call: Call): Promise<Answer> {
  const at = state.releases.findIndex(({ id }) => id === Number(call.path.release_id))
  const was = state.releases[at]
  if (was === undefined) return notFound()
  const { tag_name: tag = was.tag, target_commitish: target = was.target, name, body, ...flags } = call.body as Given
  const texts = { ...(name !== undefined && { name }), ...(body !== undefined && { body }) }
  const { draft = was.draft, prerelease = was.prerelease } = flags
  const is = { ...was, tag, target, ...texts, draft, prerelease }
  const wrong = await unfit(state, is)
  if (wrong.length > 0) return invalid(...wrong)
  state.releases[at] = is
  return { status: 200, body: shape(state, is) }
}

/** What GitHub finds wrong in a release. What is published gets its tag here. */
async function unfit(state: State, release: PublishedRelease): Promise<Invalid[]> {
  const error = (field: string, code: string, message?: string): Invalid => ({
    resource: 'Release',
    field,
    code,
    ...(message === undefined ? {} : { message }),
  })
  if (release.tag.trim() === '') return [error('tag_name', 'missing_field')]
  if ([...(release.body ?? '')].length > longestBody)
    return [error('body', 'custom', `body is too long (maximum is ${longestBody} characters)`)]
  // drafts do not hold their tag: of them there may be several
  if (release.draft) return []
  const other = state.releases.some(({ id, tag, draft }) => !draft && tag === release.tag && id !== release.id)
  if (other) return [error('tag_name', 'already_exists')]
  if (await tagged(state, release)) return []
  return [
    error('tag_name', 'custom', 'tag_name is not a valid tag'),
    error('', 'custom', 'Published releases must have a valid tag'),
    error('target_commitish', 'invalid'),
  ]
}

async function tagged(state: State, { tag, target }: PublishedRelease): Promise<boolean> {
  const ref = `refs/tags/${tag}`
  if ((await refs(state.bare)).has(ref)) return true
  const named = await git(state.bare, ['check-ref-format', ref]).catch(() => null)
  const commit = named === null ? null : await resolveCommit(state.bare, target)
  return commit !== null && (await updateRef(state.bare, ref, commit))
}

function shape(state: State, release: PublishedRelease): Shape {
  const url = api(state, `/releases/${release.id}`)
  const name = release.draft ? `untagged-${release.id}` : release.tag
  return {
    url,
    html_url: webPage(state, `/releases/tag/${name}`),
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: release.draft ? null : api(state, `/tarball/${release.tag}`),
    zipball_url: release.draft ? null : api(state, `/zipball/${release.tag}`),
    id: release.id,
    node_id: nodeId('RE', release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    published_at: release.draft ? null : release.createdAt,
    author: userOrGhost(state, release.author),
    assets: [],
  }
}
