import { describe, expect, test } from 'vitest'
import type { Person } from '../../policies/model.ts'
import { readRepository } from '../../policies/repository.ts'
import type { Source } from '../../schemas/parse.ts'
import { content } from '../gate/fixture.ts'
import { type Client, GitHubError } from '../github/client.ts'
import { deliver } from './deliver.ts'
import { incident } from './fixture.ts'
import { hearIssue } from './issue.ts'

const sha = 'a'.repeat(40)
const person = { login: 'bars-lead', id: 821, type: 'User' }

/** A GitHub that answers as it is told, by the route. What it is not told is an error. */
const client = (answers: Record<string, () => unknown>): Client => {
  const answer = async (route: string): Promise<never> => {
    const found = Object.keys(answers).find(one => route.includes(one))
    if (!found) throw new GitHubError(`${route} was not expected`, 400)
    return answers[found]?.() as never
  }
  return {
    owner: 'acme',
    repo: 'releases',
    read: answer,
    list: answer,
    write: answer,
    mutate: () => answer('graphql'),
    query: () => answer('graphql'),
    wait: async () => {},
    requests: () => 0,
  }
}
const refusedBy = (message: string, status: number) => () => {
  throw new GitHubError(message, status)
}
const delivery = {
  branch: 'request/7',
  base: sha,
  into: 'main',
  file: { path: 'deployments/demo/site.yaml', text: 'x' },
  title: 'x',
  body: 'x',
  message: 'x',
  login: 'bars-lead',
}
const ready = {
  'GET /repos/{owner}/{repo}/git/ref/': () => ({ object: { sha } }),
  graphql: () => ({ createCommitOnBranch: { commit: { oid: 'b'.repeat(40) } } }),
  'GET /repos/{owner}/{repo}/pulls': () => [],
}

describe('where GitHub does not take the pull request', () => {
  test('a setting is told as one', async () => {
    const said = 'POST /repos/acme/releases/pulls: GitHub Actions is not permitted to create or approve pull requests.'
    const github = client({ ...ready, 'POST /repos/{owner}/{repo}/pulls': refusedBy(said, 403) })
    expect(await deliver(github, delivery)).toEqual({ answer: { is: 'not-permitted' }, after: [] })
  })
  test.each([
    ['another refusal', 'Resource not accessible by integration', 403],
    ['the same words with another status', 'not permitted to create', 422],
  ])('%s is not', async (_, message, status) => {
    const github = client({ ...ready, 'POST /repos/{owner}/{repo}/pulls': refusedBy(message, status) })
    await expect(deliver(github, delivery)).rejects.toThrow(message)
  })
})

describe('an issue', () => {
  const tree = new Map(Object.entries(content()).map(([path, text]): [string, Source] => [path, { text }]))
  const repository = readRepository(tree)
  const body = incident()
  const issue = (more: object = {}) => ({
    ...{ number: 7, title: 'x', body, user: person, state: 'open', labels: [], html_url: 'https://github.com/x' },
    ...more,
  })
  const pull = (
    number: number,
    state: string,
    merged_at: string | null,
    ref = 'request/7',
    full_name = 'acme/releases',
  ) => ({
    number,
    state,
    merged_at,
    html_url: `https://github.com/acme/releases/pull/${number}`,
    head: { ref, repo: { full_name } },
  })
  const sender = { id: 821, login: 'bars-lead', bot: false }
  const hear = (pulls: object[], more: object = {}, by: Person | null = sender) =>
    hearIssue(
      {
        client: client({ '/issues/{number}': () => issue(more), '/pulls': () => pulls }),
        repository,
        now: new Date('2026-11-20T12:00:00Z'),
      },
      { number: 7, body, wrote: true, sender: by },
    )
  const at = (number: number, how: string) => ({
    is: 'answer',
    answer: { is: 'proposed', number, url: `https://github.com/acme/releases/pull/${number}`, how },
  })

  test.each<[string, object[], object]>([
    ['that was merged is done', [pull(8, 'closed', '2026-11-20T10:00:00Z')], at(8, 'merged')],
    ['whose pull request was closed is not opened again', [pull(8, 'closed', null)], at(8, 'closed')],
    ['an open one counts before others', [pull(8, 'open', null), pull(9, 'closed', null)], at(8, 'open')],
    ['another branch’s is none', [pull(8, 'open', null, 'request/77')], { is: 'wanted', me: 'bars-lead' }],
    ['a fork’s is none', [pull(8, 'open', null, 'request/7', 'bystander/releases')], { is: 'wanted' }],
  ])('%s', async (_, pulls, heard) => expect(await hear(pulls)).toMatchObject(heard))

  test('that is closed is left alone', async () =>
    expect(await hear([], { state: 'closed' })).toMatchObject({ is: 'silence' }))

  test.each<[string, object | null, Person | null, string]>([
    ['a deleted account', null, null, 'changed-by-another'],
    ['a bot', { login: 'bars-lead', id: 821, type: 'Bot' }, { ...sender, bot: true }, 'stranger'],
    ['who took over a login', { ...person, id: 99 }, { ...sender, id: 99 }, 'stranger'],
    ['somebody, edited by another', person, { ...sender, id: 99 }, 'changed-by-another'],
  ])('of %s makes nothing', async (_, user, by, is) =>
    expect(await hear([], { user }, by)).toMatchObject({ is: 'answer', answer: { is } }),
  )
})
