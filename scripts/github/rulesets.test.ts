import { describe, expect, onTestFinished, test } from 'vitest'
import { planFor } from '../../policies/governance/difference.ts'
import { rulesetOf } from '../../policies/governance/ruleset.ts'
import { type Reply, type Seen, startLoopback } from './loopback.ts'
import { applyPlan, readOwnerErrors, readRuleset } from './rulesets.ts'

async function answering(answer: (seen: Seen) => Reply) {
  const loopback = await startLoopback(answer)
  onTestFinished(loopback.close)
  return { client: loopback.client(), seen: loopback.seen }
}

describe('the ruleset', () => {
  const own = { id: 7, name: 'Countersign', rules: [] }
  const reading = (rows: unknown, whole: unknown = own) =>
    answering(({ path }) => ({ json: path.endsWith('/rulesets') ? rows : whole }))

  test('is found by its name without regard to case, among the repository’s own', async () => {
    const { client, seen } = await reading([{ id: 6, name: 'other' }, own])
    expect(await readRuleset(client, 'countersign')).toEqual({ id: 7, ruleset: own })
    expect(seen.map(({ path, query }) => [path, query['includes_parents']])).toEqual([
      ['/repos/nhs/releases/rulesets', 'false'],
      ['/repos/nhs/releases/rulesets/7', undefined],
    ])
  })

  test('is not there', async () => {
    const { client } = await reading([{ id: 6, name: 'countersign-2' }])
    expect(await readRuleset(client, 'countersign')).toBeNull()
  })

  test.each<[string, unknown, unknown, RegExp]>([
    ['two of its name', [own, { id: 8, name: 'countersign' }], own, /there are 2 called countersign/],
    ['a row without a name', [{ id: 7 }], own, /ruleset\.name/],
    ['a row that is no object', [null], own, /rulesets\[0\]/],
    ['no id', [{ name: 'countersign' }], own, /ruleset\.id/],
    ['no rules', [own], { id: 7, name: 'countersign' }, /ruleset\.rules/],
  ])('%s is no answer', async (_, rows, whole, message) => {
    const { client } = await reading(rows, whole)
    await expect(readRuleset(client, 'countersign')).rejects.toThrow(message)
  })
})

describe('a plan that GitHub refuses', () => {
  const wanted = rulesetOf({ kind: 'Governance', actionsApp: 15368, mergeQueue: false, signedCommits: true })
  test.each([
    [403, /"Administration: write"/],
    [404, /"Administration: write"/],
    [422, /^(?!.*Administration)/],
  ])('with %i', async (status, message) => {
    const { client, seen } = await answering(() => ({ status, json: { message: 'No' } }))
    await expect(applyPlan(client, planFor(wanted, null))).rejects.toThrow(message)
    await expect(applyPlan(client, planFor(wanted, { id: 7, ruleset: {} }))).rejects.toThrow(message)
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /repos/nhs/releases/rulesets',
      'PUT /repos/nhs/releases/rulesets/7',
    ])
  })

  test('nothing to do asks for nothing', async () => {
    const { client, seen } = await answering(() => ({ json: {} }))
    await applyPlan(client, planFor(wanted, { id: 7, ruleset: { ...wanted } }))
    expect(seen).toEqual([])
  })
})

describe('what is wrong in CODEOWNERS', () => {
  const error = { path: 'CODEOWNERS', line: 2, column: 1, kind: 'Unknown owner', source: '* @eve', message: 'x' }
  test('is told by line', async () => {
    const { client } = await answering(() => ({ json: { errors: [error, { ...error, source: undefined }] } }))
    const told = { path: 'CODEOWNERS', line: 2, kind: 'Unknown owner', source: '* @eve' }
    expect(await readOwnerErrors(client)).toEqual([told, { ...told, source: '' }])
  })

  test('there is no CODEOWNERS', async () => {
    const { client } = await answering(() => ({ status: 404, json: { message: 'Not Found' } }))
    expect(await readOwnerErrors(client)).toBeNull()
  })

  test.each([{}, { errors: null }, { errors: [1] }, { errors: [{ ...error, line: 'two' }] }])(
    '%j is no answer',
    async json => {
      const { client } = await answering(() => ({ json }))
      await expect(readOwnerErrors(client)).rejects.toThrow('GitHub sent')
    },
  )
})
