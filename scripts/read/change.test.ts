import { describe, expect, test } from 'vitest'
import { readChange } from './change.ts'
import { type Repository, repository } from './fixture.ts'

const site = 'deployments/demo/site.yaml'
const other = 'deployments/demo/other.yaml'
const far = 'deployments/far/away.yaml'
const rules = 'policies/pathways/one.yaml'
const main = 'refs/heads/main'
const topic = 'refs/heads/topic'

/** A repository with a branch that has one commit; `texts` shows versions as texts. */
function stage() {
  const made = repository()
  const fork = made.commit(main, {
    [site]: 'phase: 1\n',
    [other]: 'phase: 1\n',
    [far]: 'phase: 1\n',
    [rules]: 'rules\n',
  })
  const head = made.commit(topic, { [site]: 'phase: 2\n' }, [fork])
  return { ...made, fork, head }
}

const read = ({ git }: Repository, base: string, head: string, reviewed: string[] = []) =>
  readChange(git, base, head, reviewed)

/** Commit → path → text, for the versions that a change knows. */
const parentsOf = ({ written }: ReturnType<typeof read>) =>
  Object.fromEntries(Object.entries(written).map(([sha, { parents }]) => [sha, parents]))
const versionTexts = ({ versions, texts }: ReturnType<typeof read>) =>
  Object.fromEntries(
    Object.entries(versions).map(([commit, paths]) => [
      commit,
      Object.fromEntries(Object.entries(paths).map(([path, blob]) => [path, blob && (texts[blob] ?? blob)])),
    ]),
  )

test('one commit on one branch', () => {
  const made = stage()
  const { fork, head } = made
  const found = read(made, fork, head)
  expect(found).toMatchObject({ files: [site], changedOnBase: [], written: { [head]: { parents: [fork] } } })
  expect(versionTexts(found)).toEqual({ [head]: { [site]: 'phase: 2\n' }, [fork]: { [site]: 'phase: 1\n' } })
  expect(Object.fromEntries(found.after)).toEqual({
    [site]: { text: 'phase: 2\n' },
    [other]: { text: 'phase: 1\n' },
    [rules]: { text: 'rules\n' },
  })
})

test('records are read of the programmes that change; with anything else, all are', () => {
  const made = stage()
  expect([...read(made, made.fork, made.head).before.keys()]).toEqual([other, site, rules])
  const policy = made.commit(topic, { [rules]: 'other rules\n' })
  expect([...read(made, made.fork, policy).before.keys()]).toEqual([other, site, far, rules])
  const code = made.commit('refs/heads/code', { 'scripts/gate.ts': 'code' }, [made.fork])
  const found = read(made, made.fork, code)
  expect(found.before.size).toBe(4)
  expect(found.after).toEqual(found.before)
  expect(read(made, made.fork, made.fork)).toMatchObject({
    files: [],
    changedOnBase: [],
    versions: { [made.fork]: {} },
  })
})

test('the base moved on: its changes are no changes of the branch, and the same file is told', () => {
  const made = stage()
  const elsewhere = made.commit(main, { [other]: 'phase: 9\n' })
  expect(read(made, elsewhere, made.head)).toMatchObject({ files: [site], changedOnBase: [] })
  expect(read(made, elsewhere, made.head).after.get(other)).toEqual({ text: 'phase: 9\n' })
  const same = made.commit(main, { [site]: 'phase: 8\n' })
  const found = read(made, same, made.head)
  expect(found).toMatchObject({ files: [site], changedOnBase: [site] })
  expect([found.before.get(site), found.after.get(site)]).toEqual([{ text: 'phase: 8\n' }, { text: 'phase: 2\n' }])
  const undone = made.commit(main, { [site]: 'phase: 1\n' })
  expect(read(made, undone, made.head).changedOnBase).toEqual([])
})

test('a rename is both its paths', () => {
  const made = stage()
  const text = 'a long text that git would see as renamed\n'.repeat(9)
  const fork = made.commit(main, { [site]: text })
  const head = made.commit(topic, { [site]: null, 'deployments/demo/moved.yaml': text }, [fork])
  const found = read(made, fork, head)
  expect(found.files).toEqual(['deployments/demo/moved.yaml', site])
  expect(found.after.has(site)).toBe(false)
  expect(versionTexts(found)[head]).toEqual({ 'deployments/demo/moved.yaml': text, [site]: null })
})

test('each reviewed commit with its version, also one that was force-pushed away; an unknown one is left out', () => {
  const made = stage()
  const gone = made.commit('refs/heads/gone', { [site]: 'phase: 3\n' }, [made.fork])
  made.git(['update-ref', '-d', 'refs/heads/gone'])
  const unknown = 'e'.repeat(40)
  const found = read(made, made.fork, made.head, [gone, unknown, gone])
  expect(versionTexts(found)).toEqual({
    [made.head]: { [site]: 'phase: 2\n' },
    [made.fork]: { [site]: 'phase: 1\n' },
    [gone]: { [site]: 'phase: 3\n' },
  })
  expect(parentsOf(found)).toEqual({ [made.head]: [made.fork] })
})

test('a version is told where a commit has nothing there, or a folder, or the file of the fork', () => {
  const made = stage()
  const none = made.commit('refs/heads/none', { [site]: null }, [made.fork])
  const folder = made.commit('refs/heads/folder', { [site]: null, [`${site}/inner.yaml`]: 'x' }, [made.fork])
  const untouched = made.commit('refs/heads/untouched', { [far]: 'phase: 4\n' }, [made.fork])
  expect(versionTexts(read(made, made.fork, made.head, [none, folder, untouched]))).toMatchObject({
    [none]: { [site]: null },
    [folder]: { [site]: null },
    [untouched]: { [site]: 'phase: 1\n' },
  })
})

