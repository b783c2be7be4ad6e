/** `npm run sync`, as a command: on this repository, and against a forge that stands for GitHub. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { root } from './gate/fixture.ts'
import { startLoopback } from './github/loopback.ts'
import { at, command, commit, governed, plainSettings, settings, tree } from './governance/fixture.ts'
import { generate } from './governance/generate.ts'

vi.setConfig({ testTimeout: 30_000 })

const rulesetFile = '.github/ruleset.json'
const ownersFile = '.github/CODEOWNERS'
const directory = 'policies/directory/people.yaml'
/** What is applied there was never merged. */
const apply = ['--apply', '--anyway']

describe('this repository', () => {
  const made = generate(root)
  const files = 'files' in made ? made.files : {}

  test.each([ownersFile, rulesetFile])('%s is what the policies give: npm run sync', path => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(files[path])
  })

  const folders = (path: string) =>
    readdirSync(join(root, path), { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? entry.name : []))

  test('each programme’s records are without owner', () => {
    const lines = files[ownersFile]?.split('\n')
    expect(lines).toEqual(expect.arrayContaining(folders('deployments').map(name => `/deployments/${name}/`)))
  })

  test('a team that owns what decides owns every folder but the records', () => {
    const text = JSON.stringify(generate(tree({ [settings]: `${plainSettings}ownersTeam: 9\n` })))
    const others = ['node_modules', 'deployments', 'coverage']
    const deciding = ['.ci', ...folders('.').filter(name => /^(?!\.)|^\.github$/.test(name) && !others.includes(name))]
    expect(deciding).toEqual(expect.arrayContaining(['.github', 'policies']))
    expect(deciding.filter(name => !text.includes(`${name}/**`))).toEqual([])
  })
})

describe('the files', () => {
  test('are written, and left alone when they are as they should be', async () => {
    const folder = tree()
    const first = await command(folder, 'sync')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain(`${ownersFile}: written.`)
    expect(first.out).toContain(`${rulesetFile}: written.`)
    expect(first.out).toContain('GitHub was not asked.')
    expect(readFileSync(join(folder, ownersFile), 'utf8')).toContain('\n* @owner\n')
    writeFileSync(join(folder, ownersFile), '* @eve\n')
    const second = await command(folder, 'sync')
    expect(second.out).toContain(`${ownersFile}: written.`)
    expect(second.out).toContain(`${rulesetFile}: as it should be.`)
    expect(readFileSync(join(folder, ownersFile), 'utf8')).not.toContain('@eve')
  })

  test('are not made of broken policies, or without settings', async () => {
    const broken = await command(tree({ [directory]: 'kind: Directory\npeople: {\n' }), 'sync')
    expect(broken).toMatchObject({ code: 2, out: '' })
    expect(broken.err).toContain('the policies are broken')
    const bare = await command(tree({ [settings]: null }), 'sync')
    expect(bare).toMatchObject({ code: 2, out: '' })
    expect(bare.err).toContain('there is no policies/governance.yaml')
    const wrong = await command(tree({ [settings]: plainSettings.replace('15368', 'many') }), 'sync')
    expect(wrong).toMatchObject({ code: 2, out: '' })
  })
})

