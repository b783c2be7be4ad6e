/** `npm run notes`, as a command: on the samples, and on a small repository with a history. */
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startLoopback } from './github/loopback.ts'
import { hasSamples, sampleFolder } from './init/fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '..')
const script = join(import.meta.dirname, 'notes.ts')
const now = ['--now', '2026-11-20']

interface Ran {
  code: number
  out: string
  err: string
}

/** Runs it in a folder, with nothing of the surrounding environment but what a program needs: nobody is asked for a token. */
const notes = (cwd: string, ...args: string[]) => notesWith({}, cwd, ...args)

function notesWith(more: Record<string, string>, cwd: string, ...args: string[]): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env
  return new Promise(resolve =>
    execFile(process.execPath, [script, ...args], { cwd, env: { PATH, HOME, ...more } }, (error, out, err) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
    ),
  )
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-notes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const golden = join(import.meta.dirname, 'notes/golden')
const record = 'deployments/ward/releases/1.1.0.yaml'
const release = 'ward/releases/1.1.0'
const production = [release, 'production-release-notes']

/** The repository of a golden case on disk. */
function tree(name = 'planned'): string {
  const folder = temporary()
  for (const part of ['pathways', 'guidance', 'calendar', 'templates'])
    cpSync(join(root, 'policies', part), join(folder, 'policies', part), { recursive: true })
  cpSync(join(golden, 'base/policies'), join(folder, 'policies'), { recursive: true })
  cpSync(join(golden, name, 'deployments'), join(folder, 'deployments'), { recursive: true })
  return folder
}

function edit(folder: string, path: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, path), 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`nothing changes in ${path}`)
  writeFileSync(join(folder, path), after)
}