test('a name with a line break has versions like any other', () => {
  const made = stage()
  const path = 'deployments/demo/a\nb.yaml'
  const [one, two] = ['phase: 1\n', 'phase: 2\n'].map(text => made.commit(topic, { [path]: text })) as [string, string]
  expect(versionTexts(read(made, made.fork, two))).toMatchObject({
    [one]: { [path]: 'phase: 1\n' },
    [two]: { [path]: 'phase: 2\n' },
  })
})

test('what is no text of a record is a version without a text', () => {
  const made = stage()
  const module = { mode: '160000' as const, data: 'c'.repeat(40) }
  const head = made.commit(topic, { 'scripts/gate.ts': 'code', 'deployments/demo/module': module })
  const { versions, texts, after } = read(made, made.fork, head)
  expect(versions[head]).toMatchObject({
    'deployments/demo/module': `${'c'.repeat(40)}:160000`,
    'scripts/gate.ts': expect.any(String),
  })
  expect(Object.values(texts).sort()).toEqual(['phase: 1\n', 'phase: 2\n'])
  expect(after.get('deployments/demo/module')).toEqual({ unread: 'not-a-file' })
})

test('a commit says who wrote it, whatever its text', () => {
  const made = stage()
  const message = 'Go live\n\nCo-authored-by: B <b@x.example>\n\u001e\ttwo\n\ncommit 0\n'
  const by = 'A "Q" Person <a+b@x.example> 1700000000 +0000\ncommitter C <> 1700000000 +0000'
  const input = `commit ${topic}\nauthor ${by}\ndata ${Buffer.byteLength(message)}\n${message}\nfrom ${made.head}\n`
  made.git(['fast-import', '--quiet', '--force'], input)
  const head = made.git(['rev-parse', topic]).toString().trim()
  const { written } = read(made, made.fork, head)
  expect(Object.keys(written)).toEqual([head, made.head])
  expect(written[head]).toMatchObject({ parents: [made.head], author: 'a+b@x.example', committer: '' })
  expect(written[head]?.message.trim()).toBe(message.trim())
})

test('commits that a merge brings in are commits of the pull request; those of the base are not', () => {
  const made = stage()
  const side = made.commit('refs/heads/side', { [other]: 'phase: 5\n' }, [made.fork])
  const onBase = made.commit(main, { [far]: 'phase: 6\n' })
  const merge = made.commit(topic, { [other]: 'phase: 5\n', [far]: 'phase: 6\n' }, [made.head, side, onBase])
  const found = read(made, onBase, merge)
  expect(parentsOf(found)).toEqual({
    [merge]: [made.head, side, onBase],
    [side]: [made.fork],
    [made.head]: [made.fork],
  })
  expect(found.files).toEqual([other, site])
  expect(versionTexts(found)).toMatchObject({
    [side]: { [other]: 'phase: 5\n', [site]: 'phase: 1\n' },
    [onBase]: { [other]: 'phase: 1\n' },
  })
})

test('histories that never met are an error that says so', () => {
  const made = stage()
  const orphan = made.commit('refs/heads/orphan', { [site]: 'phase: 2\n' }, [])
  expect(() => read(made, made.fork, orphan)).toThrow(
    `The base ${made.fork} and the head ${orphan} have no history in common`,
  )
  expect(() => read(made, made.fork, 'e'.repeat(40))).toThrow('merge-base')
})

describe('what a reviewed commit changed, and the head does not', () => {
  const code = 'scripts/gate.ts'

  test('is told, at that commit and at the head', () => {
    const made = stage()
    const both = made.commit(topic, { [rules]: 'other rules\n', [code]: 'closer\n' })
    const head = made.commit(topic, { [code]: null })
    const { files, versions } = read(made, made.fork, head, [both])
    expect(files).toEqual([site, rules])
    expect(versions[both]?.[code]).toEqual(expect.any(String))
    expect(versions[head]).toHaveProperty([code], null)
    expect(Object.keys(read(made, made.fork, head).versions[head] ?? {}).sort()).toEqual([site, rules])
  })

  test('is not what main has changed since', () => {
    const made = stage()
    const moved = made.commit(main, { [rules]: 'rules of today\n' })
    const rebased = made.commit('refs/heads/rebased', { [site]: 'phase: 2\n' }, [moved])
    expect(Object.keys(read(made, moved, rebased, [made.head]).versions[rebased] ?? {})).toEqual([site])
  })

  test('nor does a commit that has no history in common stop anything', () => {
    const made = stage()
    const orphan = made.commit('refs/heads/orphan', { [site]: 'phase: 2\n' }, [])
    expect(read(made, made.fork, made.head, [orphan]).files).toEqual([site])
  })
})

test('the same text as a program is another version, and still a text', () => {
  const made = stage()
  const program = { mode: '100755' as const, data: 'phase: 2\n' }
  const head = made.commit(topic, { [site]: program })
  const found = read(made, made.fork, head)
  expect(found.versions[head]?.[site]).toBe(`${found.versions[made.head]?.[site]}:100755`)
  expect(versionTexts(found)[head]).toEqual({ [site]: 'phase: 2\n' })
})
