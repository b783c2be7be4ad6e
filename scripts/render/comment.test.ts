import markdownIt, { type Token } from 'markdown-it'
import { describe, expect, test } from 'vitest'
import type { SignOffStatus, Subject, Verdict } from '../../policies/model.ts'
import { commentOf } from './comment.ts'
import {
  consultation,
  criterion,
  failedTest,
  finding,
  forward,
  glossary,
  path,
  record,
  signOff,
  uncovered,
  unmet,
  verdict,
  waits,
  web,
} from './fixture.ts'

const github = markdownIt({ html: true, linkify: true })
const leaves = (source: string) => github.parse(source, {}).flatMap(token => [token, ...(token.children ?? [])])

/** Every row of every table: the texts of its cells. */
function rowsOf(comment: string): string[][] {
  const rows: string[][] = []
  let inTable = false
  for (const { type, children } of github.parse(comment, {})) {
    if (type === 'tr_open') rows.push([])
    else if (type === 'table_close') inTable = false
    else if (type === 'table_open') inTable = true
    else if (type === 'inline' && children && inTable) rows.at(-1)?.push(textOf(children))
  }
  return rows
}
const textOf = (tokens: Token[]) =>
  tokens
    .map(({ type, content }) => (type === 'text' || type === 'html_inline' ? content : ''))
    .join('')
    .replaceAll('\u200B', '')

/** The row that says something. */
const rowWith = (comment: string, text: string) =>
  rowsOf(comment).find(cells => cells.some(cell => cell.includes(text)))

const linksOf = (comment: string) =>
  leaves(comment)
    .filter(({ type }) => type === 'link_open')
    .map(({ attrs }) => Object.fromEntries(attrs ?? []))

/** The numbered list of what to do next, as it is written. */
const steps = (more: Partial<Verdict>) =>
  commentOf(verdict(more)).split('#### What to do next\n\n')[1]?.split('\n\n')[0]?.split('\n')

describe('how it begins', () => {
  test.each<[string, Partial<Verdict>, string[]]>([
    [
      'success',
      {},
      [
        '### ✅ Ready to merge: A site',
        `Move ${record} forward from “Private beta (UAT)” to “Public beta”.`,
        '**Everything holds, and everybody who must sign has signed.**',
      ],
    ],
    [
      'success with a waiver',
      { criteria: [criterion({ status: 'waived' })] },
      ['**Everything holds, but for 1 criterion that is waived; everybody who must sign has signed.**'],
    ],
    [
      'success with a warning',
      { criteria: [criterion(), criterion({ status: 'warned' })] },
      ['**Everything that must hold holds; 1 criterion has a warning. Everybody who must sign has signed.**'],
    ],
    [
      'success with warnings and a waiver',
      { criteria: ['warned', 'waived', 'warned'].map(status => criterion({ status: status as 'warned' | 'waived' })) },
      [
        '**Everything that must hold holds, but for 1 criterion that is waived; 2 criteria have a warning. Everybody who must sign has signed.**',
      ],
    ],
    [
      'success with a warning, without anybody who must sign',
      { criteria: [criterion({ status: 'warned' })], signOffs: [] },
      ['**Everything that must hold holds; 1 criterion has a warning.**'],
    ],
    [
      'failure with waivers',
      {
        state: 'failure',
        criteria: [unmet(failedTest()), criterion({ status: 'waived' }), criterion({ status: 'waived' })],
      },
      ['**1 criterion is not met. 2 criteria are waived.**'],
    ],
    [
      'success without anybody who must sign',
      { subject: { is: 'evidence', records: [record] }, signOffs: [], criteria: [] },
      ['### ✅ Ready to merge: A site', `Update ${record}. No phase changes.`, '**Everything holds.**'],
    ],
    [
      'pending for signatures',
      { state: 'pending', signOffs: [signOff({ is: 'missing' })] },
      ['### ⏳ Waiting: A site', `Move ${record} forward`, '**1 sign-off is missing.**'],
    ],
    [
      'pending for time',
      { state: 'pending', criteria: [waits], earliest: '2026-12-01' },
      ['### ⏳ Waiting', '**1 criterion needs more time. The earliest day on which it can pass is 1 December 2026.**'],
    ],
    [
      'pending for the base branch',
      {
        state: 'pending',
        findings: [finding({ code: 'changed-on-base', path }, { weight: 'wait' })],
        signOffs: [signOff({ is: 'missing' }), signOff({ is: 'missing' }, { role: 'provider/project-lead' })],
      },
      ['### ⏳ Waiting', '**The branch must be updated and 2 sign-offs are missing.**'],
    ],
    [
      'failure',
      {
        state: 'failure',
        criteria: [unmet(failedTest()), unmet(failedTest('SMK-05'))],
        objections: [{ by: 'cas', roles: ['provider/project-lead'], at: '2026-11-19T10:00:00Z' }],
        uncovered: [uncovered()],
        consultations: [consultation({ is: 'unheld' }, { holders: [] })],
      },
      [
        '### ❌ Not yet',
        '**2 criteria are not met, 1 person asked for changes, 1 change of evidence has not been confirmed and 1 consultation is open.**',
      ],
    ],
    [
      'refused',
      {
        state: 'failure',
        subject: { is: 'refused' },
        title: '',
        criteria: [],
        signOffs: [],
        findings: [finding({ code: 'record-deleted', record })],
      },
      [
        '### ❌ Not yet\n',
        'This pull request does something that it may not do as it stands.',
        '**1 thing is wrong.**',
      ],
    ],
    [
      'refused, and nobody said why',
      { state: 'failure', subject: { is: 'refused' }, criteria: [], signOffs: [] },
      ['**It cannot pass as it stands.**'],
    ],
    [
      'error',
      {
        state: 'error',
        subject: { is: 'refused' },
        title: '',
        criteria: [],
        signOffs: [],
        findings: [finding({ code: 'nothing-there', what: 'pathways' })],
      },
      [
        '### ⚠️ Could not be judged\n',
        'could not be judged.',
        'Your change is not the cause; the policy owners mend it.',
      ],
    ],
    [
      'other',
      { subject: { is: 'other' }, title: '', criteria: [], signOffs: [] },
      ['### ✅ Ready to merge\n', 'Change no record, no rule and no code.', '**There is nothing to sign.**'],
    ],
  ])('%s', (_, more, texts) => {
    const comment = commentOf(verdict(more), web)
    for (const text of texts) expect(comment).toContain(text)
  })

  test.each<[Subject, string]>([
    [
      { ...forward, direction: 'back', from: 'live', to: 'testing' },
      `Move ${record} back from “Public beta” to “Private beta (UAT)”.`,
    ],
    [
      { is: 'registration', record, pathway: 'beta', to: 'testing' },
      `Register ${record}, starting in “Private beta (UAT)”.`,
    ],
    [
      { is: 'withdrawal', record, pathway: 'beta', from: 'live', reason: null },
      `Withdraw ${record}, which is in “Public beta”.`,
    ],
    [
      { ...forward, direction: 'back', from: 'live', to: 'testing', reason: 'The smoke test failed.' },
      'to “Private beta (UAT)”. The reason given: The smoke test failed.\n',
    ],
    [
      { is: 'withdrawal', record, pathway: 'beta', from: 'live', reason: '<b>' },
      'in “Public beta”. The reason given: &#60;b&#62;.\n',
    ],
    [{ is: 'roles', record, pathway: 'beta' }, `Change who takes part in ${record}.`],
    [{ is: 'evidence', records: [record, 'beta/other'] }, `Update ${record} and beta/other. No phase changes.`],
    [{ is: 'policy', paths: ['a.ts'] }, 'Change the rules or the code, in 1 file.'],
    [{ is: 'policy', paths: ['a.ts', 'b.ts'] }, 'Change the rules or the code, in 2 files.'],
  ])('%j', (subject, text) => expect(commentOf(verdict({ subject }))).toContain(text))

  test('a verdict that could not be found does not say that the rules judged it, nor how to sign', () => {
    const broken = commentOf(verdict({ state: 'error', subject: { is: 'refused' }, signOffs: [], criteria: [] }))
    expect(broken).not.toMatch(/Judged at|To sign|may not do/)
    const at = `Judged at ${verdict().head.slice(0, 10)} by the rules on the base branch`
    expect(commentOf(verdict())).toMatch(new RegExp(`To sign, approve.*${at}`))
    expect(commentOf(verdict({ subject: { is: 'other' }, signOffs: [] }))).not.toContain('To sign')
  })
})

