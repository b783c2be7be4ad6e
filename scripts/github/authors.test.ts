import { describe, expect, it } from 'vitest'
import { authorsOf, coAuthorsIn, personOf, samePerson } from './authors.ts'

const account = (login: string, id: number, type = 'User') => ({ login, id, type })
const ada = account('ada', 1)
const ben = account('ben', 2)
const flow = account('web-flow', 19864447)
const person = ({ login, id, type }: ReturnType<typeof account>) => ({ login, id, bot: type === 'Bot' })

describe('personOf', () => {
  it.each([
    [ada, { id: 1, login: 'ada', bot: false }],
    [account('releases', 3, 'Bot'), { id: 3, login: 'releases', bot: true }],
    [account('releases[bot]', 3), { id: 3, login: 'releases[bot]', bot: true }],
    [account('acme', 4, 'Organization'), { id: 4, login: 'acme', bot: false }],
    [null, null],
  ])('%j', (value, expected) => expect(personOf(value, 'x')).toEqual(expected))
  it.each([
    [undefined],
    ['ada'],
    [{}],
    [{ login: 'ada', type: 'User' }],
    [{ login: 'ada', id: '1', type: 'User' }],
    [{ id: 1, login: 'ada' }],
  ])('%j is malformed', value => expect(() => personOf(value, 'review.user')).toThrow(/as review.user.*; expected/))
})

describe('authorsOf', () => {
  const rows: [string, unknown, unknown, string, unknown[]][] = [
    ['one person', ada, ada, 'Go live', [person(ada)]],
    ['one person, renamed between', ada, account('ada-2', 1), 'x', [person(ada)]],
    ['author and committer', ada, ben, 'x', [person(ada), person(ben)]],
    ['edited in the browser', ada, flow, 'x', [person(ada)]],
    ['web-flow on both sides: nobody can be ruled out', flow, flow, 'x', [null]],
    ['no account on either side', null, null, 'x', [null]],
    ['no account, as an empty object', {}, {}, 'x', [null]],
    ['an author without an account', null, ben, 'x', [null, person(ben)]],
    ['a committer without an account', ada, null, 'x', [person(ada), null]],
    ['a bot', account('b[bot]', 9, 'Bot'), flow, 'x', [{ id: 9, login: 'b[bot]', bot: true }]],
    ['a co-author', ada, flow, 'x\n\nCo-authored-by: Ben <2+ben@users.noreply.github.com>', [person(ada), person(ben)]],
    ['the author as co-author', ada, ada, 'x\n\nCo-authored-by: Ada <1+ADA@users.noreply.github.com>', [person(ada)]],
    ['an unknown co-author', ada, ada, 'x\n\nCo-authored-by: Ben <ben@acme.example>', [person(ada), null]],
  ]
  it.each(rows)('%s', (_, author, committer, message, expected) => {
    expect(authorsOf({ author, committer, commit: { message } }, 'commit')).toEqual(expected)
  })
  it.each([
    [{ author: ada, committer: ada }],
    [{ author: ada, commit: { message: 'x' } }],
    [{ author: ada, committer: 'ben', commit: { message: 'x' } }],
  ])('%j is malformed', commit => expect(() => authorsOf(commit, 'commit')).toThrow(/GitHub sent .* expected/))
})

describe('coAuthorsIn', () => {
  const cy = { id: 3, login: 'cy', bot: false }
  it.each([
    ['no trailer', []],
    ['a sentence about Co-authored-by: lines', []],
    ['x\n\nCo-authored-by: Cy <3+cy@users.noreply.github.com>', [cy]],
    ['x\r\n\r\nco-AUTHORED-by : Cy <3+cy@users.noreply.github.com>\r\nSigned-off-by: x', [cy]],
    ['x\n\n  Co-authored-by: Cy <3+cy@users.noreply.github.com>  \n\nmore text', [cy]],
    ['Co-authored-by: Cy <3+cy@users.noreply.github.com>\nCo-authored-by: D <d@x.example>', [cy, null]],
    ['Co-authored-by: Bot <4+some-bot[bot]@users.noreply.github.com>', [{ id: 4, login: 'some-bot[bot]', bot: true }]],
    ['Co-authored-by: Cy <5+cy_acme@users.noreply.github.com>', [{ id: 5, login: 'cy_acme', bot: false }]],
    ['Co-authored-by: Cy <cy@users.noreply.github.com>', [null]],
    ['Co-authored-by: Cy <3+cy@users.noreply.github.com.evil.example>', [null]],
    ['Co-authored-by: Cy <3+cy@users.noreply.github.com> <d@x.example>', [null]],
    ['Co-authored-by: Cy', [null]],
    ['Co-authored-by:', [null]],
  ])('%j', (message, expected) => expect(coAuthorsIn(message)).toEqual(expected))
})

describe('samePerson', () => {
  it.each([
    [{ id: 1, login: 'a' }, { id: 1, login: 'renamed' }, true],
    [{ id: 1, login: 'a' }, { id: 2, login: 'a' }, false],
    [{ id: null, login: 'Alice' }, { id: 2, login: 'alice' }, true],
    [{ id: null, login: 'alice' }, { id: null, login: 'bob' }, false],
  ])('%j and %j: %s', (one, other, expected) => expect(samePerson(one, other)).toBe(expected))
})
