/**
 * What happens while the gate judges. Before each request of a run, in turn, something happens on the pull request, and the run that GitHub
 * starts for it begins and ends; then the first run goes on with what it knew. In the end the pull request shows what is right.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { standBetween } from './between.ts'
import { at, content, friday, openStage, type Pull, phase, type Stage, signers, site } from './fixture.ts'
import { judgeOnGitHub } from './github.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 })

let stage: Stage
let origin: string
beforeAll(async () => {
  stage = await openStage()
  origin = process.cwd()
  process.chdir(stage.clone)
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterAll(async () => {
  process.chdir(origin)
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await stage.close()
})

function judge(pull: Pull | null, url = stage.forge.url): Promise<number> {
  const environment = { ...stage.environment(pull), GITHUB_API_URL: url }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  return judgeOnGitHub({ now: new Date(friday) })
}

const review = (pull: Pull, login: string, event: 'APPROVE' | 'REQUEST_CHANGES') =>
  stage.as(login).pulls.createReview({ ...at, pull_number: pull.number, event, body: 'x' })

interface Race {
  approved: string[]
  /** Judged once before, so that a comment and a status are there. */
  again?: true
  happens: (pull: Pull) => Promise<unknown>
  /** The first run is the hourly one: it knows the pull request from a list. */
  sweep?: true
  state: string
  says: string
}

const text = phase(content()[site] ?? '', 'user-training')
const races: Record<string, Race> = {
  'all have signed, and one of them objects': {
    approved: signers,
    happens: pull => review(pull, 'pro-lead', 'REQUEST_CHANGES'),
    state: 'failure',
    says: 'Not yet',
  },
  'it was a success, and one of them objects': {
    approved: signers,
    again: true,
    happens: pull => review(pull, 'pro-lead', 'REQUEST_CHANGES'),
    state: 'failure',
    says: 'Not yet',
  },
  'the last one signs': {
    approved: signers.slice(1),
    happens: pull => review(pull, 'pro-lead', 'APPROVE'),
    state: 'success',
    says: 'Ready to merge',
  },
  'all have signed, and the record changes': {
    approved: signers,
    happens: pull => stage.push(pull.ref, { [site]: `${text}# later\n` }),
    state: 'pending',
    says: 'Waiting',
  },
  'all have signed, and its base is changed': {
    approved: signers,
    happens: ({ number }) => stage.as('bars-lead').pulls.update({ ...at, pull_number: number, base: 'other' }),
    state: 'failure',
    says: 'choose the default branch',
  },
}

const swept = ['all have signed, and the record changes', 'all have signed, and its base is changed']
for (const name of swept) races[`in a sweep: ${name}`] = { ...(races[name] as Race), sweep: true }

test.each(Object.entries(races))('%s', async (_, { approved, again, happens, sweep, state, says }) => {
  await stage.push('refs/heads/other', { 'README.md': 'Another base.\n' }, 'owner', ['refs/heads/main'])
  const wrong: string[] = []
  let nth = 0
  for (let happened = true; happened; ) {
    nth += 1
    happened = false
    const pull = await stage.open({ approved })
    if (again) await judge(pull)
    const between = await standBetween(stage.forge.url, async seen => {
      if (seen !== nth) return
      happened = true
      await happens(pull)
      await judge(pull)
    })
    await judge(sweep ? null : pull, between.url)
    await between.close()
    const shown = await stage.shown(pull)
    await stage.as('bars-lead').pulls.update({ ...at, pull_number: pull.number, state: 'closed' })
    if (!happened) continue
    if (shown.status?.state !== state) wrong.push(`before request ${nth}: ${shown.status?.state}`)
    if (shown.comments.length !== 1) wrong.push(`before request ${nth}: ${shown.comments.length} comments`)
    if (!shown.comments[0]?.includes(says)) wrong.push(`before request ${nth}: the comment does not say “${says}”`)
  }
  expect(wrong).toEqual([])
  // there were requests before which it could happen
  expect(nth).toBeGreaterThan(3)
})

test('a person who holds a role no longer, by a push to main: whoever judged by the roles of before judges again', async () => {
  const own = 'policies/directory/people.yaml'
  const before = content()[own] ?? ''
  const pull = await stage.open({ approved: signers })
  let happened = false
  const between = await standBetween(stage.forge.url, async seen => {
    if (seen !== 3) return
    happened = true
    await stage.push('refs/heads/main', { [own]: before.replaceAll('pro-lead', 'pro-deputy') }, 'owner')
  })
  await judge(pull, between.url)
  await between.close()
  const shown = await stage.shown(pull)
  await stage.push('refs/heads/main', { [own]: before }, 'owner')
  expect(happened).toBe(true)
  expect(shown.status?.state).not.toBe('success')
})

test('a comment by somebody is no reason to judge again', async () => {
  const pull = await stage.open({ approved: signers })
  const between = await standBetween(stage.forge.url, async seen => {
    if (seen === 3)
      await stage.as('bystander').issues.createComment({ ...at, issue_number: pull.number, body: 'Well.' })
  })
  const before = stage.forge.requests.length
  await judge(pull, between.url)
  await between.close()
  const read = stage.forge.requests.slice(before).filter(({ path }) => path.endsWith(`/pulls/${pull.number}`))
  expect(read).toHaveLength(1)
})

test('two runs at once, whichever is first: one comment', async () => {
  for (let round = 0; round < 3; round++) {
    const pull = await stage.open({ approved: signers })
    await Promise.all([judge(pull), judge(pull)])
    expect(await stage.shown(pull)).toMatchObject({
      status: { state: 'success' },
      comments: [expect.stringContaining('Ready to merge')],
    })
  }
})