describe('the earliest day', () => {
  const told = (more: Partial<Verdict>) =>
    commentOf(verdict({ state: 'pending', ...more })).includes('The earliest day')
  const asked = consultation({ is: 'not-asked' })
  const missing = (...holders: string[]) => signOff({ is: 'missing' }, { holders })

  test.each<[string, boolean, Partial<Verdict>]>([
    ['only signatures are missing', false, { signOffs: [missing('ann')] }],
    ['time is', true, { criteria: [waits] }],
    ['nobody knows how long it takes', false, { criteria: [{ ...waits, earliest: null }] }],
    ['nobody has been asked', true, { consultations: [asked] }],
    ['an answer may still come', true, { consultations: [consultation({ is: 'asked', until: '2026-11-24' })] }],
    ['it came', false, { consultations: [consultation({ is: 'answered', by: 'cas' })] }],
    ['whoever is consulted can answer by signing', false, { consultations: [asked], signOffs: [missing('cas')] }],
    ['it is not pending', false, { state: 'failure', criteria: [waits, unmet(failedTest())] }],
  ])('where %s: %s', (_, expected, more) => expect(told(more)).toBe(expected))
})

describe('what to do next', () => {
  test('nothing, when everything holds', () => expect(steps({})).toBeUndefined())

  test('first what is missing, by name: one thing of each criterion before the second of any', () => {
    const criteria = [
      unmet(failedTest('SMK-01'), failedTest('SMK-02'), failedTest('SMK-03')),
      unmet({ code: 'decision-missing', decision: 'Go?', outcome: 'go' }),
      unmet({ code: 'decision-missing', decision: 'Go?', outcome: 'go' }),
      criterion(),
      waits,
    ]
    expect(steps({ state: 'failure', criteria })).toEqual([
      '1. See to what is still missing:',
      '   - SMK-01: the last run, on 18 November 2026, failed.',
      '   - “Go?” has not been decided.',
      '   - SMK-02: the last run, on 18 November 2026, failed.',
      '   - 1 more thing, in the table below.',
    ])
  })

  test('what is wrong is named too, and comes before everything else', () => {
    const findings = ['a', 'b', 'c', 'd', 'e'].map(name => finding({ code: 'record-deleted', record: name }))
    const all = steps({
      state: 'failure',
      findings,
      criteria: [unmet(failedTest())],
      signOffs: [signOff({ is: 'missing' })],
    })
    expect(all?.slice(0, 5)).toEqual([
      '1. Put right what is wrong:',
      '   - This removes or renames the record a.',
      '   - This removes or renames the record b.',
      '   - This removes or renames the record c.',
      '   - 2 more things, in the table below.',
    ])
    // whoever approves before it is mended approves in vain
    expect(all?.slice(-2)).toEqual([
      '3. When nothing more has to change:',
      "   - Ann or Ben approves, as Supplier's Project Lead.",
    ])
  })

  test.each<[string, Partial<Verdict>, string]>([
    [
      'one holder',
      { signOffs: [signOff({ is: 'missing' }, { holders: ['ann'] })] },
      "Ann approves, as Supplier's Project Lead.",
    ],
    ['two', { signOffs: [signOff({ is: 'missing' })] }, "Ann or Ben approves, as Supplier's Project Lead."],
    [
      'three',
      { signOffs: [signOff({ is: 'missing' }, { holders: ['ann', 'ben', 'cas'] })] },
      "Ann, Ben or Cas approves, as Supplier's Project Lead.",
    ],
    [
      'nobody',
      { signOffs: [signOff({ is: 'unheld' }, { holders: [] })] },
      "Name somebody as Supplier's Project Lead, in a pull request of its own: nobody holds this role, so nobody can sign for it.",
    ],
    [
      'a pull request that others have changed since it was opened',
      { signOffs: [signOff({ is: 'changed-by-others', by: 'ben' })] },
      "Ann approves as Supplier's Project Lead: Ben opened this pull request, and it is no longer all their own work.",
    ],
    [
      'an approval of another version',
      { signOffs: [signOff({ is: 'outdated', by: 'ben', path, line: 4 })] },
      "Ask Ben (Supplier's Project Lead) to look again: line 4 has changed since they approved.",
    ],
    [
      'an approval of a version that is gone',
      { signOffs: [signOff({ is: 'unknown-version', by: 'ben' })] },
      "Ask Ben (Supplier's Project Lead) to approve again: the version that they approved can no longer be found.",
    ],
    [
      'the author',
      { signOffs: [signOff({ is: 'own-work', by: 'ann', as: 'author' })] },
      "Ben approves as Supplier's Project Lead: Ann opened this pull request, and nobody can be accountable for their own work.",
    ],
    [
      'a writer',
      { signOffs: [signOff({ is: 'own-work', by: 'ann', as: 'committer' })] },
      "Ben approves as Supplier's Project Lead: Ann wrote part of this pull request, and nobody can be accountable for their own work.",
    ],
    [
      'the author, and there is nobody else',
      { signOffs: [signOff({ is: 'own-work', by: 'ann', as: 'author' }, { holders: ['ann'] })] },
      "Name a second person as Supplier's Project Lead: Ann opened this pull request",
    ],
    [
      'one person in two roles that need two',
      { signOffs: [signOff({ is: 'same-person', by: 'ann', as: 'team/policy-lead' })] },
      "Ben approves as Supplier's Project Lead: Ann signs as Team's Policy Lead already, and the two need different people.",
    ],
    [
      'policy owners',
      { subject: { is: 'policy', paths: ['a.ts'] }, signOffs: [signOff({ is: 'missing' }, { role: 'policy-owners' })] },
      'Ann or Ben approves, as policy owner.',
    ],
    [
      'an objection',
      { objections: [{ by: 'cas', roles: ['provider/project-lead'], at: '2026-11-19T10:00:00Z' }] },
      'Settle with Cas what they asked for: it blocks until Cas approves, or withdraws the review.',
    ],
    [
      'a change on the base branch',
      { findings: [finding({ code: 'changed-on-base', path }, { weight: 'wait' })] },
      'Update this branch from the base branch: deployments/beta/site.yaml has changed there.',
    ],
    [
      'somebody to consult',
      { consultations: [consultation({ is: 'not-asked' })] },
      'Ask Cas or Dee for a review: they must be consulted, and have two working days to answer.',
    ],
    [
      'nobody to consult',
      { consultations: [consultation({ is: 'unheld' }, { holders: [] })] },
      "Name somebody as Provider's Project Lead, in a pull request of its own: they must be consulted, and nobody holds this role.",
    ],
    [
      'evidence',
      { uncovered: [uncovered()] },
      'Cas approves, to confirm 1 change of evidence for the Provider: “Users are trained”.',
    ],
    [
      'evidence of either party',
      {
        uncovered: [
          uncovered({ by: ['supplier', 'provider'], people: ['ann', 'cas'] }),
          uncovered({ by: ['supplier', 'provider'], people: ['ann', 'cas'], pointer: ['x'] }),
        ],
      },
      'Ann or Cas approves, to confirm 2 changes of evidence for the Supplier or the Provider: “Users are trained” and “Users are trained”.',
    ],
    [
      'evidence of one person',
      { uncovered: [uncovered({ by: [], people: ['cas'] })] },
      'Cas approves, to confirm 1 change of evidence: “Users are trained”.',
    ],
    [
      'evidence that nobody can confirm',
      { uncovered: [uncovered({ people: [] })] },
      'Name somebody who acts for the Provider, in a pull request of its own: so far nobody can confirm 1 change of evidence: “Users are trained”.',
    ],
    [
      'a draft',
      { draft: true },
      'Mark this draft as ready for review when it is: until then nobody is asked to look at it.',
    ],
  ])('%s', (_, more, text) => {
    const all = steps({ state: 'pending', ...more })
    expect(all).toHaveLength(1)
    expect(all?.[0]).toContain(`1. ${text}`)
  })

  test.each<[string, Partial<Verdict>]>([
    ['signed', {}],
    ['asked', { consultations: [consultation({ is: 'asked', until: '2026-11-24' })] }],
    ['lapsed', { consultations: [consultation({ is: 'lapsed', since: '2026-11-10' })] }],
    ['answered', { consultations: [consultation({ is: 'answered', by: 'cas' })] }],
    ['waiting for time', { criteria: [waits] }],
  ])('nothing for what is %s', (_, more) => expect(steps({ state: 'pending', ...more })).toBeUndefined())

  test('whoever signs need not be consulted besides, whichever holder it is', () => {
    const consultations = [consultation({ is: 'not-asked' }, { holders: ['ann', 'cas'] })]
    const next = (...holders: string[]) =>
      steps({ state: 'pending', signOffs: [signOff({ is: 'missing' }, { holders })], consultations })
    expect(next('ann')).toHaveLength(1)
    expect(next('ann', 'cas')).toHaveLength(1)
    // Ben may sign, and then Ann and Cas have not been asked
    expect(next('ann', 'ben')?.[1]).toContain('2. Ask Ann or Cas for a review')
    expect(next()?.[1]).toContain('2. Ask Ann or Cas for a review')
  })

  test('nobody is consulted on what still has to change', () => {
    const all = steps({
      state: 'failure',
      criteria: [unmet(failedTest())],
      signOffs: [signOff({ is: 'missing' })],
      consultations: [consultation({ is: 'not-asked' })],
    })
    expect(all?.slice(-3)).toEqual([
      '2. When nothing more has to change:',
      "   - Ann or Ben approves, as Supplier's Project Lead.",
      '   - Ask Cas or Dee for a review: they must be consulted, and have two working days to answer.',
    ])
  })

  test('evidence is put together by who could confirm it, and for which party', () => {
    const all = steps({
      state: 'failure',
      uncovered: [
        uncovered({ pointer: ['a'] }),
        uncovered({ pointer: ['b'], people: [], by: ['supplier'] }),
        uncovered({ pointer: ['c'] }),
        uncovered({ pointer: ['d'], people: [], by: ['team'] }),
      ],
    })
    expect(all).toEqual([
      expect.stringContaining('Cas approves, to confirm 2 changes of evidence for the Provider: '),
      expect.stringContaining('Name somebody who acts for the Supplier'),
      expect.stringContaining('Name somebody who acts for the National Team'),
    ])
  })
})

