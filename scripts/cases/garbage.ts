/** Files that nobody should write, for property tests: valid ones with parts taken out, doubled or replaced, in places with names that mislead. */
import fc from 'fast-check'
import { parse } from 'yaml'
import type { Question } from '../../policies/evaluate.ts'
import { readRepository } from '../../policies/repository.ts'
import { directory, files, holders, now, release, reviewBy, sent, site, treeOf } from './pulls.ts'

/** Names that JavaScript's objects bring along, and texts that readers and printers stumble over. */
const texts = [
  ...['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'constructor/constructor'],
  ...[
    '',
    ' ',
    '\0',
    '\u001B[2J',
    '\u202Ex',
    '\uD800',
    '\u2028',
    '😀',
    'x'.repeat(3000),
    '2026-02-30',
    '9999-12-31',
    '1e999',
  ],
  ...['*a', '&a x', '<<', '!!js/function x', '| x', '`', '::error::x', 'a: b: c', '- - -', '---', '...', '%YAML 1.1'],
]
const values: unknown[] = [
  ...texts,
  ...[null, true, 0, -1, 1e308, 0.1, [], {}, [[]], [{}], [null]],
  { by: 'constructor', on: '2026-01-01' },
  JSON.parse('{ "__proto__": { "is": "signed" }, "constructor": 1 }'),
  Array.from({ length: 40 }).reduce<unknown>(nested => [nested], 'deep'),
  Array.from({ length: 40 }).reduce<unknown>(nested => ({ a: nested }), 'deep'),
]
const snippets = [
  ...texts,
  '\n',
  '\n\n  - ',
  ': ',
  '[',
  '{',
  '"',
  "'",
  '\t',
  '#',
  'a: &a [*a]\n',
  '\nroles: {}\n',
  '\nphase: withdrawn\n',
]

const places = [
  ...[site, site, site, release, directory, 'policies/pathways/bars-beta.yaml'],
  ...[
    'deployments/constructor/site.yaml',
    'deployments/__proto__/site.yaml',
    'deployments/toString/releases/valueOf.yaml',
  ],
  ...[
    'deployments/demo/__proto__.yaml',
    'deployments/demo/releases/constructor.yaml',
    'policies/pathways/constructor.yaml',
  ],
]

type Edit =
  | { is: 'replaced' | 'doubled' | 'removed'; at: number; value: unknown }
  | { is: 'inserted'; at: number; text: string }
  | { is: 'cut'; at: number; length: number }

interface Garbage {
  path: string
  edits: Edit[]
  /** Whether it stands on the base too. */
  onBase: boolean
  move: boolean
}

export const anyGarbage: fc.Arbitrary<Garbage> = fc.record({
  path: fc.constantFrom(...places),
  edits: fc.array(
    fc.oneof(
      fc.record({
        is: fc.constantFrom('replaced' as const, 'replaced' as const, 'doubled' as const, 'removed' as const),
        at: fc.nat(),
        value: fc.constantFrom(...values),
      }),
      fc.record({ is: fc.constant('inserted' as const), at: fc.nat(), text: fc.constantFrom(...snippets) }),
      fc.record({ is: fc.constant('cut' as const), at: fc.nat(), length: fc.nat(200) }),
    ),
    { maxLength: 3 },
  ),
  onBase: fc.boolean(),
  move: fc.boolean(),
})

/** Everything that has parts, with the names of its parts. */
const nodes = (value: unknown): [object, string][] =>
  value === null || typeof value !== 'object'
    ? []
    : Object.keys(value).flatMap(key => [
        [value, key] as [object, string],
        ...nodes((value as Record<string, unknown>)[key]),
      ])

function edited(text: string, edit: Edit): string {
  if (edit.is === 'inserted')
    return text.slice(0, edit.at % text.length) + edit.text + text.slice(edit.at % text.length)
  if (edit.is === 'cut') return text.slice(0, edit.at % text.length) + text.slice((edit.at % text.length) + edit.length)
  let data: unknown
  try {
    data = parse(text, { logLevel: 'silent', maxAliasCount: 0 })
  } catch {
    return text
  }
  const all = nodes(data)
  const [parent, key] = all[edit.at % Math.max(1, all.length)] ?? []
  if (!parent || key === undefined) return text
  const of = parent as Record<string, unknown>
  if (edit.is === 'replaced') of[key] = edit.value
  else if (Array.isArray(parent)) parent.splice(Number(key), 1, ...(edit.is === 'doubled' ? [of[key], of[key]] : []))
  else if (edit.is === 'doubled') of[`${key}x`] = of[key]
  else delete of[key]
  return JSON.stringify(data, null, 1)
}

/** The garbage as a pull request that everybody has approved; and whether one of its files cannot be read. */
export function garbled({ path, edits, onBase, move }: Garbage): { question: Question; unreadable: boolean } {
  const like =
    files.get(path) ??
    files.get(
      path.includes('/releases/') ? release : path.startsWith('policies') ? 'policies/pathways/bars-beta.yaml' : site,
    ) ??
    ''
  const text = edits.reduce((state, edit) => (state === '' ? state : edited(state, edit)), like)
  const base = onBase ? new Map([...files, [path, text]]) : files
  const moved = move ? [[site, (base.get(site) ?? '').replace('phase: public-beta', 'phase: beta-exit')] as const] : []
  const head = new Map([...base, [path, text] as const, ...moved])
  const changed = [...head].flatMap(([name, is]) => (base.get(name) === is ? [] : [name]))
  const at = (tree: ReadonlyMap<string, string>) =>
    Object.fromEntries(changed.map(name => [name, tree.has(name) ? `${name} ${tree === head}` : null]))
  const question: Question = {
    before: treeOf(base),
    after: treeOf(head),
    now,
    pull: {
      number: 1,
      title: '',
      draft: false,
      author: sent('bars-lead'),
      base: { branch: 'main', sha: 'fork', isDefault: true },
      head: { sha: 'head' },
      commits: [{ sha: 'head', parents: ['fork'], authors: [sent('bars-lead')] }],
      reviews: holders.map((login, id) => reviewBy(sent(login), 'approved', id)),
      asked: [],
      files: changed,
      changedOnBase: [],
      versions: { fork: at(base), head: at(head) },
      fork: 'fork',
      texts: Object.fromEntries(
        changed.flatMap(name => [
          [`${name} true`, head.get(name) ?? ''],
          [`${name} false`, base.get(name) ?? ''],
        ]),
      ),
      cut: [],
    },
  }
  const broken = readRepository(question.after).findings.some(({ at }) => changed.includes(at.path))
  return { question, unreadable: broken }
}
