/** Whole runs, against the forge. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test, vi } from 'vitest'
import { manifestOf } from '../../policies/notes/printed.ts'
import { digestOf } from '../../schemas/digest.ts'
import { jsonText } from '../render/json.ts'
import { exitCode, publish } from './carry-out.ts'
import {
  digestFor,
  folder,
  openStage,
  policies,
  record,
  release,
  type Stage,
  template,
  templateText,
} from './fixture.ts'
import type { Index } from './published.ts'

vi.setConfig({ testTimeout: 60_000 })

const run = (stage: Stage) => publish(stage.scene())
const nothing = { news: [], remade: 0, released: [], updated: [], problems: [], failures: [] }
const text = (title: string) => `# Notes for trusts\n\n${title}\n`

/** A release in production, published once. */
async function published(): Promise<Stage> {
  const stage = await openStage({ phase: 'production' })
  await run(stage)
  return stage
}

describe('the first run', () => {
  test('publishes each audience’s texts, the index and the feed', async () => {
    const stage = await openStage()
    expect(await run(stage)).toMatchObject({ ...nothing, remade: 8, news: [{ release: 'flip/releases/2.4.0' }] })
    const files = stage.files()
    const own = ['partners', 'trusts'].flatMap(name =>
      ['html', 'json', 'md'].map(end => `${folder}/1.0/${name}.${end}`),
    )
    expect(Object.keys(files)).toEqual(['feed.xml', 'index.json', ...own])
    expect(files[`${folder}/1.0/trusts.md`]).toBe(text('First'))
    expect(files['feed.xml']).toContain('&lt;h1&gt;Notes for trusts&lt;/h1&gt;\n&lt;p&gt;First&lt;/p&gt;')
    expect(files['feed.xml']).toContain('<title>FLIP 2.4.0: release notes (revision 1.0)</title>')
    expect(files['feed.xml']).not.toContain('partners')
    expect(JSON.parse(files['index.json'] ?? '')).toMatchObject({
      schema: 'countersign/published/1',
      entries: [{ commit: stage.first, at: '2026-11-20T09:10:00Z', digest: digestFor('First'), audience: 'trusts' }],
    })
    expect(await stage.releases()).toEqual([])
  })

  test('makes the branch one of its own, by nobody in particular, and at the time of what it publishes', async () => {
    const stage = await openStage()
    await run(stage)
    expect(stage.git('log', '--format=%an %at %P|%B', 'refs/heads/notes')).toBe(
      'github-actions[bot] 1795165800 |Publish 1 revision of release notes\n\nflip/releases/2.4.0: production-release-notes, revision 1.0\n\n',
    )
  })

  test('makes the GitHub Release of what has come to its environment, at the merge that brought it', async () => {
    const stage = await openStage()
    const merge = await stage.push({ [record]: release({ phase: 'production' }) })
    await stage.push({ 'README.md': 'x' })
    expect(await run(stage)).toMatchObject({ ...nothing, remade: 8, news: [{}], released: ['flip/2.4.0'] })
    expect(await stage.releases()).toMatchObject([
      { tag_name: 'flip/2.4.0', name: 'FLIP 2.4.0: release notes', body: text('First'), draft: false },
    ])
    expect(stage.git('rev-parse', 'refs/tags/flip/2.4.0').trim()).toBe(merge)
  })

  test('makes no release the latest one, then or later: there may be several programmes', async () => {
    const stage = await openStage({ phase: 'production' })
    const scene = stage.scene()
    const asked: unknown[] = []
    const write: typeof scene.client.write = async (route, parameters, ...rest) => {
      asked.push([route, parameters])
      return scene.client.write(route, parameters, ...rest)
    }
    expect(await publish({ ...scene, client: { ...scene.client, write } })).toMatchObject({ released: ['flip/2.4.0'] })
    await stage.push({ [record]: release({ phase: 'production', revision: '1.1', title: 'Second' }) })
    expect(await publish({ ...scene, client: { ...scene.client, write } })).toMatchObject({ updated: ['flip/2.4.0'] })
    expect(asked).toMatchObject([
      ['POST /repos/{owner}/{repo}/releases', { make_latest: 'false' }],
      ['PATCH /repos/{owner}/{repo}/releases/{id}', { make_latest: 'false' }],
    ])
  })

  test('with nothing to publish makes no branch', async () => {
    const stage = await openStage({ status: 'draft' })
    expect(await run(stage)).toEqual(nothing)
    expect(stage.git('for-each-ref')).not.toContain('notes')
  })

  test('is the same commit, whoever makes it', async () => {
    const commit = async () => {
      const stage = await openStage({ phase: 'production' })
      await run(stage)
      return stage.git('rev-parse', 'refs/heads/notes')
    }
    expect(await commit()).toBe(await commit())
  })
})

