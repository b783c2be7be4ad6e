/** `npm run drift`, as a command, against a forge that stands for GitHub. */
import { describe, expect, test, vi } from 'vitest'
import { at, command, governed, tree } from './governance/fixture.ts'
import { generate } from './governance/generate.ts'

vi.setConfig({ testTimeout: 30_000 })

/** A repository whose ruleset is as it should be, and without CODEOWNERS unless told. */
async function sound(codeowners = true) {
  const folder = tree()
  const set = await governed(folder)
  const made = generate(folder)
  if ('problems' in made) throw new Error('the small repository has owners')
  const { data } = await set.admin.repos.createRepoRuleset({
    ...at,
    ...JSON.parse(made.files['.github/ruleset.json'] ?? ''),
  })
  if (codeowners) await set.push(made.files['.github/CODEOWNERS'] ?? '')
  return { ...set, folder, ruleset_id: data.id }
}

test('no difference: 0', async () => {
  const { run, writes } = await sound()
  const ran = await run('drift')
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).toBe(
    'The ruleset countersign on GitHub is as it should be.\nGitHub finds nothing wrong in CODEOWNERS.\n',
  )
  expect(writes()).toEqual(['POST 201'])
})

describe('a difference: 1', () => {
  test('a ruleset that was changed by hand, also where a part is not compared', async () => {
    const { run, admin, ruleset_id } = await sound()
    const { data } = await admin.repos.getRepoRuleset({ ...at, ruleset_id })
    const rules = (data.rules ?? []).filter(({ type }) => type !== 'required_status_checks')
    await admin.repos.updateRepoRuleset({ ...at, ruleset_id, rules: rules as never })
    for (const [who, args] of [['admin'], ['workflow', '--partial']] as const) {
      const { code, out } = await run('drift', args ? [args] : [], who)
      expect(code).toBe(1)
      expect(out).toMatch(/ {2}rules\.required_status_checks: not there → \{.*countersign\/gate/)
      expect(out).toContain('npm run sync -- --apply')
    }
  })

  test('no ruleset', async () => {
    const { run, push } = await governed(tree())
    await push('* @owner\n')
    const { code, out } = await run('drift', ['--partial'], 'workflow')
    expect(code).toBe(1)
    expect(out).toContain('The ruleset countersign is not on GitHub.')
  })

  test('a line of CODEOWNERS that GitHub skips', async () => {
    const { run, push } = await sound()
    await push('* @owner @left-us\n')
    const { code, out } = await run('drift')
    expect(code).toBe(1)
    expect(out).toContain(
      'GitHub skips 1 line of CODEOWNERS:\n  .github/CODEOWNERS:1: Unknown owner: * @owner @left-us',
    )
  })

  test('no CODEOWNERS', async () => {
    const { run } = await sound(false)
    const { code, out } = await run('drift')
    expect(code).toBe(1)
    expect(out).toContain('There is no CODEOWNERS')
  })
})

describe('it could not work, or not see everything: 2', () => {
  test('who may bypass the ruleset is hidden, unless that is accepted', async () => {
    const { run } = await sound()
    const hidden = await run('drift', [], 'workflow')
    expect(hidden).toMatchObject({ code: 2 })
    const accepted = await run('drift', ['--partial'], 'workflow')
    expect(accepted).toMatchObject({ code: 0 })
    for (const { out } of [hidden, accepted]) {
      expect(out).toContain('  bypass_actors: not visible with this token, so not compared')
      expect(out).not.toMatch(/no difference|is as it should be/)
    }
  })

  test('what was not compared is said where a run that is green is read', async () => {
    const { run, forge, folder } = await sound()
    const workflow = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'workflow' }
    const inActions = { ...workflow, GITHUB_ACTIONS: 'true', COUNTERSIGN_PATIENCE: '0.001' }
    const { code, out } = await command(folder, 'drift', ['--partial'], inActions)
    expect(code).toBe(0)
    expect(out.match(/^::.*/gm)).toEqual([
      '::warning title=Not compared%3A bypass_actors::GitHub does not show it to this token, so it may be anything. An administrator compares it: npm run drift, with a token that has "Administration: write".',
    ])
    const seen = await command(folder, 'drift', ['--partial'], { ...inActions, GITHUB_TOKEN: 'admin' })
    expect(seen).toMatchObject({ code: 0 })
    const elsewhere = await run('drift', ['--partial'], 'workflow')
    for (const { out } of [seen, elsewhere]) expect(out).not.toContain('::')
  })

  test.each([
    ['rulesets', /\/rulesets$/],
    ['one ruleset', /\/rulesets\/\d+$/],
    ['CODEOWNERS', /\/codeowners\/errors$/],
  ])('GitHub does not show %s', async (_, path) => {
    const { run, forge } = await sound()
    forge.fail({ match: (_method, asked) => path.test(asked), times: 99, how: { status: 403 } })
    const { code, out, err } = await run('drift', ['--partial'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('403')
  })

  test('no token', async () => {
    const ran = await command(tree(), 'drift', [], { GITHUB_REPOSITORY: 'acme/releases' })
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('GITHUB_TOKEN must be set')
  })

  test('policies that cannot be read', async () => {
    const token = { GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'x' }
    const ran = await command(tree(), 'drift', ['--root', 'nowhere'], token)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('the policies are broken')
  })
})
