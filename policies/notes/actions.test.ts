import { describe, expect, it } from 'vitest'
import type { Action } from '../../schemas/types.ts'
import { people } from '../rules/fixture.ts'
import { actionsOf } from './actions.ts'
import { atlas } from './fixture.ts'
import type { Range } from './range.ts'

const training: Action = { kind: 'training', what: 'Users learn to read the map.' }
const hub: Action = { kind: 'order', what: 'The hub first.', sites: ['HOS01', 'HOS02'] }
const own: Action = { kind: 'configuration', what: 'Open the port.', sites: ['HOS02'] }
const release = atlas('1.2.0', {
  actions: [training, own],
  downtime: { start: '2026-04-01T19:00:00+01:00', predictedEnd: '2026-04-01T20:30:00Z' },
})
const skipped = atlas('1.1.0', {
  actions: [hub, training],
  downtime: { start: '2026-02-01T18:00:00Z', predictedEnd: '2026-02-01T20:00:00Z' },
})
const range = (kind: Range['kind']): Range => ({
  kind,
  from: null,
  between: [skipped],
  told: [skipped, release],
  earlier: [],
})
const downtime = { kind: 'downtime', from: '2026-04-01T18:00:00Z', until: '2026-04-01T20:30:00Z' }

describe('actions', () => {
  it('are those of all that comes, each once, with whose they are; the downtime is the release’s own', () =>
    expect(actionsOf(release, range('skipped'), undefined, people)).toEqual([
      downtime,
      { kind: 'order', what: 'The hub first.', sites: ['Hospital', 'Second hospital'] },
      { kind: 'training', what: 'Users learn to read the map.' },
      { kind: 'configuration', what: 'Open the port.', sites: ['Second hospital'] },
    ]))
  it('of a site are its own, and say so of nobody', () =>
    expect(actionsOf(release, range('skipped'), 'HOS01', people)).toEqual([
      downtime,
      { kind: 'order', what: 'The hub first.' },
      { kind: 'training', what: 'Users learn to read the map.' },
    ]))
  it('going back, are not those of what goes', () =>
    expect(actionsOf(release, range('back'), undefined, people).map(({ kind }) => kind)).toEqual([
      'downtime',
      'training',
      'configuration',
    ]))
  it('are none where nothing is asked', () =>
    expect(actionsOf(atlas('1.0.0'), { ...range('next'), told: [] }, undefined, people)).toEqual([]))
})