test('a second run writes nothing', async () => {
  const stage = await published()
  const before = stage.state()
  expect(await run(stage)).toEqual(nothing)
  expect(stage.state()).toEqual(before)
})

describe('a text counts once its gate was passed', () => {
  test('nothing before, and nothing is wrong', async () => {
    const stage = await openStage({ phase: 'uat', digest: digestFor('Other') })
    expect(await run(stage)).toEqual(nothing)
    expect(stage.git('for-each-ref')).not.toContain('notes')
    const merge = await stage.push({ [record]: release() })
    expect(await run(stage)).toMatchObject({ news: [{ revision: '1.0', commit: merge }], problems: [] })
  })

  test('a gate that asks for it later moves nothing that was published', async () => {
    const path = 'policies/pathways/flip-release.yaml'
    const asking = policies()[path] ?? ''
    const stage = await openStage({ status: 'draft' })
    await stage.push({ [path]: asking.replaceAll('part: text', 'part: changes') })
    const merge = await stage.push({ [record]: release({ phase: 'uat' }) })
    expect(await run(stage)).toMatchObject({ news: [{ commit: merge }], problems: [] })
    await stage.push({ [path]: asking, [record]: release() })
    expect(await run(stage)).toEqual(nothing)
    // what is no pathway says nothing of then
    await stage.push({ [path]: '{' })
    await stage.push({ [path]: asking })
    expect(await run(stage)).toEqual(nothing)
  })
})

describe('a run that stops half-way is completed by the next', () => {
  const creates = (method: string, path: string) => method === 'POST' && path.endsWith('/releases')

  test('the texts are there, and the release could not be made', async () => {
    const stage = await openStage({ phase: 'production' })
    stage.forge.fail({ match: creates, times: 20, how: { status: 502 } })
    const told = await run(stage)
    expect(told).toMatchObject({ released: [], failures: [expect.stringContaining('flip/2.4.0')] })
    expect(Object.keys(stage.files())).toContain(`${folder}/1.0/trusts.md`)
    expect(await stage.releases()).toEqual([])
    stage.forge.fail({ match: () => false, times: 1, how: { status: 502 } })
    const next = await openAgain(stage)
    expect(await run(next)).toMatchObject({ ...nothing, released: ['flip/2.4.0'] })
    expect(await stage.releases()).toHaveLength(1)
  })

  test('the tag was refused: no release is asked for, which would make one elsewhere', async () => {
    const stage = await openStage({ phase: 'production' })
    const scene = stage.scene()
    const git = (args: string[], input?: string) => {
      if (args[0] === 'push' && args.at(-1)?.includes('refs/tags/')) throw new Error('refused')
      return scene.git(args, input)
    }
    expect(await publish({ ...scene, git })).toMatchObject({
      news: [{}],
      released: [],
      failures: [expect.stringContaining('flip/2.4.0')],
    })
    expect(stage.forge.requests.filter(({ method }) => method === 'POST')).toEqual([])
    expect(stage.git('for-each-ref')).not.toContain('refs/tags')
    expect(await run(stage)).toMatchObject({ released: ['flip/2.4.0'], failures: [] })
  })

  test('the release was made, and the answer was lost', async () => {
    const stage = await openStage({ phase: 'production' })
    stage.forge.fail({ match: creates, times: 1, how: { status: 502 }, after: true })
    expect(await run(stage)).toMatchObject({ failures: [], problems: [] })
    expect(await stage.releases()).toHaveLength(1)
  })

  test('the tag is there, and no release', async () => {
    const stage = await openStage({ phase: 'production' })
    stage.git('update-ref', 'refs/tags/flip/2.4.0', stage.first)
    expect(await run(stage)).toMatchObject({ released: ['flip/2.4.0'], problems: [] })
  })

  test('a part of what was published is gone', async () => {
    const stage = await published()
    const before = stage.files()
    await stage.push({ [`${folder}/1.0/trusts.md`]: null, 'feed.xml': 'x' }, 'refs/heads/notes')
    expect(await run(stage)).toMatchObject({ ...nothing, remade: 2 })
    expect(stage.files()).toEqual(before)
  })
})

