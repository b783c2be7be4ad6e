import { describe, expect, it } from 'vitest'
import type { Trigger } from '../../schemas/types.ts'
import { validate } from '../../schemas/validate.ts'
import { act, brief, contextForRelease, release, releasePath } from './fixture.ts'
import { hotfix } from './hotfix.ts'

const trigger = (more: Partial<Trigger> = {}): Trigger => ({
  reference: 'SD-7',
  title: 'Nothing can be booked',
  severity: 1,
  environment: 'production',
  raisedVia: 'service-desk',
  raised: act('2026-03-01'),
  endangers: [],
  ...more,
})
const judge = (one: Trigger | undefined, severity = 1) =>
  hotfix({ severity }, contextForRelease(one ? { type: 'hotfix', trigger: one } : { type: 'hotfix' }))

// S4-17: severity 1, in production, through the service desk: all three. S4-18, S4-19: it goes offline where it endangers something.
describe('hotfix', () => {
  it.each<[string, Trigger]>([
    ['all three', trigger()],
    [
      'it endangers something, and is offline',
      trigger({ endangers: ['application-data'], offline: act('2026-03-01') }),
    ],
    ['it is offline, though it endangers nothing', trigger({ offline: act('2026-03-01') })],
  ])('valid: %s', (_, one) => expect(judge(one)).toEqual([]))

  it('invalid: a change without a ticket that mends nothing', () => {
    const unticketed = [
      { title: 'A tour', type: 'feature' as const },
      { title: 'Renewed', type: 'bug' as const },
      { title: 'Moved' },
    ]
    const found = hotfix({ severity: 1 }, contextForRelease({ type: 'hotfix', trigger: trigger(), unticketed }))
    expect(found.map(({ problem, at }) => [problem, at.pointer])).toEqual([
      [{ code: 'hotfix-more', ticket: 'A tour' }, ['unticketed', 0]],
      [{ code: 'hotfix-more', ticket: 'Moved' }, ['unticketed', 2]],
    ])
  })

  it('invalid: nothing triggered it', () =>
    expect(judge(undefined)).toEqual([
      { problem: { code: 'trigger-missing' }, at: { path: releasePath, pointer: ['trigger'] } },
    ]))

  it.each<[string, Partial<Trigger>, string, string]>([
    ['severity 2', { severity: 2 }, 'severity', '2'],
    ['severity 5', { severity: 5 }, 'severity', '5'],
    ['pre-production', { environment: 'pre-production' }, 'environment', 'pre-production'],
    ['UAT', { environment: 'uat' }, 'environment', 'uat'],
    ['SIT', { environment: 'sit' }, 'environment', 'sit'],
    ['development', { environment: 'development' }, 'environment', 'development'],
    ['raised in another way', { raisedVia: 'other' }, 'raisedVia', 'other'],
  ])('invalid: %s', (_, more, condition, stands) => {
    expect(judge(trigger(more))).toEqual([
      {
        problem: { code: 'trigger-unfit', reference: 'SD-7', condition, stands, severity: 1 },
        at: { path: releasePath, pointer: ['trigger', condition] },
      },
    ])
  })

  it.each<[string, Trigger['endangers']]>([
    ['other systems', ['other-clinical-systems']],
    ['data', ['application-data']],
    ['both', ['other-clinical-systems', 'application-data']],
  ])('invalid: it endangers %s, and is not offline', (_, endangers = []) => {
    expect(judge(trigger({ endangers }))).toEqual([
      { problem: { code: 'not-offline', endangers }, at: { path: releasePath, pointer: ['trigger', 'offline'] } },
    ])
  })

  it('invalid: everything at once', () =>
    expect(
      brief(
        judge(trigger({ severity: 3, environment: 'uat', raisedVia: 'other', endangers: ['application-data'] })),
        releasePath,
      ),
    ).toEqual([
      'trigger-unfit trigger.severity',
      'trigger-unfit trigger.environment',
      'trigger-unfit trigger.raisedVia',
      'not-offline trigger.offline',
    ]))

  it('the severity is the one that the pathway names', () => {
    expect(judge(trigger({ severity: 2 }), 2)).toEqual([])
    expect(brief(judge(trigger({ severity: 3 }), 2), releasePath)).toEqual(['trigger-unfit trigger.severity'])
  })

  it('is refused by the schema where nobody has said whether it endangers anything', () => {
    const { endangers: _, ...unsaid } = trigger()
    expect(validate('Release', { ...release({ type: 'hotfix' }).data, trigger: trigger() })).toEqual([])
    expect(validate('Release', { ...release({ type: 'hotfix' }).data, trigger: unsaid })).toHaveLength(1)
  })
})
