/** The commands of somebody who works on records, each a process of its own, in a clone with a GitHub of its own. */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { readRepository } from '../policies/repository.ts'
import { hasSamples, root, sampleFolder } from './init/fixture.ts'
import { sampleTree } from './init/samples.ts'
import { openScratch, type Scratch } from './rehearsal/scratch.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const repository = readRepository(sampleTree(root) ?? new Map())
const at = { owner: 'example', repo: 'releases' }
const record = 'bars-app6/ashbourne-vale'
const path = `deployments/${record}.yaml`
const lead = 'samira-haddad'

let scratch: Scratch
beforeAll(async () => {
  if (hasSamples) scratch = await openScratch(root, repository.people, sampleFolder())
})
afterAll(async () => {
  if (!hasSamples) return
  expect(scratch.forge.contractBreaches).toEqual([])
  await scratch.close()
})
const git = (...args: string[]) => execFileSync('git', args, { cwd: scratch.checkout, encoding: 'utf8' }).trimEnd()
const text = () => readFileSync(join(scratch.checkout, path), 'utf8')
const branches = () => git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
const run = (command: string, ...options: string[]) => scratch.run(lead, command, options)
const pulls = async () => (await scratch.as(lead).pulls.list({ ...at, state: 'all' })).data

// each test begins on main, with nothing changed
afterEach(() => {
  if (!hasSamples) return
  git('restore', '.')
  git('clean', '-fdq', 'deployments')
  git('switch', '--quiet', 'main')
})

/** A command without any token, as somebody has it who has only cloned. */
const withoutGitHub = (command: string, ...options: string[]) =>
  new Promise<{ code: number; output: string }>(resolve => {
    const clean = Object.entries(process.env).filter(([name]) => !/^(?:GITHUB|GH|GIT)_/.test(name))
    const who = {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@a.example',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@a.example',
    }
    const env = { ...Object.fromEntries(clean), ...who, GIT_CONFIG_GLOBAL: devNull, CI: 'true' }
    execFile('npm', ['run', '--silent', command, '--', ...options], { cwd: scratch.checkout, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, output: `${out}${err}` }),
    )
  })

