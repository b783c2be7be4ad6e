import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import { at, site } from '../gate/fixture.ts'
import { filled, incident, openRequestStage, type RequestStage } from './fixture.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stage: RequestStage
let before: { pulls: number; branches: string[] }
beforeAll(async () => {
  stage = await openRequestStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  before = { pulls: (await stage.pulls()).length, branches: stage.branches() }
})

/** An invented number, of the range that no patient gets: nine digits, and the tenth that the check asks for. */
function invented(nine: string): string {
  const sum = [...nine.replaceAll(' ', '')].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  return `${nine}${(11 - (sum % 11)) % 11}`
}

/** The one pull request that came of an issue. */
const pullOf = async (number: number) => (await stage.pulls()).find(({ head }) => head.ref === `request/${number}`)
const nothingWasMade = async () =>
  expect({ pulls: (await stage.pulls()).length, branches: stage.branches() }).toEqual(before)
/** What stands on a branch and not on main, and the other way round. */
const differs = (branch: string, path = site) => {
  const [from = [], to = []] = ['main', branch].map(name => stage.fileAt(name, path).split('\n'))
  return { added: to.filter(line => !from.includes(line)), lost: from.filter(line => !to.includes(line)) }
}

describe('a form that is well filled in', () => {
  test('becomes a pull request with those lines alone, and the answer links to it', async () => {
    const number = await stage.ask(incident(), 'pro-lead')
    const ran = await stage.answer(number)
    expect(ran, ran.err).toEqual({ code: 0, out: 'Answered: proposed.\n', err: '' })
    const pull = await pullOf(number)
    expect(pull).toMatchObject({ user: { login: 'github-actions[bot]' }, draft: false, base: { ref: 'main' } })
    expect(pull?.title).toBe('demo/site: evidence')
    expect(pull?.body).toContain('**Priya Provider** asked for this with a form')
    expect(pull?.body).toMatch(new RegExp(`\n\nCloses #${number}\n$`))
    const { added, lost } = differs(`request/${number}`)
    expect(lost).toEqual([])
    expect(added.join('\n')).toContain('INC-7')
    expect(added.join('\n')).toContain('by: pro-lead, on: 2026-11-20')
    const [said, ...more] = await stage.said(number)
    expect(more).toEqual([])
    expect(said).toContain(`[Pull request ${pull?.number}](${pull?.html_url})`)
    expect(said).toContain('You sign there')
  })

  test('the gate is asked to judge, and whoever asked to sign; the commit is signed by GitHub, and nobody’s', async () => {
    const number = await stage.ask(incident(), 'pro-lead')
    await stage.answer(number)
    const pull = await pullOf(number)
    expect(stage.forge.dispatches.at(-1)).toEqual({
      workflow: 'gate.yml',
      ref: 'main',
      inputs: { pr: `${pull?.number}` },
      actor: 'github-actions[bot]',
    })
    expect(pull?.requested_reviewers?.map(({ login }) => login)).toEqual(['pro-lead'])
    const { data } = await stage.as('owner').repos.getCommit({ ...at, ref: `request/${number}` })
    expect(data.author?.login).toBe('github-actions[bot]')
    expect(data.commit.verification?.verified).toBe(true)
    expect(data.commit.message).toContain(`Asked for by Priya Provider in #${number}`)
  })

  test('the command in a process of its own does the same', async () => {
    const number = await stage.ask(incident())
    expect(await stage.command(number)).toEqual({ code: 0, out: 'Answered: proposed.\n', err: '' })
    expect(await stage.said(number)).toHaveLength(1)
  })

  test('a second run says the same, and makes nothing', async () => {
    const number = await stage.ask(incident())
    await stage.answer(number)
    const [said, made] = [await stage.said(number), await stage.pulls()]
    expect(await stage.answer(number)).toMatchObject({ code: 0 })
    expect(await stage.said(number)).toEqual(said)
    expect(await stage.pulls()).toEqual(made)
  })

  test.each([
    [
      'evidence',
      filled('evidence-bars-beta', {
        record: 'deployments/demo/site.yaml',
        what: 'approval:ig-transparency',
        evidence: 'https://records.example/ig',
        by: 'Iris Provider',
      }),
      'by: pro-ig, on: 2026-11-20',
    ],
    [
      'a decision',
      filled('decision', {
        record: 'https://github.example/acme/releases/blob/main/deployments/demo/site.yaml',
        decision: 'bars-beta/go-live',
        outcome: 'go',
        attended: 'pro-lead, @sup-lead',
        conditions: 'One: [x]\n# two',
      }),
      '"One: [x]"',
    ],
    ['the next phase', filled('advance', { record: 'demo/site', direction: 'forward' }), 'phase: user-training'],
    [
      'a withdrawal',
      filled('advance', { record: 'demo/site', direction: 'withdraw', reason: 'It merges: "with" another' }),
      'phase: withdrawn',
    ],
  ])('%s', async (_, body, line) => {
    const number = await stage.ask(body)
    const ran = await stage.answer(number)
    expect(ran.out, (await stage.said(number))[0]).toBe('Answered: proposed.\n')
    expect(differs(`request/${number}`).added.join('\n')).toContain(line)
  })

  test('a registration', async () => {
    const roles = { 'role:provider/project-lead': 'pro-lead', 'role:supplier/project-lead': 'sup-lead' }
    const where = { programme: 'demo', 'site-name': 'new-site', 'at:supplier': 'SUP01', 'at:provider': 'PRO01' }
    const answers = { ...where, title: 'Northfield Hospital', release: '1.0.0-beta.1', ...roles }
    const number = await stage.ask(filled('register-bars-beta', answers))
    const ran = await stage.answer(number)
    expect(ran.out, (await stage.said(number))[0]).toBe('Answered: proposed.\n')
    const text = stage.fileAt(`request/${number}`, 'deployments/demo/new-site.yaml')
    expect(parse(text).data).toMatchObject({
      title: 'Northfield Hospital',
      phase: 'business-change',
      pathway: 'bars-beta',
    })
  })
})

