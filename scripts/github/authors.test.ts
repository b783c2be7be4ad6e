import { describe, expect, it } from 'vitest'
import type { Person } from '../../policies/model.ts'
import { type Accounts, authorsOf, coAuthorsIn, commitsOf, personOf, samePerson } from './authors.ts'
import { startLoopback } from './loopback.ts'

const account = (login: string, id: number, type = 'User') => ({ login, id, type })
const ada = account('ada', 1)
const ben = account('ben', 2)
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

/** Addresses: of accounts, of nobody, and GitHub's own for whoever edits in the browser. */
const [adas, bens, nobodys, browser] = ['Ada@acme.example', 'ben@acme.example', 'x@acme.example', 'noreply@github.com']
const accounts: Accounts = new Map([
  ['ada@acme.example', person(ada)],
  ['ada.before@acme.example', { ...person(ada), login: 'ada-before' }],
  ['ben@acme.example', person(ben)],
  ['x@acme.example', null],
  ['b@acme.example', { id: 9, login: 'b[bot]', bot: true }],
])

describe('authorsOf', () => {
  const rows: [string, string, string, string, unknown[]][] = [
    ['one person', adas, adas, 'Go live', [person(ada)]],
    ['one person, by two addresses', adas, 'ada.before@acme.example', 'x', [person(ada)]],
    ['author and committer', adas, bens, 'x', [person(ada), person(ben)]],
    ['edited in the browser', adas, browser, 'x', [person(ada)]],
    ['the browser on both sides: nobody can be ruled out', browser, browser, 'x', [null]],
    ['no account on either side', nobodys, nobodys, 'x', [null]],
    ['an address that was never asked for', 'y@acme.example', 'y@acme.example', 'x', [null]],
    ['no address', '', '', 'x', [null]],
    ['an author without an account', nobodys, bens, 'x', [null, person(ben)]],
    ['a committer without an account', adas, nobodys, 'x', [person(ada), null]],
    ['a bot', 'b@acme.example', browser, 'x', [{ id: 9, login: 'b[bot]', bot: true }]],
    [
      'an address of GitHub\u2019s whose number nobody has confirmed',
      '3+cy@users.noreply.github.com',
      browser,
      'x',
      [null],
    ],
    ['such a one without its number', 'cy@users.noreply.github.com', browser, 'x', [null]],
    [
      'a co-author',
      adas,
      browser,
      'x\n\nCo-authored-by: Ben <2+ben@users.noreply.github.com>',
      [person(ada), person(ben)],
    ],
    ['the author as co-author', adas, adas, 'x\n\nCo-authored-by: Ada <1+ADA@users.noreply.github.com>', [person(ada)]],
    [
      'a co-author whose address is known',
      adas,
      adas,
      'x\n\nCo-authored-by: Ben <Ben@acme.example>',
      [person(ada), person(ben)],
    ],
    ['an unknown co-author', adas, adas, 'x\n\nCo-authored-by: Z <z@acme.example>', [person(ada), null]],
  ]
  it.each(rows)('%s', (_, author, committer, message, expected) => {
    expect(authorsOf({ parents: [], author, committer, message }, accounts)).toEqual(expected)
  })
})

describe('commitsOf', () => {
  const own = '3+cy@users.noreply.github.com'
  const written = (author: string, committer = author) => ({ parents: ['p'], author, committer, message: 'x' })
  const told = {
    author: ada,
    committer: {},
    commit: { author: { email: 'ADA@acme.example' }, committer: { email: 'old@acme.example' } },
  }
  const ask = async (
    commits: Record<string, ReturnType<typeof written>>,
    known: Accounts,
    answer: unknown[] = [told],
    seen: (Person | null)[] = [],
  ) => {
    const server = await startLoopback(() => ({ json: answer }))
    const client = server.client()
    const found = await commitsOf(client, 7, commits, known, seen).catch((error: Error) => error)
    await server.close()
    return { found, requests: client.requests() }
  }

  const cy = { id: 3, login: 'cy', bot: false }
  it('asks nobody where the addresses are known, or private ones of people whom GitHub has told of', async () => {
    const commits = { a: written(own, browser), b: written(adas) }
    const { found, requests } = await ask(commits, new Map(accounts), [told], [null, cy])
    expect(found).toEqual([
      { sha: 'a', parents: ['p'], authors: [cy] },
      { sha: 'b', parents: ['p'], authors: [person(ada)] },
    ])
    expect(requests).toBe(0)
  })
  it('asks for a private address whose number is nobody\u2019s of whom GitHub has told: it may be made up', async () => {
    const unlinked = { author: null, committer: null, commit: { author: { email: own }, committer: { email: own } } }
    const { found, requests } = await ask({ a: written(own) }, new Map(accounts), [unlinked], [person(ada)])
    expect(found).toMatchObject([{ authors: [null] }])
    expect(requests).toBe(1)
  })
  it('asks once for the others, and remembers whose they are, and whose they are not', async () => {
    const known: Accounts = new Map()
    const first = await ask({ a: written(adas, 'old@acme.example'), b: written(adas) }, known)
    expect(first.found).toMatchObject([{ authors: [person(ada), null] }, { authors: [person(ada)] }])
    expect(first.requests).toBe(1)
    expect((await ask({ c: written('old@acme.example') }, known)).requests).toBe(0)
  })
  it('an address that GitHub did not tell of is nobody\u2019s', async () => {
    expect((await ask({ a: written(bens) }, new Map())).found).toMatchObject([{ authors: [null] }])
  })
  it.each([
    [{ author: ada, committer: ada }],
    [{ ...told, commit: { author: { email: 'x' } } }],
    [{ ...told, committer: 'ben' }],
  ])('%j is malformed', async commit => {
    const { found } = await ask({ a: written(bens) }, new Map(), [commit])
    expect(found).toMatchObject({ message: expect.stringMatching(/GitHub sent .* expected/) })
  })
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
    ['Co-authored-by: Cy <0+cy@users.noreply.github.com>', [null]],
    ['Co-authored-by: Cy', [null]],
    ['Co-authored-by:', [null]],
  ])('%j', (message, expected) => expect(coAuthorsIn(message, accounts)).toEqual(expected))
})

describe('samePerson', () => {
  it.each([
    [{ id: 1, login: 'a' }, { id: 1, login: 'renamed' }, true],
    [{ id: 1, login: 'a' }, { id: 2, login: 'a' }, false],
    [{ id: null, login: 'Alice' }, { id: 2, login: 'alice' }, true],
    [{ id: null, login: 'alice' }, { id: null, login: 'bob' }, false],
  ])('%j and %j: %s', (one, other, expected) => expect(samePerson(one, other)).toBe(expected))
})