/** The forge goes on refusing what it was told to refuse: a client of its own asks no oftener. */
const openAgain = async (stage: Stage): Promise<Stage> => {
  const left = stage.forge.requests.filter(({ method, status }) => method === 'POST' && status === 502).length
  for (let asked = left; asked < 20; asked += 1)
    await stage.ann.write('POST /repos/{owner}/{repo}/releases', { tag_name: 'x' }, { once: true }).catch(() => {})
  return stage
}

describe('a race', () => {
  /** Something happens just before the first push. */
  const meanwhile = (stage: Stage, act: () => unknown) => {
    let first = true
    const scene = stage.scene()
    return {
      ...scene,
      git: (args: string[], input?: string) => {
        if (args[0] === 'push' && first) {
          first = false
          act()
        }
        return scene.git(args, input)
      },
    }
  }
  const aside = (stage: Stage, parent: string[]) => {
    const tree = execFileSync('git', ['hash-object', '-t', 'tree', '-w', '--stdin'], { cwd: stage.bare, input: '' })
    const made = stage.git('commit-tree', tree.toString().trim(), ...parent, '-m', 'Meanwhile').trim()
    stage.git('update-ref', 'refs/heads/notes', made)
    return made
  }

  test('somebody has begun the branch meanwhile: what is there stays, and ours is added', async () => {
    const stage = await openStage()
    const told = await publish(meanwhile(stage, () => aside(stage, [])))
    expect(told).toMatchObject({ news: [{}], problems: [] })
    expect(stage.git('log', '--format=%s', 'refs/heads/notes')).toBe('Publish 1 revision of release notes\nMeanwhile\n')
  })

  test('another run has published the same meanwhile: nothing is done twice', async () => {
    const stage = await openStage()
    const scene = stage.scene()
    let [other, pushes] = ['', 0]
    const git = (args: string[], input?: string) => {
      if (args[0] !== 'push') return scene.git(args, input)
      pushes += 1
      // what is pushed here is what the other one pushes: only the other's time is another
      if (pushes === 1) {
        const [commit = ''] = args.at(-1)?.split(':') ?? []
        scene.git(['push', '--quiet', 'origin', `${commit}:refs/heads/other`])
        other = stage.git('commit-tree', `${commit}^{tree}`, '-m', 'Another run').trim()
        stage.git('update-ref', 'refs/heads/notes', other)
      }
      return scene.git(args, input)
    }
    expect(await publish({ ...scene, git })).toEqual(nothing)
    expect([stage.git('rev-parse', 'refs/heads/notes').trim(), pushes]).toEqual([other, 1])
  })

  test('another run has made the release meanwhile', async () => {
    const stage = await openStage({ phase: 'production' })
    const scene = stage.scene()
    const client = {
      ...scene.client,
      write: async (...given: Parameters<typeof scene.client.write>) => {
        await stage.ann.write('POST /repos/{owner}/{repo}/releases', { tag_name: 'flip/2.4.0', body: text('First') })
        return scene.client.write(...given)
      },
    }
    expect(await publish({ ...scene, client })).toMatchObject({ released: [], failures: [], problems: [] })
    expect(await stage.releases()).toHaveLength(1)
  })

  test('who is overtaken each time gives up, and forces nothing', async () => {
    const stage = await openStage()
    const scene = stage.scene()
    let made = ''
    const git = (args: string[], input?: string) => {
      if (args[0] === 'push') made = aside(stage, made === '' ? [] : ['-p', made])
      return scene.git(args, input)
    }
    await expect(publish({ ...scene, git })).rejects.toThrow('3 attempts')
    expect(stage.git('rev-parse', 'refs/heads/notes').trim()).toBe(made)
  })
})