describe('what is not well filled in makes nothing, and is told by its label', () => {
  const cases: [string, string, string[]][] = [
    ['a choice that there is not', incident({ severity: 'Grave' }), ['How severe is it?', '“Grave”']],
    [
      'several at once',
      incident({ evidence: 'http://x', by: 'zoe', on: '20/11/2026' }),
      ['Where is the evidence?', 'Who did it, or reported it?', 'On which day?'],
    ],
    [
      'several at once, with a record that there is not',
      incident({ record: 'nowhere', evidence: 'http://x', on: '20/11/2026' }),
      ['Which record is it?', 'Where is the evidence?', 'On which day?'],
    ],
    ['nothing where something must be', incident({ title: '' }), ['What is it called?', 'empty']],
    ['a record that there is not', incident({ record: 'demo/nowhere' }), ['Which record is it?', 'demo/nowhere']],
    ['a record outside', incident({ record: '../policies/governance' }), ['Which record is it?']],
    [
      'a record of another pathway',
      filled('evidence-bars-stable', {
        record: 'demo/site',
        what: 'item:training/users-trained',
        evidence: 'https://a.example',
      }),
      ['BaRS beta deployment'],
    ],
    [
      'a decision of another pathway',
      filled('decision', { record: 'demo/site', decision: 'bars-stable/go-live', outcome: 'go', attended: 'pro-lead' }),
      ['BaRS beta deployment'],
    ],
    [
      'a version of what has none',
      filled('evidence-bars-beta', {
        record: 'demo/site',
        what: 'item:training/users-trained',
        evidence: 'https://a.example',
        version: '1',
      }),
      ['Which version is it?', 'Leave this empty'],
    ],
    ['a day to come', incident({ on: '2027-01-01' }), ['1 January 2027']],
    ['back where no loop is', filled('advance', { record: 'demo/site', direction: 'back' }), ['cannot go back']],
    [
      'a name that is taken',
      filled('register-bars-beta', {
        programme: 'demo',
        title: 'Northfield',
        'site-name': 'site',
        release: '1.0.0-beta.1',
        'at:supplier': 'SUP01',
        'at:provider': 'PRO01',
      }),
      ['is there already'],
    ],
    [
      'a heading that is there twice',
      `${incident()}\n\n### What is it called?\n\nAnother`,
      ['What is it called?', 'more than once'],
    ],
  ]
  test.each(cases)('%s', async (_, body, parts) => {
    const number = await stage.ask(body)
    expect(await stage.answer(number)).toMatchObject({ code: 0, err: '' })
    const [said = '', ...more] = await stage.said(number)
    expect(more).toEqual([])
    for (const part of parts) expect(said).toContain(part)
    await nothingWasMade()
  })
})

