/** `npm run publish`, as a command, with what the templates print, against a forge that stands for GitHub. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { folder, openStage, printable, type Stage } from './publish/fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

const script = join(import.meta.dirname, 'publish.ts')

/** Runs it in the clone, with nothing of the surrounding environment but what a program needs. */
function command({ clone, forge }: Stage, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { PATH = '', HOME = '' } = process.env
  const github = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'run' }
  const env = { PATH, HOME, ...github, COUNTERSIGN_PATIENCE: '0.001' }
  return new Promise(resolve =>
    execFile(process.execPath, [script, ...args], { cwd: clone, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    ),
  )
}

/** A release in production whose notes are approved as the templates print them. */
async function approved(): Promise<Stage> {
  const stage = await openStage({ status: 'draft' })
  await stage.push(printable({ phase: 'production' }))
  return stage
}

test('published once: 0, and 0 again', async () => {
  const stage = await approved()
  expect(await command(stage)).toEqual({
    code: 0,
    out: 'Published: flip/releases/2.4.0: production-release-notes, revision 1.0.\nGitHub Release made: flip/2.4.0.\n',
    err: '',
  })
  const files = stage.files()
  expect(files[`${folder}/1.0/trusts.md`]).toMatch(/^# FLIP\n/)
  expect(files[`${folder}/1.0/trusts.html`]).toContain('<h1>FLIP</h1>')
  expect(JSON.parse(files[`${folder}/1.0/trusts.json`] ?? '')).toMatchObject({
    schema: 'countersign/notes/1',
    audience: 'trusts',
  })
  expect(files['feed.xml']).toContain('&lt;h1&gt;FLIP&lt;/h1&gt;')
  expect(await stage.releases()).toMatchObject([
    { tag_name: 'flip/2.4.0', name: 'FLIP', body: files[`${folder}/1.0/trusts.md`] },
  ])
  const before = stage.state()
  expect(await command(stage)).toEqual({ code: 0, out: 'Everything is published already.\n', err: '' })
  expect(stage.state()).toEqual(before)
})

test('--dry-run writes nothing, and prints what would be written', async () => {
  const stage = await approved()
  const before = stage.state()
  const { code, out } = await command(stage, '--dry-run')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    message: expect.stringContaining('Publish 1 revision'),
    writes: { [`${folder}/1.0/trusts.md`]: expect.stringMatching(/^# FLIP\n/), 'feed.xml': expect.anything() },
    steps: [
      { do: 'tag', tag: 'flip/2.4.0' },
      { do: 'create', tag: 'flip/2.4.0' },
    ],
    problems: [],
  })
  expect(stage.state()).toEqual(before)
})

test('another digest than was approved: 1', async () => {
  const stage = await openStage({ phase: 'production' })
  for (const args of [[], ['--dry-run']]) expect(await command(stage, ...args)).toMatchObject({ code: 1 })
  expect((await command(stage)).out).toContain('Not published: flip/releases/2.4.0')
})

test('GitHub does not answer: 2, and the next run does the rest', async () => {
  const stage = await approved()
  const fault = {
    match: (method: string, path: string) => method === 'POST' && path.endsWith('/releases'),
    how: { status: 422 },
  }
  stage.forge.fail({ ...fault, times: 1 })
  expect(await command(stage)).toMatchObject({
    code: 2,
    out: expect.stringContaining('left to the next run: flip/2.4.0'),
  })
  expect(await command(stage)).toMatchObject({ code: 0, out: 'GitHub Release made: flip/2.4.0.\n' })
})

test('a folder that is no clone: 2', async () => {
  const stage = await openStage()
  const ran = await command(stage, '--root', stage.bare)
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Countersign could not work') })
})
