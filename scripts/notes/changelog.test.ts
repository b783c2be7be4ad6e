import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import { at, context, friday, openStage, type Proposal, phase, type Stage, signers, site } from '../gate/fixture.ts'
import { type Client, connect } from '../github/client.ts'
import { changeLog } from './changelog.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  execFileSync('git', ['tag', 'begin', 'main'], { cwd: stage.clone })
})
afterAll(() => stage.close())

const client = () => connect({ baseUrl: stage.forge.url, repository: 'acme/releases', token: 'bars-lead', patience: 0 })

async function told(asked: { since?: string; github?: Client | null; now?: string; branch?: string } = {}) {
  const { since = 'begin', github = client(), now = friday, branch = 'main' } = asked
  execFileSync('git', ['fetch', '--quiet', 'origin', '+refs/heads/main:refs/heads/main', '--update-head-ok'], {
    cwd: stage.clone,
  })
  const repository = readRepository(
    new Map(Object.entries(stage.files).map(([path, text]) => [path, { text: text ?? '' }])),
  )
  const more = { root: stage.clone, since, branch, repository, now: new Date(now) }
  return (await changeLog({ ...more, client: github })).log ?? []
}

/** Merges a pull request; what happens between its opening and that is told. */
async function merge(
  proposal: Proposal,
  method: 'merge' | 'squash',
  between = async (_: { number: number; ref: string }) => {},
) {
  const pull = await stage.open(proposal)
  await between(pull)
  const sha = execFileSync('git', ['rev-parse', pull.ref], { cwd: stage.bare, encoding: 'utf8' }).trim()
  await stage.as('forger').repos.createCommitStatus({ ...at, sha, state: 'success', context })
  const { data } = await stage.as('owner').pulls.merge({ ...at, pull_number: pull.number, merge_method: method })
  return { ...pull, sha: data.sha }
}

const later =
  (change: Record<string, string>) =>
  async ({ ref }: { ref: string }) =>
    void (await stage.push(ref, change, 'bars-lead'))

const text = () => execFileSync('git', ['show', `main:${site}`], { cwd: stage.bare, encoding: 'utf8' })

describe('the change log', () => {
  const roles = ["Supplier's Project Lead", "Provider's Project or Digital Lead", "Policy and Strategy's Policy Lead"]

  test('tells a step with who signed it; from git alone, who was asked', async () => {
    const { number, sha } = await merge({ approved: signers }, 'squash')
    const step = {
      kind: 'advanced',
      record: 'demo/site',
      from: 'Production solution deployed and configured',
      to: 'Users trained',
      commit: sha,
    }
    const [entry] = await told()
    expect(entry).toMatchObject({ ...step, pull: `#${number}`, subject: 'Next phase' })
    expect(new Set(entry?.signed)).toEqual(new Set(roles))
    expect(entry).not.toHaveProperty('asked')
    const [alone] = await told({ github: null })
    expect(alone).toMatchObject({ ...step, pull: `#${number}`, by: 'bars-lead' })
    expect(alone).not.toHaveProperty('signed')
    expect(alone?.asked).toEqual(expect.arrayContaining(roles))
  })

  test('counts an approval of another commit where git shows the same content', async () => {
    const [forward, back] = ['technical-go-live', 'user-training']
    const prose = later({ 'README.md': 'Prose.\n' })
    const propose = (to: string) => ({ files: { [site]: `${phase(text(), to)}# again\n` }, approved: signers })
    await merge(propose(forward), 'merge', prose)
    await merge(propose(back), 'merge')
    // of a squashed branch nothing that was approved is in a clone
    await merge(propose(forward), 'squash', prose)
    await merge(propose(back), 'merge')
    const changed = later({ [site]: `${phase(text(), forward)}# more\n` })
    await merge(propose(forward), 'merge', changed)
    const steps = (await told()).slice(1).filter(({ from }) => from === 'Users trained')
    const known = steps.map(({ signed, earlier }) => ({ signed, earlier }))
    const role = ["Policy and Strategy's Policy Lead"]
    expect(known).toEqual([{ signed: role }, { earlier: role }, { earlier: role }])
  })

  test('believes no number that a commit gives itself', async () => {
    await stage.push('refs/heads/main', { 'README.md': 'More.\n' }, 'owner')
    const sha = execFileSync('git', ['rev-parse', 'main'], { cwd: stage.bare, encoding: 'utf8' }).trim()
    const tree = execFileSync('git', ['rev-parse', 'main^{tree}'], { cwd: stage.bare, encoding: 'utf8' }).trim()
    const by = ['-c', 'user.name=X', '-c', 'user.email=x@example.org']
    // of the same day as the pull request that it names: those of other days are not read
    const env = { ...process.env, GIT_AUTHOR_DATE: friday, GIT_COMMITTER_DATE: friday }
    const args = [...by, 'commit-tree', tree, '-p', sha, '-m', 'Mine (#1)']
    const forged = execFileSync('git', args, { cwd: stage.bare, env })
    execFileSync('git', ['update-ref', 'refs/heads/main', forged.toString().trim()], { cwd: stage.bare })
    const answers: string[] = []
    const github = client()
    const query: Client['query'] = async (...asked) => {
      const answer = await github.query(...asked)
      answers.push(JSON.stringify(answer))
      return answer
    }
    const last = (await told({ since: sha, github: { ...github, query } }))[0]
    expect(answers.join('\n')).toContain('"number":1,')
    expect(last).toMatchObject({ kind: 'other', subject: 'Mine (#1)' })
    expect(last).not.toHaveProperty('pull')
    expect((await told({ since: sha, github: null }))[0]).toMatchObject({ pull: '#1' })
  })

  test('is the same twice, and as many as git has', async () => {
    const [one, two] = [await told(), await told()]
    expect(JSON.stringify(one)).toBe(JSON.stringify(two))
    expect(one.map(({ kind }) => kind)).toEqual((await told({ github: null })).map(({ kind }) => kind))
  })

  test('has nothing of a branch that stands still', async () => expect(await told({ since: 'main' })).toEqual([]))

  test('refuses a day that is none', async () => {
    await expect(told({ since: '2026-13-01', now: friday })).rejects.toThrow('2026-13-01 is no day')
    await expect(told({ since: '2026-02-30', now: friday })).rejects.toThrow('2026-02-30 is no day')
  })
  test('refuses a day to come, and a branch that is not there', async () => {
    await expect(told({ since: '2026-11-21', now: friday })).rejects.toThrow('still to come')
    await expect(told({ branch: 'begin' })).rejects.toThrow('no branch begin')
  })
})
