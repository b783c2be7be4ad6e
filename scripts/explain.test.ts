/** `npm run explain`, as a command: on this repository, and on small ones with things wrong in them. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { content, phase, type Ran, root, site, writeFiles } from './gate/fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

const now = ['--now', '2026-11-20']

/** A folder with the miniature repository and these changes. */
function tree(changes: Record<string, string | null> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-explain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = Object.entries({ ...content(), ...changes }).filter(([, text]) => text !== null)
  writeFiles(folder, Object.fromEntries(files) as Record<string, string>)
  return folder
}

function explain(folder: string, ...args: string[]): Promise<Ran> {
  return new Promise(resolve =>
    execFile(
      process.execPath,
      [join(root, 'scripts/explain.ts'), ...args],
      { cwd: folder, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
    ),
  )
}

const text = content()[site] ?? ''
const early = {
  'deployments/demo/early.yaml': phase(text, 'business-change').replace(/^ {4}benefits-analysis: .*\n/m, ''),
}

describe('a record', () => {
  test('has everything that somebody needs who is to move it', async () => {
    const { code, out, err } = await explain(tree(early), 'demo/early', ...now)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^BLOCKED {2}/)
    expect(out).toMatch(/\nWhat is missing\n[\s\S]*- Not done yet: “Benefits analysed”\.\n/)
    expect(out).toMatch(/\n {4}Why: Providers must change how they work[\s\S]+\(S3-19\)\n/)
    expect(out).toMatch(/Who: [^:]*Priya\s+Provider/)
    expect(out).toContain('npm run note -- demo/early item business-change/benefits-analysis --evidence <link>')
    expect(out).toMatch(/\nWhat holds, and by what evidence\n[\s\S]*\nWho signs, by approving the pull request\n/)
    expect(out).toContain('\n    npm run advance -- demo/early\n')
    expect(out.split('\n').filter(line => line.length > 80 && !line.includes('npm run '))).toEqual([])
  })

  test('may be told by its path; nothing missing says so', async () => {
    const { code, out } = await explain(tree(), site, ...now)
    expect(code).toBe(0)
    expect(out).toMatch(/^READY {2}/)
    expect(out).toContain('It can be asked for now.')
  })

  test('--json has the duties', async () => {
    const { code, out } = await explain(tree(early), 'demo/early', '--json', ...now)
    expect(code).toBe(0)
    const { today, explanation } = JSON.parse(out)
    expect(today).toBe('2026-11-20')
    const duties = explanation.criteria.flatMap((one: { duties: unknown[] }) => one.duties)
    expect(duties).toEqual([
      expect.objectContaining({
        by: ['provider'],
        waits: false,
        action: { is: 'item', record: 'demo/early', what: 'business-change/benefits-analysis' },
      }),
    ])
  })

  test('--now decides what time it still needs', async () => {
    const running = phase(text, 'public-beta').replace(
      'start: { by: pro-ops, on: 2026-09-01 }',
      'start: { by: pro-ops, on: 2026-11-16 }',
    )
    const folder = tree({ 'deployments/demo/running.yaml': running })
    expect((await explain(folder, 'demo/running', ...now)).out).toContain('\nWhat only needs time\n')
    expect((await explain(folder, 'demo/running', '--now', '2027-01-15')).out).not.toContain('What only needs time')
  })

  test('with a mistake in it is explained after that, and not asked to go on', async () => {
    const wrong = { [site]: text.replace('supplier/project-lead: [sup-lead]', 'supplier/project-lead: [nobody]') }
    const { code, out } = await explain(tree(wrong), 'demo/site', ...now)
    expect(code).toBe(0)
    expect(out).toMatch(/\nFirst of all, .*\n[\s\S]*site\.yaml:11:27: error: There is no person called nobody/)
    expect(out).not.toContain('It can be asked for now')
  })
})

describe('a pathway', () => {
  test('alone has its phases in order, its ways back, and who signs', async () => {
    const { code, out } = await explain(tree(), 'bars-beta')
    expect(code).toBe(0)
    expect(out).toMatch(/\n1\. Business change \(business-change\)\n[\s\S]*\n2\. /)
    expect(out).toMatch(/\nWays back\n {3}Back from “Private beta \(UAT\)” to “Business change”/)
    expect(out).toMatch(/\nGiving it up\n[\s\S]*\nWho holds which role\n/)
  })

  test('with a phase has what it asks for, by its id or its title', async () => {
    const folder = tree()
    const { code, out } = await explain(folder, 'bars-beta', 'public-beta')
    expect(code).toBe(0)
    expect(out).toMatch(/\nWhat must be there\n {2}- Every smoke test has passed in production with test patients\n/)
    expect((await explain(folder, 'bars-beta', 'PUBLIC BETA (business go-live)')).out).toBe(out)
    expect(JSON.parse((await explain(folder, 'bars-beta', 'public-beta', '--json')).out)).toMatchObject({
      pathway: 'bars-beta',
      phase: 'public-beta',
      gates: [{ is: 'forward', from: 'technical-go-live', to: 'public-beta' }],
    })
  })
})

