import { describe, expect, it } from 'vitest'
import { brief, contextFor } from './fixture.ts'
import { forum } from './forum.ts'

// S3-50, S3-59: the meeting counts when supplier (sam, sol), provider (pat) and team (tess) came to one and the same session.
describe('forum', () => {
  const judge = (sessions: string[][] | undefined, attended = ['supplier', 'provider', 'team']) =>
    forum(
      { forum: 'calls', attended },
      contextFor({
        communications: sessions
          ? { calls: { sessions: sessions.map(people => ({ on: '2026-03-01', attended: people })) } }
          : {},
      }),
    )

  it.each<[string, string[][]]>([
    ['once, with everybody', [['sam', 'pat', 'tess']]],
    ['a colleague without a role', [['sol', 'pat', 'tom']]],
    ['one session of several had everybody', [['sam'], ['sam', 'pat', 'tess'], ['pat']]],
  ])('valid: %s', (_, sessions) => expect(judge(sessions)).toEqual([]))

  it.each<[string, string[][] | undefined, object]>([
    ['no such forum', undefined, { code: 'forum-never-met', forum: 'Calls' }],
    ['never met', [], { code: 'forum-never-met', forum: 'Calls' }],
    ['the supplier did not come', [['pat', 'tess']], { code: 'forum-without', forum: 'Calls', parties: ['supplier'] }],
    [
      "another supplier's person came",
      [['olga', 'pat', 'tess']],
      { code: 'forum-without', forum: 'Calls', parties: ['supplier'] },
    ],
    [
      'everybody came, but not to one session',
      [['sam', 'pat'], ['tess']],
      { code: 'forum-without', forum: 'Calls', parties: ['team'] },
    ],
    [
      'says what the best session lacked',
      [['sam'], ['pat', 'tess'], ['tess']],
      { code: 'forum-without', forum: 'Calls', parties: ['supplier'] },
    ],
    [
      'of two that lacked as many, the first',
      [
        ['sam', 'pat'],
        ['pat', 'tess'],
      ],
      { code: 'forum-without', forum: 'Calls', parties: ['team'] },
    ],
    [
      'nobody whom the directory knows',
      [['ghost']],
      { code: 'forum-without', forum: 'Calls', parties: ['supplier', 'provider', 'team'] },
    ],
  ])('invalid: %s', (_, sessions, problem) => {
    expect(judge(sessions)).toEqual([
      { problem, at: { path: 'deployments/beta/harbour.yaml', pointer: ['communications', 'calls'] } },
    ])
  })

  it('asks only for the parties that belong to it', () =>
    expect(judge([['pat', 'tess']], ['provider', 'team'])).toEqual([]))

  it('does not take the sessions of another forum', () => {
    const context = contextFor({
      communications: { other: { sessions: [{ on: '2026-03-01', attended: ['sam', 'pat', 'tess'] }] } },
    })
    expect(brief(forum({ forum: 'calls', attended: ['provider'] }, context))).toEqual([
      'forum-never-met communications.calls',
    ])
  })

  it('has not met where its sessions are not listed', () => {
    expect(
      brief(
        forum(
          { forum: 'calls', attended: ['provider'] },
          contextFor({ communications: { calls: { cadence: 'weekly' } } }),
        ),
      ),
    ).toEqual(['forum-never-met communications.calls'])
  })
})
