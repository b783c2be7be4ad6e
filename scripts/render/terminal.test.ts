import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { Standing, Verdict } from '../../policies/model.ts'
import {
  consultation,
  criterion,
  failedTest,
  finding,
  glossary,
  path,
  record,
  signOff,
  standing,
  uncovered,
  unmet,
  verdict,
  waits,
} from './fixture.ts'
import { boardText, findingText, type Paint, paintFor, reportText, shortBoardText, verdictText } from './terminal.ts'

const bare: Paint = (_, text) => text
const today = '2026-11-20'

describe('a finding', () => {
  test('is at file, line and column, with its clauses, and says how to mend it', () => {
    expect(findingText(finding(failedTest('SMK-04'), { clauses: ['S3-01'] }), glossary, bare)).toBe(
      `${path}:12:3: error: SMK-04: the last run, on 18 November 2026, failed. (S3-01)\n    Correct the cause, run it again, and add the new result under runs.`,
    )
  })

  test.each([
    ['wrong', 'error'],
    ['wait', 'wait'],
    ['warning', 'warning'],
  ] as const)('%s is called %s', (weight, name) => {
    expect(findingText(finding({ code: 'yaml-empty' }, { weight }), glossary, bare)).toContain(`:3: ${name}: This`)
  })

  test.each([
    [{ path, line: 4 }, `${path}:4:1: error`],
    [{ path }, `${path}: error`],
    [{ path, line: 4, pointer: ['checklists', 'x', 2] }, 'is empty. checklists › x › #3\n'],
    [{ path: '' }, 'error: This file is empty.'],
  ])('at %j', (at, text) =>
    expect(findingText(finding({ code: 'yaml-empty' }, { at }), glossary, bare)).toContain(text),
  )
})

describe('the report', () => {
  test('counts what is wrong, not what only warns', () => {
    const findings = [finding({ code: 'yaml-empty' }), finding({ code: 'yaml-empty' }, { weight: 'warning' })]
    expect(reportText(findings, 28, () => glossary, bare)).toMatch(/\n28 files checked: 1 mistake\.$/)
    expect(reportText([...findings, ...findings], 1, () => glossary, bare)).toMatch(/\n1 file checked: 2 mistakes\.$/)
  })

  test('says that there is no mistake', () => {
    expect(reportText([], 28, () => glossary, bare)).toBe('28 files checked: no mistakes in them.')
  })
})

const blocked = { criteria: [unmet(failedTest('SMK-04')), criterion({ title: 'holds' })] }
const time = { criteria: [waits], earliest: '2026-12-01' }
const end = { phase: 'end', next: null, ended: true, criteria: [], signOffs: [], consultations: [] }
const withdrawn = { ...end, phase: 'withdrawn' }
const board = (...all: Partial<Standing>[]) => boardText(all.map(standing), today, () => glossary, bare)

