/** The command as gate.yml runs it, against the forge. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  at,
  command,
  content,
  context,
  friday,
  governance,
  openStage,
  type Pull,
  phase,
  type Stage,
  signers,
  site,
} from './fixture.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** A stage of its own, for a test that changes main. */
async function ownStage(changes: Record<string, string | null> = {}): Promise<Stage> {
  const own = await openStage(changes)
  onTestFinished(own.close)
  return own
}

/** What the gate asked for, in order: without the part that every route has. */
async function requestsOf(run: () => Promise<unknown>, { forge } = stage): Promise<string[]> {
  const before = forge.requests.length
  await run()
  return forge.requests
    .slice(before)
    .map(({ method, path }) => `${method} ${path.replace('/repos/acme/releases/', '').replace(/[0-9a-f]{40}/, 'sha')}`)
}
const writes = (requests: string[]) => requests.filter(request => !request.startsWith('GET'))

describe('a pull request that waits for signatures', () => {
  test('gets a comment, requests and a pending status; again, nothing more; signed, the same comment and success', async () => {
    const pull = await stage.open()
    const first = await requestsOf(async () => expect(await stage.gate(pull)).toMatchObject({ code: 1, err: '' }))
    expect(writes(first)).toEqual([
      `POST pulls/${pull.number}/requested_reviewers`,
      `POST issues/${pull.number}/comments`,
      'POST statuses/sha',
    ])
    expect(first).toHaveLength(7)
    const shown = await stage.shown(pull)
    expect(shown).toMatchObject({
      status: { state: 'pending', description: expect.stringContaining('Waiting for 3 of 3 sign-offs') },
      statuses: 1,
      asked: ['pol-deputy', 'pol-lead', 'pro-deputy', 'pro-lead', 'sup-lead'],
    })
    expect(shown.comments).toEqual([expect.stringMatching(/^<!-- countersign -->\n/)])

    const second = await requestsOf(() => stage.gate(pull))
    expect(writes(second)).toEqual([])
    expect(second).toHaveLength(3)
    expect(await stage.shown(pull)).toEqual(shown)

    for (const login of signers)
      await stage.as(login).pulls.createReview({ ...at, pull_number: pull.number, event: 'APPROVE' })
    const third = await requestsOf(async () => expect(await stage.gate(pull)).toMatchObject({ code: 0 }))
    expect(writes(third)).toEqual([expect.stringMatching(/^PATCH issues\/comments\/\d+$/), 'POST statuses/sha'])
    const signed = await stage.shown(pull)
    expect(signed).toMatchObject({ status: { state: 'success' }, statuses: 2 })
    expect(signed.comments).toEqual([expect.stringContaining('Ready to merge')])
  })

  test('asks nobody while it is a draft', async () => {
    const pull = await stage.open({ draft: true })
    expect(await stage.gate(pull)).toMatchObject({ code: 1 })
    expect(await stage.shown(pull)).toMatchObject({ status: { state: 'pending' }, asked: [] })
    stage.forge.setDraft(pull.number, false)
    await stage.gate(pull)
    expect((await stage.shown(pull)).asked).toContain('pro-lead')
  })

  test('does not ask its author', async () => {
    const pull = await stage.open({ author: 'pro-lead' })
    await stage.gate(pull)
    expect((await stage.shown(pull)).asked).toEqual(['pol-deputy', 'pol-lead', 'sup-lead'])
  })

  test('judges an approval of what has been force-pushed away by its content', async () => {
    const pull = await stage.open({ approved: signers })
    const text = phase(content()[site] ?? '', 'user-training')
    await stage.push(pull.ref, { [site]: text, 'README.md': 'rebased' }, 'bars-lead', ['refs/heads/main'])
    await stage.gate(pull)
    expect((await stage.shown(pull)).status?.state).toBe('success')
    await stage.push(pull.ref, { [site]: `${text}# changed\n` }, 'bars-lead', ['refs/heads/main'])
    await stage.gate(pull)
    expect(await stage.shown(pull)).toMatchObject({
      status: { state: 'pending' },
      comments: [expect.stringContaining('has changed since they approved')],
    })
  })
})

