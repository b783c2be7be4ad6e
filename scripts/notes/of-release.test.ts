/** What whoever made notes is told to do next: for an environment, and for one site. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import { readDisk } from '../read/disk.ts'
import { adviceOn, toldOf } from './of-release.ts'
import { releaseCalled, templateFor } from './which.ts'

const golden = join(import.meta.dirname, 'golden')
const own = [...readDisk(join(import.meta.dirname, '../..'))].filter(([path]) =>
  /^policies\/(?:pathways|guidance|calendar|templates)\//.test(path),
)
const repository = readRepository(
  new Map([...own, ...readDisk(join(golden, 'base')), ...readDisk(join(golden, 'site-that-skipped-two-releases'))]),
)
const world = { repository, today: '2026-11-20' }
const release = releaseCalled('ward/releases/1.3.0', repository)

function advice(site?: string, name?: string): string {
  const template = templateFor(release, name, repository)
  return adviceOn(toldOf({ release, template }, site, world), { release, name }, world, (_, text) => text)
}

describe('the advice', () => {
  test('for an environment names the digest, and the sites that have an earlier version', () => {
    const told = advice()
    expect(told).toMatch(/--digest sha256:/)
    expect(told.match(/npm run notes -- .*/g)).toEqual(['npm run notes -- ward/releases/1.3.0 --site ZT3C3'])
    expect(advice(undefined, 'production-release-notes')).toContain(
      '\n  npm run notes -- ward/releases/1.3.0 production-release-notes --site ZT3C3',
    )
  })

  test('of notes that do not go to sites lists none of them', () => {
    expect(advice(undefined, 'uat-release-notes')).not.toContain('--site')
  })

  test('for a site says that no record notes its text', () => {
    const told = advice('ZT3C3')
    expect(told).toContain('This text is made for ZT3C3 alone: no record notes it.')
    expect(told).not.toMatch(/sha256|npm run note|ZT1A1/)
    expect(told).toContain('What is incomplete:')
  })
})
