import { describe, expect, test } from 'vitest'
import type { Problem } from '../publish/problem.ts'
import { corpus } from './hostile.ts'
import { commitMessage, entryTitle, releaseBody, titleOf, toldText } from './publishing.ts'

describe('the body of a release', () => {
  const line = `${'x'.repeat(99)}\n`
  test.each([0, 1, 1250])('is the whole text where GitHub takes it: %i lines', lines =>
    expect(releaseBody(line.repeat(lines), 'https://a.example')).toBe(line.repeat(lines)),
  )

  test('else its beginning, to the end of a line, and where the rest is', () => {
    const body = releaseBody(line.repeat(1251), 'https://a.example/b')
    expect(body.length).toBeLessThanOrEqual(125_000)
    expect(
      body
        .split('\n')
        .slice(0, -4)
        .every(one => one === 'x'.repeat(99)),
    ).toBe(true)
    expect(
      body.endsWith('x\n\nThis text is longer than GitHub shows here. [The whole text](https://a.example/b)\n'),
    ).toBe(true)
  })

  test('one line alone that is too long leaves only where it is', () =>
    expect(releaseBody('x'.repeat(200_000), 'https://a.example')).toMatch(/^\n\nThis text/))
})

test.each(Object.entries(corpus))('a title is one line: %s', (_, [text]) =>
  expect(`${titleOf(text)}${entryTitle(text, text)}`).not.toMatch(/[\p{Cc}\p{Cf}]/u),
)

const of = { release: 'flip/releases/2.4.0', template: 'notes', revision: '1.0' }
const problems: Record<Problem['is'], Problem> = {
  mismatch: { is: 'mismatch', ...of, recorded: 'sha256:1', generated: 'sha256:2' },
  'no-text': { is: 'no-text', ...of, commit: 'c1' },
  broken: { is: 'broken', ...of, why: 'no such field' },
  'same-revision': { is: 'same-revision', ...of, published: 'sha256:1', recorded: 'sha256:2' },
  stray: { is: 'stray', ...of, digest: 'sha256:1', commit: 'c1' },
  'other-bytes': { is: 'other-bytes', path: 'notes/a.md' },
  draft: { is: 'draft', tag: 'flip/2.4.0' },
  'tag-elsewhere': { is: 'tag-elsewhere', tag: 'flip/2.4.0', commit: 'c9', expected: 'c1' },
  unidentified: { is: 'unidentified', release: 'flip/releases/2.4.0', template: 'notes', document: 'uat-notes' },
  edited: { is: 'edited', tag: 'flip/2.4.0' },
  foreign: { is: 'foreign', tag: 'flip/2.4.0', by: 'ann' },
  superseded: { is: 'superseded', ...of },
}
const told = { news: [], remade: 0, released: [], updated: [], problems: [], failures: [] }

test('a run tells what it did, and what it did not', () => {
  expect(toldText(told)).toBe('Everything is published already.')
  expect(
    toldText({
      news: [of],
      remade: 9,
      released: ['a/1'],
      updated: ['b/2'],
      problems: Object.values(problems),
      failures: ['c/3: no answer'],
    }),
  ).toMatchInlineSnapshot(`
    "Published: flip/releases/2.4.0: notes, revision 1.0.
    GitHub Release made: a/1.
    GitHub Release brought to the newest revision: b/2.
    Not published: flip/releases/2.4.0: notes, revision 1.0. Its texts have the digest sha256:2; what was approved has sha256:1. Record a new revision with the digest of the notes as they are (npm run notes), and have it approved.
    Not published: flip/releases/2.4.0: notes, revision 1.0. The record or the template was not there, or could not be read, in commit c1, which brought the approval. Record a new revision with the digest of the notes as they are (npm run notes), and have it approved.
    Not published: flip/releases/2.4.0: notes, revision 1.0. Its texts could not be made: no such field
    Not published: flip/releases/2.4.0: notes, revision 1.0. This revision was published with the digest sha256:1, and the record now has sha256:2. What was sent stays: give the correction a revision of its own.
    The index on the branch of published notes has an entry that main never had: flip/releases/2.4.0: notes, revision 1.0, with the digest sha256:1 from commit c1. It is in no feed and no release, and nothing was written over it: see who put it there (git log), and put back what was published.
    notes/a.md on the branch of published notes has other bytes than belong there. Nothing was written over it: see who changed it (git log), and put back what was published.
    No GitHub Release was made: somebody has drafted one for the tag flip/2.4.0. Publish or delete the draft.
    The tag flip/2.4.0 is at c9, and the release came to its environment with c1. No GitHub Release is made there, or given another text. See who set it; delete it if it is wrong.
    Not published: flip/releases/2.4.0: notes. Its document uat-notes is approved and has no version or no digest, so nobody knows which text was approved. Record both (npm run notes says the digest), and have them approved.
    The GitHub Release flip/2.4.0 has been edited, and has another text than was published. It stays as it is: put back the text that is on the branch of published notes, or delete the release, and the next run makes it again.
    The GitHub Release flip/2.4.0 was made by ann, and not by this workflow, and has another text than was published. It stays as it is: see why it was made, and delete it, and the next run makes the right one.
    Not published, and corrected since: flip/releases/2.4.0: notes, revision 1.0.
    Not done, and left to the next run: c/3: no answer"
  `)
  expect(toldText({ ...told, remade: 2 })).toBe('Made again: 2 files.')
})

test('a commit says what it publishes', () => {
  expect(commitMessage([])).toBe('Make again what is made of the published notes')
  expect(commitMessage([of, of])).toBe(
    'Publish 2 revisions of release notes\n\nflip/releases/2.4.0: notes, revision 1.0\nflip/releases/2.4.0: notes, revision 1.0',
  )
})

test.each(Object.entries(corpus))('nothing steers the log: %s', (_, [text]) => {
  const lines = toldText({ ...told, problems: [{ ...problems.broken, why: text } as Problem], failures: [text] }).split(
    '\n',
  )
  expect(lines).toHaveLength(2)
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]|^::|##\[/u)
})