test('whom GitHub will not ask is asked once, and the comment does not say to have asked them', async () => {
  const own = await openStage({}, { outsiders: ['pro-lead', 'pro-deputy'] })
  onTestFinished(own.close)
  const pull = await own.open()
  expect(await own.gate(pull)).toMatchObject({ code: 1, out: expect.stringContaining('would not ask pro-lead') })
  const shown = await own.shown(pull)
  expect(shown).toMatchObject({ asked: ['pol-deputy', 'pol-lead', 'sup-lead'], statuses: 1 })
  expect(shown.comments).toEqual([expect.stringContaining('not asked yet')])
  expect(writes(await requestsOf(() => own.gate(pull), own))).toEqual([])
  expect(await own.shown(pull)).toEqual(shown)
})

test('a status that somebody else has set is said again by the gate', async () => {
  const pull = await stage.open({ approved: signers })
  await stage.gate(pull)
  const { status } = await stage.shown(pull)
  const sha = execFileSync('git', ['rev-parse', pull.ref], { cwd: stage.bare, encoding: 'utf8' }).trim()
  const forged = { ...at, sha, context, state: 'success' as const, description: status?.description ?? '' }
  await stage.as('forger').repos.createCommitStatus(forged)
  expect(writes(await requestsOf(() => stage.gate(pull)))).toEqual(['POST statuses/sha'])
  expect(writes(await requestsOf(() => stage.gate(pull)))).toEqual([])
})

test('two sticky comments become one, the older, and somebody else’s stays', async () => {
  const pull = await stage.open()
  await stage.gate(pull)
  const [body = ''] = (await stage.shown(pull)).comments
  const say = (login: string) => stage.as(login).issues.createComment({ ...at, issue_number: pull.number, body })
  await say('gate')
  await say('bystander')
  await stage.gate(pull)
  const { data } = await stage.as('owner').issues.listComments({ ...at, issue_number: pull.number })
  expect(data.map(({ user }) => user?.login)).toEqual(['github-actions[bot]', 'bystander'])
})

describe('where signed commits are asked for', () => {
  const changes = { [governance]: (content()[governance] ?? '').replace('signedCommits: false', 'signedCommits: true') }
  test.each([
    [true, 'success', 'Ready to merge'],
    [false, 'failure', 'verified no signature'],
  ])('a commit whose signature is verified: %s', async (signed, state, says) => {
    const own = await openStage(changes, { signed: () => signed })
    onTestFinished(own.close)
    const pull = await own.open({ approved: signers })
    await own.gate(pull)
    expect(await own.shown(pull)).toMatchObject({ status: { state }, comments: [expect.stringContaining(says)] })
  })
  test('they are, where nobody says that they are not', async () => {
    const own = await openStage({ [governance]: null })
    onTestFinished(own.close)
    const pull = await own.open({ approved: signers })
    await own.gate(pull)
    expect((await own.shown(pull)).status?.state).toBe('failure')
  })
})

test('an address that looks like GitHub’s own and is nobody’s rules nobody out as its author', async () => {
  const pull = await stage.open({ email: '900000001+nobody@users.noreply.github.com', approved: signers })
  await stage.gate(pull)
  expect(await stage.shown(pull)).toMatchObject({
    status: { state: 'failure' },
    comments: [expect.stringContaining('belongs to no GitHub account')],
  })
})

describe('exit codes', () => {
  const broken = () => stage.open({ files: { [site]: 'kind: Deployment\nphase: [' } })

  test('a failure is 1, and with --report 0, as the status carries it', async () => {
    const pull = await broken()
    expect(await stage.gate(pull)).toMatchObject({ code: 1 })
    expect((await stage.shown(pull)).status?.state).toBe('failure')
    expect(await stage.gate(pull, ['--report'])).toMatchObject({ code: 0 })
    expect(await stage.gate(await stage.open(), ['--report'])).toMatchObject({ code: 0 })
  })

  test.each([
    [['--pull', '0'], {}, 'pull request’s number'],
    [['--now', 'yesterday'], {}, 'expected a day such as'],
    [['--nonsense'], {}, 'unknown option'],
    [[], { GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set'],
    [[], { GITHUB_REPOSITORY: 'releases' }, 'expected owner/name'],
    [[], { GITHUB_TOKEN: 'of-nobody' }, 'Bad credentials'],
    [[], { GITHUB_API_URL: 'http://github.invalid' }, 'GitHub did not answer'],
    [['--pull', '999'], {}, '404'],
  ] as [string[], Record<string, string>, string][])('%j %j is 2, with --report too', async (options, env, said) => {
    const ran = await stage.gate(await stage.open(), ['--report', ...options], env)
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(said) })
    expect(ran.err).not.toMatch(/^ +at /m)
  })

  test('help is 0; an event about no pull request is nothing to judge', async () => {
    expect(await stage.gate(null, ['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') })
    const ran = await stage.gate(null, [], { GITHUB_EVENT_NAME: 'release' })
    expect(ran).toMatchObject({ code: 0, out: "Nothing to judge: the event 'release' is about no pull request.\n" })
  })
})

