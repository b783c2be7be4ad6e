/** A long history with its pull requests, for the benchmark that measures the change log and the test that holds it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Notes } from '../../policies/notes/catalogue.ts'
import { textOf } from '../../policies/notes/sheet.ts'
import { type Repository, readRepository } from '../../policies/repository.ts'
import { content, phase, signers, site } from '../gate/fixture.ts'
import type { Client } from '../github/client.ts'
import { type Loopback, type Reply, startLoopback } from '../github/loopback.ts'
import { createBare, type NewCommit, writeHistory } from '../rehearsal/history.ts'
import { changeLog } from './changelog.ts'

export interface Measured {
  entries: number
  requests: number
  /** Milliseconds but for the waiting for GitHub. */
  own: number
  text: string
}

/** What the change log of so many merges takes. */
export async function measureLog(merges: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-log-'))
  const files = content()
  const repository = readRepository(new Map(Object.entries(files).map(([path, text]) => [path, { text }])))
  await createBare(folder, 'main')
  const shas = await writeHistory(folder, [commitOf('Start', files, 0), ...historyOf(files, merges)])
  const server = await serve(shas.slice(1), repository)
  try {
    return await timed({ root: folder, since: shas[0] ?? '', server, repository })
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed(of: { root: string; since: string; server: Loopback; repository: Repository }): Promise<Measured> {
  const { root, since, server, repository } = of
  let waited = 0
  const plain = server.client()
  const client: Client = {
    ...plain,
    query: async (...asked) => {
      const before = performance.now()
      const answer = await plain.query(...asked)
      waited += performance.now() - before
      return answer
    },
  }
  const start = performance.now()
  const now = new Date('2027-01-01T12:00:00Z')
  const notes: Notes = await changeLog({ root, since, branch: 'main', client, repository, now })
  const template = repository.templates.get('change-log')
  if (!template) throw new Error('There is no template change-log.')
  const text = textOf(notes, template.data, 'repository')
  const own = Math.round(performance.now() - start - waited)
  return { entries: notes.log?.length ?? 0, requests: client.requests(), own, text }
}

const phases = ['business-change', 'uat-deployment', 'private-beta', 'production-deployment', 'user-training']

/** Sites come and go on; now and then the directory changes. Each text is another one, as it is in earnest. */
const historyOf = (files: Record<string, string>, merges: number): NewCommit[] =>
  Array.from({ length: merges }, (_, at) => {
    const path = `deployments/demo/site-${Math.floor(at / 10)}.yaml`
    const text = phase(files[site] ?? '', phases[at % 10] ?? phases.at(-1) ?? '')
    const directory = 'policies/directory/people.yaml'
    const changed = at % 50 === 49 ? { [directory]: `${files[directory]}# ${at}\n` } : { [path]: `${text}# ${at}\n` }
    return commitOf(`Change ${at} (#${at + 1})`, changed, at)
  })

const begun = Date.UTC(2026, 0, 5, 9)
const timeOf = (at: number) => new Date(begun + at * 3_600_000).toISOString().replace('.000', '')
const commitOf = (message: string, files: Record<string, string>, at: number): NewCommit => {
  const author = { name: 'Ann', email: 'ann@example.org', date: timeOf(at) }
  return { ref: 'refs/heads/main', files, message, author }
}

/** As GitHub answers the one query: a hundred pull requests a page, each with ten reviews. */
function serve(shas: readonly string[], { people }: Repository): Promise<Loopback> {
  const user = (login: string) => {
    const [, person] = Object.entries(people.people).find(([, { github }]) => github.login === login) ?? []
    return { __typename: 'User', login, databaseId: person?.github.id }
  }
  const nodes = shas.map((sha, at) => {
    const [updatedAt, head] = [timeOf(at), { oid: `${at}`.padStart(40, '0') }]
    const review = (state: string) => (login: string) => ({
      state,
      submittedAt: updatedAt,
      commit: head,
      author: user(login),
    })
    const reviews = [
      ...Array.from({ length: 7 }, () => 'pro-lead').map(review('COMMENTED')),
      ...signers.map(review('APPROVED')),
    ]
    return {
      ...{ number: at + 1, title: `Change ${at}`, url: `https://github.com/nhs/releases/pull/${at + 1}` },
      ...{ updatedAt, mergedAt: updatedAt, headRefOid: head.oid, author: user('bars-lead'), mergeCommit: { oid: sha } },
      reviews: { totalCount: reviews.length, nodes: reviews },
    }
  })
  const newest = nodes.toReversed()
  return startLoopback(({ body }): Reply => {
    const { after } = (body as { variables: { after: string | null } }).variables
    const start = Number(after ?? 0)
    const hasNextPage = start + 100 < newest.length
    const pageInfo = { hasNextPage, endCursor: hasNextPage ? `${start + 100}` : null }
    return { json: { data: { repository: { pullRequests: { pageInfo, nodes: newest.slice(start, start + 100) } } } } }
  })
}