describe('a correction', () => {
  const second = { phase: 'production', revision: '1.1', title: 'Second' }

  test('is a new revision with a difference; the release’s body follows', async () => {
    const stage = await published()
    const before = stage.files()
    await stage.push({ [record]: release(second) })
    expect(await run(stage)).toMatchObject({ news: [{ revision: '1.1' }], released: [], updated: ['flip/2.4.0'] })
    const after = stage.files()
    expect(after).toMatchObject({ ...before, 'feed.xml': expect.anything(), 'index.json': expect.anything() })
    expect(after[`${folder}/1.1/difference.diff`]).toContain('-First\n+Second\n')
    expect((await stage.releases()).map(({ body }) => body)).toEqual([text('Second')])
    expect(stage.git('rev-parse', 'refs/tags/flip/2.4.0').trim()).toBe(stage.first)
    expect(await run(stage)).toEqual(nothing)
  })

  test('leaves a body that somebody has edited', async () => {
    const stage = await published()
    const [{ id = 0 } = {}] = await stage.releases()
    await stage.ann.write('PATCH /repos/{owner}/{repo}/releases/{id}', { id, body: 'By hand' })
    await stage.push({ [record]: release(second) })
    const told = await run(stage)
    expect(told).toMatchObject({ updated: [], problems: [{ is: 'edited', tag: 'flip/2.4.0' }] })
    expect(exitCode(told)).toBe(1)
    expect((await stage.releases()).map(({ body }) => body)).toEqual(['By hand'])
    expect(stage.files()[`${folder}/1.1/difference.diff`]).toContain('+Second')
  })

  test('leaves a release that somebody else has made', async () => {
    const stage = await openStage({ phase: 'production' })
    stage.git('update-ref', 'refs/tags/flip/2.4.0', stage.first)
    await stage.ann.write('POST /repos/{owner}/{repo}/releases', { tag_name: 'flip/2.4.0', body: 'By hand' })
    const told = await run(stage)
    expect(told).toMatchObject({ released: [], problems: [{ is: 'foreign', tag: 'flip/2.4.0', by: 'ann' }] })
    expect(exitCode(told)).toBe(1)
    expect((await stage.releases()).map(({ body }) => body)).toEqual(['By hand'])
  })

  test('no event is needed for each: both revisions are published by one run', async () => {
    const stage = await openStage()
    await stage.push({ [record]: release(second) })
    expect(await run(stage)).toMatchObject({
      news: [{ revision: '1.0' }, { revision: '1.1' }],
      released: ['flip/2.4.0'],
    })
    expect((await stage.releases()).map(({ body }) => body)).toEqual([text('Second')])
  })

  test('under the number of what was sent is refused', async () => {
    const stage = await published()
    const before = stage.state()
    await stage.push({ [record]: release({ ...second, revision: '1.0' }) })
    expect(await run(stage)).toMatchObject({
      news: [],
      problems: [
        { is: 'same-revision', revision: '1.0', published: digestFor('First'), recorded: digestFor('Second') },
      ],
    })
    expect(stage.state().writes).toBe(before.writes)
    expect(stage.files()[`${folder}/1.0/trusts.md`]).toBe(text('First'))
  })
})

