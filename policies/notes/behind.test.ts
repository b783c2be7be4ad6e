import { expect, test } from 'vitest'
import { sitesBehind } from './behind.ts'
import { atlas, deployedAt, production, world } from './fixture.ts'

const at = (site: string) => deployedAt([site, '2026-03-01'])

test('sites with an earlier version than the notes begin from; not one that has it, has a later one, or has none', () => {
  const old = atlas('1.0.0', at('OLD'))
  const there = atlas('1.1.0', at('SAME'))
  const withdrawn = atlas('1.1.5', { ...at('LATER'), phase: 'withdrawn' })
  const release = atlas('1.2.0', { phase: 'pre-prod' })
  const sites = ['NONE', 'LATER', 'SAME', 'OLD']
  const subject = { release, template: production }
  expect(sitesBehind(subject, sites, world(old, there, withdrawn, release))).toEqual(['OLD'])
  // the first version of all: nothing is there to begin from
  expect(sitesBehind(subject, sites, world(release))).toEqual([])
})