describe('on GitHub', () => {
  test('it shows first, then makes the ruleset, and then has nothing left to do', async () => {
    const { run, writes, admin } = await governed(tree())
    const shown = await run('sync')
    expect(shown).toMatchObject({ code: 1, err: '' })
    expect(shown.out).toContain('The ruleset countersign is not on GitHub.')
    expect(shown.out).toContain('  rules.deletion: not there → {"type":"deletion"}')
    expect(shown.out).toContain('Nothing was changed on GitHub.')
    expect(writes()).toEqual([])

    const applied = await run('sync', apply)
    expect(applied).toMatchObject({ code: 0, err: '' })
    expect(applied.out).toContain('  rules.deletion: not there → {"type":"deletion"}')
    expect(applied.out).toContain('Applied, and read back')
    expect((await admin.repos.getRepoRulesets(at)).data).toMatchObject([{ name: 'countersign', enforcement: 'active' }])

    const again = await run('sync', apply)
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(again.out).toContain('The ruleset countersign on GitHub is as it should be.')
    expect(writes()).toEqual(['POST 201'])
  })

  test('what was changed by hand is shown and set back, and other rulesets are left alone', async () => {
    const { run, writes, admin } = await governed(tree())
    await admin.repos.createRepoRuleset({ ...at, name: 'another', enforcement: 'active' })
    await run('sync', apply)
    const [other, own] = (await admin.repos.getRepoRulesets(at)).data.map(({ id }) => id)
    const ruleset_id = own ?? 0
    const bypass = [{ actor_id: 5, actor_type: 'RepositoryRole' as const, bypass_mode: 'always' as const }]
    await admin.repos.updateRepoRuleset({ ...at, ruleset_id, enforcement: 'disabled', bypass_actors: bypass })

    const shown = await run('sync')
    expect(shown).toMatchObject({ code: 1, err: '' })
    expect(shown.out).toContain('2 differences.')
    expect(shown.out).toContain('  enforcement: "disabled" → "active"')
    expect(shown.out).toMatch(/ {2}bypass_actors: .*"actor_type":"RepositoryRole".* → \[\]/)

    expect(await run('sync', apply)).toMatchObject({ code: 0, err: '' })
    const { data } = await admin.repos.getRepoRuleset({ ...at, ruleset_id })
    expect(data).toMatchObject({ enforcement: 'active', bypass_actors: [] })
    expect((await admin.repos.getRepoRulesets(at)).data.map(({ id }) => id)).toEqual([other, own])
    expect(writes()).toEqual(['POST 201', 'POST 201', 'PUT 200', 'PUT 200'])
  })

  test('a token that may not is told which permission is missing', async () => {
    const { run, writes } = await governed(tree())
    const made = await run('sync', apply, 'workflow')
    expect(made).toMatchObject({ code: 2 })
    expect(made.out).toContain('is not on GitHub')
    expect(made.err).toContain('GitHub answered 403: Resource not accessible by integration')
    expect(made.err).toContain('"Administration: write"')
    expect(writes()).toEqual(['POST 403'])
  })

  test('who may bypass it is hidden from a token that may not change it: that is no pass', async () => {
    const { run, writes } = await governed(tree())
    await run('sync', apply)
    const shown = await run('sync', [], 'workflow')
    expect(shown).toMatchObject({ code: 1 })
    expect(shown.out).toContain('  bypass_actors: not visible with this token, so not compared')
    expect(shown.out).not.toMatch(/no difference|is as it should be/)
    expect(await run('sync', apply, 'workflow')).toMatchObject({ code: 2 })
    expect(writes()).toEqual(['POST 201', 'PUT 403'])
  })

  test('a ruleset that was made although the answer was lost is found by the next run', async () => {
    const { run, forge, admin } = await governed(tree())
    forge.fail({ match: method => method === 'POST', times: 1, how: { status: 502 }, after: true })
    expect(await run('sync', apply)).toMatchObject({ code: 2 })
    expect(await run('sync', apply)).toMatchObject({ code: 0 })
    expect((await admin.repos.getRepoRulesets(at)).data).toHaveLength(1)
  })

  test('what GitHub did not take is no pass', async () => {
    const deaf = await startLoopback(({ method }) => (method === 'GET' ? { json: [] } : { status: 201, json: {} }))
    onTestFinished(deaf.close)
    const environment = { GITHUB_API_URL: deaf.url, GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'x' }
    const ran = await command(tree(), 'sync', apply, environment)
    expect(ran).toMatchObject({ code: 1, err: '' })
    expect(ran.out).toMatch(/GitHub still shows something else:\nThe ruleset countersign is not on GitHub\./)
  })

  test('every kind of setting is one that GitHub’s description allows', async () => {
    const all = plainSettings.replace('mergeQueue: false', 'mergeQueue: true\ngateApp: 77\nownersTeam: 9')
    const { run, admin } = await governed(tree({ [settings]: all }))
    expect(await run('sync', apply)).toMatchObject({ code: 0, err: '' })
    const [{ id: ruleset_id } = { id: 0 }] = (await admin.repos.getRepoRulesets(at)).data
    const { data } = await admin.repos.getRepoRuleset({ ...at, ruleset_id })
    expect(data.rules?.map(({ type }) => type)).toContain('merge_queue')
    expect(JSON.stringify(data.rules)).toContain('{"context":"countersign/gate","integration_id":77}')
  })

  test('what others wrote there steers neither the terminal nor the log', async () => {
    const { run, admin } = await governed(tree())
    await run('sync', apply)
    const [{ id: ruleset_id } = { id: 0 }] = (await admin.repos.getRepoRulesets(at)).data
    const exclude = ['refs/heads/\u001B[2Ja\n::error::x', 'refs/heads/\u202Eb ##[group]']
    const conditions = { ref_name: { include: ['~DEFAULT_BRANCH'], exclude } }
    await admin.repos.updateRepoRuleset({ ...at, ruleset_id, conditions })
    const { out } = await run('sync')
    expect(out).toContain('conditions.ref_name.exclude: ')
    expect(out).toContain('1 difference.')
    for (const steering of ['\u001B', '\u202E', '\n::', '##[']) expect(out).not.toContain(steering)
  })

  test('without a token, or without a repository, nothing is applied', async () => {
    const folder = tree()
    const token = await command(folder, 'sync', apply, { GITHUB_REPOSITORY: 'acme/releases' })
    expect(token).toMatchObject({ code: 2, out: '' })
    expect(token.err).toContain('GITHUB_TOKEN must be set')
    const repository = await command(folder, 'sync', apply, { GITHUB_TOKEN: 'x' })
    expect(repository.err).toContain('GITHUB_REPOSITORY must be set')
  })
})

