/** A sixth pathway, in YAML alone: what a record, its people and its rules need stands here as text, and nothing of it in TypeScript. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.ts'
import type { PullRequest, Verdict } from '../model.ts'
import type { Tree } from '../repository.ts'

const guidance = `
kind: Guidance
title: Guide to virtual wards
publisher: A publisher (fictional)
published: 2026-01-01
clauses:
  S9-01: { line: 1, strength: must, says: The ward's safety case is approved before the first patient. }
  S9-02: { line: 2, strength: must, says: Equipment is checked within three working days after it came. }
  S9-03: { line: 3, strength: should, says: A shadow week comes before the first patient. }
  S9-04: { line: 4, strength: must, says: The ward begins on the day that was agreed. }
  S9-05: { line: 5, strength: may, says: A ward is usually reviewed within a month. }
`

const pathway = `
kind: Pathway
title: Virtual ward
for: Deployment
guidance: S9
parties:
  hospital: { title: Hospital, signs: hospital/lead, held: record, clauses: [S9-01] }
  maker: { title: Maker of the equipment, signs: maker/lead, held: programme, clauses: [S9-02] }
roles:
  hospital/lead: { title: Ward's Lead, clauses: [S9-04] }
  hospital/safety-officer: { title: Ward's Safety Officer, clauses: [S9-01] }
  maker/lead: { title: Maker's Lead, clauses: [S9-02] }
coordinator: hospital/lead
checklists:
  equipment:
    title: Equipment
    items:
      delivered: { title: The equipment has come, by: [maker], clauses: [S9-02] }
      checked: { title: The equipment is checked, by: [hospital], clauses: [S9-02] }
documents:
  safety-case: { title: Safety case of the ward, by: [hospital], reviewed: true, clauses: [S9-01] }
forums:
  shadow-week: { title: Shadow week, by: [hospital], clauses: [S9-03] }
provides:
  verification: [hospital]
tasks:
  prepare: { group: Ward, title: Prepare the ward, clauses: [S9-02], cells: { hospital: AR, maker: C } }
phases:
  preparing: { title: Being prepared, clauses: [S9-02] }
  shadowing: { title: Shadow week, clauses: [S9-03] }
  open: { title: Open, clauses: [S9-04] }
registration: { signOffs: [{ role: maker/lead, clauses: [S9-02] }] }
roleChange: { tasks: [prepare] }
withdrawal: { tasks: [prepare] }
waivers: { acceptedBy: hospital/safety-officer }
gates:
  - from: preparing
    to: shadowing
    criteria:
      - { id: safe, title: The ward's safety case is approved, rule: document, with: { document: safety-case, of: record, approver: hospital/safety-officer }, enforcement: mandatory, clauses: [S9-01] }
      - id: checked-in-time
        title: The equipment was checked in time
        rule: within
        with: { from: { item: { checklist: equipment, item: delivered } }, to: { item: { checklist: equipment, item: checked } }, limit: { workingDays: 3 } }
        enforcement: mandatory
        clauses: [S9-02]
    tasks: [prepare]
  - from: shadowing
    to: open
    criteria:
      - { id: shadowed, title: The shadow week was held, rule: forum, with: { forum: shadow-week, attended: [hospital, maker] }, enforcement: waivable, clauses: [S9-03] }
      - { id: day-agreed, title: "The day is agreed, and has come", rule: agreed-date, with: { phase: open }, enforcement: mandatory, clauses: [S9-04] }
      - { id: alone, title: One ward of a version opens first, rule: first, with: { from: open, closed: open }, enforcement: mandatory, clauses: [S9-04] }
      - { id: reviewed-soon, title: The safety case is not older than a month, rule: duration, with: { from: { document: { document: safety-case, of: record, act: approved } }, atMost: { months: 1 } }, enforcement: advisory, clauses: [S9-05] }
    recheck: [safe]
    signOffs:
      - { role: hospital/safety-officer, clauses: [S9-01] }
`

const releases = `
kind: Pathway
title: Version of a virtual ward
for: Release
guidance: S9
parties: { maker: { title: Maker of the equipment, signs: maker/lead, held: programme } }
roles: { maker/lead: { title: Maker's Lead } }
coordinator: maker/lead
phases: { there: { title: There, clauses: [S9-02] } }
registration: { signOffs: [{ role: maker/lead, clauses: [S9-02] }] }
roleChange: { signOffs: [{ role: maker/lead, clauses: [S9-02] }] }
withdrawal: { signOffs: [{ role: maker/lead, clauses: [S9-02] }] }
waivers: { acceptedBy: maker/lead }
gates: []
`

const directory = `
kind: Directory
organisations: { HOS01: { name: A hospital (fictional) }, MAK01: { name: A maker (fictional) } }
people:
  hilda: { name: Hilda, organisation: HOS01, github: { id: 1, login: hilda } }
  sami: { name: Sami, organisation: HOS01, github: { id: 2, login: sami } }
  mo: { name: Mona, organisation: MAK01, github: { id: 3, login: mo } }
  noor: { name: Noor, organisation: HOS01, github: { id: 4, login: noor } }
programmes:
  wards: { title: Wards (fictional), organisations: { maker: MAK01 }, roles: { maker/lead: [mo] } }
policyOwners: [hilda]
`

const release = `
kind: Release
title: Ward 1.0.0
pathway: ward-version
phase: there
product: Ward
version: 1.0.0
type: planned
`

const plain = (phase: string) => `
kind: Deployment
title: Ward at home
pathway: ward
phase: ${phase}
release: 1.0.0
organisations: { hospital: HOS01 }
participants: [receiver]
roles:
  hospital/lead: [hilda]
  hospital/safety-officer: [sami]
`

const evidence = `
plan: { open: 2026-11-23 }
checklists:
  equipment:
    delivered: { status: done, by: mo, on: 2026-11-12, evidence: https://evidence.example.org/1 }
    checked: { status: done, by: hilda, on: 2026-11-17, evidence: https://evidence.example.org/2 }
documents:
  safety-case:
    status: approved
    version: "1"
    owner: sami
    reviewed: { by: hilda, on: 2026-11-09 }
    approved: { by: sami, on: 2026-11-10 }
    link: https://evidence.example.org/3
communications:
  shadow-week: { sessions: [{ on: 2026-11-18, attended: [hilda, mo] }] }
`

const path = 'deployments/wards/home.yaml'
const treeOf = (record: string): Tree =>
  new Map(
    Object.entries({
      'policies/guidance/S9.yaml': guidance,
      'policies/pathways/ward.yaml': pathway,
      'policies/pathways/ward-version.yaml': releases,
      'policies/directory/all.yaml': directory,
      'policies/calendar/england-and-wales.yaml': readFileSync(
        new URL('../calendar/england-and-wales.yaml', import.meta.url),
        'utf8',
      ),
      'deployments/wards/releases/1.0.0.yaml': release,
      ...(record && { [path]: record }),
    }).map(([name, text]) => [name, { text }]),
  )

const ids: Record<string, number> = { hilda: 1, sami: 2, mo: 3, noor: 4 }
const account = (login: string) => ({ id: ids[login] ?? null, login, bot: false })

/** The verdict on a pull request by Noor that brings the record from one text to another, approved by these people. */
function verdictOn(was: string, is: string, approvers: string[], today: string): Verdict {
  const pull: PullRequest = {
    number: 1,
    title: 'Next',
    draft: false,
    author: account('noor'),
    base: { branch: 'main', sha: 'base', isDefault: true },
    head: { sha: 'head' },
    commits: [{ sha: 'head', parents: ['base'], authors: [account('noor')], verified: true }],
    reviews: approvers.map((login, id) => ({
      id,
      person: account(login),
      state: 'approved',
      commit: 'head',
      at: `${today}T08:00:00Z`,
    })),
    asked: [],
    files: [path],
    changedOnBase: [],
    versions: { base: { [path]: was ? 'old' : null }, head: { [path]: 'new' } },
    fork: 'base',
    texts: { old: was, new: is },
    cut: [],
  }
  return evaluate({ before: treeOf(was), after: treeOf(is), pull, now: new Date(`${today}T12:00:00Z`) })
}

