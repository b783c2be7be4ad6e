/** For tests: a FLIP release with its notes, a printer that stands in for the templates, and a forge with a clone to publish from. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { manifestOf } from '../../policies/notes/printed.ts'
import { readRepository } from '../../policies/repository.ts'
import { digestOf } from '../../schemas/digest.ts'
import { connect } from '../github/client.ts'
import { gitIn } from '../read/git.ts'
import { startForge } from '../rehearsal/forge.ts'
import { createBare, writeHistory } from '../rehearsal/history.ts'
import { htmlOf } from '../render/notes-html.ts'
import type { Scene } from './intent.ts'
import type { Printed } from './page.ts'
import { print } from './print.ts'

const root = join(import.meta.dirname, '../..')
const pathway = 'policies/pathways/flip-release.yaml'
export const template = 'policies/templates/production-release-notes.yaml'
export const record = 'deployments/flip/releases/2.4.0.yaml'
export const folder = 'notes/flip/2.4.0/production-release-notes'
export const place = { server: 'https://github.com', repository: 'acme/releases' }

export interface Asked {
  /** What the stand-in prints. */
  title?: string
  phase?: string
  type?: string
  revision?: string
  /** That of what is printed, unless told; '': none. */
  digest?: string
  status?: string
  version?: string
}

/** A release as YAML. */
export function release(asked: Asked = {}): string {
  const { title = 'First', phase = 'pre-prod', type = 'planned', revision = '1.0', status = 'approved' } = asked
  const { version = '2.4.0', digest = digestFor(title) } = asked
  const head = { kind: 'Release', title, pathway: 'flip-release', phase, product: 'FLIP', version, type }
  const link = 'https://evidence.example.org/notes'
  const approved = { by: 'ann', on: '2026-11-20', evidence: link }
  const known = { status, version: revision, owner: 'ann', approved, link, ...(digest && { digest }) }
  const documents = { 'production-release-notes': known }
  const withdrawn = phase === 'withdrawn' ? { withdrawn: { by: 'ann', on: '2026-11-20', reason: 'Given up' } } : {}
  return `${JSON.stringify({ ...head, documents, ...withdrawn }, null, 2)}\n`
}

/** A template that publishes the Trusts' text, without the wording: nothing here prints by it. */
export const templateText = (publish: object | null = { release: 'trusts' }): string =>
  JSON.stringify({
    kind: 'Template',
    title: '{product}',
    pathways: ['flip-release'],
    document: 'production-release-notes',
    environment: 'production',
    ...(publish && { publish }),
    audiences: Object.fromEntries(
      ['partners', 'trusts'].map(id => [id, { title: id, shows: { release: ['product'] } }]),
    ),
    sections: [{ text: '{product}' }],
  })

export const policies = (): Record<string, string> => ({
  [pathway]: readFileSync(join(root, pathway), 'utf8'),
  [template]: templateText(),
})

/** A release with the digest of what the templates print of it, and the policies. */
export function printable(asked: Asked = {}): Record<string, string> {
  const files = { ...policies(), [record]: release(asked) }
  const repository = readRepository(new Map(Object.entries(files).map(([path, text]) => [path, { text }])))
  const made = print({ release: 'flip/releases/2.4.0', template: 'production-release-notes' }, repository)
  return { ...files, [record]: release({ ...asked, digest: made?.digest ?? '' }) }
}

const markdownFor = (title: string, audience: string) => `# Notes for ${audience}\n\n${title}\n`
const audiences = ['partners', 'trusts']

/** The digest of what the stand-in prints. */
export const digestFor = (title: string): string =>
  digestOf(manifestOf(audiences.map(audience => ({ audience, digest: digestOf(markdownFor(title, audience)) }))))

/** What the stand-in prints. */
export const printedFor = (title: string, audience: string | null = 'trusts'): Printed => ({
  digest: digestFor(title),
  audience,
  texts: audiences.map(one => ({
    audience: one,
    title: 'FLIP 2.4.0: release notes',
    markdown: markdownFor(title, one),
    html: htmlOf('', markdownFor(title, one)),
    json: `{ "audience": "${one}" }\n`,
  })),
})

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A forge over a repository with a release on main, and runs of publishing. It is gone when the test ends. */
export async function openStage(asked: Asked = {}) {
  const at = mkdtempSync(join(tmpdir(), 'countersign-publishing-'))
  onTestFinished(() => rmSync(at, { recursive: true, force: true }))
  const [bare, clone] = [join(at, 'releases.git'), join(at, 'clone')]
  await createBare(bare, 'main')
  let minute = 10
  const push = async (files: Record<string, string | null>, ref = 'refs/heads/main') => {
    const date = `2026-11-20T09:${minute++}:00Z`
    const author = { name: 'Ann', email: 'ann@acme.example', date }
    const [sha = ''] = await writeHistory(bare, [{ ref, files, message: 'Change', author }])
    return sha
  }
  const first = await push({ ...policies(), [record]: release(asked) })
  execFileSync('git', ['clone', '--quiet', '--no-checkout', bare, clone])
  const bot = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' as const }
  const forge = await startForge({
    repository: place.repository,
    bare,
    defaultBranch: 'main',
    users: [bot, { login: 'ann', id: 11, type: 'User' }],
    tokens: [
      { token: 'run', login: bot.login, permissions: { contents: 'write' }, app: true },
      { token: 'ann', login: 'ann', permissions: { contents: 'write' } },
    ],
  })
  onTestFinished(async () => {
    await forge.close()
    if (forge.contractBreaches.length > 0) throw new Error(forge.contractBreaches.join('\n'))
  })
  const connected = (token: string) =>
    connect({ baseUrl: forge.url, repository: place.repository, token, patience: 0.001 })
  const who = ['-c', 'user.name=Ben', '-c', 'user.email=ben@acme.example']
  const git = (...args: string[]) => execFileSync('git', [...who, ...args], { cwd: bare, encoding: 'utf8' })
  const scene = (): Scene => ({
    git: gitIn(clone),
    gitWith: environment => gitIn(clone, environment),
    client: connected('run'),
    place,
    print: ({ release: id }, repository) => {
      const data = repository.records.get(id)?.data
      return data && repository.templates.size > 0 ? printedFor(data.title) : null
    },
  })
  return {
    ...{ bare, clone, forge, first, push, scene, git },
    /** As somebody who may write. */
    ann: connected('ann'),
    /** The branch: path → text. */
    files: (): Record<string, string> => {
      const paths = git('ls-tree', '-r', '--name-only', 'refs/heads/notes').split('\n').filter(Boolean)
      return Object.fromEntries(paths.map(path => [path, git('show', `refs/heads/notes:${path}`)]))
    },
    /** Every ref and its commit, and how many writes the forge has had. */
    state: () => ({
      refs: git('for-each-ref'),
      writes: forge.requests.filter(({ method }) => method !== 'GET').length,
    }),
    releases: async () =>
      (await connected('run').list('GET /repos/{owner}/{repo}/releases')) as {
        id: number
        tag_name: string
        name: string
        body: string
        draft: boolean
      }[],
  }
}
