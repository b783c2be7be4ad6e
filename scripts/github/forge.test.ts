/** The whole folder against the forge, whose requests and answers are held to GitHub's own description of its API. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Forge, startForge } from '../rehearsal/forge.ts'
import { createBare, writeHistory } from '../rehearsal/history.ts'
import { commitsOf } from './authors.ts'
import { type Client, connect } from './client.ts'
import { carryOut, planEffects, readStatus, type Wanted } from './effects.ts'
import { resolve } from './event.ts'
import { factsOf, headOf, isOvertaken, readPull } from './facts.ts'
import { addedSince, type Entry, readTimeline } from './timeline.ts'

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

const look = async (client: Client) => {
  const shown = await readPull(client, 1)
  const timeline = await readTimeline(client, 1)
  return { shown, timeline, facts: factsOf(shown, timeline, 'acme/releases') }
}
const as = (who: string) => connect({ baseUrl: forge.url, repository: 'acme/releases', token: who, patience: 0 })

describe('a pull request from opening to the green status', () => {
  const gate = () => as('bot')
  const people = [11, 12, 13, 14].map((id, index) => ({ id, login: ['ann', 'bob', 'cat', 'outsider'][index] ?? '' }))
  const want = (sha: string, state: Wanted['status']['state'], comment: string): Wanted => {
    return { status: { sha, context, state, description: comment }, comment, ask: people }
  }
  const decide = async (state: Wanted['status']['state'], text: string) => {
    const { facts, timeline } = await look(gate())
    const shown = await readStatus(gate(), facts.head.sha, context)
    return { facts, timeline, effects: planEffects(facts, want(facts.head.sha, state, text), shown) }
  }

  it('is opened', async () => {
    await as('ann').write('POST /repos/{owner}/{repo}/pulls', { title: 'Go live', head: 'go-live', base: 'main' })
    const [meant] = await resolve(gate(), { sweep: true })
    expect(meant).toMatchObject({ number: 1, listed: { title: 'Go live' } })
    const { shown, timeline } = await look(gate())
    const { sha } = headOf(shown)
    // what a list tells of a pull request is all that is needed of it
    expect(factsOf(meant?.listed, timeline, 'acme/releases')).toEqual(factsOf(shown, timeline, 'acme/releases'))
    expect(isOvertaken(shown, timeline, new Set([sha]))).toBe(false)
    expect(isOvertaken(shown, timeline, new Set())).toBe(true)
    expect(await resolve(gate(), { find: { head: 'acme:go-live', sha } })).toMatchObject([{ number: 1 }])
    expect(await resolve(gate(), { find: { head: 'acme:go-live', sha: 'f'.repeat(40) } })).toEqual([])
  })

  it('is read in two requests, and in a third who wrote a commit by an address that GitHub alone knows', async () => {
    const client = gate()
    const { facts } = await look(client)
    expect(client.requests()).toBe(2)
    expect(facts).toMatchObject({
      number: 1,
      open: true,
      draft: false,
      author: { id: 11, login: 'ann', bot: false },
      base: { branch: 'main', isDefault: true },
    })
    const written = { parents: [], author: '11+ann@users.noreply.github.com', committer: 'someone@elsewhere.example' }
    const message = 'Go live\n\nCo-authored-by: Bob <12+bob@users.noreply.github.com>'
    const commits = await commitsOf(client, 1, { [facts.head.sha]: { ...written, message } }, new Map())
    expect(commits).toMatchObject([{ sha: facts.head.sha, authors: [{ id: 11 }, null, { id: 12 }] }])
    expect(client.requests()).toBe(3)
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
    forge.fail({ match: (_, path) => path.endsWith('/timeline'), times: 1, how: 'half' })
    forge.fail({ match: (_, path) => path.endsWith('/statuses'), times: 1, how: { status: 403, retryAfter: 5 } })
    const { facts, effects } = await decide('success', 'all signed')
    expect(facts.reviews).toMatchObject([{ person: { id: 13 }, state: 'approved', commit: facts.head.sha }])
    await carryOut(gate(), 1, effects)
    const after = await decide('success', 'all signed')
    expect(after.facts.comments.map(comment => comment.body)).toEqual(['<!-- countersign -->\nall signed'])
    expect(await readStatus(gate(), facts.head.sha, 'Countersign/Gate')).toMatchObject({ state: 'success' })
  })

  it('an entry that came after it was read is found by one request, and costs nothing where there is none', async () => {
    const client = gate()
    const { timeline } = await look(client)
    const isOurs = ({ by }: Entry) => by === bot
    const before = forge.requests.length
    expect(await addedSince(client, 1, timeline, isOurs)).toEqual([])
    expect(forge.requests.slice(before).map(({ status }) => status)).toEqual([304])
    const review = { number: 1, event: 'REQUEST_CHANGES', body: 'No' }
    await as('cat').write('POST /repos/{owner}/{repo}/pulls/{number}/reviews', review)
    expect(await addedSince(client, 1, timeline, isOurs)).toMatchObject([{ event: 'reviewed', by: 'cat' }])
    await as('cat').write('POST /repos/{owner}/{repo}/pulls/{number}/reviews', { number: 1, event: 'APPROVE' })
  })

  it('keeps the review of an account that is deleted', async () => {
    forge.deleteUser('cat')
    const { facts } = await decide('pending', 'x')
    expect(facts.reviews.map(({ person, state }) => [person?.login, state])).toEqual([
      ['ghost', 'approved'],
      ['ghost', 'changes-requested'],
      ['ghost', 'approved'],
    ])
    expect(facts.asked.map(one => one.person.login)).toEqual(['bob'])
  })

  it('asked nothing that the description does not know', () => {
    expect(forge.contractBreaches).toEqual([])
    expect(forge.requests.filter(request => request.status === 404)).toEqual([])
  })
})
