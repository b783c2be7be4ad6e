import { expect, test } from 'vitest'
import type { PathwayFile, RecordFile, Repository } from '../../policies/repository.ts'
import { aboutOf } from './about.ts'

test('those who hold a role come first, then those who work with them, then all others', () => {
  const person = (organisation: string) => ({ name: 'X', organisation, github: { login: 'x' } })
  const people = {
    people: { other: person('Z9B'), near: person('Z9A'), holder: person('Z9A'), national: person('Z9N') },
    programmes: { a: { roles: { 'team/lead': ['national'] } } },
  } as unknown as Repository['people']
  const pathway = {
    id: 'p',
    path: '',
    data: { roles: { 'supplier/lead': {}, 'team/lead': {} } },
  } as unknown as PathwayFile
  const record = {
    id: 'a/b',
    programme: 'a',
    data: { roles: { 'supplier/lead': ['holder'] } },
  } as unknown as RecordFile
  const about = aboutOf(record, pathway, { people }, { me: null, today: '2026-11-20' })
  expect(Object.keys(about.people)).toEqual(['holder', 'national', 'near', 'other'])
})
