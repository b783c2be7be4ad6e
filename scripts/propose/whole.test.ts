/** From an edited record to a pull request, in a user's clone and against the forge: each part with the others. */
import { expect, onTestFinished, test } from 'vitest'
import { commitOnGitHub, openPull } from '../github/proposals.ts'
import { readChange } from '../read/change.ts'
import { startForge } from '../rehearsal/forge.ts'
import { baseFor, fetchOrigin } from './clone.ts'
import { changeIn, draftCommit } from './commit.ts'
import { connectClone } from './connect.ts'
import { branch, other, type Place, place, record } from './fixture.ts'
import { keepCommit } from './keep.ts'
import { fetchBranch, push } from './push.ts'

async function forgeOver({ bare }: Place) {
  const all = { contents: 'write', 'pull-requests': 'write' } as const
  const forge = await startForge({
    repository: 'acme/releases',
    bare,
    defaultBranch: 'main',
    users: [{ login: 'ann', id: 11, type: 'User', emails: ['ann@acme.example'] }],
    tokens: [{ token: 'ann', login: 'ann', permissions: all }],
  })
  onTestFinished(async () => {
    await forge.close()
    expect(forge.contractBreaches).toEqual([])
  })
  const environment = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'ann' }
  return { environment: { ...environment, COUNTERSIGN_PATIENCE: '0.001' } }
}

/** Somebody else works on main, and the user edits the record and another file. */
function edited(settings: Record<string, string>, text: string) {
  const on = place(settings)
  on.elsewhere('deployments/demo/third.yaml', 'phase: one\n')
  on.write(record, text)
  on.write(other, 'mine\n')
  return on
}

const proposal = { branch, base: 'main', title: 'Two', body: 'What changes', draft: false }

test.each([
  ['plain', {}, 'phase: two\n'],
  ['with the line ends of Windows', { 'core.autocrlf': 'true' }, 'phase: two\r\n'],
])('a commit that GitHub makes and signs is the one that was judged, %s', async (_, settings, text) => {
  const on = edited(settings, text)
  const { environment } = await forgeOver(on)
  const clone = on.open(environment)
  const client = connectClone(clone, environment)
  if (!client) throw new Error('no door')
  expect(fetchOrigin(clone)).toBe(true)
  const base = baseFor(clone, branch, [record])
  const draft = draftCommit(clone, {
    base: base.commit,
    files: [{ path: record, text }],
    message: 'Ask for two\n\nWhy.',
  })
  // what the gate is given before anything is kept
  const facts = readChange(clone.git, base.commit, draft, [])
  expect([facts.files, facts.after.get(record)]).toEqual([[record], { text: 'phase: two\n' }])

  const { sha } = await commitOnGitHub(client, changeIn(clone, branch, draft))
  fetchBranch(clone, branch, sha)
  expect(keepCommit(clone, branch, sha)).toEqual({ commit: sha, notOnIt: null })
  expect(on.git('rev-parse', `${sha}^{tree}`)).toBe(on.git('rev-parse', `${draft}^{tree}`))
  expect([on.git('status', '--porcelain'), on.read(record)]).toEqual([` M ${other}`, text])
  expect(await openPull(client, proposal)).toMatchObject({ number: 1, isNew: true })
  const shown = await client.read('GET /repos/{owner}/{repo}/commits/{sha}', { sha })
  expect(shown).toMatchObject({
    author: { login: 'ann' },
    commit: { message: 'Ask for two\n\nWhy.', verification: { verified: true } },
  })

  // a second commit of the proposal, by git this time
  on.write(record, text.replace('two', 'three'))
  const again = on.open(environment)
  const own = baseFor(again, branch, [record])
  expect(own).toEqual({ commit: sha, name: branch, isOwn: true })
  const files = [{ path: record, text: on.read(record) }]
  const { commit } = keepCommit(again, branch, draftCommit(again, { base: own.commit, files, message: 'More' }))
  expect(push(again, branch, commit)).toBeNull()
  expect(await openPull(client, proposal)).toMatchObject({ number: 1, isNew: false })
  expect(await client.read('GET /repos/{owner}/{repo}/pulls/1')).toMatchObject({ commits: 2, head: { sha: commit } })
})

test('a file that goes is a change as any other', () => {
  const on = place()
  const commit = draftCommit(on.open(), { base: 'main', files: [{ path: record, text: null }], message: 'x' })
  expect(changeIn(on.open(), branch, commit)).toEqual({
    branch,
    base: on.git('rev-parse', 'main'),
    files: [{ path: record, text: null }],
    message: 'x',
  })
})
