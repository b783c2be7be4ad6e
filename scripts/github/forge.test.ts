/** The whole folder against the forge, whose requests and answers are held to GitHub's own description of its API. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Forge, startForge } from '../rehearsal/forge.ts'
import { createBare, writeHistory } from '../rehearsal/history.ts'
import { connect } from './client.ts'
import { carryOut, headNow, planEffects, readStatus, type Wanted } from './effects.ts'
import { resolve } from './event.ts'
import { readPullRequest } from './facts.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-github-'))
const bare = join(folder, 'releases.git')
const everyday = { contents: 'write', 'pull-requests': 'write' } as const
const token = (login: string) => ({ token: login, login, permissions: everyday })
const bot = 'github-actions[bot]'
const context = 'countersign/gate'
let forge: Forge

beforeAll(async () => {
  await createBare(bare, 'main')
  const date = '2026-01-05T09:00:00Z'
  const ann = { name: 'Ann', email: '11+ann@users.noreply.github.com', date }
  const stranger = { name: 'Someone', email: 'someone@elsewhere.example', date }
  const root = { ref: 'refs/heads/main', files: { 'a.yaml': 'a: 1\n' }, message: 'Start', author: ann }
  const [base = ''] = await writeHistory(bare, [root])
  const message = 'Go live\n\nCo-authored-by: Bob <12+bob@users.noreply.github.com>'
  const onBranch = { ref: 'refs/heads/go-live', files: { 'a.yaml': 'a: 2\n' }, parents: [base] }
  await writeHistory(bare, [{ ...onBranch, message, author: ann, committer: stranger }])
  forge = await startForge({
    repository: 'acme/releases',
    bare,
    defaultBranch: 'main',
    users: [
      { login: 'ann', id: 11, type: 'User' },
      { login: 'bob', id: 12, type: 'User' },
      { login: 'cat', id: 13, type: 'User' },
      { login: 'outsider', id: 14, type: 'User', collaborator: false },
      { login: bot, id: 41898282, type: 'Bot' },
    ],
    tokens: [
      token('ann'),
      token('cat'),
      {
        token: 'bot',
        login: bot,
        app: true,
        permissions: { contents: 'read', 'pull-requests': 'write', statuses: 'write' },
      },
    ],
  })
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true })
})

const as = (who: string) => connect({ baseUrl: forge.url, repository: 'acme/releases', token: who, patience: 0 })

describe('a pull request from opening to the green status', () => {
  const gate = () => as('bot')
  const people = [11, 12, 13, 14].map((id, index) => ({ id, login: ['ann', 'bob', 'cat', 'outsider'][index] ?? '' }))
  const want = (sha: string, state: Wanted['status']['state'], comment: string): Wanted => {
    return { status: { sha, context, state, description: comment }, comment, ask: people }
  }
  const decide = async (state: Wanted['status']['state'], text: string) => {
    const facts = await readPullRequest(gate(), 1)
    const shown = await readStatus(gate(), facts.head.sha, context)
    return { facts, effects: planEffects(facts, want(facts.head.sha, state, text), shown) }
  }

  it('is opened', async () => {
    await as('ann').write('POST /repos/{owner}/{repo}/pulls', { title: 'Go live', head: 'go-live', base: 'main' })
    expect(await resolve(gate(), { sweep: true })).toEqual([1])
    const sha = await headNow(gate(), 1)
    expect(await resolve(gate(), { find: { head: 'acme:go-live', sha } })).toEqual([1])
    expect(await resolve(gate(), { find: { head: 'acme:go-live', sha: 'f'.repeat(40) } })).toEqual([])
  })

  it('is read in five requests, with everyone who wrote the commit', async () => {
    const client = gate()
    const facts = await readPullRequest(client, 1)
    expect(client.requests()).toBe(5)
    expect(facts).toMatchObject({
      number: 1,
      open: true,
      draft: false,
      author: { id: 11, login: 'ann', bot: false },
      base: { branch: 'main', isDefault: true },
      commits: [{ sha: facts.head.sha, authors: [{ id: 11 }, null, { id: 12 }] }],
      cut: [],
    })
  })

  it('gets one comment, requests and a status, while the connection fails', async () => {
    const { effects } = await decide('pending', 'waits for cat')
    expect(effects.map(effect => effect.kind)).toEqual(['comment', 'review-request', 'status'])
    const creates = (method: string, path: string) => method === 'POST' && path.endsWith('/comments')
    forge.fail({ match: creates, times: 1, how: 'cut', after: true })
    forge.fail({ match: (_, path) => path.includes('/statuses/'), times: 1, how: { status: 503 } })
    const { refused } = await carryOut(gate(), 1, effects)
    expect(refused.map(one => one.login)).toEqual(['outsider'])
    const { facts, effects: again } = await decide('pending', 'waits for cat')
    expect(facts.comments).toHaveLength(1)
    expect(facts.asked.map(one => one.person.login)).toEqual(['bob', 'cat'])
    expect(facts.reviewersNow).toBe(2)
    expect(again).toEqual([{ kind: 'review-request', logins: ['outsider'] }])
  })

  it('is approved, and turns green with the same comment', async () => {
    const review = 'POST /repos/{owner}/{repo}/pulls/{number}/reviews'
    await as('cat').write(review, { number: 1, event: 'APPROVE' })
    forge.fail({ match: (_, path) => path.endsWith('/reviews'), times: 1, how: 'half' })
    forge.fail({ match: (_, path) => path.endsWith('/events'), times: 1, how: { status: 403, retryAfter: 5 } })
    const { facts, effects } = await decide('success', 'all signed')
    expect(facts.reviews).toMatchObject([{ person: { id: 13 }, state: 'approved', commit: facts.head.sha }])
    await carryOut(gate(), 1, effects)
    const after = await decide('success', 'all signed')
    expect(after.facts.comments.map(comment => comment.body)).toEqual(['<!-- countersign -->\nall signed'])
    expect(await readStatus(gate(), facts.head.sha, 'Countersign/Gate')).toMatchObject({ state: 'success' })
  })

  it('keeps the review of an account that is deleted', async () => {
    forge.deleteUser('cat')
    const { facts } = await decide('pending', 'x')
    expect(facts.reviews).toMatchObject([{ person: null, state: 'approved' }])
    expect(facts.asked.map(one => one.person.login)).toEqual(['bob'])
  })

  it('asked nothing that the description does not know', () => {
    expect(forge.contractBreaches).toEqual([])
    expect(forge.requests.filter(request => request.status === 404)).toEqual([])
  })
})