describe('the board', () => {
  test.each<[string, Partial<Standing>, string[]]>([
    [
      'READY',
      {},
      [
        '  Private beta (UAT) → Public beta: it can be asked for now',
        "    To sign: Ann or Ben (Supplier's Project Lead)",
      ],
    ],
    [
      'BLOCKED',
      blocked,
      [
        '  Private beta (UAT) → Public beta: 1 criterion to meet; it could pass as soon as that is done',
        '    ✗ Every smoke test has passed (S3-01)',
        `      SMK-04: the last run, on 18 November 2026, failed. ${path}:12:3`,
        '        Correct the cause, run it again, and add the new result under runs.',
      ],
    ],
    [
      'BLOCKED',
      { criteria: [...blocked.criteria, unmet(failedTest()), waits], earliest: '2026-12-01' },
      ['Public beta: 2 criteria to meet; it could pass from 1 December 2026', '    … The provider has run live'],
    ],
    [
      'WAITING',
      time,
      ['  Private beta (UAT) → Public beta: it could pass from 1 December 2026', '    … The provider has run live'],
    ],
    ['AT THE END', end, ['\n  Beta complete']],
    // its pathway or its phase is not known: that is no end
    ['UNKNOWN', { ...end, phase: 'nowhere', ended: false }, ['\n  nowhere']],
    ['BLOCKED', { signOffs: [{ role: 'supplier/project-lead', letters: ['R'], holders: [] }] }, []],
    ['WITHDRAWN', withdrawn, ['\n  Withdrawn']],
    [
      'READY',
      {
        criteria: [
          criterion({
            title: 'The pack is there',
            status: 'waived',
            findings: [finding(failedTest('T-1'), { weight: 'warning' })],
            waiver: { reason: 'It is due in June', acceptedBy: 'dee', expires: '2027-06-30' },
          }),
          criterion({
            title: 'Advice',
            status: 'warned',
            findings: [finding(failedTest('T-2'), { weight: 'warning' })],
          }),
        ],
      },
      [
        '    ~ The pack is there (S3-01)',
        '      Waived by Dee until 30 June 2027: It is due in June',
        '    ! Advice (S3-01)',
      ],
    ],
  ])('%s comes first', (word, more, lines) => {
    const text = board(more)
    expect(text.startsWith(`${word.padEnd(10)}  ${record}  A site\n`)).toBe(true)
    for (const line of lines) expect(text).toContain(line)
  })

  test('what holds is not shown, nor where nothing is left who signs', () => {
    expect(board(blocked)).not.toContain('holds')
    expect(board(end)).not.toContain('To sign')
  })

  test('a role that nobody holds stands out', () => {
    const signOffs = [{ role: 'team/policy-lead', letters: ['A' as const], holders: [] }]
    const text = board({ signOffs })
    expect(text).toContain("    To sign: NOBODY (Team's Policy Lead)")
    expect(text).toContain(': somebody has to be named first\n')
  })

  test('those to consult are named after those who sign, where there are any', () => {
    const consultations = [
      { role: 'provider/project-lead', holders: ['cas', 'dee'] },
      { role: 'team/policy-lead', holders: ['ann'] },
      // whoever signs has answered
      { role: 'supplier/system-user', holders: ['ben', 'ann'] },
    ]
    expect(board({ consultations })).toContain(
      "    To sign: Ann or Ben (Supplier's Project Lead)\n    To consult: Cas or Dee (Provider's Project Lead); Ann (Team's Policy Lead)\n",
    )
    expect(board({})).not.toContain('To consult')
  })

  test('what can be waived says by whom, after all that is missing', () => {
    const one = { ...unmet(failedTest('SMK-04')), waivableBy: 'team/policy-lead' }
    expect(board({ criteria: [one] })).toContain(
      "new result under runs.\n      Can be waived by a holder of the role “Team's Policy Lead” (waivers: smoke-passed).\n",
    )
  })

  test('in short, it has a line for each record', () => {
    const all = [{}, { ...blocked, record: 'beta/other' }, time, end].map(standing)
    expect(shortBoardText(all, today, () => glossary, bare).split('\n')).toEqual([
      `READY       ${record}  A site  Private beta (UAT) → Public beta: it can be asked for now`,
      'BLOCKED     beta/other  A site  Private beta (UAT) → Public beta: 1 criterion to meet; it could pass as soon as that is done',
      `WAITING     ${record}  A site  Private beta (UAT) → Public beta: it could pass from 1 December 2026`,
      `AT THE END  ${record}  A site  Beta complete`,
      '',
      '4 sites: 1 ready, 1 waiting for time, 1 blocked, 1 at the end.',
    ])
    expect(shortBoardText([], today, () => glossary, bare)).toBe('No records.')
  })

  test('one blank line between records, and a last line that counts sites and releases by where they stand', () => {
    const release = { ...end, record: 'beta/releases/1.0.0-beta.8', phase: 'beta' }
    const text = board({}, blocked, blocked, time, end, withdrawn, release)
    expect(text).not.toContain('\n\n\n')
    const blocks = text.split('\n\n')
    expect(blocks).toHaveLength(8)
    expect(blocks.at(-1)).toBe(
      '6 sites: 1 ready, 1 waiting for time, 2 blocked, 1 at the end, 1 withdrawn. 1 release: 1 at the end.',
    )
  })

  test.each([
    [[{}], '1 site: 1 ready.'],
    [[{ ...end, record: 'beta/releases/1.0.0' }], '1 release: 1 at the end.'],
    [[], 'No records.'],
  ])('the last line of %j', (all: Partial<Standing>[], text) =>
    expect(
      board(...all)
        .split('\n\n')
        .at(-1),
    ).toBe(text),
  )
})

