import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schemaFileOf, schemaLine } from '../../policies/editor/line.ts'
import { kindAt, readRepository } from '../../policies/repository.ts'
import { samplesOf } from '../init/samples.ts'
import { readDisk } from '../read/disk.ts'
import { type Completion, languageServer } from './language-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8')
/** As they are committed: nothing is fetched from anywhere. */
const settings = JSON.parse(read('.vscode/settings.json'))
const { tree, pathways, people } = readRepository(readDisk(root))
const paths = [...tree.keys()].filter(path => path.endsWith('.yaml'))

let editor: Awaited<ReturnType<typeof languageServer>>
beforeAll(async () => {
  editor = await languageServer(root, settings)
}, 60_000)
afterAll(() => editor.stop())

let opened = 0
/** Opens a file of its own beside `path` with this text, in which `|` is the cursor. */
function typed(text: string, path = 'deployments/bars-app6/new.yaml') {
  const [before = '', after = ''] = text.split('|')
  const own = path.replace(/(?=\.yaml$)/, String(opened++))
  const lines = before.split('\n')
  const cursor = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
  return { own, cursor, diagnostics: editor.open(own, before + after) }
}
const offered = (text: string, path?: string): Promise<Completion[]> => {
  const { own, cursor } = typed(text, path)
  return editor.complete(own, cursor)
}
const said = (text: string) => {
  const { own, cursor } = typed(text)
  return editor.hover(own, cursor)
}
const marked = async (text: string) => (await typed(text).diagnostics).map(({ message }) => message).sort()
const labels = (completions: Completion[]) => completions.map(({ label }) => label)
const about = (label: string, completions: Completion[]) => {
  const documentation = completions.find(one => one.label === label)?.documentation
  return typeof documentation === 'object' ? documentation.value : documentation
}

/** The beginning of a record that is well formed. */
const record = (
  more = '',
  { pathway = 'bars-beta', phase = 'private-beta', roles = ' {}', organisations = ' {}' } = {},
) => `${schemaLine('deployments/a/b.yaml')}
kind: Deployment
title: Ashbourne Vale control room
pathway: ${pathway}
phase: ${phase}
release: 1.0.0-beta.8
organisations:${organisations}
participants: [sender]
roles:${roles}
${more}`
const releaseOf = (pathway: string, more: string) => `${schemaLine('deployments/a/releases/1.0.0.yaml')}
kind: Release
title: A release
pathway: ${pathway}
${more}`

/** What is offered is what stands in this repository: an adopter's own records and people are other ones. */
const isHere = samplesOf(root) === 'here'

test.skipIf(!isHere)(
  'nothing is marked as wrong in any record or policy',
  async () => {
    expect(paths.length).toBeGreaterThan(80)
    const marked = await Promise.all(paths.map(async path => ({ path, marked: await editor.open(path, read(path)) })))
    expect(marked.filter(({ marked }) => marked.length > 0)).toEqual([])
  },
  60_000,
)

describe.skipIf(!isHere)('of a phase', () => {
  const phasesOf = (pathway: string) => [...Object.keys(pathways.get(pathway)?.data.phases ?? {}), 'withdrawn']
  const forSites = [...pathways.values()].filter(({ data }) => data.for === 'Deployment').map(({ id }) => id)
  const forReleases = [...pathways.values()].filter(({ data }) => data.for === 'Release').map(({ id }) => id)

  test.each(forSites)('exactly those of %s are offered', async pathway => {
    expect(phasesOf(pathway).length).toBeGreaterThan(4)
    expect(labels(await offered(record('', { pathway, phase: '|' })))).toEqual(phasesOf(pathway))
  })
  // bars-application is how bars-application-stable begins
  test.each(forReleases)('exactly those of %s are offered', async pathway =>
    expect(labels(await offered(releaseOf(pathway, 'phase: |'), 'deployments/flip/releases/new.yaml'))).toEqual(
      phasesOf(pathway),
    ),
  )
  test('each with its title and its clauses', async () =>
    expect(about('technical-go-live', await offered(record('', { phase: '|' })))).toMatch(
      /^Technical go-live \(smoke test\)\nS3-18: The beta follows the published diagram/,
    ))
  test('the pathways for sites are offered before it', async () =>
    expect(labels(await offered(record('', { pathway: '|' })))).toEqual(forSites.toSorted()))
  test('one of another pathway is marked', async () => {
    expect(await marked(record('', { phase: 'business-go-live' }))).toEqual([
      expect.stringContaining('Value is not accepted. Valid values: "business-change"'),
    ])
  })
})