test('--dry-run posts nothing and prints what it would', async () => {
  const pull = await stage.open()
  let out = ''
  const requests = await requestsOf(async () => {
    const ran = await stage.gate(pull, ['--dry-run'])
    expect(ran.code).toBe(1)
    out = ran.out
  })
  expect(writes(requests)).toEqual([])
  expect(JSON.parse(out)).toMatchObject([
    { kind: 'comment', body: expect.stringContaining('Waiting') },
    { kind: 'review-request', logins: ['pol-deputy', 'pol-lead', 'pro-deputy', 'pro-lead', 'sup-lead'] },
    { kind: 'status', context, state: 'pending' },
  ])
  const asked = await stage.gate({ ...pull, number: 999 }, ['--dry-run'])
  expect(asked).toMatchObject({ code: 2, out: '' })
  expect(await stage.shown(pull)).toEqual({ status: null, statuses: 0, comments: [], asked: [] })
})

test('--json prints the verdict, --markdown the comment as it was posted', async () => {
  const pull = await stage.open({ approved: signers })
  expect(JSON.parse((await stage.gate(pull, ['--json'])).out)).toMatchObject({ state: 'success', pull: pull.number })
  const { out } = await stage.gate(pull, ['--markdown'])
  expect(out.slice(0, 20)).toBe((await stage.shown(pull)).comments[0]?.split('\n').slice(1).join('\n').slice(0, 20))
})

test('in Actions it annotates, and writes the summary', async () => {
  const pull = await stage.open({ files: { [site]: 'kind: Deployment\nphase: [' } })
  const summary = join(stage.folder, 'summary.md')
  writeFileSync(summary, '')
  const { out } = await stage.gate(pull, [], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary })
  expect(out).toMatch(/^::error title=.*file=deployments\/demo\/site\.yaml,line=\d+/m)
  expect(readFileSync(summary, 'utf8')).toContain('What is wrong')
})

test('a closed pull request is nothing to judge', async () => {
  const pull = await stage.open()
  await stage.as('bars-lead').pulls.update({ ...at, pull_number: pull.number, state: 'closed' })
  expect(await stage.gate(pull)).toMatchObject({
    code: 0,
    out: `Pull request ${pull.number} is closed: nothing to judge.\n`,
  })
  expect(await stage.shown(pull)).toMatchObject({ status: null, comments: [] })
})

test('another base branch than main is a failure, judged by the rules of main', async () => {
  await stage.push('refs/heads/other', { 'policies/calendar/england-and-wales.yaml': null }, 'owner', [
    'refs/heads/main',
  ])
  const pull = await stage.open({ base: 'other', approved: signers })
  expect(await stage.gate(pull)).toMatchObject({ code: 1 })
  expect(await stage.shown(pull)).toMatchObject({
    status: { state: 'failure' },
    comments: [expect.stringContaining('choose the default branch as its base')],
  })
})

test('a fork is judged like a branch', async () => {
  const pull = await stage.open({ fork: 'bystander', author: 'bystander', approved: signers })
  await stage.gate(pull)
  expect(await stage.shown(pull)).toMatchObject({
    status: { state: 'success' },
    comments: [expect.stringContaining('Ready to merge')],
  })
})

