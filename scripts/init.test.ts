/** `npm run init`, as somebody runs it in a fresh clone. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Ran } from './gate/fixture.ts'
import { startLoopback } from './github/loopback.ts'
import { commitAll, freshClone, hasSamples } from './init/fixture.ts'
import { gitIn } from './read/git.ts'

vi.setConfig({ testTimeout: 300_000 })

const answers = [
  ...['--organisation', 'z9a1b', '--named', 'Z9A1B=Wold: Digital, "the" Agency', '--named', 'Z9S2B=Sup'],
  ...['--programme', 'wold-hub', '--programme-title', 'Wold Hub', '--pathways', 'first-of-type,ers-release'],
  ...['--party', 'nhs-digital=Z9A1B'],
  ...['--person', 'Ann Lee, Z9A1B, ann-lee', '--person', 'Łucja Roe, Z9A1B, lucja-roe, 77'],
  ...['--person', 'boss=Ann Lee, Z9S2B, ann-lee-2'],
  ...['--holder', 'nhs-digital/release-manager=ann-lee,lucja-roe', '--owners', 'ann-lee,lucja-roe'],
]
const offline = [...answers, '--offline', '--yes']

/** Runs a script of a repository, without a terminal. */
function script(folder: string, name: string, args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env
  return new Promise(resolve =>
    execFile(
      process.execPath,
      [join(folder, `scripts/${name}.ts`), ...args],
      { cwd: folder, env: { PATH, HOME, ...env }, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
    ).stdin?.end(),
  )
}
const init = (folder: string, args: string[], env?: Record<string, string>) => script(folder, 'init', args, env)

/** Runs a program of the packages. */
const program = (folder: string, name: string, ...args: string[]) =>
  new Promise<Ran>(resolve =>
    execFile(
      process.execPath,
      [join(folder, 'node_modules', name), ...args],
      { cwd: folder, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: error ? 1 : 0, out, err }),
    ),
  )

/** Runs tests of a repository, and counts them. */
async function tested(folder: string, args: string[]) {
  const report = join(folder, '../tests.json')
  const reporting = ['--reporter=json', `--outputFile.json=${report}`, '--test-timeout=60000']
  await program(folder, 'vitest/vitest.mjs', 'run', ...reporting, ...args)
  const {
    numFailedTests: failed,
    numPendingTests: skipped,
    numPassedTests: passed,
  } = JSON.parse(readFileSync(report, 'utf8'))
  return { failed, skipped, passed }
}

const changes = (folder: string) => gitIn(folder)(['status', '--porcelain', '--untracked-files=all']).toString()
const textOf = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8')

