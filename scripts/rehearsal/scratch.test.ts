import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openScratch } from './scratch.ts'

vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '../..')
type People = Parameters<typeof openScratch>[1]

test('a person works in a clone of their own, with their own name and token', async () => {
  const people = {
    ann: { name: 'Ann Able', github: { login: 'ann-able', id: 11 } },
    ben: { name: 'Ben', github: { login: 'ben' } },
  }
  vi.stubEnv('GITHUB_TOKEN', 'of the machine')
  vi.stubEnv('GIT_AUTHOR_NAME', 'of the machine')
  onTestFinished(() => void vi.unstubAllEnvs())
  const scratch = await openScratch(root, { people } as unknown as People)
  try {
    const { code, output } = await scratch.run('ann', 'env', [])
    const lines = output.split('\n')
    expect(code).toBe(0)
    expect(lines).toContain(`GITHUB_API_URL=${scratch.forge.url}`)
    expect(lines).toContain('GITHUB_REPOSITORY=example/releases')
    expect(lines).toContain('GIT_AUTHOR_NAME=Ann Able')
    expect(lines).toContain('GIT_COMMITTER_EMAIL=11+ann-able@users.noreply.github.com')
    expect(output).not.toContain('of the machine')
    const token = lines.find(line => line.startsWith('GITHUB_TOKEN='))?.slice('GITHUB_TOKEN='.length)
    const user = await fetch(`${scratch.forge.url}/user`, { headers: { authorization: `bearer ${token}` } })
    expect(await user.json()).toMatchObject({ login: 'ann-able', id: 11 })

    // who is in the directory without a number has one on the forge, and their commits link to them
    await scratch.push('side', 'notes.txt', 'x\n', 'Note', 'ben')
    const { data } = await scratch.as('ann').repos.getCommit({ owner: 'example', repo: 'releases', ref: 'side' })
    expect(data.author?.login).toBe('ben')

    await scratch.push('main', 'notes.txt', 'x\n', 'Note', 'ann')
    expect(existsSync(join(scratch.checkout, 'notes.txt'))).toBe(false)
    scratch.pull()
    expect(existsSync(join(scratch.checkout, 'notes.txt'))).toBe(true)
    expect(scratch.forge.contractBreaches).toEqual([])
  } finally {
    await scratch.close()
  }
  expect(existsSync(scratch.checkout)).toBe(false)
})