describe.skipIf(!hasSamples)('advance, with GitHub (skipped: somebody has deleted the samples)', () => {
  test('opens the pull request with what the gate would say, and asks for no reviews before it can be signed', async () => {
    const { code, output } = await run('advance', record, '--yes')
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(output).toContain('✗ The parties have decided to go live')
    const [pull] = await pulls()
    expect(pull).toMatchObject({
      title: `${record}: Public beta (business go-live)`,
      state: 'open',
      draft: false,
      user: { login: 'samira-haddad-example' },
      requested_reviewers: [],
    })
    expect(pull?.body).toMatch(/## What holds, and by what evidence[\s\S]*## What is still missing[\s\S]*## Who signs/)
    const { data: files } = await scratch.as(lead).pulls.listFiles({ ...at, pull_number: pull?.number ?? 0 })
    expect(files.map(({ filename, additions, deletions }) => [filename, additions, deletions])).toEqual([[path, 1, 1]])
    const { data: commits } = await scratch.as(lead).pulls.listCommits({ ...at, pull_number: pull?.number ?? 0 })
    expect(commits.map(({ commit, author }) => [commit.verification?.verified, author?.login])).toEqual([
      [true, 'samira-haddad-example'],
    ])
    // here too they are on its branch, and nothing is left over
    expect(git('branch', '--show-current')).toBe(pull?.head.ref)
    expect(git('status', '--porcelain', 'deployments')).toBe('')
  })

  test('what is noted on its branch comes to the same pull request, and whoever can sign is asked', async () => {
    const [pull] = await pulls()
    git('switch', '--quiet', pull?.head.ref ?? '')
    const evidence = ['--evidence', 'https://evidence.example.org/again']
    const notes = [
      ['result', 'smoke/SMK-04', '--result', 'pass', ...evidence],
      ['resolved', 'ISS-04', ...evidence],
      ['decision', 'go-live', '--outcome', 'go', '--attended', 'samira-haddad,oskar-lindqvist,mina-okafor'],
    ]
    for (const note of notes)
      expect(await run('note', record, ...note)).toEqual({ code: 0, output: expect.any(String) })
    const { code, output } = await run('propose', record, '--yes')
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('brought up to date') })
    expect(output).toMatch(/oskar-lindqvist-example.* are asked for a review/)
    const all = await pulls()
    expect(all).toHaveLength(1)
    expect(all[0]?.body).not.toContain('What is still missing')
    const asked = all[0]?.requested_reviewers?.map(({ login }) => login) ?? []
    expect(asked).toContain('oskar-lindqvist-example')
    expect(asked).not.toContain('samira-haddad-example')
    expect(git('log', '--format=%s', 'origin/main..HEAD').split('\n')).toHaveLength(2)
  })

  test('again with nothing new, it says so', async () => {
    git('switch', '--quiet', (await pulls())[0]?.head.ref ?? '')
    const before = await pulls()
    expect(await run('propose', record, '--yes')).toMatchObject({
      code: 0,
      output: expect.stringContaining('brought up to date'),
    })
    expect(await pulls()).toEqual(before)
  })

  const withdraw = ['advance', 'bars-app6/dunmoor', '--withdraw', '--reason', 'It merges', '--yes'] as const
  test('another pull request for the same record is named before', async () => {
    const [pull] = await pulls()
    expect(await run('note', record, 'plan', 'complete', '--day', '2027-05-05')).toMatchObject({ code: 0 })
    const { code, output } = await run('propose', record, '--dry-run')
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(output).toContain(
      `Take care: pull request ${pull?.number} (branch ${pull?.head.ref}) is open for this record`,
    )
  })

  test('a token that GitHub does not take is told as that', async () => {
    const env = {
      ...process.env,
      GITHUB_API_URL: scratch.forge.url,
      GITHUB_REPOSITORY: 'example/releases',
      GITHUB_TOKEN: 'old',
    }
    const ran = await new Promise<string>(resolve =>
      execFile('npm', ['run', '--silent', 'advance', '--', record], { cwd: scratch.checkout, env }, (_, out, err) =>
        resolve(`${out}${err}`),
      ),
    )
    expect(ran).toContain('GitHub does not take the token')
  })

  /** How often a write is tried. */
  const attempts = 4
  const file = () => readFileSync(join(scratch.checkout, 'deployments/bars-app6/dunmoor.yaml'), 'utf8')
  test('where GitHub takes no commit, everything is as it was', async () => {
    const before = file()
    scratch.forge.fail({ match: (_, url) => url.includes('graphql'), times: attempts, how: { status: 502 } })
    const failed = await run(...withdraw)
    expect(failed).toMatchObject({ code: 2, output: expect.stringContaining('could not work') })
    expect(git('status', '--porcelain', 'deployments')).toBe('')
    expect(git('branch', '--show-current')).toBe('main')
    expect(file()).toBe(before)
  })

  test('where GitHub opens no pull request, the commit is kept, and the rest is done later', async () => {
    scratch.forge.fail({
      match: (method, url) => method === 'POST' && /\/pulls$/.test(url),
      times: attempts,
      how: { status: 503 },
    })
    const failed = await run(...withdraw)
    expect(failed).toMatchObject({ code: 2, output: expect.stringContaining('npm run propose -- bars-app6/dunmoor') })
    expect(git('status', '--porcelain', 'deployments')).toBe('')
    expect(git('branch', '--show-current')).toMatch(/^withdraw\/bars-app6-dunmoor-/)
    expect(file()).toContain('phase: withdrawn')
    const again = await run('propose', 'bars-app6/dunmoor', '--yes')
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('is open') })
    expect((await pulls()).filter(({ title }) => title === 'bars-app6/dunmoor: withdrawn')).toHaveLength(1)
  })
})

/** All that a new record needs, but its name. */
const another = [
  ...['new', '--pathway', 'bars-stable', '--programme', 'bars-app5', '--release', '1.0.0', '--title', 'Northfield'],
  ...['--at', 'supplier=Z9K2B', '--at', 'provider=Z9L4D'],
]

