/** Which parts of a release an approval of a site is bound to. Whole pull requests are in the cases `release-…`. */
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { basisAt, watching } from './basis.ts'
import type { Context } from './context.ts'
import { approved, contextFor, draft, pull, release, releasePath } from './rules/fixture.ts'

const certificates = { certificate: { SUP01: approved('2026-03-02'), SUP02: draft() } }
const now = release({ certificates, acceptance: { referrals: 60 } })
const text = (data: object) => stringify(data)
const tree = new Map([[releasePath, { text: text(now.data) }]])

type Reads = (data: NonNullable<Context['release']>['data']) => unknown
const basisOf = (reads: Reads) =>
  watching(contextFor({}, { others: [now] }), ({ release }) => release && reads(release.data)).basis

/** What an approval is worth that was given where the release was as told; `null`: it was not there. */
const worth = (was: object | null | undefined, reads: Reads) => {
  const versions = { old: was === undefined ? {} : { [releasePath]: was === null ? null : 'was' } }
  return basisAt('old', basisOf(reads), pull({ versions, texts: was ? { was: text(was) } : {} }), tree)
}

const level: Reads = ({ serviceRiskLevel }) => serviceRiskLevel
const certificate: Reads = ({ certificates }) => certificates?.['certificate']?.['SUP01']?.status
const anyCertificate: Reads = ({ certificates }) => Object.keys(certificates?.['certificate'] ?? {})
const missing: Reads = ({ documents }) => documents?.['plan']
const isThere: Reads = ({ acceptance }) => Boolean(acceptance)
const isOwn: Reads = data => Object.hasOwn(data, 'acceptance')
const nothing: Reads = () => undefined

const lower = { ...now.data, serviceRiskLevel: 'medium' }
const other = {
  ...now.data,
  certificates: { certificate: { ...certificates.certificate, SUP02: approved('2026-03-01') } },
}
const link = {
  certificate: { ...certificates.certificate, SUP01: approved('2026-03-02', 'pete', { link: 'https://a.example' }) },
}
const { acceptance: _, ...without } = now.data
const planned = { ...now.data, documents: { plan: draft() } }

describe('an approval', () => {
  test.each<[string, object | null | undefined, Reads, boolean]>([
    ['the release is the same everywhere', undefined, level, true],
    ['it says the same in another order', Object.fromEntries(Object.entries(now.data).reverse()), level, true],
    ['what was read is another', lower, level, false],
    ['what was not read is another', lower, certificate, true],
    ['nothing was read', lower, nothing, true],
    ['another part of what was read', { ...now.data, certificates: link }, certificate, false],
    ['another organisation\u2019s certificate', other, certificate, true],
    ['another one, and all were listed', other, anyCertificate, false],
    ['what was looked for and is not there now was there then', planned, missing, false],
    ['what was only asked for was not there', without, isThere, false],
    ['a key that was only asked for was not there', without, isOwn, false],
    ['there was no release', null, level, false],
    ['it could not be read', { kind: 'Release' }, level, false],
  ])('%s', (_, was, reads, counts) => {
    expect(worth(was, reads).is).toBe(counts ? 'counts' : 'outdated')
  })

  test('tells the line that has changed', () => {
    const line =
      text(now.data)
        .split('\n')
        .findIndex(one => one.startsWith('serviceRiskLevel')) + 1
    expect(worth(lower, level)).toEqual({ is: 'outdated', path: releasePath, line })
  })

  test('of a record without a release is of the record alone', () => {
    const { found, basis } = watching(contextFor({}, { others: [] }), ({ release }) => release)
    expect([found, basis]).toEqual([null, null])
    expect(basisAt('old', basis, pull(), tree)).toEqual({ is: 'counts' })
  })
})

test('under watch the rules see the same data', () => {
  const { found } = watching(contextFor({}, { others: [now] }), ({ release }) =>
    structuredClone(JSON.parse(JSON.stringify(release?.data))),
  )
  expect(found).toEqual(JSON.parse(JSON.stringify(now.data)))
})