const git = (folder: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Nia', '-c', 'user.email=nia@ward.example', '-c', 'commit.gpgsign=false', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
function commit(folder: string, message: string): void {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', message)
}

const expected = (name: string) => readFileSync(join(golden, 'planned', name), 'utf8')

describe('to a terminal', () => {
  test('one audience alone is its text, and nothing else', async () => {
    const folder = tree()
    const { code, out, err } = await notes(folder, ...production, '--audience', 'trusts', ...now)
    expect(code).toBe(0)
    expect(out).toBe(expected('trusts.md'))
    // what is incomplete, and what to do next, is for whoever made them
    expect(err).toContain('What is incomplete:')
    expect(err).toMatch(
      /npm run note -- ward\/releases\/1\.1\.0 document production-release-notes .*--digest sha256:[0-9a-f]{64} /,
    )
    expect((await notes(folder, ...production, '--audience', 'trusts', '--format', 'html')).out).toBe(
      expected('trusts.html'),
    )
    expect((await notes(folder, ...production, '--audience', 'trusts', '--json')).out).toBe(expected('trusts.json'))
  })

  test('several stand each under a line that says for whom; in JSON they are one list', async () => {
    const folder = tree()
    const { out } = await notes(folder, ...production, ...now)
    expect(out).toBe(
      `=== For Trusts (trusts.md)\n\n${expected('trusts.md')}\n=== For AI Centre, Product Owner and UAT Testers (partners.md)\n\n${expected('partners.md')}`,
    )
    const json = await notes(folder, ...production, '--json', ...now)
    expect(JSON.parse(json.out)).toEqual(
      [expected('trusts.json'), expected('partners.json')].map(one => JSON.parse(one)),
    )
  })

  test('without a template: the notes that come next', async () => {
    const folder = tree('planned-for-uat')
    expect((await notes(folder, release, ...now)).out).toMatch(/^# Wardview 1\.1\.0: UAT release notes\n/)
  })

  test('the day on which they are made makes no difference', async () => {
    const folder = tree()
    const [one, other] = await Promise.all(
      ['2026-11-20', '2027-06-01'].map(day => notes(folder, ...production, '--now', day)),
    )
    expect(one?.out).toBe(other?.out)
  })
})

describe('into files', () => {
  const all = [...production, '--format', 'markdown,html', '--format', 'json', '--out', 'notes']

  test('each audience in each format; compared they are the same, until a byte differs', async () => {
    const folder = tree()
    const written = await notes(folder, ...all)
    expect(written.code).toBe(0)
    const names = ['partners.html', 'partners.json', 'partners.md', 'trusts.html', 'trusts.json', 'trusts.md']
    expect(readdirSync(join(folder, 'notes')).sort()).toEqual(names)
    for (const name of names) expect(readFileSync(join(folder, 'notes', name), 'utf8')).toBe(expected(name))
    expect(await notes(folder, ...all, '--check')).toMatchObject({ code: 0, err: '' })

    edit(folder, 'notes/trusts.md', text => text.replace('Words of the menu', 'Other words\u001B[2J'))
    rmSync(join(folder, 'notes/partners.html'))
    const { code, out } = await notes(folder, ...all, '--check')
    expect(code).toBe(1)
    expect(out).toMatch(/\nMissing: notes.partners\.html\n/)
    expect(out).toMatch(
      /Differs from what it should say now: notes.trusts\.md\n--- .*\n\+\+\+ .*\n@@ -\d+,\d+ \+\d+,\d+ @@\n/,
    )
    const [line = ''] = expected('trusts.md').match(/^.*Words of the menu.*$/m) ?? []
    const other = line.replace('Words of the menu', 'Other words [2J')
    expect(out).toContain(`\n-${other}\n+${line}\n`)
    expect(readdirSync(join(folder, 'notes'))).not.toContain('partners.html')

    const again = await notes(folder, ...all)
    expect(again.out).toContain('Written over, it said something else before: ')
    expect(again.out).toContain(`\n-${other}\n`)
    expect((await notes(folder, ...all, '--check')).code).toBe(0)
  })
})

describe('beside what the record notes', () => {
  const check = [...production, '--check', ...now]

  test('the digest is noted by the command that it says, and is then the same; until the content changes', async () => {
    const folder = tree()
    const before = await notes(folder, ...check)
    expect(before.code).toBe(1)
    expect(before.out).toContain('records no digest of production-release-notes')
    const digest = /--digest (sha256:\S+)/.exec(before.out)?.[1] ?? ''
    git(folder, 'init', '--quiet', '--initial-branch=main')
    commit(folder, 'Start')
    const [line = ''] = before.out.match(/npm run note -- .*--digest.*/) ?? []
    const told = line.replace('<version>', '1.0').replace('<link>', 'https://records.example/notes').split(' ').slice(4)
    execFileSync(process.execPath, [join(root, 'scripts/note.ts'), ...told, '--as', 'nia-prosser', ...now], {
      cwd: folder,
    })
    expect(await notes(folder, ...check)).toMatchObject({ code: 0, out: expect.stringContaining(digest) })
    edit(folder, record, text => text.replace('Colours by speciality', 'Colours by ward'))
    const after = await notes(folder, ...check)
    expect(after.code).toBe(1)
    expect(after.out).toContain('the text has changed since')
  })

  test('is of all audiences: a part, or a site, is compared with files', async () => {
    const folder = tree()
    for (const option of [
      ['--audience', 'trusts'],
      ['--site', 'ZT1A1'],
    ])
      expect(await notes(folder, ...check, ...option)).toMatchObject({ code: 2, err: expect.stringContaining('--out') })
  })
})

describe('of a downtime', () => {
  test('planned; changed, by what the record said before; restored not yet', async () => {
    const folder = tree()
    expect((await notes(folder, release, '--notice', 'planned')).out).toMatch(
      /^# Wardview 1\.1\.0: downtime\n\nWardview will not/,
    )
    // without a history nobody can tell
    expect(await notes(folder, release, '--notice', 'changed')).toMatchObject({
      code: 2,
      err: expect.stringContaining('git cannot tell'),
    })
    git(folder, 'init', '--quiet', '--initial-branch=main')
    commit(folder, 'Start')
    expect(await notes(folder, release, '--notice', 'changed')).toMatchObject({ code: 1, out: '' })
    edit(folder, record, text => text.replace('start: 2026-12-01T18:00', 'start: 2026-12-01T17:00'))
    const changed = await notes(folder, release, '--notice', 'changed')
    expect(changed.code).toBe(0)
    expect(changed.out).toContain('from 1 December 2026, 17:00 GMT')
    expect(changed.out).toContain('It was to begin on 1 December 2026, 18:00 GMT.')
    commit(folder, 'An hour earlier')
    expect((await notes(folder, release, '--notice', 'changed')).out).toBe(changed.out)
    edit(folder, record, text => text.replace(/^downtime: .*\n/m, ''))
    const off = await notes(folder, release, '--notice', 'cancelled', ...now)
    expect(off.out).toContain('from 1 December 2026, 17:00 GMT until 1 December 2026, 20:00 GMT does not take place.')
    expect(await notes(folder, release, '--notice', 'cancelled', '--now', '2026-12-01T17:00:00Z')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no downtime that is still to come'),
    })
    expect(await notes(folder, release, '--notice', 'restored')).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not say that the system is restored'),
    })
  })

  test('the banner, at a time', async () => {
    const folder = tree()
    const { out } = await notes(folder, release, '--banner', '--now', '2026-12-01T19:00:00Z')
    expect(JSON.parse(out)).toEqual({
      ...{ schema: 'countersign/banner/1', active: true, product: 'Wardview', version: '1.1.0' },
      message:
        'Wardview is not available until version 1.1.0 is deployed. It should be back on 1 December 2026, 20:00 GMT.',
      ...{ from: '2026-12-01T18:00:00Z', until: '2026-12-01T20:00:00Z' },
    })
    const file = ['--banner', '--out', 'b', '--now', '2026-12-01T19:00:00Z']
    await notes(folder, release, ...file)
    expect(readFileSync(join(folder, 'b/banner.json'), 'utf8')).toBe(out)
    expect((await notes(folder, release, ...file, '--check')).code).toBe(0)
  })
})

