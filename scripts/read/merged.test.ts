import { describe, expect, it } from 'vitest'
import { type NewCommit, writeHistory } from '../rehearsal/history.ts'
import { type Repository, repository, scratchFolder } from './fixture.ts'
import { gitIn } from './git.ts'
import { readMerged } from './merged.ts'

const main = 'refs/heads/main'
const [site, other, people] = [
  'deployments/beta/harbour.yaml',
  'deployments/beta/valley.yaml',
  'policies/directory/people.yaml',
]
const by = (name: string, date = '2026-03-02T09:00:00Z') => ({ name, email: `${name}@example.org`, date })
const commit = (message: string, files: NewCommit['files'], more: Partial<NewCommit> = {}): NewCommit => ({
  ref: main,
  files,
  message,
  author: by('Ann'),
  ...more,
})

/** A repository whose main begins with one record and one list of people, tagged v1. */
async function begun(...commits: NewCommit[]): Promise<Repository & { shas: string[] }> {
  const at = repository()
  const first = commit('Start', { [site]: 'phase: one\n', [people]: 'people: 1\n' })
  const [root = ''] = await writeHistory(at.folder, [first])
  at.git(['tag', 'v1', root])
  return { ...at, shas: [root, ...(await writeHistory(at.folder, commits))] }
}

const brief = (git: Repository['git'], since: string, branch = 'main') =>
  readMerged(git, branch, since).map(({ on, by, subject, named }) => ({ on, by, subject, named }))
const subjects = (git: Repository['git'], since: string) => readMerged(git, 'main', since).map(({ subject }) => subject)

describe('what came into a branch', () => {
  it('is told oldest first, with what each commit changed', async () => {
    const { git, shas } = await begun(
      commit('Next phase (#3)\n\nMore', { [site]: 'phase: two\n' }),
      commit('Both (#4)', { [site]: null, [other]: 'phase: one\n', 'scripts/a.ts': 'a\n', 'README.md': 'b\n' }),
    )
    const found = readMerged(git, 'main', 'v1')
    expect(found.map(({ rules: _, ...rest }) => ({ ...rest, records: [...rest.records] }))).toEqual([
      {
        sha: shas[1],
        on: '2026-03-02',
        by: 'Ann',
        subject: 'Next phase (#3)',
        named: 3,
        paths: [site],
        records: [[site, { was: { text: 'phase: one\n' }, is: { text: 'phase: two\n' } }]],
      },
      {
        sha: shas[2],
        on: '2026-03-02',
        by: 'Ann',
        subject: 'Both (#4)',
        named: 4,
        paths: ['README.md', site, other, 'scripts/a.ts'],
        records: [
          [site, { was: { text: 'phase: two\n' }, is: null }],
          [other, { was: null, is: { text: 'phase: one\n' } }],
        ],
      },
    ])
  })

  it('is one entry for a merged branch, by whoever wrote that branch', async () => {
    const topic = 'refs/heads/topic'
    const { git, folder, shas } = await begun(
      commit('Side', { [site]: 'phase: two\n' }, { ref: topic, parents: [main], author: by('Bob') }),
      commit('Before', { 'README.md': 'a\n' }),
    )
    const merge = commit('Merge pull request #7 from acme/topic\n\nTitle', { [site]: 'phase: two\n' })
    await writeHistory(folder, [{ ...merge, parents: [shas[2] ?? '', shas[1] ?? ''] }])
    expect(brief(git, 'v1')).toMatchObject([
      { subject: 'Before', by: 'Ann', named: null },
      { subject: 'Merge pull request #7 from acme/topic', by: 'Bob', named: 7 },
    ])
    expect(readMerged(git, 'main', 'v1')[1]?.paths).toEqual([site])
  })

  it.each<[subject: string, named: number | null]>([
    ['Go live (#12)', 12],
    ['Merge pull request #12 from a/b', 12],
    ['Go live (#12) again', null],
    ['Go live #12', null],
    ['Merge pull request #12', null],
    ['Go live (#0)', null],
    ['Go live (#012)', null],
    ['Go live (#99999999999999999999)', null],
    ['See "Merge pull request #12 from a/b"', null],
  ])('%s names %s', async (subject, named) => {
    const { git } = await begun(commit(subject, {}))
    expect(brief(git, 'v1')).toMatchObject([{ subject, named }])
  })

  it('has nothing of a link but that it is one', async () => {
    const at = await begun()
    at.commit('refs/heads/main', { [site]: { mode: '120000', data: '/etc/passwd' } })
    const [found] = readMerged(at.git, 'main', 'v1')
    expect(found?.records.get(site)?.is).toEqual({ unread: 'symbolic-link' })
  })

  it('brings the rules as they stood before each commit', async () => {
    const { git } = await begun(
      commit('One', { [site]: 'phase: two\n' }),
      commit('People', { [people]: 'people: 2\n', 'policies/pathways/p.yaml': 'p: 1\n' }),
      commit('Two', { [site]: 'phase: three\n' }),
      commit('Out', { [people]: null }),
    )
    const found = readMerged(git, 'main', 'v1').map(({ rules }) => rules)
    const first = [[people, { text: 'people: 1\n' }]]
    const later = [...[[people, { text: 'people: 2\n' }]], ['policies/pathways/p.yaml', { text: 'p: 1\n' }]]
    expect(found.map(rules => [...rules].toSorted())).toEqual([first, first, later, later])
    expect(found[0]).toBe(found[1])
  })
})

