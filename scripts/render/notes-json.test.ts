import { describe, expect, test } from 'vitest'
import type { Notes } from '../../policies/notes/catalogue.ts'
import { corpus } from './hostile.ts'
import { allNotesJson, type NotesData, notesJson } from './notes-json.ts'

const digest = `sha256:${'0'.repeat(64)}`
const of = (notes: Notes): NotesData => ({
  ...{ digest, notes, release: 'flip/releases/2.4.0', audience: 'trusts', template: 'production-release-notes' },
})

test('stands in one order, however it came', () => {
  const one: Notes = {
    changes: [{ title: 'Filters', reference: 'FLIP-1', kind: 'feature' }],
    release: [{ version: '2.4.0', product: 'FLIP', kind: 'planned' }],
  }
  const other: Notes = {
    release: [{ kind: 'planned', product: 'FLIP', version: '2.4.0' }],
    changes: [{ kind: 'feature', reference: 'FLIP-1', title: 'Filters' }],
  }
  expect(notesJson(of(one))).toBe(notesJson(of(other)))
  expect(notesJson(of(one))).toBe(`{
  "schema": "countersign/notes/1",
  "template": "production-release-notes",
  "audience": "trusts",
  "release": "flip/releases/2.4.0",
  "notes": {
    "release": [
      {
        "kind": "planned",
        "product": "FLIP",
        "version": "2.4.0"
      }
    ],
    "changes": [
      {
        "kind": "feature",
        "reference": "FLIP-1",
        "title": "Filters"
      }
    ]
  },
  "digest": "${digest}"
}
`)
})

test('a source with nothing to tell is not one that is not there', () => {
  expect(JSON.parse(notesJson(of({ issues: [] }))).notes).toEqual({ issues: [] })
})

test('several audiences are a list', () => {
  const all = JSON.parse(allNotesJson([of({}), { ...of({}), audience: 'partners' }]))
  expect(all.map(({ audience }: NotesData) => audience)).toEqual(['trusts', 'partners'])
})

describe('steers nothing, and still says the same', () => {
  test.each(Object.entries(corpus))('%s', (_, [title]) => {
    const text = notesJson(of({ changes: [{ kind: 'bug', title }] }))
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|##\[/u)
    expect(JSON.parse(text).notes.changes[0].title).toBe(title)
  })
})