describe('--as', () => {
  test('has what waits for one person, over all records or in one; by login or id, without regard to case', async () => {
    const folder = tree(early)
    const all = await explain(folder, '--as', 'PRO-LEAD', ...now)
    expect(all.code).toBe(0)
    expect(all.out).toMatch(/^What waits for Priya Provider \(pro-lead, on GitHub \S+\), over all records\n/)
    expect(all.out).toMatch(/\nWhat can be done today\n[\s\S]*“Benefits analysed”[\s\S]*\nWhat comes later\n/)
    expect(all.out).toContain('(demo/site)')
    const login = /on GitHub (\S+)\)/.exec(all.out)?.[1] ?? ''
    expect((await explain(folder, '--as', `@${login.toUpperCase()}`, ...now)).out).toBe(all.out)
    const one = await explain(folder, 'demo/early', '--as', 'pro-lead', ...now)
    expect(one.out).not.toContain('(demo/site)')
  })

  test('nothing waits: says so, and that is fine', async () => {
    const { code, out } = await explain(tree(), 'demo/releases/1.0.0', '--as', 'pro-lead', ...now)
    expect(code).toBe(0)
    expect(out).toContain('Nothing waits for them.')
  })

  test('--json has the errands', async () => {
    const { out } = await explain(tree(early), 'demo/early', '--as', 'pro-lead', '--json', ...now)
    expect(JSON.parse(out)).toMatchObject({
      person: 'pro-lead',
      errands: [{ record: 'demo/early', standing: 'blocked', errands: [{ is: 'provide', when: { is: 'now' } }, {}] }],
    })
  })

  test('records that cannot be read are told of', async () => {
    const { code, out } = await explain(tree({ 'deployments/demo/bad.yaml': 'kind: [' }), '--as', 'pro-lead', ...now)
    expect(code).toBe(0)
    expect(out).toContain('1 file could not be read')
  })
})

describe('exits 2', () => {
  const beta = 'policies/pathways/bars-beta.yaml'
  const rules = content()[beta] ?? ''

  test.each<[string[], string]>([
    [['demo/nowhere'], 'There is no record or pathway demo/nowhere. Records: '],
    [['earl'], 'There is no record or pathway earl. Similar: demo/early.'],
    [
      ['bars-beta', 'nowhere'],
      'The pathway bars-beta has no phase nowhere. Known: business-change (“Business change”)',
    ],
    [['demo/bad'], 'deployments/demo/bad.yaml cannot be read. npm run check -- deployments/demo/bad.yaml says why.'],
    [['--as', 'nobody'], 'Nobody in policies/directory has the GitHub login or the id nobody.'],
    [['bars-beta', '--as', 'pro-lead'], 'A pathway waits for nobody'],
    [[], 'Name a record, a pathway, or a person with --as.'],
    [['demo/early', 'a', 'b'], 'too many arguments'],
  ])('on %j, with a line that says why', async (args, said) => {
    const { code, out, err } = await explain(tree({ ...early, 'deployments/demo/bad.yaml': 'kind: [' }), ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(said)
    expect(err).not.toMatch(/^ +at /m)
  })

  test.each<[string, Record<string, string | null>, string[]]>([
    ['an unknown rule', { [beta]: rules.replace('rule: checklist', 'rule: no-such-rule') }, ['demo/early']],
    [
      'a pathway that does not hold together',
      { [beta]: rules.replace('checklist: training }', 'checklist: nowhere }') },
      ['--as', 'pro-lead'],
    ],
    ['no calendar', { 'policies/calendar/england-and-wales.yaml': null }, ['bars-beta']],
  ])('on %s, and explains nothing by it', async (_, changes, args) => {
    const folder = tree({ ...early, ...changes })
    const { code, out } = await explain(folder, ...args, ...now)
    expect(code).toBe(2)
    expect(out).toMatch(/^The policies are broken, so nothing is explained[^\n]*\npolicies\/.*error: /)
    expect(out).not.toMatch(/READY|BLOCKED|What waits/)
  })
})

test('help exits 0, with examples and the exit codes', async () => {
  const { code, out } = await explain(root, '--help')
  expect(code).toBe(0)
  expect(out).toMatch(/Exit codes: 0 [\s\S]*npm run explain -- --as /)
})