describe.skipIf(!hasSamples)('without GitHub (skipped: somebody has deleted the samples)', () => {
  test('it makes the branch, and prints the text and how to go on', async () => {
    const all = await pulls()
    const { code, output } = await withoutGitHub('advance', 'bars-app5/lanmoor', '--yes')
    expect({ code, output }).toMatchObject({ code: 0 })
    const branch = branches().find(name => name.startsWith('advance/bars-app5-lanmoor-'))
    expect(output).toContain(`git push -u origin ${branch}`)
    expect(output).toContain('## Who signs')
    expect(output).toContain('git is not set to sign')
    expect(git('diff', '--stat', `origin/main..${branch}`)).toContain('1 file changed, 1 insertion(+), 1 deletion(-)')
    expect(await pulls()).toEqual(all)
  })

  test.each<[string, string[], number, string]>([
    ['nobody is asked where nobody can answer', ['advance', record], 1, 'add --yes'],
    ['a try changes nothing', ['advance', record, '--dry-run'], 0, 'this was a try'],
    [
      'a record that is not there',
      ['advance', 'bars-app6/nowhere', '--yes'],
      2,
      'There is no record bars-app6/nowhere',
    ],
    [
      'a phase that does not come next',
      ['advance', record, '--to', 'complete', '--yes'],
      1,
      'There is one to Public beta',
    ],
    ['back without a reason', ['advance', record, '--back', '--yes'], 1, 'Say why: add --reason'],
    ['back by nobody', ['advance', record, '--back', '--reason', 'x', '--yes'], 1, 'It is not known who you are'],
    ['back and out at once', ['advance', record, '--back', '--withdraw'], 2, 'cannot be used with'],
    [
      'somebody whom nobody knows',
      ['advance', record, '--as', 'nobody', '--yes'],
      2,
      'The directory knows nobody called nobody',
    ],
    ['nothing to propose', ['propose', record, '--yes'], 1, 'There is nothing to propose'],
    ['a note that does not say what', ['note', record], 1, 'What is noted is missing: add --what'],
    [
      'a note that lacks answers',
      ['note', record, 'incident', 'INC-9', '--as', lead],
      1,
      'The title is missing: add --title',
    ],
    [
      'a note with an option of another',
      ['note', record, 'item', 'training/users-trained', '--severity', '3'],
      2,
      'item has no --severity',
    ],
    ['a note for a day to come', ['note', record, 'plan', 'complete', '--day', '2027-02-30'], 1, 'year, month and day'],
    [
      'a note that would be wrong',
      [
        'note',
        record,
        'item',
        'acceptance/guidance-reviewed',
        '--evidence',
        'https://a.example',
        '--by',
        'oskar-lindqvist',
      ],
      1,
      'Nothing was changed',
    ],
    [
      'what is done already',
      ['note', record, 'item', 'training/users-trained', '--evidence', 'https://a.example', '--as', lead],
      1,
      'recorded already, by marek-dobbs on 6 November 2026',
    ],
    [
      'what happened, as something else',
      [
        'note',
        'bars-app6/thornmere',
        'live',
        '--on',
        '2026-11-01',
        '--evidence',
        'https://a.example',
        '--by',
        'rhodri-beck',
      ],
      1,
      'Nothing was changed',
    ],
    [
      'a release that sites stand on',
      [
        'advance',
        'bars-app6/releases/1.0.0-beta.8',
        '--withdraw',
        '--reason',
        'A fault',
        '--as',
        'mina-okafor',
        '--yes',
      ],
      1,
      'deployments/bars-app6/ashbourne-vale.yaml',
    ],
    [
      'a name that is taken',
      [...another, '--site-name', 'fenwater'],
      1,
      'There is a record bars-app5/fenwater already',
    ],
    ['a record without answers', ['new'], 1, 'The pathway is missing: add --pathway'],
  ])('%s', async (_, [command = '', ...options], code, output) => {
    const before = [branches(), git('status', '--porcelain', 'deployments')]
    expect(await withoutGitHub(command, ...options)).toMatchObject({ code, output: expect.stringContaining(output) })
    expect([branches(), git('status', '--porcelain', 'deployments')]).toEqual(before)
  })

  test('a new record is written once, and registered as it is', async () => {
    const told = [
      '--pathway',
      'bars-stable',
      '--programme',
      'bars-app5',
      '--site-name',
      'northfield',
      '--release',
      '1.0.0',
    ]
    const more = ['--title', 'Northfield', '--at', 'supplier=Z9K2B', '--at', 'provider=Z9L4D']
    const file = join(scratch.checkout, 'deployments/bars-app5/northfield.yaml')
    expect(await withoutGitHub('new', ...told, ...more, '--dry-run')).toMatchObject({ code: 0 })
    expect(existsSync(file)).toBe(false)
    expect(await withoutGitHub('new', ...told, ...more)).toMatchObject({ code: 0 })
    expect(await withoutGitHub('new', ...told, ...more)).toMatchObject({
      code: 1,
      output: expect.stringContaining('already'),
    })
    const written = readFileSync(file, 'utf8')
    expect(await withoutGitHub('propose', 'bars-app5/northfield', '--yes')).toMatchObject({ code: 0 })
    const branch = git('branch', '--show-current')
    expect(branch).toMatch(/^register\/bars-app5-northfield-/)
    expect(`${git('show', `${branch}:deployments/bars-app5/northfield.yaml`)}\n`).toBe(written)
  })

  test('what is done again is written anew, when that is said', async () => {
    const again = ['item', 'training/users-trained', '--evidence', 'https://a.example', '--as', lead, '--again']
    expect(await withoutGitHub('note', record, ...again)).toMatchObject({ code: 0 })
    expect(text()).toContain(`users-trained: { status: done, by: ${lead}, `)
  })

  test('what was asked for already is not asked for again, nor skipped', async () => {
    const branch = branches().find(name => name.startsWith('advance/bars-app5-lanmoor-')) ?? ''
    git('switch', '--quiet', branch)
    const ran = await withoutGitHub('advance', 'bars-app5/lanmoor', '--yes')
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('This asks for') })
  })

  test('another record has a branch of its own, however alike their names are, and whichever branch is checked out', async () => {
    const noted = (site: string, who: string) =>
      withoutGitHub('note', `bars-app6/${site}`, 'plan', 'complete', '--day', '2027-05-05', '--as', who)
    for (const [site, who] of [
      ['thornmere-wold', 'eleri-vaughan-price'],
      ['thornmere', 'eleri-vaughan-price'],
    ] as const) {
      expect(await noted(site, who)).toMatchObject({ code: 0 })
      expect(await withoutGitHub('propose', `bars-app6/${site}`, '--yes')).toMatchObject({ code: 0 })
      const branch = git('branch', '--show-current')
      expect(git('diff', '--name-only', `origin/main...${branch}`)).toBe(`deployments/bars-app6/${site}.yaml`)
    }
  })

  test('what somebody has committed on main themselves can still be proposed', async () => {
    expect(await withoutGitHub('note', 'bars-app6/dunmoor', 'plan', 'complete', '--day', '2027-05-05')).toMatchObject({
      code: 0,
    })
    git('-c', 'user.name=A', '-c', 'user.email=a@a.example', 'commit', '--quiet', '--all', '--message', 'Mine')
    expect(await withoutGitHub('propose', 'bars-app6/dunmoor', '--yes')).toMatchObject({ code: 0 })
    git('switch', '--quiet', 'main')
    git('reset', '--quiet', '--hard', 'origin/main')
  })

  const examples = ['note', 'advance', 'propose', 'new'].flatMap(command => {
    const help = execFileSync(process.execPath, [join(root, `scripts/${command}.ts`), '--help'], { encoding: 'utf8' })
    const lines = help.replaceAll(/\\\n\s*/g, '').matchAll(/^ {2}npm run (\w+) -- (.+)$/gm)
    return [...lines].flatMap(([, name = '', rest = '']) => {
      const words = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
      // what only begins a conversation, or proposes what was changed, says so
      return words.length > 1 ? [[name, words] as [string, string[]]] : []
    })
  })
  test('there are examples', () => expect(examples.length).toBeGreaterThan(7))
  test.each(examples)('what the help shows works: %s %j', async (command, words) => {
    expect(await withoutGitHub(command, ...words, '--dry-run', '--yes')).toMatchObject({ code: 0 })
  })

  test('what somebody has changed on main since is not overwritten', async () => {
    const before = text()
    await scratch.push(
      'main',
      path,
      before.replace('# One control room', '# Meanwhile. One control room'),
      'Meanwhile',
      'oskar-lindqvist',
    )
    const { code, output } = await withoutGitHub('advance', record, '--yes')
    expect({ code, output }).toMatchObject({
      code: 2,
      output: expect.stringContaining('somebody has changed it since'),
    })
    expect(text()).toBe(before)
    writeFileSync(join(scratch.checkout, path), before)
  })
})