test('what was merged since a tag', async () => {
  const folder = tree()
  git(folder, 'init', '--quiet', '--initial-branch=main')
  commit(folder, 'Start')
  git(folder, 'tag', 'start')
  edit(folder, record, text => text.replace('phase: uat', 'phase: pre-prod'))
  commit(folder, 'Wardview 1.1.0 to Pre-Prod (#7)')
  const { code, out, err } = await notes(folder, '--since', 'start', '--now', '2030-01-01')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^# What was merged\n/)
  expect(out).toMatch(/went from UAT to Pre-Prod/)
  expect(await notes(folder, '--since', 'nothing')).toMatchObject({ code: 2, out: '' })
})

test('what was merged, from git alone: where that is asked for, though there is a token', async () => {
  const folder = tree()
  git(folder, 'init', '--quiet', '--initial-branch=main')
  commit(folder, 'Start')
  git(folder, 'tag', 'start')
  edit(folder, record, text => text.replace('phase: uat', 'phase: pre-prod'))
  commit(folder, 'Wardview 1.1.0 to Pre-Prod (#7)')
  const { url, seen, close } = await startLoopback(() => ({ status: 503, json: {} }))
  onTestFinished(() => close())
  const github = {
    GITHUB_TOKEN: 'secret',
    GITHUB_REPOSITORY: 'acme/releases',
    GITHUB_API_URL: url,
    COUNTERSIGN_PATIENCE: '0',
  }
  const asked = await notesWith(github, folder, '--since', 'start')
  expect(asked).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/GitHub answered 503.*--offline/) })
  const requests = seen.length
  const alone = await notesWith(github, folder, '--since', 'start', '--offline')
  expect(alone).toMatchObject({ code: 0, out: expect.stringMatching(/went from UAT to Pre-Prod; asked of/) })
  expect([requests > 0, seen.length - requests]).toEqual([true, 0])
})

describe('what it refuses', () => {
  test.each([
    [[], 'Say of which release'],
    [[release, '--since', 'x'], '--since and ward/releases/1.1.0 do not go together.'],
    [['--branch', 'main', release], '--branch goes with --since alone.'],
    [['--offline', release], '--offline goes with --since alone.'],
    [[release, '--check', '--format', 'html'], '--out'],
    [[release, '--check', '--json'], '--out'],
    [['--since', 'x', '--banner'], '--since and --banner do not go together.'],
    [[release, '--banner', '--notice', 'planned'], '--notice and --banner do not go together.'],
    [[release, 'uat-release-notes', '--banner'], '--banner and uat-release-notes do not go together.'],
    [[release, '--notice', 'planned', '--site', 'ZT1A1'], '--notice and --site do not go together.'],
    [[release, '--json', '--format', 'html'], '--json and --format do not go together.'],
    [[release, '--banner', '--audience', 'trusts'], 'neither --audience'],
    [[release, '--notice', 'planned', '--check'], '--out'],
    [[release, '--notice', 'later'], 'Allowed choices are planned, changed, cancelled, restored'],
    [[release, '--format', 'pdf'], 'expected one of markdown, html, json'],
    [[release, '--format', ''], 'expected one of markdown, html, json'],
    [[release, '--site', 'ZD1A1'], 'It goes to ZT1A1, ZT2B2, ZT3C3.'],
    [[release, '--audience', 'all'], 'Expected one of: trusts, partners.'],
    [['ward/releases/9.9.9'], 'There is no release ward/releases/9.9.9.'],
  ])('%j', async (args, why) => {
    expect(await notes(tree(), ...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(why) })
  })

  test.each([
    [
      'a template',
      'policies/templates/production-release-notes.yaml',
      (text: string) => text.replace('{product}', '{produkt}'),
    ],
    ['another release of the programme', 'deployments/ward/releases/1.0.0.yaml', () => 'kind: Release\n'],
  ])('%s that is broken', async (_, path, change) => {
    const folder = tree()
    edit(folder, path, change)
    expect(await notes(folder, ...production)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(`${path} is broken`),
    })
  })
})

const help = execFileSync(process.execPath, [script, '--help'], { encoding: 'utf8' })
const examples = [...help.matchAll(/^ {2}npm run notes -- (.+)$/gm)].map(([, rest = '']) => rest)
test('there are examples', () => expect(examples.length).toBeGreaterThan(7))

describe.skipIf(!hasSamples)('what the help shows works (skipped: somebody has deleted the samples)', () => {
  const folder = hasSamples ? sampleFolder() : ''
  test.each(examples.filter(one => !one.includes('--since') && !one.includes('--check')))('%s', async line => {
    const args = line.replace(/--out \S+/, `--out ${temporary()}`).split(' ')
    const { code, out } = await notes(root, ...args, '--root', folder, ...now)
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/\S/) })
  })
  test('compared with files, and with the record', async () => {
    const files = examples.filter(one => one.includes('--out'))
    expect(files).toHaveLength(2)
    const out = temporary()
    for (const line of files.toSorted((a, b) => a.length - b.length))
      expect(
        (await notes(root, ...line.replace(/--out \S+/, `--out ${out}`).split(' '), '--root', folder, ...now)).code,
      ).toBe(0)
    const [alone = ''] = examples.filter(one => one.endsWith('--check') && !one.includes('--out'))
    expect(await notes(root, ...alone.split(' '), '--root', folder, ...now)).toMatchObject({ code: 0 })
  })
})