const open = ({ criteria }: Verdict) =>
  criteria.filter(({ status }) => status !== 'met').map(({ id, status }) => `${id} ${status}`)

describe('a pathway that only YAML knows', () => {
  it.each<[string, string[], Verdict['state']]>([
    ['unsigned', [], 'pending'],
    ['signed by those whom the new record names', ['hilda', 'sami'], 'pending'],
    ["signed by its programme's lead", ['mo'], 'success'],
  ])('is registered by its programme: %s', (_, approvers, state) => {
    const verdict = verdictOn('', plain('preparing'), approvers, '2026-11-10')
    expect(verdict.subject).toMatchObject({ is: 'registration', to: 'preparing' })
    expect([verdict.state, verdict.findings]).toEqual([state, []])
  })

  it.each<[string, string, string, string[], string, Verdict['state'], string[], string | null]>([
    [
      'without evidence',
      plain('preparing'),
      plain('shadowing'),
      ['hilda', 'mo'],
      '2026-11-18',
      'failure',
      ['safe unmet', 'checked-in-time unmet'],
      '2026-11-18',
    ],
    [
      'not signed',
      plain('preparing') + evidence,
      plain('shadowing') + evidence,
      ['mo'],
      '2026-11-18',
      'pending',
      [],
      '2026-11-18',
    ],
    [
      'all holds',
      plain('preparing') + evidence,
      plain('shadowing') + evidence,
      ['hilda', 'mo'],
      '2026-11-18',
      'success',
      [],
      '2026-11-18',
    ],
    [
      'checked on the fourth working day',
      plain('preparing') + evidence.replace('on: 2026-11-17', 'on: 2026-11-18'),
      plain('shadowing') + evidence.replace('on: 2026-11-17', 'on: 2026-11-18'),
      ['hilda', 'mo'],
      '2026-11-18',
      'failure',
      ['checked-in-time unmet'],
      '2026-11-18',
    ],
    [
      'before the agreed day',
      plain('shadowing') + evidence,
      plain('open') + evidence,
      ['sami'],
      '2026-11-20',
      'pending',
      ['day-agreed waiting'],
      '2026-11-23',
    ],
    [
      'on the agreed day',
      plain('shadowing') + evidence,
      plain('open') + evidence,
      ['sami'],
      '2026-11-23',
      'success',
      [],
      '2026-11-23',
    ],
    [
      'weeks later, with a warning',
      plain('shadowing') + evidence,
      plain('open') + evidence,
      ['sami'],
      '2026-12-14',
      'success',
      ['reviewed-soon warned'],
      '2026-12-14',
    ],
  ])('%s', (_, was, is, approvers, today, state, left, earliest) => {
    const verdict = verdictOn(was, is, approvers, today)
    expect([verdict.state, open(verdict), verdict.findings, verdict.earliest]).toEqual([state, left, [], earliest])
    // and each criterion can be read from the clause that it cites
    for (const { clauses } of verdict.criteria)
      for (const clause of clauses) expect(verdict.glossary.clauses[clause]?.says).toBeTruthy()
  })

  it('skips no phase', () => {
    const verdict = verdictOn(
      plain('preparing') + evidence,
      plain('open') + evidence,
      ['hilda', 'sami', 'mo'],
      '2026-11-23',
    )
    expect(verdict.findings.map(({ problem }) => problem.code)).toEqual(['no-such-transition'])
  })
})
