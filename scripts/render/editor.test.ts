import { expect, test } from 'vitest'
import type { Told } from '../../policies/editor/told.ts'
import { tellEditor } from './editor.ts'

const part = (more: Partial<Told & { what: 'part' }> = {}): Told => ({
  what: 'part',
  title: 'Users are trained',
  by: [],
  phase: null,
  mayNotApply: false,
  clauses: [],
  ...more,
})

test.each<[Told, string]>([
  [{ what: 'person', name: 'Pat Ode', organisation: 'Hospital' }, 'Pat Ode, Hospital'],
  [{ what: 'organisation', name: 'Hospital' }, 'Hospital'],
  [{ what: 'withdrawn' }, 'Given up. The record says under withdrawn who decided that, when, and why.'],
  [part(), 'Users are trained'],
  [part({ by: ['Supplier'] }), 'Users are trained\nProvided by: Supplier.'],
  [
    part({ by: ['Supplier', 'Team', 'Hospital'], phase: 'Training', mayNotApply: true }),
    'Users are trained\nProvided by: Supplier, Team or Hospital. Phase: Training. It may be not applicable, with a reason.',
  ],
  [
    part({
      clauses: [
        { id: 'S3-18', says: 'Train the users.' },
        { id: 'S3-21', says: null },
      ],
    }),
    'Users are trained\nS3-18: Train the users.\nS3-21',
  ],
  [
    {
      what: 'criterion',
      title: 'No freeze is on',
      waivedBy: 'Policy Lead',
      clauses: [{ id: 'S3-33', says: 'Take care.' }],
    },
    'No freeze is on\nA waiver is accepted by: Policy Lead.\nS3-33: Take care.',
  ],
])('%j is told as %j', (told, text) => expect(tellEditor(told)).toBe(text))

test('a name of several lines is one line, and steers nothing', () =>
  expect(tellEditor({ what: 'person', name: 'Pat\nOde\u001b[31m', organisation: 'Hos\u202Epital' })).toBe(
    'Pat Ode [31m, Hos pital',
  ))
