import { describe, expect, test } from 'vitest'
import type { People } from '../../policies/repository.ts'
import { place } from './fixture.ts'
import { personCalled, whoIsHere } from './me.ts'

const people = {
  people: {
    ann: { name: 'Ann Able', organisation: 'Z9A', github: { login: 'Ann-Able', id: 11 } },
    ben: { name: 'Ben', organisation: 'Z9A', github: { login: 'ben-b' } },
  },
} as unknown as People

test.each<[string, string | null]>([
  ['ann', 'ann'],
  ['ann-able', 'ann'],
  ['@ANN-ABLE', 'ann'],
  [' ben-b ', 'ben'],
  ['Ann Able', null],
  ['constructor', null],
  ['', null],
])('%j is %j', (called, who) => expect(personCalled(called, people)).toBe(who))

describe('whoever uses the clone', () => {
  const byAddress = (address: string) => whoIsHere(place({ 'user.email': address }).open(), null, people)
  test.each<[string, string | null]>([
    ['11+ann-able@users.noreply.github.com', 'ann'],
    // renamed: the number counts
    ['11+ann-new@users.noreply.github.com', 'ann'],
    // somebody else has that login now
    ['99+ann-able@users.noreply.github.com', null],
    ['ben-b@users.noreply.github.com', 'ben'],
    ['ann-able@acme.example', null],
  ])('%s is %j', (address, who) => expect(byAddress(address)).toBe(who))

  test('is who GitHub says, where it was asked', () => {
    const clone = place({ 'user.email': 'ben-b@users.noreply.github.com' }).open()
    expect(whoIsHere(clone, { id: 11, login: 'whatever' }, people)).toBe('ann')
    expect(whoIsHere(clone, { id: 12, login: 'stranger' }, people)).toBe(null)
    expect(whoIsHere(null, null, people)).toBe(null)
  })
})
