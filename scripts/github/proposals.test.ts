/** From a change of files to a pull request that asks for reviews, against the forge. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Fault } from '../rehearsal/faults.ts'
import { type Forge, startForge } from '../rehearsal/forge.ts'
import { createBare, writeHistory } from '../rehearsal/history.ts'
import { type Client, connect } from './client.ts'
import { answerIssue, readIssue } from './issues.ts'
import {
  askForReviews,
  type Change,
  commitOnGitHub,
  dispatchWorkflow,
  type Opened,
  openPull,
  type Proposal,
  whoAmI,
} from './proposals.ts'

vi.setConfig({ testTimeout: 60_000 })

const bot = 'github-actions[bot]'
const date = '2026-01-05T09:00:00Z'
const author = { name: 'Ann', email: '11+ann@users.noreply.github.com', date }
const files = { 'a.yaml': 'phase: one\n', 'b.yaml': 'b\n', '.github/workflows/gate.yml': 'on:\n  workflow_dispatch:\n' }

let folder: string
let bare: string
let root: string
let forge: Forge
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-proposals-'))
  bare = join(folder, 'releases.git')
  await createBare(bare, 'main')
  root = (await writeHistory(bare, [{ ref: 'refs/heads/main', files, message: 'Start', author }]))[0] ?? ''
  const many = Array.from({ length: 20 }, (_, at) => ({ login: `p${at}`, id: 100 + at, type: 'User' as const }))
  const all = { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' } as const
  forge = await startForge({
    repository: 'acme/releases',
    bare,
    defaultBranch: 'main',
    users: [
      ...many,
      { login: 'ann', id: 11, type: 'User' },
      { login: 'bob', id: 12, type: 'User' },
      { login: 'outsider', id: 14, type: 'User', collaborator: false },
      { login: bot, id: 41_898_282, type: 'Bot' },
    ],
    tokens: [
      { token: 'ann', login: 'ann', permissions: all },
      { token: 'bot', login: bot, permissions: all, app: true },
      { token: 'weak', login: 'bob', permissions: { contents: 'read' } },
    ],
  })
})
afterEach(async () => {
  await forge.close()
  rmSync(folder, { recursive: true })
  expect(forge.contractBreaches).toEqual([])
})

const as = (token: string): Client =>
  connect({ baseUrl: forge.url, repository: 'acme/releases', token, patience: 0.001 })
const git = (...args: string[]) => execFileSync('git', args, { cwd: bare, encoding: 'utf8' }).trim()
const push = async (ref: string, text: string, parents?: string[]) =>
  (await writeHistory(bare, [{ ref, files: { 'a.yaml': text }, message: 'x', author, ...(parents && { parents }) }]))[0]

const change = (more: Partial<Change> = {}): Change => ({
  branch: 'advance/a',
  base: root,
  files: [
    { path: 'a.yaml', text: 'phase: twö\n' },
    { path: 'b.yaml', text: null },
    { path: 'new/c.yaml', text: 'b\n' },
  ],
  message: 'Ask for two\n\nBecause.\n',
  ...more,
})
const proposal = (more: Partial<Proposal> = {}): Proposal => {
  return { branch: 'advance/a', base: 'main', title: 'Two', body: 'What changes', draft: false, ...more }
}

describe('a commit', () => {
  test('stands on a new branch, by the owner of the token', async () => {
    const { sha } = await commitOnGitHub(as('ann'), change())
    expect(git('log', '--format=%H %P %an <%ae> %cn%n%B', '-1', 'advance/a')).toBe(
      `${sha} ${root} ann <11+ann@users.noreply.github.com> GitHub\nAsk for two\n\nBecause.`,
    )
    expect(git('show', `${sha}:a.yaml`)).toBe('phase: twö')
    expect(git('diff', '--no-renames', '--name-status', root, sha)).toBe('M\ta.yaml\nD\tb.yaml\nA\tnew/c.yaml')
  })

  test('is made once, however often it is asked for', async () => {
    const first = await commitOnGitHub(as('ann'), change())
    expect(await commitOnGitHub(as('ann'), change({ message: 'In other words' }))).toEqual(first)
    expect(git('rev-list', '--count', `${root}..advance/a`)).toBe('1')
  })

  test('comes after the first on an open proposal', async () => {
    const { sha: base } = await commitOnGitHub(as('ann'), change())
    const more = change({ base, files: [{ path: 'a.yaml', text: 'phase: three\n' }] })
    const { sha } = await commitOnGitHub(as('ann'), more)
    expect(await commitOnGitHub(as('ann'), more)).toEqual({ sha })
    expect(git('rev-parse', `${sha}^`)).toBe(base)
  })

  test.each<[string, (tip: string) => Promise<unknown>]>([
    ['other content', () => push('refs/heads/advance/a', 'other\n', [root])],
    ['our commit and one more', tip => push('refs/heads/advance/a', 'more\n', [tip])],
    [
      'the same content on another base',
      async tip => {
        const main = await push('refs/heads/main', 'meanwhile\n')
        git('update-ref', 'refs/heads/advance/a', git('commit-tree', '-p', main ?? '', '-m', 'x', `${tip}^{tree}`))
      },
    ],
  ])('is refused where the branch has %s', async (_, spoil) => {
    const identity = ['user.name=x', 'user.email=x@example.org'].map(one => one.split('='))
    for (const [name = '', value = ''] of identity) git('config', name, value)
    const { sha } = await commitOnGitHub(as('ann'), change())
    await spoil(sha)
    const tip = git('rev-parse', 'advance/a')
    await expect(commitOnGitHub(as('ann'), change())).rejects.toThrow(
      'The branch advance/a is on GitHub already, with other changes.',
    )
    expect(git('rev-parse', 'advance/a')).toBe(tip)
  })

  test('is refused to a token that may not, and no branch is left behind', async () => {
    await expect(commitOnGitHub(as('weak'), change())).rejects.toThrow('Resource not accessible')
    expect(git('branch', '--list', 'advance/*')).toBe('')
  })
})

describe('a pull request', () => {
  beforeEach(() => commitOnGitHub(as('ann'), change()))

  test('is opened once', async () => {
    const first = await openPull(as('ann'), proposal({ draft: true }))
    expect(first).toEqual({
      number: 1,
      url: 'https://github.com/acme/releases/pull/1',
      isNew: true,
      author: { id: 11, login: 'ann', bot: false },
      asked: [],
      reviewersNow: 0,
    })
    expect(await openPull(as('bot'), proposal({ body: 'Other' }))).toEqual({ ...first, isNew: false })
    const shown = await as('ann').read('GET /repos/{owner}/{repo}/pulls/1')
    expect(shown).toMatchObject({ title: 'Two', body: 'What changes', draft: true })
  })

  test('says something else when that is asked for, and is not touched where it says it already', async () => {
    await openPull(as('ann'), proposal())
    const body = 'Line\nand line'
    await openPull(as('ann'), proposal({ title: 'Three', body }), { update: true })
    const shown = await as('ann').read('GET /repos/{owner}/{repo}/pulls/1')
    expect(shown).toMatchObject({ title: 'Three', body })
    const before = forge.requests.length
    await openPull(as('ann'), proposal({ title: 'Three', body: 'Line\r\nand line\n' }), { update: true })
    expect(forge.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })

  test('is a new one when the old one is closed', async () => {
    await openPull(as('ann'), proposal())
    await as('ann').write('PATCH /repos/{owner}/{repo}/pulls/1', { state: 'closed' })
    expect(await openPull(as('ann'), proposal())).toMatchObject({ number: 2, isNew: true })
  })

  test('into another branch stands in the way', async () => {
    git('branch', 'release', root)
    await openPull(as('ann'), proposal({ base: 'release' }))
    await expect(openPull(as('ann'), proposal())).rejects.toThrow('an open pull request into release, number 1')
  })

  test('of a fork’s branch of that name is none of ours', async () => {
    git('update-ref', 'refs/forks/bob/advance/a', 'advance/a')
    await as('ann').write('POST /repos/{owner}/{repo}/pulls', { head: 'bob:advance/a', base: 'main', title: 'x' })
    expect(await openPull(as('ann'), proposal())).toMatchObject({ number: 2, isNew: true })
  })

  test('asks for reviews: not of the author, and one who cannot be asked keeps nobody away', async () => {
    const pull = await openPull(as('ann'), proposal())
    const refused = await askForReviews(as('ann'), pull, ['ANN', 'bob', 'outsider', 'Bob', 'p1'])
    expect(refused.map(({ login }) => login)).toEqual(['outsider'])
    const asked = async (): Promise<Opened> => openPull(as('ann'), proposal())
    expect((await asked()).asked).toEqual(['bob', 'p1'])
    const many = ['BOB', ...Array.from({ length: 15 }, (_, at) => `p${at}`)]
    const full = await askForReviews(as('ann'), await asked(), many)
    expect(full).toEqual([{ login: 'p14', reason: 'GitHub takes 15 reviewers at most.' }])
    expect((await asked()).asked).toHaveLength(15)
    expect(await askForReviews(as('ann'), await asked(), ['ann', 'bob'])).toEqual([])
  })
})

describe('an issue', () => {
  const open = (body?: string) =>
    as('ann').write('POST /repos/{owner}/{repo}/issues', { title: 'Register', body, labels: ['form'] })

  test('is read', async () => {
    await open('### Site\n\n@all')
    expect(await readIssue(as('bot'), 1)).toEqual({
      number: 1,
      title: 'Register',
      body: '### Site\n\n@all',
      author: { id: 11, login: 'ann', bot: false },
      open: true,
      labels: ['form'],
      url: 'https://github.com/acme/releases/issues/1',
    })
    await open()
    expect((await readIssue(as('bot'), 2)).body).toBe('')
    forge.deleteUser('ann')
    expect((await readIssue(as('bot'), 1)).author).toBeNull()
  })

  test('is not a pull request', async () => {
    await commitOnGitHub(as('ann'), change())
    await openPull(as('ann'), proposal())
    await expect(readIssue(as('bot'), 1)).rejects.toThrow('Number 1 is a pull request; expected an issue.')
  })

  test('has one answer, which nobody else can pretend to have given', async () => {
    await open()
    const mark = '<!-- countersign answer -->'
    await as('ann').write('POST /repos/{owner}/{repo}/issues/1/comments', { body: `${mark}\nforged` })
    // the verdict's comment is another one
    await as('bot').write('POST /repos/{owner}/{repo}/issues/1/comments', { body: '<!-- countersign -->\nverdict' })
    const id = await answerIssue(as('bot'), 1, 'First')
    expect(await answerIssue(as('bot'), 1, 'Second')).toBe(id)
    expect(await answerIssue(as('bot'), 1, 'Second')).toBe(id)
    const rows = await as('ann').list('GET /repos/{owner}/{repo}/issues/1/comments')
    const bodies = rows.map(row => (row as { body: string }).body)
    expect(bodies).toEqual([`${mark}\nforged`, '<!-- countersign -->\nverdict', `${mark}\nSecond`])
  })
})

test('a workflow is asked to run', async () => {
  await dispatchWorkflow(as('bot'), 'gate.yml', 'main', { pr: '1' })
  expect(forge.dispatches).toEqual([{ workflow: 'gate.yml', ref: 'main', inputs: { pr: '1' }, actor: bot }])
  await expect(dispatchWorkflow(as('weak'), 'gate.yml', 'main', {})).rejects.toThrow('Resource not accessible')
})

test('a token is somebody’s, or nobody’s', async () => {
  expect(await whoAmI(as('ann'))).toEqual({ id: 11, login: 'ann' })
  expect(await whoAmI(as('bot'))).toBeNull()
  await expect(whoAmI(as('forged'))).rejects.toThrow('Bad credentials')
})

/** Each request of a proposal meets each fault; whatever happens, there is in the end one branch, one commit, one pull request. */
describe('faults', () => {
  const faults: Record<string, Omit<Fault, 'match'>> = {
    'a 502': { times: 1, how: { status: 502 } },
    'a 502 after it was done': { times: 1, how: { status: 502 }, after: true },
    'a 500 until patience ends': { times: 5, how: { status: 500 } },
    'a rate limit of a second': { times: 1, how: { status: 429, retryAfter: 1 } },
    'a rate limit of an hour': { times: 1, how: { status: 403, retryAfter: 3600 } },
    'a cut': { times: 1, how: 'cut' },
    'half an answer': { times: 1, how: 'half' },
    'a cut after it was done': { times: 1, how: 'cut', after: true },
    'cuts after it was done, until patience ends': { times: 5, how: 'cut', after: true },
  }

  let nth = 0
  /** A proposal of its own, from the commit to the reviews and the workflow. */
  const propose = async (branch: string, reopened = false) => {
    const client = as('ann')
    await commitOnGitHub(client, change({ branch }))
    const body = reopened ? 'Again' : 'What changes'
    const pull = await openPull(client, proposal({ branch, body }), { update: true })
    await askForReviews(client, pull, ['bob', 'p1'])
    await dispatchWorkflow(client, 'gate.yml', 'main', { pr: String(pull.number) })
  }

  /** What is not as it should be; empty: nothing. */
  const wrongs = async (branch: string, isDone: boolean): Promise<string[]> => {
    const tip = git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`)
    const commits = tip && git('rev-list', '--count', `${root}..${tip}`)
    const pulls = await as('ann').list('GET /repos/{owner}/{repo}/pulls', { state: 'all', head: `acme:${branch}` })
    const asked = (pulls[0] as { requested_reviewers?: { login: string }[] })?.requested_reviewers ?? []
    const workflows = forge.dispatches.filter(
      ({ inputs }) => inputs.pr === String((pulls[0] as { number?: number })?.number),
    )
    return [
      ...(Number(commits) > 1 ? [`${commits} commits`] : []),
      ...(pulls.length > 1 ? [`${pulls.length} pull requests`] : []),
      ...(isDone && commits !== '1' ? ['no commit'] : []),
      ...(isDone && pulls.length !== 1 ? ['no pull request'] : []),
      ...(isDone && asked.map(({ login }) => login).join() !== 'bob,p1' ? ['not asked'] : []),
      ...(isDone && workflows.length === 0 ? ['no workflow'] : []),
    ]
  }

  test.each(Object.keys(faults))('%s at any request', async kind => {
    const before = forge.requests.length
    await propose(`proposal-${++nth}`)
    const sequence = forge.requests.slice(before).map(({ method, path }) => `${method} ${path}`)
    expect(sequence).toHaveLength(7)
    const found: string[] = []
    const ended = new Set<string>()
    for (const [at, request] of sequence.entries()) {
      // reading changes nothing: to lose its answer is to lose it
      if (request.startsWith('GET') && faults[kind]?.after) continue
      const branch = `proposal-${++nth}`
      let seen = 0
      let met = ''
      const match = (method: string, path: string) => {
        if (met === '' && seen++ === at) met = `${method} ${path}`
        return met === `${method} ${path}`
      }
      forge.fail({ ...faults[kind], match } as Fault)
      const error = await propose(branch).then(
        () => null,
        (error: Error) => error.message,
      )
      const where = met
      // what the fault has left is no matter of what comes next
      met = 'over'
      ended.add(error === null ? 'done' : 'failed')
      if (error?.includes('other changes')) found.push(`${where}: ${error}`)
      found.push(...(await wrongs(branch, error === null)).map(wrong => `${where}: ${wrong}`))
      const again = await propose(branch, true).catch((error: Error) => error.message)
      if (again) found.push(`${where}, run again: ${again}`)
      found.push(...(await wrongs(branch, true)).map(wrong => `${where}, run again: ${wrong}`))
    }
    expect(found).toEqual([])
    // what lasts too long is an error, and what does not is got over
    const lasts = /patience ends|hour/.test(kind)
    expect([...ended].toSorted()).toEqual(lasts ? (faults[kind]?.after ? ['done', 'failed'] : ['failed']) : ['done'])
  })
})