test('a merge group gets the status too', async () => {
  const pull = await stage.open({ approved: signers })
  const group = await stage.push(
    `refs/heads/gh-readonly-queue/main/pr-${pull.number}-abc`,
    { 'README.md': 'merged' },
    'owner',
    [pull.ref],
  )
  const event = join(stage.folder, 'group.json')
  const merge_group = { head_ref: `refs/heads/gh-readonly-queue/main/pr-${pull.number}-abc`, head_sha: group }
  writeFileSync(event, JSON.stringify({ action: 'checks_requested', merge_group }))
  const env = { GITHUB_EVENT_NAME: 'merge_group', GITHUB_EVENT_PATH: event }
  const stateOf = async () =>
    (await stage.as('owner').repos.getCombinedStatusForRef({ ...at, ref: group })).data.statuses[0]?.state
  expect(JSON.parse((await stage.gate(pull, ['--dry-run'], env)).out)).toContainEqual(
    expect.objectContaining({ kind: 'status', sha: group, state: 'success' }),
  )
  expect(await stateOf()).toBe(undefined)
  expect(await stage.gate(pull, [], env)).toMatchObject({ code: 0 })
  expect(await stateOf()).toBe('success')
  stage.forge.fail({ match: (_, path) => path.endsWith('/timeline'), times: 4, how: { status: 502 } })
  expect(await stage.gate(pull, [], env)).toMatchObject({ code: 2 })
  expect(await stateOf()).toBe('error')
})

describe('the token', () => {
  test('needs no more than the workflow grants, and its status: write', async () => {
    const pull = await stage.open()
    const ran = await stage.gate(pull, ['--report'], { GITHUB_TOKEN: 'gate-without-statuses' })
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('Resource not accessible by integration') })
    // the comment stands before the status: without the status nothing can be merged
    expect(await stage.shown(pull)).toMatchObject({ status: null })
    const before = stage.forge.requests.length
    expect(await stage.gate(pull)).toMatchObject({ code: 1, err: '' })
    expect(stage.forge.requests.slice(before).filter(({ status }) => status >= 400)).toEqual([])
  })

  test('is in no output, even when it is refused', async () => {
    const { out, err } = await stage.gate(await stage.open(), [], { GITHUB_TOKEN: 'secret-of-nobody' })
    expect(out + err).not.toContain('secret-of-nobody')
  })
})

describe('a sweep', () => {
  test('judges each open pull request, the others too when one breaks, and posts nothing where nothing changed', async () => {
    const own = await ownStage()
    const [one, two] = [await own.open({ approved: signers }), await own.open()] as [Pull, Pull]
    own.forge.fail({ match: (_, path) => path.endsWith('/issues/1/timeline'), times: 4, how: { status: 502 } })
    expect(await own.gate(null, ['--report'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Pull request 1 could not be judged'),
    })
    expect((await own.shown(one)).status?.state).toBe('error')
    expect((await own.shown(two)).status?.state).toBe('pending')
    expect(await own.gate(null, ['--report'])).toMatchObject({ code: 0 })
    expect((await own.shown(one)).status?.state).toBe('success')
    const again = await requestsOf(() => own.gate(null), own)
    expect(writes(again)).toEqual([])
    expect(again).toHaveLength(1 + 2 * 2)
  })
})

describe('while it judges', () => {
  test('the head moves: the new one is judged', async () => {
    const own = await ownStage()
    const pull = await own.open({ approved: signers })
    const text = `${phase(content()[site] ?? '', 'user-training')}# moved\n`
    onNth(own, 'POST', '/statuses/', 1, () => moveHead(own, pull, { [site]: text }))
    const ran = await own.gate(pull)
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('changed while it was judged') })
    expect(await own.shown(pull)).toMatchObject({
      status: { state: 'pending' },
      comments: [expect.stringContaining('Waiting')],
    })
  })

  test('the head moves for ever: it gives up, and says so', async () => {
    const own = await ownStage()
    const pull = await own.open({ approved: signers })
    let moves = 0
    onNth(own, 'POST', '/statuses/', 0, () => moveHead(own, pull, { 'README.md': `${++moves}\n` }))
    const ran = await own.gate(pull, ['--report'])
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('changed 3 times') })
    // the error is posted to the newest head, and that moves it once more: a head without a status
    expect(await own.shown(pull)).toMatchObject({ status: null, comments: [expect.any(String)] })
    expect(moves).toBe(4)
  })

  test('main moved on: elsewhere it is no matter, in the same record it waits', async () => {
    const own = await ownStage()
    const pull = await own.open({ approved: signers })
    await own.push('refs/heads/main', { 'README.md': 'moved on' }, 'owner')
    await own.gate(pull)
    expect((await own.shown(pull)).status?.state).toBe('success')
    await own.push('refs/heads/main', { [site]: `${content()[site]}# changed on main\n` }, 'owner')
    await own.gate(pull)
    expect(await own.shown(pull)).toMatchObject({
      status: { state: 'pending', description: expect.stringContaining('changed on the base branch') },
      statuses: 2,
    })
  })
})