describe('what is not merged is not applied', () => {
  /** A repository whose generated files are there, and whose default branch on GitHub is as it stands here. */
  async function merged() {
    const folder = tree()
    const set = await governed(folder)
    await command(folder, 'sync')
    set.merge()
    const sync = (...args: string[]) => set.run('sync', ['--apply', ...args])
    return { ...set, folder, sync, at: (path: string) => join(folder, path) }
  }
  const refused = { code: 1, err: '', out: expect.stringContaining('Nothing was changed on GitHub: ') }

  test('what is merged is', async () => {
    const { sync, writes } = await merged()
    expect(await sync()).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Applied, and read back') })
    expect(writes()).toEqual(['POST 201'])
  })

  test.each([ownersFile, rulesetFile])('%s had to be written first', async path => {
    const { sync, writes, merge, at } = await merged()
    writeFileSync(at(path), '\n')
    // merged as it was, so that nothing else is wrong
    merge()
    const ran = await sync()
    expect(ran).toMatchObject(refused)
    expect(ran.out).toContain(`${path} had to be written first. Commit it, merge it, and apply it then.`)
    expect(await sync(), 'the file is there now, and still not merged').toMatchObject(refused)
    expect(writes()).toEqual([])
  })

  test.each<[string, string]>([
    ['a file is changed', settings],
    ['a file is there that git does not know', 'notes.txt'],
  ])('%s', async (_, path) => {
    const { sync, writes, at } = await merged()
    writeFileSync(at(path), `${plainSettings}# changed\n`)
    const ran = await sync()
    expect(ran).toMatchObject(refused)
    expect(ran.out).toContain(path)
    expect(writes()).toEqual([])
  })

  test('this is a commit ahead of the default branch, or behind it', async () => {
    const { sync, writes, push, folder, at } = await merged()
    writeFileSync(at(settings), `${plainSettings}# changed\n`)
    commit(folder)
    const ahead = await sync()
    expect(ahead).toMatchObject(refused)
    expect(ahead.out).toMatch(/this is the commit [0-9a-f]{10}, and main on GitHub is at [0-9a-f]{10}\./)
    const other = await merged()
    await other.push('* @eve\n')
    expect(await other.sync()).toMatchObject(refused)
    await push('* @eve\n')
    expect(await sync()).toMatchObject(refused)
    expect([...writes(), ...other.writes()]).toEqual([])
  })

  test('this folder is no clone', async () => {
    const folder = tree()
    const { run, writes } = await governed(folder)
    await command(folder, 'sync')
    expect(await run('sync', ['--apply'])).toMatchObject(refused)
    expect(writes()).toEqual([])
  })

  test('nothing is left to do on GitHub: that is no pass either', async () => {
    const { sync, at } = await merged()
    await sync()
    writeFileSync(at(ownersFile), '* @eve\n')
    expect(await sync()).toMatchObject(refused)
  })

  test.each([
    ['the repository', /\/releases$/],
    ['the default branch', /\/git\/ref\//],
  ])('GitHub does not show %s: it could not work', async (_, path) => {
    const { sync, writes, forge } = await merged()
    forge.fail({ match: (_method, asked) => path.test(asked), times: 99, how: { status: 403 } })
    expect(await sync()).toMatchObject({ code: 2 })
    expect(writes()).toEqual([])
    expect(await sync('--anyway')).toMatchObject({ code: 0 })
  })

  test('unless --anyway says so', async () => {
    const { sync, writes, at } = await merged()
    writeFileSync(at(ownersFile), '* @eve\n')
    const ran = await sync('--anyway')
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('Whether this is merged was not asked')
    expect(writes()).toEqual(['POST 201'])
  })

  test('--anyway alone applies nothing', async () => {
    const { run, writes } = await merged()
    expect(await run('sync', ['--anyway'])).toMatchObject({ code: 1 })
    expect(writes()).toEqual([])
  })
})

test('--help says how', async () => {
  const { code, out } = await command(root, 'sync', ['--help'])
  expect(code).toBe(0)
  expect(out).toContain('--apply')
  expect(out).toContain('Examples:')
})
