/** What was done with a document was done with one file of one version: notes never let it stand for another. */
import { expect, test } from 'vitest'
import type { RecordData } from '../../../policies/repository.ts'
import { read } from '../edit.ts'
import { document, shared } from './documents.ts'
import type { About } from './note.ts'

const [one, other] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]
const approved = { by: 'ann', on: '2026-11-06' }

function dropped(before: object, answers: Record<string, string>): (string | number)[] {
  const data = { documents: { notes: { status: 'approved', version: '1.0', approved, ...before } } }
  const about = { data: data as unknown as RecordData, pathway: {}, people: {}, me: null, today: '2026-11-20' } as About
  const edits = document.edits({ document: 'notes', status: 'in-review', version: '1.0', ...answers }, about)
  expect(edits.at(-1)).toMatchObject({ is: 'set', at: ['documents', 'notes'] })
  return edits.flatMap(edit => {
    if (edit.is !== 'drop') return []
    expect(read(data as never, edit.at)).toBeDefined()
    return [edit.at.at(-1) ?? '']
  })
}

test.each<[string, object, Record<string, string>, string[]]>([
  ['the same version', {}, {}, []],
  ['another version', { digest: one }, { version: '1.1' }, ['approved', 'digest']],
  ['another version with its digest', { digest: one }, { version: '1.1', digest: other }, ['approved']],
  ['the same version and file', { digest: one }, { digest: one }, []],
  ['another file of the same version', { digest: one }, { digest: other }, ['approved']],
  ['a digest where none was said', {}, { digest: one }, []],
  // who had the first version had it then
  [
    'another version of what was shared twice',
    { shared: { team: approved }, sharedAgain: { team: approved } },
    { version: '1.1' },
    ['approved', 'sharedAgain'],
  ],
])('%s', (_, before, answers, gone) => expect(dropped(before, answers)).toEqual(gone))

test('the digest is written down', () => {
  const about = { data: null, pathway: {}, people: {}, me: null, today: '2026-11-20' } as unknown as About
  const edits = document.edits({ document: 'notes', status: 'in-review', version: '1.0', digest: one }, about)
  expect(edits).toEqual([
    { is: 'set', at: ['documents', 'notes'], value: { status: 'in-review', version: '1.0', digest: one } },
  ])
})

test.each<[what: string, held: object, place: string]>([
  ['the first time', {}, 'shared'],
  ['with another party', { shared: { other: approved } }, 'shared'],
  ['again', { shared: { team: approved } }, 'sharedAgain'],
])('it is shared: %s', (_, held, place) => {
  const data = { documents: { notes: { status: 'approved', version: '1.0', approved, ...held } } }
  const about = { data: data as unknown as RecordData, pathway: {}, people: {}, me: null, today: '2026-11-20' } as About
  expect(shared.edits({ document: 'notes', party: 'team', ...approved }, about)).toMatchObject([
    { is: 'set', at: ['documents', 'notes', place, 'team'], value: approved },
  ])
})