describe('who asks', () => {
  test('somebody outside the directory: nothing is made, and they are told whom to ask', async () => {
    const own = await openRequestStage()
    try {
      const people = own.files['policies/directory/people.yaml'] ?? ''
      await own.push('refs/heads/main', {
        'policies/directory/people.yaml': people.replace(/^ {2}bystander: .*\n/m, ''),
      })
      own.update()
      const number = await own.ask(incident(), 'bystander')
      expect(await own.answer(number)).toMatchObject({ code: 0 })
      expect((await own.said(number))[0]).toContain('Please ask Ola Owner')
      expect([await own.pulls(), own.branches()]).toEqual([[], ['main']])
    } finally {
      await own.close()
    }
  })

  test('an edit by somebody else makes nothing of their words; of a title, nothing at all', async () => {
    const number = await stage.ask(incident(), 'pro-lead')
    const sender = (await stage.told(await stage.ask('Hello', 'bystander'))).user
    const edited = (changes: object) => stage.answer(number, {}, { action: 'edited', sender, changes })
    expect(await edited({ title: { from: 'x' } })).toMatchObject({
      code: 0,
      out: expect.stringContaining('has not changed'),
    })
    expect(await stage.said(number)).toEqual([])
    expect(await edited({ body: { from: 'x' } })).toMatchObject({ code: 0 })
    expect(await stage.said(number)).toEqual([expect.stringContaining('Somebody else changed this text')])
    // what stands there is still not its author's, though they change the title
    await stage.answer(number, {}, { action: 'edited', changes: { title: { from: 'x' } } })
    await nothingWasMade()
    // its author writes it anew: the same answer becomes another
    await stage.answer(number, {}, { action: 'edited', changes: { body: { from: 'x' } } })
    expect(await stage.said(number)).toEqual([expect.stringContaining('A pull request was made')])
  })

  test('a text that has changed since is for the run of that change', async () => {
    const number = await stage.ask(incident())
    const issue = { ...(await stage.told(number)), body: incident({ title: 'Before' }) }
    expect(await stage.answer(number, {}, { issue })).toMatchObject({
      code: 0,
      out: expect.stringContaining('changed since'),
    })
    expect(await stage.said(number)).toEqual([])
    await nothingWasMade()
  })

  test('an issue that is no form gets no answer', async () => {
    const number = await stage.ask('### Hello\n\nI have a question.')
    expect(await stage.answer(number)).toMatchObject({ code: 0, out: expect.stringContaining('no form') })
    expect(await stage.said(number)).toEqual([])
    await nothingWasMade()
  })
})

describe('what must not be told to everybody', () => {
  // put together here: an invented number of the range that no patient gets, and a token that opens nothing
  const patient = invented('999 123 465')
  const token = ['ghp', 'x'.repeat(36)].join('_')
  test.each([
    ['a patient’s number', patient],
    ['a token', token],
  ])('%s is refused, and repeated nowhere', async (_, secret) => {
    for (const [body, title] of [
      [incident({ title: `About ${secret}` }), 'Incident'],
      [incident(), `About ${secret}`],
      [incident({ record: secret }), 'Incident'],
    ] as const) {
      const number = await stage.ask(body, 'bars-lead', title)
      const ran = await stage.answer(number)
      expect(ran).toEqual({ code: 0, out: 'Answered: private.\n', err: '' })
      const said = await stage.said(number)
      expect(said).toEqual([expect.stringContaining('delete that revision')])
      expect(said.join()).not.toContain(secret)
      expect(said.join()).not.toContain(secret.slice(0, 7))
    }
    await nothingWasMade()
  })
})

/** Every trick of the corpus is tried in `wanted.test.ts` and in `scripts/render`. */
test('hostile words reach the record as words, and neither the answer nor the pull request obeys them', async () => {
  const hostile = `a" }', *b: &c @acme/team #1 [x](https://evil.example) <img src=x> \${{ secrets.GITHUB_TOKEN }} ::error::d`
  const number = await stage.ask(incident({ title: hostile, reference: 'INC-9' }))
  const ran = await stage.answer(number)
  expect(ran).toEqual({ code: 0, out: 'Answered: proposed.\n', err: '' })
  const { incidents } = parse(stage.fileAt(`request/${number}`, site)).data as { incidents: object[] }
  expect(incidents.at(-1)).toMatchObject({ title: hostile })
  const pull = await pullOf(number)
  for (const text of [pull?.title, pull?.body, ...(await stage.said(number))])
    expect(text).not.toMatch(/@acme|\]\(https:\/\/evil|<img/)
})

