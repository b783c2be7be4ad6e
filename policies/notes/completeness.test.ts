import { describe, expect, it } from 'vitest'
import type { RecordData } from '../repository.ts'
import { act, approved, done } from '../rules/fixture.ts'
import { problemsOf } from './completeness.ts'
import { atlas, issue, production, ticket, today, uat, world } from './fixture.ts'
import { notesOf } from './release.ts'

const digest = `sha256:${'0'.repeat(64)}`
const whole: Partial<RecordData> = {
  phase: 'pre-prod',
  scope: [ticket('T-1', { done: act('2026-03-01') })],
  services: [{ name: 'Hub', version: '4.0.0' }],
  knownIssues: [issue('K-1')],
  checklists: { papers: { training: done('2026-03-01', 'tom') } },
  documents: {
    sit: approved('2026-03-01', 'pete', { digest }),
    training: approved('2026-03-02', 'pete', { digest }),
  },
}
const judged = (data: Partial<RecordData>, template = production, others = [atlas('1.0.0')]) => {
  const release = atlas('2.0.0', { ...whole, ...data })
  const notes = notesOf({ release, template }, world(release, ...others))
  return problemsOf(notes, release, template.data, today)
}
const brief = (...of: Parameters<typeof judged>) =>
  judged(...of).map(({ part, problem, at }) => {
    expect(at.path).toBe('deployments/beta/releases/2.0.0.yaml')
    return `${part}: ${problem.code} ${at.pointer?.join('.')}`
  })
const documents = (sit: object) => ({
  documents: { ...whole.documents, sit: { ...approved('2026-03-01', 'pete', { digest }), ...sit } },
})

describe('what is missing', () => {
  it.each<[string, Partial<RecordData>, string[]]>([
    ['nothing', {}, []],
    ['no changes', { scope: [] }, ['changes: notes-without-changes scope']],
    ['a change without a ticket is one', { scope: [], unticketed: [{ title: 'Renewed' }] }, []],
    ['no services', { services: [] }, ['services: notes-without-services services']],
    [
      'a workaround for severity 3',
      { knownIssues: [issue('K-1'), { reference: 'K-2', title: 'Cut off', severity: 3 }] },
      ['known-issues: workaround-missing knownIssues.1'],
    ],
    [
      'a workaround for severity 4',
      { knownIssues: [{ reference: 'K-2', title: 'Cut off', severity: 4 }] },
      ['known-issues: workaround-missing knownIssues.0'],
    ],
    [
      'no workaround for the others',
      { knownIssues: [1, 2, 5].map(severity => ({ reference: `K-${severity}`, title: 'Cut off', severity })) },
      [],
    ],
    [
      'nor for one that is gone',
      {
        knownIssues: [{ reference: 'K-2', title: 'Cut off', severity: 4, since: '1.0.0', resolved: act('2026-03-01') }],
      },
      [],
    ],
    [
      'that it is gone',
      { knownIssues: [issue('K-1', { since: '1.0.0', fixedIn: '2.0.0' })] },
      ['known-issues: fix-unconfirmed knownIssues.0'],
    ],
    [
      'a document',
      { documents: { training: approved('2026-03-02', 'pete', { digest }) } },
      ['evidence: evidence-missing documents.sit'],
    ],
    ['an approval', documents({ status: 'in-review' }), ['evidence: evidence-missing documents.sit']],
    [
      'a digest',
      { documents: { sit: approved('2026-03-01'), training: approved('2026-03-02', 'pete', { digest }) } },
      ['evidence: evidence-unidentified documents.sit'],
    ],
    [
      'a newer document',
      { scope: [ticket('T-1', { done: act('2026-03-02') })] },
      ['evidence: evidence-older documents.sit'],
    ],
    [
      'nothing, of what is not needed',
      {
        checklists: { papers: { training: { status: 'not-applicable', by: 'tom', on: '2026-03-01', reason: 'No' } } },
        documents: { sit: approved('2026-03-01', 'pete', { digest }) },
      },
      [],
    ],
    [
      'several',
      { scope: [], services: [], documents: {} },
      [
        'changes: notes-without-changes scope',
        'services: notes-without-services services',
        'evidence: evidence-missing documents.sit',
        'evidence: evidence-missing documents.training',
      ],
    ],
  ])('%s', (_, data, expected) => expect(brief(data)).toEqual(expected))

  it.each<[string, string, string[]]>([
    ['on its last day', today, []],
    ['after it', '2026-03-30', ['evidence: document-expired documents.sit']],
  ])('a document that has not expired: %s', (_, expires, expected) =>
    expect(brief(documents({ expires }))).toEqual(expected),
  )

  it('a version', () => {
    const { version: _, ...unversioned } = approved('2026-03-01', 'pete', { digest })
    expect(judged({ documents: { ...whole.documents, sit: unversioned } }).map(({ problem }) => problem)).toEqual([
      { code: 'evidence-unidentified', document: 'Evidence from SIT', lacks: 'version' },
    ])
  })

  it('says of which', () =>
    expect(
      judged({
        knownIssues: [{ reference: 'K-2', title: 'Cut off', severity: 3, fixedIn: '2.0.0', since: '1.0.0' }],
      }).map(({ problem }) => problem),
    ).toEqual([
      { code: 'workaround-missing', issue: 'K-2 Cut off', severity: 3 },
      { code: 'fix-unconfirmed', issue: 'K-2 Cut off', version: '2.0.0' },
    ]))

  it('of an issue that another release lists, in the list of this one', () =>
    expect(
      brief({ knownIssues: [] }, production, [
        atlas('1.0.0', { knownIssues: [{ reference: 'K-2', title: 'Cut off', severity: 3 }] }),
      ]),
    ).toEqual(['known-issues: workaround-missing knownIssues']))
})

it('what a template does not tell cannot be missing', () => {
  const found = brief({ services: [], knownIssues: [{ reference: 'K-2', title: 'Cut off', severity: 3 }] }, uat)
  expect(found).toEqual([])
  expect(brief({ scope: [] }, uat)).toEqual(['changes: notes-without-changes scope'])
})

it('a change of a third party brings nothing', () =>
  expect(brief({ type: 'third-party', scope: [], services: [] })).toEqual([]))

it('what cannot be told at all lacks all', () => {
  const release = atlas('2.0.0', { ...whole, pathway: 'nowhere' })
  const notes = notesOf({ release, template: production }, world(release))
  expect(problemsOf(notes, release, production.data, today).map(({ problem }) => problem.code)).toEqual([
    'notes-without-changes',
    'notes-without-services',
    'evidence-missing',
    'evidence-missing',
  ])
})
