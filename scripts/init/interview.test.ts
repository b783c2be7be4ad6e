import { describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import { answersIn } from '../ask/answers.ts'
import { keys, terminalOf } from '../ask/fixture.ts'
import { readDisk } from '../read/disk.ts'
import { root } from './fixture.ts'
import { interview } from './interview.ts'

const { pathways } = readRepository(readDisk(root))
const { enter, ctrlC } = keys
const silent = { yes: true }
const given = {
  organisation: 'Z9A1B',
  programme: 'hub',
  programmeTitle: 'Hub',
  pathways: 'flip-release',
  party: ['dev-team=Z9A1B', 'product-owner=Z9A1B', 'ai-centre=Z9A1B', 'uat-testers=Z9A1B', 'trusts=Z9F4D,Z9F5E'],
  named: ['Z9A1B=Wold', 'Z9F4D=North', 'Z9F5E=East'],
  owners: 'ann-lee',
}
const people = ['Ann Lee, Z9A1B, ann-lee']

describe('without a terminal', () => {
  test('all that each answer leads to is asked of the options', async () => {
    const asked = await interview(
      { answers: answersIn({ ...given, holder: ['dev-team/qa-lead=ann-lee'] }), people },
      pathways,
      silent,
    )
    expect(asked).toMatchObject({
      kind: 'answered',
      answers: {
        'party:trusts': 'Z9F4D,Z9F5E',
        'named:Z9F5E': 'East',
        'holder:dev-team/qa-lead': 'ann-lee',
        owners: 'ann-lee',
      },
      persons: { 'ann-lee': { name: 'Ann Lee' } },
    })
    const { unheld = [] } = asked as { unheld?: readonly string[] }
    const roles = Object.keys(pathways.get('flip-release')?.data.roles ?? {})
    expect(unheld).toHaveLength(roles.length - 1)
  })

  test.each<[string, object, readonly string[], object]>([
    ['an unknown pathway', { pathways: 'x' }, people, { kind: 'refused', refusals: [{ question: 'pathways' }] }],
    ['a party without organisation', { party: [] }, people, { kind: 'refused' }],
    [
      'an organisation without name',
      { named: ['Z9A1B=Wold'] },
      people,
      { kind: 'refused', refusals: [{ question: 'named:Z9F4D' }, {}] },
    ],
    ['nobody', {}, [], { kind: 'refused', refusals: [{ question: 'person', why: { code: 'unanswered' } }] }],
    ['a strange person', {}, ['Ann'], { kind: 'strange', problem: { code: 'no-person', line: 'Ann' } }],
    ['an unknown owner', { owners: 'eve' }, people, { kind: 'refused', refusals: [{ question: 'owners' }] }],
    [
      'a party of no pathway',
      { party: [...given.party, 'x=Z9A1B'] },
      people,
      { kind: 'strange', problem: { option: 'party:x' } },
    ],
    [
      'a name of nobody',
      { named: [...given.named, 'Z9XXX=x'] },
      people,
      { kind: 'strange', problem: { option: 'named:Z9XXX' } },
    ],
  ])('%s will not do', async (_, change, people, expected) => {
    const asked = await interview({ answers: answersIn({ ...given, ...change }), people }, pathways, silent)
    expect(asked).toMatchObject(expected)
  })
})

describe('at a terminal', () => {
  test('one person after another is asked for, and then who is what', async () => {
    const { owners: _, ...rest } = given
    const { terminal, left } = terminalOf([
      ['What is the person’s name?', 'Ann Lee, MD', enter],
      ['Whom do they work for?', 'z9a1b', enter],
      ['Their GitHub login?', 'ann-lee', enter],
      ['Is there anybody else?', enter],
      ['What is the person’s name?', 'Ben Roe', enter],
      ['Whom do they work for?', 'Z9A1B', enter],
      ['Their GitHub login?', 'ben-roe', enter],
      ['Is there anybody else?', keys.down, enter],
      ...[...Array(6)].map((): [string, string] => ['Who is', enter]),
      ['Who approves changes of policies', keys.space, keys.down, keys.space, enter],
    ])
    const asked = await interview({ answers: answersIn(rest), people: [] }, pathways, terminal)
    expect(asked).toMatchObject({
      kind: 'answered',
      answers: { owners: 'ann-lee-md,ben-roe' },
      persons: { 'ann-lee-md': { name: 'Ann Lee, MD', github: { login: 'ann-lee' } }, 'ben-roe': {} },
    })
    expect(left).toEqual([])
  })

  test('whoever leaves is let go', async () => {
    const { terminal } = terminalOf([
      ['Which organisation runs this repository?', 'Z9A', enter],
      ['Which programme', ctrlC],
    ])
    expect(await interview({ answers: {}, people: [] }, pathways, terminal)).toEqual({ kind: 'left' })
  })
})