describe('who signs', () => {
  test.each<[SignOffStatus, string[], string]>([
    [{ is: 'signed', by: 'ben', how: 'approved' }, ['✅', 'Ben'], 'approved'],
    [{ is: 'signed', by: 'ann', how: 'opened' }, ['✅', 'Ann'], 'signed by opening this pull request'],
    [{ is: 'missing' }, ['⏳', 'Ann or Ben'], 'not approved yet'],
    [
      { is: 'outdated', by: 'ben', path: 'deployments/beta/releases/1.yaml', line: 7 },
      ['⏳', 'Ann or Ben'],
      'Ben approved an earlier version (line 7 of deployments/beta/releases/1.yaml has changed since), and must look again',
    ],
    [
      { is: 'outdated', by: 'ben', path, line: 40 },
      ['⏳', 'Ann or Ben'],
      'Ben approved an earlier version (line 40 has changed since), and must look again',
    ],
    [
      { is: 'outdated', by: 'ben', path, line: null },
      ['⏳', 'Ann or Ben'],
      'Ben approved an earlier version (it has changed since), and must look again',
    ],
    [
      { is: 'unknown-version', by: 'ben' },
      ['⏳', 'Ann or Ben'],
      'Ben approved a version that can no longer be found, and must approve again',
    ],
    [
      { is: 'own-work', by: 'ann', as: 'author' },
      ['⏳', 'Ann or Ben'],
      'Ann opened this pull request; somebody else must sign',
    ],
    [
      { is: 'own-work', by: 'ann', as: 'committer' },
      ['⏳', 'Ann or Ben'],
      'Ann wrote part of this pull request; somebody else must sign',
    ],
    [
      { is: 'same-person', by: 'ann', as: 'team/policy-lead' },
      ['⏳', 'Ann or Ben'],
      "Ann signs as Team's Policy Lead; somebody else must sign here",
    ],
    [{ is: 'unheld' }, ['❌', 'nobody'], 'nobody holds this role'],
  ])('%j', (status, [mark, who], how) => {
    const holders = status.is === 'unheld' ? [] : ['ann', 'ben']
    const comment = commentOf(
      verdict({ state: 'pending', signOffs: [signOff(status, { holders, letters: ['R', 'A'] })] }),
    )
    expect(rowWith(comment, "Supplier's Project Lead (")).toEqual([
      mark,
      who,
      "Supplier's Project Lead (Responsible, Accountable)",
      'Smoke testing · S3-01',
      how,
    ])
  })

  test.each<[Parameters<typeof consultation>[0], string[], string]>([
    [{ is: 'answered', by: 'cas' }, ['✅', 'Cas'], 'takes part in this pull request'],
    [
      { is: 'asked', until: '2026-11-24' },
      ['⏳', 'Cas or Dee'],
      'asked; has until the end of 24 November 2026 to answer',
    ],
    [
      { is: 'asked', until: null },
      ['⏳', 'Cas or Dee'],
      'asked; the calendar of bank holidays ends too soon to say until when',
    ],
    [
      { is: 'lapsed', since: '2026-11-10' },
      ['✅', 'Cas or Dee'],
      'asked on 10 November 2026, and had two working days to answer',
    ],
    [{ is: 'not-asked' }, ['⏳', 'Cas or Dee'], 'not asked yet'],
    [{ is: 'unheld' }, ['❌', 'nobody'], 'nobody holds this role'],
  ])('consulted: %j', (status, [mark, who], how) => {
    const holders = status.is === 'unheld' ? [] : ['cas', 'dee']
    const comment = commentOf(verdict({ state: 'pending', consultations: [consultation(status, { holders })] }))
    expect(rowWith(comment, '(Consulted)')).toEqual([
      mark,
      who,
      "Provider's Project Lead (Consulted)",
      'Clinical governance · S3-02',
      how,
    ])
  })

  test.each<[string, SignOffStatus]>([
    ['signed by opening it', { is: 'signed', by: 'cas', how: 'opened' }],
    ['cannot sign it', { is: 'own-work', by: 'cas', as: 'author' }],
  ])('an author who %s has not answered a consultation, and need not', (_, status) => {
    const comment = commentOf(
      verdict({ signOffs: [signOff(status)], consultations: [consultation({ is: 'answered', by: 'cas' })] }),
    )
    expect(rowWith(comment, '(Consulted)')?.at(-1)).toBe('opened this pull request, so need not be asked')
  })

  test('without a task, a signature is for what the first clauses say, in short', () => {
    const long = { says: 'Two signatures. '.repeat(20), link: null, document: 'Guide' }
    const clauses = { ...glossary.clauses, 'S3-03': long, 'S3-04': { ...long, says: 'A third.' } }
    const purpose = (...cited: string[]) =>
      rowWith(
        commentOf(
          verdict({
            glossary: { ...glossary, clauses },
            signOffs: [signOff({ is: 'missing' }, { tasks: [], clauses: cited })],
          }),
        ),
        'not approved yet',
      )?.[3]
    expect(purpose('S3-01')).toBe('Smoke tests come first · S3-01')
    // the third is one of the clauses, but is not told
    expect(purpose('S3-01', 'S3-03', 'S3-04')).toBe(
      `Smoke tests come first; ${long.says.slice(0, 120)}… · S3-01, [S3-03], [S3-04]`,
    )
    expect(purpose('S9-99')).toBe('S9-99')
    expect(purpose()).toBe('')
  })

  test('an objection stands first, with the day in England', () => {
    const objections = [{ by: 'cas', roles: ['provider/project-lead', 'team/policy-lead'], at: '2026-07-01T23:30:00Z' }]
    const comment = commentOf(verdict({ state: 'failure', objections }))
    expect(rowWith(comment, 'asked for changes')).toEqual([
      '❌',
      'Cas',
      "Provider's Project Lead and Team's Policy Lead",
      '',
      'asked for changes on 2 July 2026',
    ])
    expect(comment.indexOf('asked for changes on')).toBeLessThan(comment.indexOf('Smoke testing'))
  })

  test('who is told after the merge', () => {
    expect(commentOf(verdict({ informed: ['ann', 'ben', 'cas'] }))).toContain('Told after the merge: Ann, Ben and Cas.')
    expect(commentOf(verdict())).not.toContain('Told after')
  })
})