describe('since when', () => {
  const days = ['2026-03-28T23:30:00Z', '2026-03-29T22:59:00Z', '2026-03-29T23:00:00Z', '2026-03-31T09:00:00Z']
  const dated = () =>
    begun(...days.map((date, at) => commit(`At ${at}`, { [site]: `${at}\n` }, { author: by('Ann', date) })))

  it('a day is one in England, itself included', async () => {
    const { git } = await dated()
    expect(brief(git, '2026-03-29').map(({ on }) => on)).toEqual(['2026-03-29', '2026-03-30', '2026-03-31'])
    expect(subjects(git, '2026-03-30')).toEqual(['At 2', 'At 3'])
    expect(subjects(git, '2026-04-01')).toEqual([])
    expect(subjects(git, '2020-01-01')).toEqual(['Start', 'At 0', 'At 1', 'At 2', 'At 3'])
  })

  it('a clock that was wrong takes nothing out', async () => {
    const { git } = await begun(
      commit('Right', {}, { author: by('Ann', '2026-03-05T09:00:00Z') }),
      commit('Wrong', {}, { author: by('Ann', '2001-01-01T09:00:00Z') }),
    )
    expect(subjects(git, '2026-03-05')).toEqual(['Right', 'Wrong'])
  })

  it('a tag, a commit or the tip itself', async () => {
    const { git, shas } = await dated()
    expect(subjects(git, 'v1')).toHaveLength(4)
    expect(subjects(git, shas[3] ?? '')).toEqual(['At 3'])
    expect(subjects(git, 'main')).toEqual([])
  })

  it.each([
    ['v2', 'no tag or commit v2'],
    ['--all', 'no tag or commit --all'],
    ['2026-02-30', 'is no day'],
    ['refs/heads/aside', 'is not in the history'],
  ])('%s is an error', async (since, message) => {
    const { git, folder } = await begun()
    await writeHistory(folder, [commit('Aside', {}, { ref: 'refs/heads/aside', parents: [main] })])
    expect(() => readMerged(git, 'main', since)).toThrow(message)
  })
})

describe('clones that lack something', () => {
  const clone = (from: string, ...options: string[]) => {
    const folder = scratchFolder()
    gitIn(folder)(['clone', '--quiet', '--bare', ...options, `file://${from}`, '.'])
    return gitIn(folder)
  }
  const four = () => begun(...[1, 2, 3, 4].map(at => commit(`At ${at}`, { [site]: `${at}\n`, [people]: `${at}\n` })))

  it.each(['blob:none', 'tree:0'])('a partial one (%s) fetches it', async filter => {
    const { folder, git } = await four()
    const partial = clone(folder, `--filter=${filter}`)
    expect(readMerged(partial, 'main', 'v1')).toEqual(readMerged(git, 'main', 'v1'))
  })

  it('a shallow one tells what it has, and refuses what it may lack', async () => {
    const { folder, git, shas } = await four()
    const small = clone(folder, '--depth=3')
    expect(readMerged(small, 'main', shas[2] ?? '')).toEqual(readMerged(git, 'main', shas[2] ?? ''))
    expect(() => readMerged(small, 'main', '2026-03-02')).toThrow('git fetch --unshallow')
    expect(() => readMerged(small, 'main', shas[1] ?? '')).toThrow('git fetch --tags')
  })
})