describe('the workflow Advance', () => {
  const inputs = { record: 'demo/site', direction: 'forward', phase: '', reason: '' }
  const runOf = (run: string) => ({ GITHUB_RUN_ID: run })

  test('makes the same of it as the form; the summary has the answer; again, it is the same', async () => {
    const first = await stage.start(inputs, runOf('100'))
    expect(first, first.err).toMatchObject({ code: 0, out: 'Answered: proposed.\n' })
    const pull = (await stage.pulls()).find(({ head }) => head.ref === 'request/run-100')
    expect(first.said).toContain(`[Pull request ${pull?.number}]`)
    expect(pull?.body).toContain(
      '**Bea Bars** asked for this by [starting a workflow](https://github.example/acme/releases/actions/runs/100)',
    )
    expect(pull?.body).not.toContain('Closes')
    expect(differs('request/run-100')).toEqual({
      added: ['phase: user-training'],
      lost: ['phase: production-deployment'],
    })
    const again = await stage.start(inputs, runOf('100'))
    expect(again.said).toBe(first.said)
    expect(await stage.pulls()).toHaveLength(before.pulls + 1)
  })

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['nobody of the directory', {}, { GITHUB_ACTOR: 'zoe', GITHUB_ACTOR_ID: '99' }, 'Only people in the directory'],
    [
      'somebody who took over a login',
      {},
      { GITHUB_ACTOR: 'bars-lead', GITHUB_ACTOR_ID: '99' },
      'Only people in the directory',
    ],
    ['a bot', {}, { GITHUB_ACTOR: 'bars-lead[bot]' }, 'Only people in the directory'],
    ['no such record', { record: 'demo/nowhere' }, {}, 'no record'],
    ['no such direction', { direction: 'sideways' }, {}, 'Which way should it go?'],
    ['a phase that is skipped to', { phase: 'complete' }, {}, 'cannot go forward'],
    ['nothing to withdraw it for', { direction: 'withdraw' }, {}, 'Say why'],
    ['a patient’s number', { reason: invented('999123465') }, {}, 'must not stand here'],
  ])('%s: nothing is made', async (_, more, environment, said) => {
    const ran = await stage.start({ ...inputs, ...more }, { ...runOf('200'), ...environment })
    expect(ran, ran.err).toMatchObject({ code: 0 })
    expect(ran.said).toContain(said)
    await nothingWasMade()
  })
})

describe('when something breaks', () => {
  const isPull = (method: string, path: string) => method === 'POST' && path.endsWith('/pulls')

  test('nothing could be made: the last word is in the issue, the run is red, and the next run does it', async () => {
    const number = await stage.ask(incident())
    stage.forge.fail({ match: isPull, times: 1, how: { status: 403 } })
    const ran = await stage.answer(number)
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('Server Error') })
    expect(await stage.said(number)).toEqual([expect.stringContaining('actions/runs/4711')])
    expect(await stage.answer(number)).toMatchObject({ code: 0 })
    expect(await stage.said(number)).toEqual([expect.stringContaining('A pull request was made')])
    expect((await stage.pulls()).filter(({ head }) => head.ref === `request/${number}`)).toHaveLength(1)
  })

  test.each([
    ['the gate', (path: string) => path.includes('/dispatches')],
    ['the request for a review', (path: string) => path.endsWith('/requested_reviewers')],
  ])('%s could not be started: the answer has the link, and the run is red', async (_, is) => {
    const number = await stage.ask(incident())
    stage.forge.fail({ match: (method, path) => method === 'POST' && is(path), times: 1, how: { status: 403 } })
    expect(await stage.answer(number)).toMatchObject({
      code: 2,
      err: expect.stringContaining('The pull request is there'),
    })
    expect(await stage.said(number)).toEqual([expect.stringContaining('A pull request was made')])
  })

  test('its branch has something else: nothing is overwritten, and it is said who deletes it', async () => {
    const number = await stage.ask(incident())
    const branch = `request/${number}`
    const sha = await stage.push(`refs/heads/${branch}`, { 'README.md': 'other' }, 'bystander', ['refs/heads/main'])
    expect(await stage.answer(number)).toMatchObject({ code: 0 })
    expect((await stage.said(number))[0]).toContain('deletes that branch')
    const { data } = await stage.as('owner').git.getRef({ ...at, ref: `heads/${branch}` })
    expect(data.object.sha).toBe(sha)
    expect((await stage.pulls()).length).toBe(before.pulls)
  })

  test.each(['GITHUB_RUN_ID', 'GITHUB_EVENT_NAME', 'GITHUB_TOKEN'])(
    'without %s it does not work, and says so',
    async name => {
      const number = await stage.ask(incident())
      expect(await stage.answer(number, { [name]: '' })).toMatchObject({ code: 2, err: expect.stringContaining(name) })
      await nothingWasMade()
    },
  )
})
