/** For tests of the change log: a pathway with gates, and merges of records. */
import type { Source } from '../../schemas/parse.ts'
import type { Review } from '../model.ts'
import type { RecordData, Tree } from '../repository.ts'
import { account, people, recordPath, repository, review, site, pathway as small } from '../rules/fixture.ts'
import type { MergedPull, Told } from './merge.ts'

const signs = (...roles: string[]) => ({ signOffs: roles.map(role => ({ role, clauses: ['S3-18'] })) })
const { data } = small
const gated = {
  ...data,
  registration: signs('team/lead', 'supplier/lead'),
  roleChange: signs('team/lead'),
  withdrawal: signs('team/lead'),
  tasks: {
    move: { group: 'All', title: 'Move', cells: { supplier: 'R', provider: 'A', team: 'I' }, clauses: ['S3-18'] },
  },
  gates: [
    {
      from: 'prepare',
      to: 'test',
      tasks: ['move'],
      criteria: [
        {
          id: 'planned',
          title: 'The plan is written',
          rule: 'checklist',
          with: { checklist: 'preparation' },
          enforcement: 'waivable',
          clauses: ['S3-18'],
        },
      ],
    },
    { from: 'test', to: 'install', ...signs('provider/lead', 'provider/safety') },
    { from: 'install', to: 'test', ...signs('provider/lead') },
    { from: 'install', to: 'live' },
  ],
}

/** Any data as the text of a file. */
export const text = (value: unknown): Source => ({ text: JSON.stringify(value) })
/** A site of the small world as the text of its file. */
export const siteText = (data: Partial<RecordData> = {}): Source => text(site(data).data)

/** The rules that merges are told by, unless told. */
export const rules: Tree = new Map([
  ['policies/pathways/beta.yaml', text(gated)],
  ['policies/directory/all.yaml', text({ kind: 'Directory', ...people })],
])

/** The repository as it is now, after all merges. */
export const now = repository([])

type Files = Record<string, [was: Source | null, is: Source | null]>

/** A merge of some files; of others than records only their paths count. */
export const merge = (files: Files, more: Partial<Told> = {}): Told => ({
  sha: 'a'.repeat(40),
  on: '2026-03-02',
  by: 'Ann Git',
  subject: 'A change (#7)',
  named: 7,
  paths: Object.keys(files),
  records: new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith('deployments/'))
      .map(([path, [was, is]]) => [path, { was, is }]),
  ),
  rules,
  ...more,
})

/** A merge of one site, from some data to other data; `null`: it is not there. */
export const change = (
  was: Partial<RecordData> | null,
  is: Partial<RecordData> | null,
  more: Partial<Told> = {},
  path = recordPath,
): Told => merge({ [path]: [was && siteText(was), is && siteText(is)] }, more)

/** The last commit of `asked`. */
const head = 'b'.repeat(40)

/** A merged pull request of Sol's, who holds no role, with these reviews of its last commit. */
export const asked = (
  reviews: [by: string, state?: Review['state'], commit?: string][],
  more: Partial<MergedPull> = {},
) => ({
  pull: {
    number: 12,
    title: 'Next phase',
    url: 'https://github.com/acme/releases/pull/12',
    author: account('sol'),
    merged: 'a'.repeat(40),
    mergedAt: '2026-03-02T09:00:00Z',
    head,
    reviews: reviews.map(([by, state = 'approved', commit = head], at) =>
      review(by, state, { id: at + 1, commit, at: `2026-03-01T09:0${at}:00Z` }),
    ),
    unread: 0,
    ...more,
  },
})