describe.skipIf(!hasSamples)('a fresh clone (skipped: somebody has deleted the samples)', () => {
  test('becomes somebody’s own, from options alone, and what is tested there passes', {
    timeout: 600_000,
  }, async () => {
    const folder = freshClone()
    const ran = await init(folder, offline)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/\d+ samples move to scripts\/samples/)
    expect(ran.out).toContain('There is no record here yet. `npm run new` registers the first one.')
    expect(ran.out).toContain('no mistakes in them')
    expect(ran.out).toContain('nobody is ')
    expect(readdirSync(join(folder, 'deployments'))).toEqual(['README.md'])
    expect(textOf(folder, 'deployments/README.md')).not.toMatch(/sample\*\*|bars-app5/)
    expect(textOf(folder, 'README.md')).not.toContain('samples and fictional')
    expect(textOf(folder, '.github/CODEOWNERS')).toContain('\n* @ann-lee @lucja-roe\n')
    expect(textOf(folder, '.github/CODEOWNERS')).toContain('\n/deployments/wold-hub/\n')
    expect(textOf(folder, 'policies/directory/people.yaml')).toContain(
      'lucja-roe: { name: "Łucja Roe", organisation: Z9A1B, github: { id: 77, login: lucja-roe } }',
    )
    expect(gitIn(folder)(['log', '--oneline']).toString().trim().split('\n')).toHaveLength(1)

    const again = await init(folder, offline)
    expect(again.code).toBe(1)
    expect(again.err).toContain('somebody’s own already')

    commitAll(folder)
    expect(await script(folder, 'check', [])).toMatchObject({ code: 0, err: '' })
    const started = await script(folder, 'rehearse', [])
    expect(started).toMatchObject({ code: 0, err: '' })
    expect(started.out).toContain('Public beta (business go-live)')
    expect(await program(folder, 'typescript/bin/tsc')).toMatchObject({ code: 0 })
    const files = [
      'scripts/house.test.ts',
      'scripts/trace.test.ts',
      'policies/consistency.test.ts',
      'schemas/schemas.test.ts',
    ]
    expect(await tested(folder, files)).toMatchObject({ failed: 0, skipped: 0 })
    const ofSamples = await tested(folder, ['scripts/check.test.ts', '-t', 'this repository|the samples'])
    expect(ofSamples).toMatchObject({ failed: 0, passed: 3 })
  })

  test('becomes it from a directory that somebody has written, and the numbers of accounts are asked for', async () => {
    const folder = freshClone()
    const loopback = await startLoopback(({ path }) =>
      path === '/users/ann-lee'
        ? { json: { id: 4711, login: 'ann-lee' } }
        : { status: 404, json: { message: 'Not Found' } },
    )
    const written = `kind: Directory
# Our own.
organisations: { Z9A1B: { name: Wold } }
people:
  ann: { name: Ann Lee, organisation: Z9A1B, github: { login: ann-lee } } # leads
  ben: { name: Ben Roe, organisation: Z9A1B, github: { login: ben-roe } }
  cas: { name: Cas Poe, organisation: Z9A1B, github: { id: 12, login: cas-poe } }
programmes: {}
policyOwners: [ann, ben]
`
    writeFileSync(join(folder, 'ours.yml'), written)
    const ran = await init(folder, ['--from', 'ours.yml', '--yes'], { GITHUB_API_URL: loopback.url })
    await loopback.close()
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('Warning: GitHub shows no account ben-roe.')
    expect(loopback.seen.map(({ path }) => path)).toEqual(['/users/ann-lee', '/users/ben-roe'])
    expect(loopback.seen[0]?.headers).not.toHaveProperty('authorization')
    expect(readdirSync(join(folder, 'policies/directory'))).toEqual(['ours.yaml'])
    expect(textOf(folder, 'policies/directory/ours.yaml')).toBe(
      `# yaml-language-server: $schema=../../schemas/directory.schema.json\n${written.replace('login: ann-lee }', 'login: ann-lee, id: 4711 }')}`,
    )
  })

  test('is left as it was: by --dry-run, without a yes, and where something is missing or wrong', async () => {
    const folder = freshClone()
    const left = async (args: string[], code: number, said: string | RegExp) => {
      const ran = await init(folder, args)
      expect({ args, code: ran.code, text: `${ran.out}${ran.err}` }).toMatchObject({
        code,
        text: expect.stringMatching(said),
      })
      expect(changes(folder)).toBe('')
    }
    const without = (name: string) => offline.filter((one, at) => one !== name && offline[at - 1] !== name)
    await left([...offline, '--dry-run'], 0, 'policies/directory/people.yaml')
    await left(
      offline.filter(one => one !== '--yes'),
      1,
      'add --yes if you are sure',
    )
    await left([], 1, 'The organisation is missing: add --organisation, such as --organisation Z9A1B.')
    await left(without('--person'), 1, 'The people are missing: add --person')
    await left(
      without('--party'),
      1,
      'The organisation of NHS Digital Team is missing: add --party, such as --party nhs-digital=Z9A1B.',
    )
    await left(without('--owners'), 1, 'The policy owners are missing: add --owners')
    await left(without('--named'), 1, 'The name of Z9A1B is missing: add --named')
    await left([...offline, '--person', 'Eve'], 1, 'does not say who it is')
    await left(
      [...offline, '--holder', 'provider/clinical-lead=boss'],
      1,
      'Nothing asks for --holder provider/clinical-lead',
    )
    await left([...offline, '--holder', 'nhs-digital/assurance-lead=eve'], 1, 'cannot be “eve”')
    await left(['--from', 'nowhere.yaml'], 2, 'nowhere.yaml')
    await left(['--from', 'x.yaml', '--owners', 'ann'], 2, 'cannot be used with')
    const bad = join(folder, '../bad.yaml')
    writeFileSync(bad, 'kind: Directory\npeople: { ann: { name: Ann } }\npolicyOwners: [ann]\n')
    await left(['--from', bad, '--yes', '--offline'], 1, /policies\/directory\/bad.yaml:3:11[\s\S]*Nothing was changed/)
    writeFileSync(bad, 'kind: Directory\n')
    await left(['--from', bad, '--yes', '--offline'], 1, /owners[\s\S]*Nothing was changed/)
  })

  test('is refused with anything of somebody’s own in it', async () => {
    const folder = freshClone()
    const refused = async (said: string) => {
      const ran = await init(folder, offline)
      expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining(said) })
      expect(existsSync(join(folder, 'scripts/samples'))).toBe(false)
    }
    const record = 'deployments/flip/releases/2.4.0.yaml'
    const sample = textOf(folder, record)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    await refused('There are changes that are not committed: notes.txt.')
    rmSync(join(folder, 'notes.txt'))
    writeFileSync(join(folder, record), sample.replace(/^# Sample: .*\n/m, ''))
    commitAll(folder)
    await refused(`These files do not say that they are samples: ${record}.`)
    writeFileSync(join(folder, record), sample)
    const people = 'policies/directory/people.yaml'
    writeFileSync(join(folder, people), textOf(folder, people).replace('login: mina-okafor-example', 'login: mina'))
    commitAll(folder)
    await refused('These people could be real, as their logins do not end in -example: mina-okafor.')
    const bare = await script(folder, 'init', ['--root', 'scripts', ...offline])
    expect(bare).toMatchObject({ code: 1, err: expect.stringContaining('Run this at the top of a clone.') })
  })
})

test('outside of git nothing is done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-init-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ran = await script(join(import.meta.dirname, '..'), 'init', ['--root', folder])
  expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('Clone it with git') })
})