describe('a verdict', () => {
  const full = verdict({
    state: 'failure',
    criteria: [unmet(failedTest('SMK-04')), criterion({ title: 'holds' })],
    findings: [finding({ code: 'yaml-empty' })],
    signOffs: [
      signOff({ is: 'signed', by: 'ann', how: 'opened' }),
      signOff({ is: 'own-work', by: 'ann', as: 'author' }, { role: 'team/policy-lead', letters: ['R', 'A'] }),
    ],
    consultations: [
      consultation({ is: 'answered', by: 'ann' }),
      consultation({ is: 'lapsed', since: '2026-11-10' }),
      consultation({ is: 'not-asked' }),
    ],
    objections: [{ by: 'dee', roles: ['team/policy-lead'], at: '2026-11-19T10:00:00Z' }],
    uncovered: [uncovered(), uncovered({ people: [] })],
    informed: ['ann', 'ben'],
  })
  const text = verdictText(full, bare)

  test.each([
    'Not yet: A site\n',
    `Move ${record} forward from “Private beta (UAT)” to “Public beta”.\n`,
    '\n1 thing is wrong, 1 criterion is not met,',
    '\n\nWhat to do next\n  1. Put right what is wrong:\n     - This file is empty.\n  2. See to what is still missing',
    `\n\nWhat is wrong\n  ${path}:12:3: error: This file is empty.\n    Fill it in, or remove it.`,
    '\n\nWhat must hold\n    ✗ Every smoke test has passed (S3-01)\n      SMK-04:',
    '\n    ✓ holds (S3-01)',
    "\n\nWho signs\n    ✗ Dee, Team's Policy Lead: asked for changes\n    ✓ Ann, Supplier's Project Lead (Responsible): signed by opening this pull request\n      Smoke testing (S3-01)\n",
    "\n    … Ann or Ben, Team's Policy Lead (Responsible, Accountable): Ann opened this pull request; somebody else must sign\n",
    "\n    ✓ Ann, Provider's Project Lead (Consulted): opened this pull request, so need not be asked\n      Clinical governance (S3-02)\n    ✓ Cas or Dee, Provider's Project Lead (Consulted): asked on 10 November 2026",
    "\n    … Cas or Dee, Provider's Project Lead (Consulted): not asked yet\n",
    '\n\nEvidence to be confirmed\n    Cas:\n      “Users are trained”\n    nobody yet:\n      “Users are trained”',
    '\n\nTold after the merge\n    Ann and Ben',
  ])('says %j', part => expect(text).toContain(part))

  test('without a task, a signature is for what its clauses say', () => {
    const signOffs = [
      signOff({ is: 'missing' }, { tasks: [], clauses: ['S3-01', 'S3-02'] }),
      signOff({ is: 'missing' }, { tasks: [], clauses: [] }),
    ]
    expect(verdictText(verdict({ signOffs }), bare)).toMatch(
      /: not approved yet\n {6}Smoke tests come first; A "go" is \\ needed & recorded \(S3-01, S3-02\)\n {4}….*: not approved yet$/,
    )
  })

  test('what only waits stands under a heading of its own', () => {
    const findings = [finding({ code: 'changed-on-base', path }, { weight: 'wait' })]
    const text = verdictText(verdict({ state: 'pending', findings }), bare)
    expect(text).toContain('\n\nWhat it waits for\n')
    expect(text).not.toContain('What is wrong')
  })

  test('evidence of several records names the record', () => {
    const subject: Verdict['subject'] = { is: 'evidence', records: [record, 'beta/other'] }
    expect(verdictText(verdict({ subject, uncovered: [uncovered()] }), bare)).toContain(
      `${record}: “Users are trained”`,
    )
  })

  test('has no empty parts', () => {
    expect(verdictText(verdict({ criteria: [], signOffs: [] }), bare)).toBe(
      `Ready to merge: A site\nMove ${record} forward from “Private beta (UAT)” to “Public beta”.\nEverything holds.`,
    )
  })

  test.each(['success', 'pending', 'failure', 'error'] as const)('%s has a heading and a colour', state => {
    const styles: unknown[] = []
    verdictText(verdict({ state }), (style, words) => {
      styles.push(style)
      return words
    })
    expect(styles[0]).toEqual(['bold', { success: 'green', pending: 'cyan', failure: 'red', error: 'red' }[state]])
  })

  const hostile = '\u001B]8;;https://evil.example\u0007::error::\u202Ex\r\n##[add-mask]y\u2028'
  test('hostile words in every part neither steer the terminal nor command the runner', () => {
    const people = Object.fromEntries(['ann', 'ben', 'cas', 'dee'].map(id => [id, { name: hostile, login: 'x' }]))
    const everywhere: Verdict = {
      ...full,
      title: hostile,
      findings: [
        finding(
          { code: 'unknown-field', field: hostile, known: [hostile] },
          { at: { path: hostile, line: 1, pointer: [hostile, 0] }, clauses: [hostile] },
        ),
      ],
      criteria: [
        criterion({
          title: hostile,
          clauses: [hostile],
          status: 'waived',
          waiver: { reason: hostile, acceptedBy: 'ann', expires: hostile },
        }),
      ],
      uncovered: [uncovered({ path: hostile, name: { part: 'field', name: hostile } })],
      glossary: { ...glossary, people, roles: {}, phases: { testing: hostile } },
    }
    const standings = [standing({ title: hostile, record: hostile, criteria: everywhere.criteria })]
    for (const shown of [
      verdictText(everywhere, bare),
      boardText(standings, today, () => everywhere.glossary, bare),
      shortBoardText(standings, today, () => everywhere.glossary, bare),
      reportText(everywhere.findings, 1, () => everywhere.glossary, bare),
    ]) {
      for (const line of shown.split('\n')) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(line).not.toMatch(/^\s*::|##\[/)
      }
    }
  })
})

describe('colours', () => {
  const stream = (isTTY: boolean) =>
    Object.assign(new Writable(), {
      isTTY,
      getColorDepth: () => 8,
      hasColors: () => true,
    }) as unknown as NodeJS.WriteStream

  test('where the stream takes none, there are none', () => {
    expect(paintFor(stream(false))('red', 'x')).toBe('x')
  })

  test('the words are the same with and without', () => {
    const marked: Paint = (_, words) => `<${words}>`
    const all = [standing(blocked), standing(time), standing(withdrawn)]
    expect(boardText(all, today, () => glossary, marked).replaceAll(/[<>]/g, '')).toBe(
      boardText(all, today, () => glossary, bare),
    )
  })
})
