/** Everything that release notes can tell: sources, the kinds of entries in each, and their fields. A template and its audiences name these. */

/** How a value is shown. `list`: several texts. */
export type Shape = 'text' | 'number' | 'day' | 'time' | 'link' | 'list'

interface SourceDefinition {
  kinds: readonly string[]
  fields: Readonly<Record<string, Shape>>
}

export const catalogue = {
  /** The release itself: one entry. `date`: the planned day of the environment's phase. `issue`: what a hotfix was begun for. */
  release: {
    kinds: ['planned', 'iterative', 'hotfix', 'third-party'],
    fields: {
      product: 'text',
      version: 'text',
      title: 'text',
      environment: 'text',
      date: 'day',
      issueReference: 'text',
      issue: 'text',
    },
  },
  /**
   * From what is there now to what comes: one entry. `first`: nothing was there. `skipped`: there are releases in between. `back`: to an earlier
   * version. `outside`: no version changes, as with a third party's change. `site`: for one site; else for the environment.
   */
  range: {
    kinds: ['first', 'next', 'skipped', 'back', 'outside'],
    fields: {
      from: 'text',
      to: 'text',
      between: 'list',
      site: 'text',
      date: 'day',
      /** The version from which on it tells, where it is for all sites: who has an earlier one has missed more. */
      earliest: 'text',
    },
  },
  /** What sites must do. */
  actions: {
    kinds: ['downtime', 'order', 'training', 'configuration', 'other'],
    fields: { what: 'text', from: 'time', until: 'time', sites: 'list' },
  },
  /**
   * Tickets, once each. `uncategorised`: nobody said what kind it is. `unticketed`: it has no ticket. `switched-off`: behind a flag that is off.
   * `reverted`: taken back by another one in the range. `undone`: in what is there now, and not in what comes.
   */
  changes: {
    kinds: ['feature', 'enhancement', 'bug', 'uncategorised', 'unticketed', 'switched-off', 'reverted', 'undone'],
    fields: {
      reference: 'text',
      title: 'text',
      area: 'text',
      impact: 'text',
      /** The release with which it came, where that is another one than the one that is told of. */
      release: 'text',
      flag: 'text',
      /** The ticket that took it back. */
      by: 'text',
    },
  },
  services: {
    kinds: ['new', 'raised', 'unchanged', 'rolled-back', 'removed'],
    fields: { name: 'text', from: 'text', to: 'text' },
  },
  flags: { kinds: ['on', 'off'], fields: { flag: 'text', title: 'text' } },
  /** Known issues. `unconfirmed`: said to be fixed in this version, and nobody has confirmed it. `closed`: since what is there now. */
  issues: {
    kinds: ['open', 'unconfirmed', 'closed'],
    fields: {
      reference: 'text',
      title: 'text',
      severity: 'number',
      workaround: 'text',
      hazard: 'text',
      since: 'text',
      /** The releases that have it, as far as they are registered. */
      affects: 'list',
      fixedIn: 'text',
    },
  },
  /** Documents. `unchanged`: it is recorded that the content asks for no new one. `missing`: not there, or not approved. */
  evidence: {
    kinds: ['attached', 'unchanged', 'missing'],
    fields: { title: 'text', version: 'text', digest: 'text', link: 'link', on: 'day', reason: 'text' },
  },
  /** The roles that sign before it comes into the environment. */
  signers: { kinds: ['role'], fields: { role: 'text' } },
  /** Notices of a downtime: planned, changed, cancelled, restored. Of a banner: announced before it begins, down, overdue after its predicted end, restored. */
  downtime: {
    kinds: ['planned', 'changed', 'cancelled', 'restored', 'announced', 'down', 'overdue'],
    fields: {
      product: 'text',
      version: 'text',
      start: 'time',
      end: 'time',
      wasStart: 'time',
      wasEnd: 'time',
      restored: 'day',
    },
  },
  /**
   * The change log of the repository: an entry for each thing that a merge did to a record, or for the merge. `restored`: its phase is a later one
   * again, or its file is there again, by a revert. `set`: a later one, by no step of its pathway. `removed`: its file was taken out. `other`: anything else, and records that
   * cannot be read.
   */
  log: {
    kinds: [
      'registered',
      'advanced',
      'restored',
      'set',
      'back',
      'withdrawn',
      'removed',
      'roles',
      'waived',
      'evidence',
      'policies',
      'other',
    ],
    fields: {
      record: 'text',
      /** Its path, where it cannot be read. */
      path: 'text',
      /** What the record is called. */
      title: 'text',
      programme: 'text',
      pathway: 'text',
      from: 'text',
      to: 'text',
      reason: 'text',
      /** The waived criterion. */
      criterion: 'text',
      on: 'day',
      commit: 'text',
      /** What the pull request is called, or else the commit's first line. */
      subject: 'text',
      /** Such as "#12". Where nobody could be asked, the one that the commit names. */
      pull: 'text',
      link: 'link',
      /** Who opened it, or else wrote it as git has it. */
      by: 'text',
      /** The roles that its gate asked for and that holders of them signed, by approving the content that was merged. */
      signed: 'list',
      /** Those whose holders approved another commit: whether it had the same content is not known here. */
      earlier: 'list',
      /** Those that whoever opened it holds: who opens what they alone have written signs for them by that. */
      opened: 'list',
      /** All roles that the gate asked for, where nobody could be asked who has signed. */
      asked: 'list',
      /** How many of its reviews were not read. */
      unread: 'number',
    },
  },
} as const satisfies Record<string, SourceDefinition>

export type Source = keyof typeof catalogue
export type Kind<S extends Source> = (typeof catalogue)[S]['kinds'][number]

type Value<T> = T extends 'number' ? number : T extends 'list' ? readonly string[] : string

/** One thing that is told. A field that is not there is not known, or does not apply. A day is YYYY-MM-DD, a time ISO 8601 in UTC. */
export type Entry<S extends Source = Source> = {
  [K in S]: { kind: Kind<K> } & {
    -readonly [F in keyof (typeof catalogue)[K]['fields']]?: Value<(typeof catalogue)[K]['fields'][F]>
  }
}[S]

/** All that notes are made of, each source's entries in the order in which they are told. A source that is not there has nothing to tell. */
export type Notes = { [S in Source]?: Entry<S>[] }

export const sources = Object.keys(catalogue) as Source[]

/**
 * Where a name in a wording leads: to a field of the entry's own source, or else of the release, which every wording may speak of. `null`:
 * neither has one of that name.
 */
export function fieldAt(source: Source, field: string): { source: Source; shape: Shape } | null {
  for (const one of [source, 'release'] as const) {
    const fields: Readonly<Record<string, Shape>> = catalogue[one].fields
    const shape = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (shape) return { source: one, shape }
  }
  return null
}