describe('what must hold', () => {
  const waiver = { reason: 'The pack is due in June', acceptedBy: 'dee', expires: '2027-06-30' }
  const warning = finding(failedTest(), { weight: 'warning' })
  const all = [
    criterion({ title: 'holds' }),
    criterion({ title: 'is not asked for', status: 'not-applicable' }),
    criterion({ title: 'advises', status: 'warned', enforcement: 'advisory', findings: [warning] }),
    criterion({ title: 'is waived', status: 'waived', enforcement: 'waivable', findings: [warning], waiver }),
    waits,
    unmet(failedTest()),
  ]
  const comment = commentOf(verdict({ state: 'failure', criteria: all }), web)
  const first = (title: string) => rowWith(comment, title)?.[0]

  test('each has its mark, and what fails comes first', () => {
    expect(['holds', 'advises', 'is waived', 'long enough', 'Every smoke test has passed'].map(first)).toEqual([
      '✅',
      '⚠️ warning',
      '⚠️ waived',
      '⏳',
      '❌',
    ])
    const titles = rowsOf(comment).map(cells => cells[1])
    expect(titles.slice(1, 6)).toEqual([
      'Every smoke test has passed',
      'The provider has run live for long enough',
      'is waived',
      'advises',
      'holds',
    ])
  })

  test('says what is missing, how to mend it and where; a waiver with its reason; nothing where it holds', () => {
    expect(rowWith(comment, 'Every smoke test has passed')?.[2]).toBe(
      'SMK-04 Status updates: the last run, on 18 November 2026, failed. Correct the cause, run it again, and add the new result under runs. line 12',
    )
    expect(rowWith(comment, 'is waived')?.[2]).toMatch(
      /^Waived by Dee until 30 June 2027: The pack is due in June<br>SMK-04/,
    )
    expect(rowWith(comment, 'holds')?.[2]).toBe('—')
    expect(rowWith(comment, 'is not asked for')?.slice(0, 3)).toEqual(['➖', 'is not asked for', 'Not asked for here.'])
  })

  test.each<[Partial<Verdict['criteria'][number]>, string]>([
    [
      { waivableBy: 'team/policy-lead' },
      "Can be waived by a holder of the role “Team's Policy Lead” (waivers: smoke-passed).",
    ],
    [{ waivableBy: null }, ''],
    [{ waivableBy: 'team/policy-lead', status: 'waiting' }, ''],
    [{ waivableBy: 'team/policy-lead', status: 'waived' }, ''],
  ])('says at its end whether it can be waived, and by whom: %j', (more, text) => {
    const one = { ...unmet(failedTest()), enforcement: 'waivable' as const, ...more }
    const [, said = ''] = /line 12(?:<br>)?(.*)$/.exec(
      rowWith(commentOf(verdict({ state: 'failure', criteria: [one] })), 'Every smoke test')?.[2] ?? '',
    ) ?? [undefined, 'no such row']
    expect(said).toBe(text)
  })

  test.each<[string, Verdict['findings'][number]['at'], string]>([
    [
      'line and place',
      { path, line: 37, pointer: ['checklists', 'uplift', 'plan-agreed'] },
      'line 37, checklists › uplift › plan-agreed',
    ],
    ['place alone', { path, pointer: ['risks', 0] }, 'risks › #1'],
    ['line alone', { path, line: 37, pointer: [] }, 'line 37'],
    ['of another file', { path: 'a.yaml', line: 3, pointer: ['x'] }, 'a.yaml, line 3, x'],
    [
      'with hostile names',
      { path, line: 3, pointer: ['](https://evil.example)', '*x*'] },
      'line 3, ](https://evil.example) › *x*',
    ],
  ])('a place: %s', (_, at, text) => {
    const comment = commentOf(verdict({ state: 'failure', findings: [finding({ code: 'yaml-empty' }, { at })] }), web)
    expect(rowWith(comment, 'This file is empty')?.[1]).toBe(text)
    expect(linksOf(comment).filter(({ href }) => !String(href).startsWith('https://g'))).toEqual([])
  })

  test.each<[string, Verdict['findings'][number]['weight'][]]>([
    ['What it waits for', ['wait', 'wait']],
    ['What is wrong', ['wait', 'wrong']],
  ])('“%s” stands over what is %j', (heading, weights) => {
    const findings = weights.map(weight => finding({ code: 'changed-on-base', path }, { weight }))
    expect(commentOf(verdict({ state: 'failure', findings }))).toContain(`#### ${heading}\n\n| `)
  })

  test('a place is a link to that line at the head; of another file, the file is named', () => {
    const findings = [
      finding({ code: 'yaml-empty' }, { at: { path: 'deployments/beta/a (b) | c.yaml', line: 3 } }),
      finding({ code: 'yaml-empty' }, { at: { path: 'policies/x.yaml' } }),
      finding({ code: 'yaml-empty' }, { at: { path: '' } }),
      finding({ code: 'yaml-empty' }, { at: { path: 'half\uD800.yaml' } }),
    ]
    const links = linksOf(commentOf(verdict({ state: 'failure', findings, criteria: [unmet(failedTest())] }), web)).map(
      ({ href }) => href,
    )
    const blob = 'https://github.com/acme/releases/blob/0123456789abcdef0123456789abcdef01234567'
    expect(links).toContain(`${blob}/deployments/beta/a%20%28b%29%20%7C%20c.yaml#L3`)
    expect(links).toContain(`${blob}/policies/x.yaml`)
    expect(links).toContain(`${blob}/${path}#L12`)
    const plainly = commentOf(verdict({ state: 'failure', findings }))
    expect(linksOf(plainly).filter(({ href }) => String(href).includes('/blob/'))).toEqual([])
    expect(rowsOf(plainly).map(cells => cells[1])).toContain('deployments/beta/a (b) | c.yaml, line 3')
  })
})

