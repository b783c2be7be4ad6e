/** `npm run check`, as a command: on this repository, and on small ones with things wrong in them. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Pathway } from '../schemas/types.ts'
import { content, phase, type Ran, root, site, writeFiles } from './gate/fixture.ts'
import { hasSamples, sampleFolder } from './init/fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

const now = ['--now', '2026-11-20']

/** A folder with the miniature repository and these changes. */
function tree(changes: Record<string, string | null> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = Object.entries({ ...content(), ...changes }).filter(([, text]) => text !== null)
  writeFiles(folder, Object.fromEntries(files) as Record<string, string>)
  return folder
}

function check(folder: string, ...args: string[]): Promise<Ran> {
  return new Promise(resolve =>
    execFile(
      process.execPath,
      [join(root, 'scripts/check.ts'), ...args],
      { cwd: folder, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
    ),
  )
}

interface Found {
  at: { path: string; line?: number; column?: number }
  problem: { code: string }
}
const findings = ({ out }: Ran) => (JSON.parse(out) as { findings: Found[] }).findings

describe('this repository', () => {
  test('has nothing to mend', async () => {
    const ran = await check(root, '--json', ...now)
    expect(findings(ran)).toEqual([])
    expect(ran).toMatchObject({ code: 0, err: '' })
  })
})

describe.skipIf(!hasSamples)('the samples (skipped: somebody has deleted them)', () => {
  test('have nothing to mend', async () => {
    const ran = await check(sampleFolder(), '--json', ...now)
    expect(findings(ran)).toEqual([])
    expect(ran).toMatchObject({ code: 0, err: '' })
  })

  // a portfolio to learn from: whatever phase somebody asks about, there is a record in it
  test('are in each phase of each pathway, and about forty sites and releases', async () => {
    const { out } = await check(sampleFolder(), '--json', ...now)
    const { board } = JSON.parse(out) as { board: { pathway: string; phase: string }[] }
    const pathways = readdirSync(join(root, 'policies/pathways')).filter(name => name.endsWith('.yaml'))
    const wanted = pathways.flatMap(name => {
      const { phases } = load(readFileSync(join(root, 'policies/pathways', name), 'utf8')) as Pathway
      return Object.keys(phases).map(phase => `${name.replace('.yaml', '')}: ${phase}`)
    })
    const there = new Set(board.map(({ pathway, phase }) => `${pathway}: ${phase}`))
    expect(wanted.filter(one => !there.has(one))).toEqual([])
    expect(board.length).toBeGreaterThanOrEqual(40)
  })
})

describe('a repository without records', () => {
  const records = Object.keys(content()).filter(path => path.startsWith('deployments/'))
  const none = Object.fromEntries(records.map(path => [path, null]))

  test.each([[], ['--short']])('passes, and says how to begin: %j', async (...args) => {
    const { code, out, err } = await check(
      tree({ ...none, 'deployments/README.md': '# Deployments\n' }),
      ...args,
      ...now,
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('No records.')
    expect(out.endsWith('There is no record here yet. `npm run new` registers the first one.\n')).toBe(true)
  })

  test('is not one whose only record is broken', async () => {
    const { code, out } = await check(tree({ ...none, 'deployments/demo/bad.yaml': 'kind: [' }), ...now)
    expect(code).toBe(1)
    expect(out).not.toContain('There is no record here yet')
  })
})

describe('a sound repository', () => {
  test('exits 0 and shows the board: phase, next gate, what is not met, who signs, from when', async () => {
    const text = content()[site] ?? ''
    const running = phase(text, 'public-beta')
      .replace('start: { by: pro-ops, on: 2026-09-01 }', 'start: { by: pro-ops, on: 2026-11-16 }')
      .replace('on: 2026-09-30, by: pro-ops, referrals', 'on: 2026-11-17, by: pro-ops, referrals')
      .replace('on: 2026-10-31, by: pro-ops, referrals', 'on: 2026-11-18, by: pro-ops, referrals')
    const folder = tree({
      'deployments/demo/early.yaml': phase(text, 'business-change').replace(
        /^ {4}training-and-communications-plans: .*\n/m,
        '',
      ),
      'deployments/demo/running.yaml': running,
    })
    const { code, out, err } = await check(folder, ...now)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const blocks = out.split('\n\n')
    const of = (record: string) => blocks.find(block => block.includes(`${record}  `)) ?? ''
    expect(of('demo/early')).toContain('\n  Business change → ')
    expect(of('demo/early')).toMatch(/Staff training and communications planned/)
    expect(of('demo/early')).toMatch(/Priya Provider/)
    expect(of('demo/running')).toContain('\n  Public beta (business go-live) → Beta exit')
    expect(of('demo/running')).toContain('14 December 2026')
    expect(of('demo/site')).toContain('\n  Production solution deployed and configured → Users trained')
    expect(of('demo/site')).not.toMatch(/2026|deployments\//)
    expect(of('demo/releases/1.0.0-beta.1')).toContain('\n  Beta → Evaluation')
    expect(out.endsWith(`\n${Object.keys(content()).length + 2} files checked: no mistakes in them.\n`)).toBe(true)
  })

  test('--json has the findings, and the board with the earliest date', async () => {
    const { out } = await check(tree(), '--json', ...now)
    expect(JSON.parse(out)).toMatchObject({
      today: '2026-11-20',
      findings: [],
      board: [
        { record: 'demo/releases/1.0.0', standing: 'end', phase: 'rollout', next: null, ended: true },
        { record: 'demo/releases/1.0.0-beta.1', phase: 'beta', next: 'evaluation' },
        {
          record: 'demo/site',
          standing: 'ready',
          phase: 'production-deployment',
          next: 'user-training',
          earliest: '2026-11-20',
          criteria: expect.arrayContaining([expect.objectContaining({ status: 'met' })]),
          signOffs: expect.arrayContaining([
            expect.objectContaining({ role: 'provider/project-lead', holders: expect.arrayContaining(['pro-lead']) }),
          ]),
        },
      ],
    })
  })

  test('--short has a line for each record; a record is chosen by its id', async () => {
    const { code, out } = await check(tree(), '--short', ...now, 'demo/site')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^READY {7}demo\/site {2}.+ {2}.+ → Users trained: it can be asked for now\n\n1 site: 1 ready\.\n\n1 file checked: /,
    )
    expect((await check(tree(), '--short', ...now)).out.split('\n')).toHaveLength(3 + 5)
  })

  test('--now decides what has happened yet', async () => {
    const ran = await check(tree(), '--json', '--now', '2026-01-01')
    expect(ran.code).toBe(1)
    expect(new Set(findings(ran).map(({ problem }) => problem.code))).toEqual(new Set(['in-the-future']))
  })
})

const text = content()[site] ?? ''
const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`

/** Path → what stands there, where it is found (line and column where it has one), and which problem. */
const broken: Record<string, [text: string, at: string, code: string]> = {
  'deployments/demo/bomb.yaml': [bomb, '1:4', 'yaml-feature'],
  'deployments/demo/ending.yml': [text, '', 'misplaced'],
  'deployments/demo/large.yaml': [`${text}#${'x'.repeat(1 << 20)}\n`, '', 'unread'],
  'deployments/demo/person.yaml': [
    text.replace('supplier/project-lead: [sup-lead]', 'supplier/project-lead: [nobody]'),
    '11:27',
    'unknown',
  ],
  'deployments/demo/phase.yaml': [phase(text, 'nowhere'), '6:1', 'unknown'],
  'deployments/demo/role.yaml': [text.replace('supplier/system-user', 'supplier/astronaut'), '13:3', 'unknown'],
  'deployments/demo/syntax.yaml': ['kind: Deployment\ntitle: [\n', '3:1', 'syntax'],
  'deployments/demo/types.yaml': [text.replace(/^release: .*/m, 'release: [1]'), '7:1', 'wrong-value'],
  'deployments/stray.yaml': [text, '', 'misplaced'],
}

describe('broken records', () => {
  test('each is reported at its place, in order, while all others still are', async () => {
    const folder = tree(Object.fromEntries(Object.entries(broken).map(([path, [text]]) => [path, text])))
    symlinkSync(join(folder, site), join(folder, 'deployments/demo/link.yaml'))
    const ran = await check(folder, '--json', ...now)
    expect(ran.code).toBe(1)
    const all = findings(ran)
    const first = (path: string) => {
      const { at, problem } = all.find(finding => finding.at.path === path) ?? {}
      return [at?.line ? `${at.line}:${at.column}` : '', problem?.code]
    }
    const expected = { ...broken, 'deployments/demo/link.yaml': ['', '', 'unread'] as const }
    const found = Object.fromEntries(Object.keys(expected).map(path => [path, first(path)]))
    expect(found).toEqual(Object.fromEntries(Object.entries(expected).map(([path, [, ...at]]) => [path, at])))
    expect(new Set(all.map(({ at }) => at.path))).toEqual(new Set(Object.keys(expected)))
    expect(all.map(({ at }) => at.path)).toEqual(all.map(({ at }) => at.path).toSorted())
    expect(JSON.parse(ran.out).board).toContainEqual(
      expect.objectContaining({ record: 'demo/site', next: 'user-training' }),
    )
  })

  test('people read file:line:column, what is wrong, and how to mend it', async () => {
    const folder = tree({
      'deployments/demo/syntax.yaml': 'kind: Deployment\ntitle: [\n',
      'deployments/stray.yaml': text,
    })
    const { code, out } = await check(folder, ...now)
    expect(code).toBe(1)
    expect(out).toMatch(
      /\ndeployments\/demo\/syntax\.yaml:3:1: error: .+\n {4}.+\ndeployments\/stray\.yaml: error: .+\n {4}.+\n.*2 mistakes/,
    )
  })

  test('paths choose what is reported', async () => {
    const folder = tree({ 'deployments/other/bad.yaml': 'kind: [', 'deployments/demo/bad.yaml': 'kind: [' })
    const of = async (...paths: string[]) => {
      const ran = await check(folder, '--json', ...now, ...paths)
      return [ran.code, ...findings(ran).map(({ at }) => at.path)]
    }
    expect(await of('deployments/other')).toEqual([1, 'deployments/other/bad.yaml'])
    expect(await of('./deployments/demo/bad.yaml', 'deployments/other/')).toEqual([
      1,
      'deployments/demo/bad.yaml',
      'deployments/other/bad.yaml',
    ])
    expect(await of('.')).toEqual([1, 'deployments/demo/bad.yaml', 'deployments/other/bad.yaml'])
    expect(await of(site)).toEqual([0])
    expect(await of('demo/bad', 'other/bad')).toEqual([1, 'deployments/demo/bad.yaml', 'deployments/other/bad.yaml'])
    const { out } = await check(folder, ...now, site)
    expect(out).toContain('demo/site')
    expect(out).not.toContain('demo/releases')
    expect(out).toMatch(/\n1 file checked: no mistakes in them\.\n$/)
  })
})

describe('exits 2', () => {
  const pathway = 'policies/pathways/bars-beta.yaml'
  const rules = content()[pathway] ?? ''

  test.each<[string, Record<string, string | null>, string, RegExp]>([
    [
      'an unknown rule',
      { [pathway]: rules.replace('rule: checklist', 'rule: no-such-rule') },
      'wrong-value',
      /bars-beta\.yaml:\d+:\d+: error: /,
    ],
    ['a pathway that is no YAML', { [pathway]: 'kind: [' }, 'syntax', /bars-beta\.yaml:\d+:\d+: error: /],
    [
      'no calendar',
      { 'policies/calendar/england-and-wales.yaml': null },
      'nothing-there',
      /policies\/calendar: error: /,
    ],
  ])('on %s, whatever paths are named', async (_, changes, code, said) => {
    const folder = tree(changes)
    const ran = await check(folder, '--json', ...now, site)
    expect(ran.code).toBe(2)
    expect(findings(ran).map(({ problem }) => problem.code)).toContain(code)
    expect((await check(folder, ...now)).out).toMatch(said)
  })

  test('where there is nothing at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-check-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    expect(await check(folder, ...now)).toMatchObject({
      code: 2,
      out: expect.stringContaining('policies/pathways: error: '),
    })
  })

  test.each([
    [['deployments/nowhere.yaml'], 'There is no file, folder or record deployments/nowhere.yaml.'],
    [['..'], 'is not in '],
    [['demo/nowhere'], 'There is no file, folder or record demo/nowhere.'],
    [['--now', 'yesterday'], 'expected a day such as 2027-01-15'],
    [['--nonsense'], 'unknown option'],
    [['--root'], 'argument missing'],
  ])('on %j, with a line that says why', async (args, said) => {
    const { code, out, err } = await check(tree(), ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(said)
    expect(err).not.toMatch(/^ +at /m)
  })
})

test('help exits 0 and tells the exit codes', async () => {
  expect(await check(root, '--help')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('Exit codes: 0 '),
  })
})
