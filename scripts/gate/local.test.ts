/** The gate without a network: `--base`, `--head` and `--pull-file`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { repository } from '../read/fixture.ts'
import { command, content, friday, phase, type Ran, signers, site } from './fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

/** Ends a program that opens a connection. 99 is no exit code of ours. */
const noNetwork = `import { Socket } from 'node:net'; Socket.prototype.connect = () => process.exit(99)`
const offline = {
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(noNetwork)}`,
  GIT_ALLOW_PROTOCOL: 'none',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
}

/** A repository whose branch `next` asks for the next phase, and the gate run in it. */
function local(changes: Record<string, string> = {}) {
  const { folder, git, commit } = repository()
  const base = commit('refs/heads/main', { ...content(), ...changes })
  const head = commit('refs/heads/next', { [site]: phase(content()[site] ?? '', 'user-training') }, [base])
  const gate = (pull: unknown, ...options: string[]): Promise<Ran> => {
    const file = join(folder, 'pull.json')
    writeFileSync(file, JSON.stringify(pull))
    return command(
      folder,
      ['--base', 'main', '--head', 'next', '--pull-file', file, '--now', friday, ...options],
      offline,
    )
  }
  return { folder, git, base, head, gate }
}

const approved = (commit?: string) => ({
  number: 7,
  author: 'bars-lead',
  reviews: signers.map(by => ({ by, state: 'approved', at: '2026-11-19T10:00:00Z', ...(commit && { commit }) })),
})

test('the network is off: the same gate that asks GitHub does not get there', async () => {
  const { folder, git } = local()
  git(['remote', 'add', 'origin', 'https://github.example/acme/releases.git'])
  const github = { GITHUB_API_URL: 'http://github.invalid', GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'x' }
  expect(await command(folder, ['--pull', '1'], { ...offline, ...github })).toMatchObject({ code: 99 })
})

test('as text: 1 while signatures are missing, 0 with them, 0 with --report', async () => {
  const { gate } = local()
  const waiting = await gate({ author: 'bars-lead' })
  expect(waiting).toMatchObject({ code: 1, err: '', out: expect.stringContaining('Priya Provider') })
  expect(await gate({ author: 'bars-lead' }, '--report')).toMatchObject({ code: 0 })
  expect(await gate(approved())).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Ready to merge') })
})

test('as JSON: the verdict, of the very commits', async () => {
  const { base, head, gate } = local()
  const { out } = await gate(approved(), '--json')
  expect(JSON.parse(out)).toMatchObject({
    state: 'success',
    pull: 7,
    head,
    subject: { is: 'transition', to: 'user-training' },
  })
  const outdated = JSON.parse((await gate(approved(base), '--json')).out)
  expect(outdated).toMatchObject({ state: 'pending' })
  expect(JSON.parse((await gate(approved('f'.repeat(40)), '--json')).out)).toMatchObject({ state: 'pending' })
})

test('as Markdown: the comment, without links into a repository that nobody named', async () => {
  const { gate } = local()
  const { code, out } = await gate(approved(), '--markdown')
  expect(code).toBe(0)
  expect(out).toMatch(/^### .*Ready to merge/)
  expect(out).not.toContain('github.com/acme')
})

test('broken rules on the base are an error', async () => {
  const { gate } = local({ 'policies/pathways/bars-beta.yaml': 'kind: [' })
  const ran = await gate(approved(), '--json', '--report')
  expect(ran.code).toBe(2)
  expect(JSON.parse(ran.out)).toMatchObject({ state: 'error' })
})

test.each<[said: string, options: string[], pull: unknown]>([
  ['author is missing', [], {}],
  ['git knows no commit nowhere', ['--head', 'nowhere'], approved()],
  ['git knows no commit --upload-pack=x', ['--base', '--upload-pack=x'], approved()],
  ['/nowhere.json cannot be read', ['--pull-file', '/nowhere.json'], approved()],
  ['--base, --head and --pull-file belong together', ['--pull-file', ''], approved()],
])('%s: that is 2', async (said, options, pull) => {
  const { gate } = local()
  const { code, out, err } = await gate(pull, ...options)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(said)
  expect(err).not.toMatch(/^ +at /m)
})