describe('evidence to be confirmed', () => {
  const comment = (subject: Subject) =>
    commentOf(
      verdict({
        state: 'pending',
        subject,
        uncovered: [
          uncovered({ name: { part: 'run', name: 'SMK-04', detail: '2026-11-18' } }),
          uncovered({ name: { part: 'waiver', name: 'The pack' }, by: [], people: ['dee'] }),
          uncovered(),
          uncovered({ name: { part: 'field', name: 'title' }, by: ['supplier', 'team/policy-lead'], people: [] }),
        ],
      }),
    )

  test('one row for those who could confirm it; each change has a name', () => {
    expect(rowsOf(comment(forward)).slice(-3)).toEqual([
      ['Cas', 'Provider', 'run of “SMK-04” on 18 November 2026<br>“Users are trained”'],
      ['Dee', 'whoever accepted it', 'waiver of “The pack”'],
      ['nobody yet', "Supplier or Team's Policy Lead", 'field “title”'],
    ])
  })

  test('of several records, each change names its own', () => {
    const text = comment({ is: 'evidence', records: [record, 'beta/other'] })
    expect(rowWith(text, 'waiver of “The pack”')?.at(-1)).toBe(`${record}: waiver of “The pack”`)
    expect(rowWith(comment({ is: 'evidence', records: [record] }), 'waiver of “The pack”')?.at(-1)).toBe(
      'waiver of “The pack”',
    )
  })
})

