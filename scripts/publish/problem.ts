/** What keeps something from being published, and what is told besides. */

export type Problem =
  /** What is generated is not what was approved. */
  | { is: 'mismatch'; release: string; template: string; revision: string; recorded: string; generated: string }
  /** A document is approved behind its gate, and the record does not say which text. */
  | { is: 'unidentified'; release: string; template: string; document: string }
  /** The template, or a record that can be read, was not there. */
  | { is: 'no-text'; release: string; template: string; revision: string; commit: string }
  | { is: 'broken'; release: string; template: string; revision: string; why: string }
  /** The same revision was published with another digest. */
  | { is: 'same-revision'; release: string; template: string; revision: string; published: string; recorded: string }
  /** The index has an entry that main never had. */
  | { is: 'stray'; release: string; template: string; revision: string; digest: string; commit: string }
  /** There are other bytes at a path than were, or would be, published there. */
  | { is: 'other-bytes'; path: string }
  /** Somebody has drafted a release for the tag. */
  | { is: 'draft'; tag: string }
  /** The tag stands at another commit, whether a release is there or not. */
  | { is: 'tag-elsewhere'; tag: string; commit: string; expected: string }
  /** Somebody has edited the release that was made here. */
  | { is: 'edited'; tag: string }
  /** Somebody else has made a release at the tag, with a text of their own. */
  | { is: 'foreign'; tag: string; by: string }
  /** Told, and no reason to fail: a revision that has been corrected since could not be published. */
  | { is: 'superseded'; release: string; template: string; revision: string }

/** Whether a run with it has failed. */
export const fails = ({ is }: Problem): boolean => is !== 'superseded'