describe('what does not fit is not published, and the rest is', () => {
  const other = 'deployments/flip/releases/2.5.0.yaml'

  test('another digest than was approved', async () => {
    const stage = await openStage({ phase: 'production', digest: digestFor('Other') })
    await stage.push({ [other]: release({ version: '2.5.0' }) })
    expect(await run(stage)).toMatchObject({
      news: [{ release: 'flip/releases/2.5.0' }],
      released: [],
      problems: [
        { is: 'mismatch', release: 'flip/releases/2.4.0', recorded: digestFor('Other'), generated: digestFor('First') },
      ],
    })
    expect(Object.keys(stage.files()).join()).not.toContain('2.4.0')
  })

  test('nothing that says what was approved', async () => {
    const stage = await openStage({ digest: '' })
    const told = await run(stage)
    expect(told).toMatchObject({ news: [], problems: [{ is: 'unidentified', release: 'flip/releases/2.4.0' }] })
    expect(exitCode(told)).toBe(1)
  })

  test('mended by a new revision, it is only told', async () => {
    const stage = await openStage({ digest: digestFor('Other') })
    await stage.push({ [record]: release({ revision: '1.1' }) })
    expect(await run(stage)).toMatchObject({
      news: [{ revision: '1.1' }],
      problems: [{ is: 'superseded', revision: '1.0' }],
    })
  })

  test('other bytes on the branch', async () => {
    const stage = await published()
    await stage.push({ [`${folder}/1.0/trusts.md`]: 'By hand\n' }, 'refs/heads/notes')
    await stage.push({ [other]: release({ version: '2.5.0' }) })
    expect(await run(stage)).toMatchObject({
      news: [{ release: 'flip/releases/2.5.0' }],
      problems: [{ is: 'other-bytes', path: `${folder}/1.0/trusts.md` }],
    })
    expect(stage.files()[`${folder}/1.0/trusts.md`]).toBe('By hand\n')
    expect((await stage.releases()).map(({ body }) => body)).toEqual([text('First')])
  })

  test('no release is made of other bytes on the branch', async () => {
    const stage = await openStage()
    await run(stage)
    await stage.push(
      { [`${folder}/1.0/trusts.md`]: 'By hand\n', [`${folder}/1.0/trusts.html`]: 'By hand\n' },
      'refs/heads/notes',
    )
    await stage.push({ [record]: release({ phase: 'production' }) })
    expect(await run(stage)).toMatchObject({ released: [], problems: [{ is: 'other-bytes' }, { is: 'other-bytes' }] })
    expect(await stage.releases()).toEqual([])
    expect(stage.files()['feed.xml']).not.toContain('By hand')
  })

  test('other bytes on the branch, and an index that fits them', async () => {
    const stage = await openStage()
    await run(stage)
    const path = `${folder}/1.0/trusts.md`
    const files = stage.files()
    const index = (files['index.json'] ?? '').replaceAll(digestOf(files[path] ?? ''), digestOf('By hand\n'))
    await stage.push({ [path]: 'By hand\n', 'index.json': index }, 'refs/heads/notes')
    await stage.push({ [record]: release({ phase: 'production' }) })
    expect(await run(stage)).toMatchObject({ released: [], problems: [{ is: 'other-bytes', path: 'index.json' }] })
    expect(await stage.releases()).toEqual([])
    // nor where the index has a digest that fits
    const other = digestOf(
      manifestOf([
        { audience: 'partners', digest: digestOf(files[path.replace('trusts', 'partners')] ?? '') },
        { audience: 'trusts', digest: digestOf('By hand\n') },
      ]),
    )
    await stage.push({ 'index.json': index.replaceAll(digestFor('First'), other) }, 'refs/heads/notes')
    expect(await run(stage)).toMatchObject({ released: [], problems: [{ is: 'stray', digest: other }] })
    expect(await stage.releases()).toEqual([])
  })

  /** Puts somebody's own text in the place of a revision's, with digests that fit. */
  const forge = async (stage: Stage, from: string, to: string) => {
    const files = stage.files()
    const index = JSON.parse(files['index.json'] ?? '') as Index
    const [was] = index.entries.filter(({ revision }) => revision === from)
    if (!was) throw new Error('no such revision')
    const md = { 'partners.md': 'By hand\n', 'trusts.md': 'By hand\n' }
    const digests = Object.entries(md).map(([name, text]) => [name, digestOf(text)] as const)
    const sheets = digests.map(([name, digest]) => ({ audience: name.replace('.md', ''), digest }))
    const at = `${folder}/${to}`
    const own = { revision: to, digest: digestOf(manifestOf(sheets)), folder: at, files: Object.fromEntries(digests) }
    const entries = [...index.entries.filter(({ revision }) => revision !== to), { ...was, ...own }]
    const texts = Object.fromEntries(Object.entries(md).map(([name, text]) => [`${at}/${name}`, text]))
    await stage.push({ ...texts, 'index.json': `${jsonText({ ...index, entries })}\n` }, 'refs/heads/notes')
  }

  test('an entry that main never had', async () => {
    const stage = await published()
    await forge(stage, '1.0', '9.9')
    const told = await run(stage)
    expect(told).toMatchObject({ news: [], problems: [{ is: 'stray', revision: '9.9' }] })
    expect(exitCode(told)).toBe(1)
    expect(stage.files()['feed.xml']).not.toMatch(/9\.9|By hand/)
    expect((await stage.releases()).map(({ body }) => body)).toEqual([text('First')])
  })

  test('a revision that was corrected since, changed with all its digests', async () => {
    const stage = await published()
    await stage.push({ [record]: release({ phase: 'production', revision: '1.1', title: 'Second' }) })
    await run(stage)
    await forge(stage, '1.0', '1.0')
    expect(await run(stage)).toMatchObject({ news: [], problems: [{ is: 'stray', revision: '1.0' }] })
    expect(stage.files()['feed.xml']).not.toContain('By hand')
    expect((await stage.releases()).map(({ body }) => body)).toEqual([text('Second')])
  })

  test('other bytes where it would be published', async () => {
    const stage = await openStage()
    await stage.push({ [`${folder}/1.0/trusts.md`]: 'By hand\n' }, 'refs/heads/notes')
    expect(await run(stage)).toMatchObject({
      news: [],
      problems: [{ is: 'other-bytes', path: `${folder}/1.0/trusts.md` }],
    })
    expect(Object.keys(stage.files())).toEqual([`${folder}/1.0/trusts.md`])
  })

  test('an index that is none: nothing is done at all', async () => {
    const stage = await published()
    await stage.push({ 'index.json': '{}' }, 'refs/heads/notes')
    const before = stage.state()
    await expect(run(stage)).rejects.toThrow('index.json')
    expect(stage.state()).toEqual(before)
  })

  test('a template that came later', async () => {
    const stage = await openStage({ phase: 'production' })
    const without = { ...policies(), [template]: null, [record]: release({ revision: '1.1', title: 'Second' }) }
    await stage.push(without)
    await stage.push({ [template]: templateText() })
    expect(await run(stage)).toMatchObject({
      news: [{ revision: '1.0' }],
      problems: [{ is: 'no-text', revision: '1.1' }],
    })
  })

  test('a printer that breaks', async () => {
    const stage = await openStage()
    const print = () => {
      throw new Error('no such field')
    }
    expect(await publish({ ...stage.scene(), print })).toMatchObject({
      problems: [{ is: 'broken', why: 'no such field' }],
    })
  })

  test('a draft that somebody has made, and a tag elsewhere', async () => {
    const stage = await openStage({ phase: 'production' })
    const later = await stage.push({ 'README.md': 'x' })
    stage.git('update-ref', 'refs/tags/flip/2.4.0', later)
    expect(await run(stage)).toMatchObject({
      released: [],
      problems: [{ is: 'tag-elsewhere', commit: later, expected: stage.first }],
    })
    await stage.ann.write('POST /repos/{owner}/{repo}/releases', { tag_name: 'flip/2.4.0', draft: true })
    stage.git('update-ref', 'refs/tags/flip/2.4.0', stage.first)
    expect(await run(stage)).toMatchObject({ released: [], problems: [{ is: 'draft', tag: 'flip/2.4.0' }] })
    expect(await stage.releases()).toHaveLength(1)
  })
})