describe('clauses', () => {
  const comment = commentOf(verdict({ criteria: [criterion({ clauses: ['S3-01', 'S3-02', 'S9-99'] })], signOffs: [] }))

  test('a clause is a link whose title says what it says; one that is not known is text', () => {
    // once in the table, once where it is written out
    expect(linksOf(comment).slice(0, 2)).toEqual([
      { href: 'https://guide.example/page.md?plain=1#L7', title: 'Beta Guide: Smoke tests come first.' },
      { href: 'https://guide.example/page.md?plain=1#L9', title: 'Beta Guide: A "go" is \\ needed & recorded.' },
    ])
    expect(rowsOf(comment)[1]?.[3]).toBe('S3-01, S3-02, S9-99')
  })

  test('what each says is written out below, also of a document that is not public', () => {
    const clauses = { ...glossary.clauses, 'S4-15': { says: 'Users *first*.', link: null, document: 'Process' } }
    const cited = criterion({ clauses: ['S4-15', 'S3-01'] })
    const text = commentOf(verdict({ criteria: [cited], signOffs: [], glossary: { ...glossary, clauses } }))
    expect(text).toContain('<summary>What the cited clauses say, in our words</summary>')
    expect(text).toContain('- [S3-01] Beta Guide: Smoke tests come first.\n- [S4-15] Process: Users &#42;first&#42;.\n')
    expect(text).not.toContain('[S4-15]: ')
    expect(linksOf(text).map(({ href }) => href)).toEqual(Array(2).fill('https://guide.example/page.md?plain=1#L7'))
  })

  test('a finding that belongs to no criterion cites its clause too', () => {
    const text = commentOf(verdict({ findings: [finding({ code: 'yaml-empty' }, { clauses: ['S3-02'] })] }))
    expect(rowsOf(text)[1]?.[2]).toBe('This file is empty. S3-02')
  })

  test('only what is cited is defined', () => {
    expect(comment).toContain('[S3-02]: ')
    expect(comment).not.toContain('S3-99')
  })
})