describe.skipIf(!isHere)('of people', () => {
  const everybody = Object.keys(people.people).toSorted()
  test.each([
    ['who did it', record('checklists:\n  training:\n    users-trained:\n      status: done\n      by: |\n')],
    [
      'who did it, on one line',
      record('checklists:\n  training:\n    users-trained: { status: done, by: os|, on: 2026-11-06 }\n'),
    ],
    ['who holds a role', record('', { roles: '\n  supplier/project-lead: [oskar-lindqvist, c|]' })],
    ['who holds a role, line by line', record('', { roles: '\n  supplier/project-lead:\n    - |' })],
    ['who chaired', record('decisions:\n  - decision: go-live\n    outcome: go\n    chair: |\n')],
    [
      'who was there',
      record('communications:\n  daily-calls:\n    sessions:\n      - on: 2026-11-06\n        attended: [o|]\n'),
    ],
    ['who owns a document', record('documents:\n  ig-transparency:\n    status: draft\n    owner: |\n')],
    ['who ran a test', record('testPlans:\n  smoke:\n    tests:\n      - runs:\n          - by: |\n')],
  ])('everybody is offered for %s', async (_, text) => {
    const found = await offered(text)
    expect(labels(found)).toEqual(everybody)
    expect(about('oskar-lindqvist', found)).toBe('Oskar Lindqvist, Merrowgate Dispatch Systems (fictional)')
  })
  const by = (person: string) =>
    record(
      `incidents:\n  - { reference: I-1, title: A warning, severity: 4, raised: { by: ${person}, on: 2026-11-06 } }\n`,
    )
  test('one who is there already is told by name', async () =>
    expect(await said(by('oskar-lindqvist|'))).toBe(
      '#### Person\n\nOskar Lindqvist, Merrowgate Dispatch Systems (fictional)',
    ))
  test('one whom the directory did not know yet is not marked', async () =>
    expect(await marked(by('somebody-new'))).toEqual([]))
  test('a name that is no id is marked, once', async () => {
    expect(await marked(by('Oskar Lindqvist'))).toEqual([expect.stringContaining('String does not match the pattern')])
    expect(await said(by('Oskar Lindqvist|'))).toBe(
      '#### Person\n\nA person: the id under \\`people\\` in policies/directory.',
    )
  })
})