test('in a clone as actions/checkout makes it, it fetches commits, trees and files once each', async () => {
  const pull = await stage.open({ approved: signers })
  const clone = join(stage.folder, 'partial')
  const options = ['--quiet', '--no-checkout', '--sparse', '--filter=tree:0', '--branch=main']
  execFileSync('git', ['clone', ...options, pathToFileURL(stage.bare).href, clone], { stdio: 'pipe' })
  const trace = join(stage.folder, 'trace')
  const ran = await command(clone, ['--now', friday], { ...stage.environment(pull), GIT_TRACE2_EVENT: trace })
  expect(ran).toMatchObject({ code: 0, err: '' })
  const started = readFileSync(trace, 'utf8')
    .split('\n')
    .filter(line => line.includes('"event":"start"'))
  expect(started.filter(line => /"argv":\[[^\]]*"fetch"/.test(line))).toHaveLength(3)
})

describe('rules that are broken on main', () => {
  test.each<[string, Record<string, string | null>]>([
    ['a pathway that is no YAML', { 'policies/pathways/bars-beta.yaml': 'kind: Pathway\nphases: [' }],
    [
      'a pathway with an unknown rule',
      {
        'policies/pathways/bars-beta.yaml': (content()['policies/pathways/bars-beta.yaml'] ?? '').replaceAll(
          'rule: checklist',
          'rule: no-such-rule',
        ),
      },
    ],
    [
      'a pathway that is too large',
      {
        'policies/pathways/bars-beta.yaml': `${content()['policies/pathways/bars-beta.yaml']}#${'x'.repeat(1 << 20)}\n`,
      },
    ],
    ['no pathways', { 'policies/pathways/bars-beta.yaml': null, 'policies/pathways/bars-application.yaml': null }],
    [
      'no policies at all',
      Object.fromEntries(
        Object.keys(content())
          .filter(path => path.startsWith('policies/'))
          .map(path => [path, null]),
      ),
    ],
  ])('%s: an error for whoever asks, never a pass', async (_, changes) => {
    const own = await ownStage(changes)
    const pull = await own.open({ approved: signers })
    const prose = await own.open({ files: { 'README.md': 'Only prose.\n' } })
    expect(await own.gate(null, ['--report'])).toMatchObject({ code: 2 })
    for (const one of [pull, prose]) {
      expect(await own.shown(one)).toMatchObject({
        status: { state: 'error' },
        comments: [expect.stringContaining('Could not be judged')],
      })
    }
  })
})

/** A branch that has no history in common with main cannot be compared. */
test('a branch that was begun anew is an error that says so', async () => {
  const pull = await stage.open()
  await stage.push(pull.ref, { [site]: 'kind: Deployment\n' }, 'bars-lead', [])
  const ran = await stage.gate(pull, ['--report'])
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('have no history in common') })
  expect((await stage.shown(pull)).status?.state).toBe('error')
})

/** Does something after each request of a kind, or after the n-th of them only. */
function onNth({ forge }: Stage, method: string, part: string, nth: number, action: () => void): void {
  let seen = 0
  const push = forge.requests.push.bind(forge.requests)
  forge.requests.push = (...entries) => {
    for (const entry of entries) {
      if (entry.method === method && entry.path.includes(part) && (++seen === nth || nth === 0)) action()
    }
    return push(...entries)
  }
}

/** Pushes at once: the next request already sees it. */
function moveHead({ bare }: Stage, { ref }: Pull, files: Record<string, string>): void {
  const lines = Object.entries(files).map(
    ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  )
  const author = 'bars-lead <821+bars-lead@users.noreply.github.com> 1700000000 +0000'
  const input = `commit ${ref}\nauthor ${author}\ncommitter ${author}\ndata 5\nmoved\nfrom ${ref}^0\n${lines.join('')}\n`
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: bare, input })
}