/** A verdict that is too much for a comment, in every part of it. */
const many = <T>(number: number, make: (index: number) => T): T[] =>
  Array.from({ length: number }, (_, index) => make(index))
const huge = verdict({
  state: 'failure',
  findings: many(3000, index => finding({ code: 'record-deleted', record: `beta/site-${index}` })),
  criteria: many(200, index =>
    criterion({
      title: `Criterion ${index}`,
      status: 'unmet',
      findings: many(20, test => finding(failedTest(`T-${index}-${test}`))),
    }),
  ),
  signOffs: many(50, index => signOff({ is: 'missing' }, { role: `provider/role-${index}` })),
  uncovered: many(500, index =>
    uncovered({ pointer: ['checklists', `item-${index}`], people: [`person-${index % 40}`] }),
  ),
})

describe('the whole', () => {
  const full = verdict({
    state: 'failure',
    criteria: [unmet(failedTest('a | b'), failedTest()), waits, criterion()],
    findings: [finding({ code: 'unknown-field', field: '|x|`|', known: ['a|b'] })],
    signOffs: [signOff({ is: 'missing' }), signOff({ is: 'signed', by: 'ann', how: 'opened' })],
    consultations: [consultation({ is: 'not-asked' })],
    objections: [{ by: 'dee', roles: [], at: '2026-11-19T10:00:00Z' }],
    uncovered: [uncovered(), uncovered({ people: [] })],
    informed: ['ann'],
  })

  test.each([
    ['an ordinary one', full],
    ['one that is too long', huge],
    [
      'hostile words everywhere',
      verdict({
        ...full,
        title: '| # `x` <!-- \n\n| a |',
        glossary: { ...full.glossary, people: { ann: { name: '| - | <td>', login: 'x' } } },
      }),
    ],
  ])('%s: every row of a table has as many cells as its head', (_, one) => {
    const rows = commentOf(one, web)
      .split('\n')
      .filter(line => line.startsWith('|'))
    const cells = (line: string) => line.slice(1, -1).split('|').length
    const tables = commentOf(one, web)
      .split(/\n\n/)
      .filter(part => part.startsWith('|'))
    expect(tables.length).toBeGreaterThanOrEqual(4)
    expect(rows.length).toBe(tables.join('\n').split('\n').length)
    for (const table of tables) {
      const lines = table.split('\n')
      expect(new Set(lines.map(cells)).size, table).toBe(1)
      expect(lines.every(line => line.startsWith('| ') && line.endsWith(' |'))).toBe(true)
    }
  })

  test('the same verdict gives the same comment, whatever the hour', () => {
    const once = commentOf(full, web)
    expect(once).toBe(commentOf(structuredClone(full), web))
    expect(once).not.toMatch(/\d{1,2}:\d{2}/)
  })

  test('one with 3,000 findings fits, says what it left out, and keeps tables and definitions whole', () => {
    const comment = commentOf(huge, web)
    expect(comment.length).toBeLessThanOrEqual(65_000)
    expect(comment.length).toBeGreaterThan(10_000)
    const left = [...comment.matchAll(/…and (\d+) more, which the log of this check has\./g)].map(([, number]) =>
      Number(number),
    )
    const findings = rowsOf(comment).filter(cells => cells[2]?.startsWith('This removes')).length
    expect(left).toContain(3000 - findings)
    expect(findings).toBeGreaterThan(5)
    expect(comment).toMatch(/\n\n\[S3-01\]: https.*"Beta Guide: Smoke tests come first\."\n$/)
    expect(linksOf(comment).some(({ title }) => title === 'Beta Guide: Smoke tests come first.')).toBe(true)
  })

  test('an ordinary one leaves nothing out', () => expect(commentOf(full, web)).not.toContain('…and'))

  test('hostile lengths: rows that are long by themselves', () => {
    const long = '@'.repeat(100_000)
    const findings = many(40, () => finding({ code: 'unknown-field', field: long, known: many(30, () => long) }))
    const comment = commentOf(verdict({ ...full, title: long, findings }), web)
    expect(comment.length).toBeLessThanOrEqual(65_000)
    expect(comment).toContain('This is too much for a comment: the log of this check has it all.')
    expect(comment).toContain('### ❌ Not yet')
  })

  test.each(many(16, index => 50 * (index + 1)))('whatever its length: %i findings', number => {
    const findings = many(number, index => finding({ code: 'record-deleted', record: `beta/site-${index}` }))
    expect(commentOf(verdict({ ...full, findings }), web).length).toBeLessThanOrEqual(65_000)
  })

  test('one criterion with many long findings keeps its table', () => {
    const criteria = [unmet(...many(20, index => failedTest(`${index} ${'@'.repeat(900)}`)))]
    const comment = commentOf(verdict({ ...full, criteria, findings: [] }), web)
    expect(comment.length).toBeLessThanOrEqual(65_000)
    expect(rowWith(comment, 'Every smoke test has passed')?.[2]).toMatch(
      /…and \d+ more, which the log of this check has/,
    )
  })

  test('evidence in thousands of records does not fill the first line', () => {
    const records = many(3000, index => `beta/site-${index}`)
    expect(commentOf(verdict({ subject: { is: 'evidence', records } }))).toContain(
      'beta/site-11 and 2988 more. No phase',
    )
  })
})