describe.skipIf(!isHere)('of the parts of a pathway', () => {
  const beta = pathways.get('bars-beta')?.data
  const held = (id: string) => beta?.parties[id.split('/')[0] ?? '']?.held === 'record'
  test.each<[string, string, string[]]>([
    ['checklists', record('checklists:\n  |\n'), Object.keys(beta?.checklists ?? {})],
    [
      'items',
      record('checklists:\n  live-care:\n    |\n'),
      ['impact-limited', 'provider-incident-route', 'supplier-incident-route'],
    ],
    ['documents', record('documents:\n  |\n'), Object.keys(beta?.documents ?? {})],
    ['environments', record('environments:\n  |\n'), ['uat', 'production']],
    ['test plans', record('testPlans:\n  |\n'), ['private-beta', 'smoke']],
    [
      'environments of a run',
      record('testPlans:\n  smoke:\n    tests:\n      - runs:\n          - environment: |\n'),
      ['uat', 'production'],
    ],
    ['decisions', record('decisions:\n  - decision: |\n'), ['move-to-public-beta', 'go-live', 'acceptance']],
    ['forums', record('communications:\n  |\n'), Object.keys(beta?.forums ?? {})],
    ['phases of the plan', record('plan:\n  |\n'), Object.keys(beta?.phases ?? {})],
    ['parties of a record', record('', { organisations: '\n  |' }), ['supplier', 'provider']],
    ['organisations', record('', { organisations: '\n  supplier: |' }), Object.keys(people.organisations).toSorted()],
    ['roles of a record', record('', { roles: '\n  |' }), Object.keys(beta?.roles ?? {}).filter(held)],
    ['severities', record('incidents:\n  - severity: |\n'), ['1', '2', '3', '4', '5']],
    [
      'states of an item',
      record('checklists:\n  live-care:\n    impact-limited: { status: |}\n'),
      ['open', 'done', 'not-applicable'],
    ],
  ])('exactly the %s are offered', async (_, text, expected) => {
    expect(expected.length).toBeGreaterThan(1)
    expect(labels(await offered(text))).toEqual(expected)
  })
  test('only what can be waived is offered for a waiver', async () => {
    const found = labels(await offered(record('waivers:\n  - criterion: |\n')))
    expect(found).toContain('no-change-freeze')
    expect(found).not.toContain('smoke-test-passed')
  })
  test('an item says what it is for, who provides it, and its clause', async () => {
    const words =
      /^The provider has seen the solution, its screens and new functions\nProvided by: Clinical System Supplier or Healthcare Provider\.\nS3-20: /
    expect(about('solution-viewed', await offered(record('checklists:\n  business-change:\n    |\n')))).toMatch(words)
  })
  test('an item is written with its state', async () => {
    const [first] = await offered(record('checklists:\n  business-change:\n    |\n'))
    expect(first?.insertText).toMatch(/^solution-viewed:\n {2}status: .*open/)
  })
  test('one that is there already is told', async () => {
    const text = await said(record('checklists:\n  business-change:\n    solution-view|ed: { status: open }\n'))
    expect(text).toContain('#### Checklist item')
    expect(text).toContain('Provided by: Clinical System Supplier or Healthcare Provider.')
  })
  test('what the pathway does not have is marked', async () => {
    const found = await marked(record('checklists:\n  live-car: {}\nplan: { live: 2026-11-06 }\n'))
    expect(found).toEqual(['Property live is not allowed.', 'Property live-car is not allowed.'])
  })
  test('a record of an unknown pathway is marked for that alone', async () => {
    expect(await marked(record('checklists:\n  live-car: {}\n', { pathway: 'bars-bet' }))).toEqual([
      expect.stringContaining('Value is not accepted. Valid values: "bars-beta"'),
    ])
  })
})

describe.skipIf(!isHere)('the schema', () => {
  const oneOfEach = [...Map.groupBy(paths, path => dirname(path)).values()].map(([path = '']) => path)
  const start = (path: string) => `${read(path).split('\n')[0]}\n`
  test.each<[string, (path: string) => string]>([
    ['its first line', start],
    ['the settings, where it has no such line', () => ''],
  ])('of a file is found by %s', async (_, first) => {
    expect(oneOfEach.length).toBeGreaterThan(12)
    const found = oneOfEach.map(path => {
      editor.open(path, `${first(path)}kind: Any\n`)
      return editor.schemasOf(path)
    })
    const expected = oneOfEach.map(path => schemaFileOf(kindAt(path) ?? 'Deployment'))
    expect(await Promise.all(found)).toEqual(expected.map(file => [file]))
  })
  test('is never fetched from elsewhere', () => {
    expect(settings['yaml.schemaStore.enable']).toBe(false)
    expect(Object.keys(settings['yaml.schemas']).filter(path => !existsSync(`${root}/${path}`))).toEqual([])
  })
})

test.skipIf(!isHere)('a record is not wrapped anew', async () => {
  const { own } = typed(record('checklists: {live-care:   {impact-limited: {status:   open}}}\n'))
  expect(await editor.format(own)).toEqual([])
})
