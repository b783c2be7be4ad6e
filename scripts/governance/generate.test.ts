import { expect, test } from 'vitest'
import { people } from '../../policies/rules/fixture.ts'
import type { Governance } from '../../schemas/types.ts'
import { generated } from './generate.ts'

const governance: Governance = { kind: 'Governance', actionsApp: 15368, mergeQueue: false, signedCommits: true }

/** So many programmes, each of which takes a line of 75 bytes. */
const programmes = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `p${String(index).padStart(59, '0')}`,
      { title: 'One of many', organisations: {}, roles: {} },
    ]),
  )

test('a CODEOWNERS that GitHub would ignore is not made', () => {
  const small = generated({ ...people, programmes: programmes(39_000) }, governance)
  expect('files' in small && Buffer.byteLength(small.files['.github/CODEOWNERS'] ?? '')).toBeGreaterThan(2_900_000)
  expect(generated({ ...people, programmes: programmes(41_000) }, governance)).toEqual({
    problems: [{ code: 'owner-size', bytes: expect.any(Number) }],
  })
})

test('owners that cannot be written down leave nothing to write', () => {
  expect(generated({ ...people, policyOwners: [] }, governance)).toEqual({ problems: [{ code: 'no-owner' }] })
})