describe('what changes', () => {
  const one = { path, name: { part: 'field' as const, name: 'release' }, was: '1.0.0-beta.1', now: '1.0.0-beta.2' }
  const comment = (...changed: Verdict['changed']) => commentOf(verdict({ changed }))
  test('is shown with what it was and what it is to be', () => {
    const text = comment(one, {
      ...one,
      name: { part: 'run', name: 'T-1', detail: '2026-11-03' },
      was: null,
      now: '*pass* @all',
    })
    expect(text).toContain('#### What changes')
    expect(rowWith(text, 'field “release”')).toEqual(['field “release”', '1.0.0-beta.1', '1.0.0-beta.2'])
    expect(rowWith(text, 'run of “T-1”')?.slice(1)).toEqual(['—', '*pass* @all'])
  })
  test('a long value is cut, a long list folded away; nothing changes, nothing is said', () => {
    expect(rowWith(comment({ ...one, now: 'x'.repeat(500) }), 'field “release”')?.[2]).toHaveLength(160)
    expect(comment(...Array(13).fill(one))).toContain('<details><summary>13 fields change</summary>')
    expect(comment()).not.toContain('What changes')
  })
})

describe('release notes', () => {
  const digest = `sha256:${'1'.repeat(64)}`
  const preview = (text: string, more: Partial<Verdict['notes'][number]> = {}) =>
    verdict({
      notes: [
        {
          document: 'Release notes',
          record,
          template: 'notes',
          version: '1.0',
          recorded: digest,
          digest,
          sheets: [
            { audience: 'all', title: 'Everybody', text, digest },
            { audience: 'few', title: 'A few', text: '# For few\n', digest },
          ],
          ...more,
        },
      ],
    })

  test('stand there whole, for each audience, byte for byte', () => {
    const text = '# Notes\n\n- One: &#42;that&#42;.\n'
    const comment = commentOf(preview(text))
    expect(comment).toContain(`<details><summary>For Everybody</summary>\n\n${text}\n</details>`)
    expect(comment).toContain('<details><summary>For A few</summary>\n\n# For few\n')
    expect(comment).toContain('**Release notes, version 1.0.** The record holds their digest')
  })

  test.each([
    [`sha256:${'2'.repeat(64)}`, 'the record holds sha256:&#8203;2222'],
    [null, 'the record holds none'],
  ])('that nobody has approved are called so: %s', (recorded, said) => {
    const comment = commentOf(preview('# Notes\n', { recorded }))
    expect(comment).toContain('❌ Nobody has approved these texts: their digest is sha256:&#8203;1111')
    expect(comment).toContain(said)
  })

  test('that are too long are all left out, and it is said how to read them', () => {
    const comment = commentOf(preview(`# Notes\n\n${'word '.repeat(14_000)}\n`))
    expect(comment.length).toBeLessThan(65_000)
    expect(comment).not.toContain('For few')
    expect(comment).toContain(
      `They are too long for this comment. To read them, on this branch: npm run notes -- ${record} notes`,
    )
  })

  test('are not spoken of where there are none', () => expect(commentOf(verdict())).not.toContain('Release notes'))
})
