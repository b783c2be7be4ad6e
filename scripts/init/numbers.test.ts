import { expect, onTestFinished, test } from 'vitest'
import { type Reply, startLoopback } from '../github/loopback.ts'
import { lookupFrom, numbered } from './numbers.ts'

const file = `people:
  ann: { name: Ann, github: { login: ann } }
  ben: { name: Ben, github: { id: 2, login: ben } }
  cas: { name: Cas, github: { login: cas } }
  dee: { name: Dee, github: { login: dee } }
`

/** What comes of asking a GitHub that answers so. */
async function asked(answer: (login: string) => Reply) {
  const loopback = await startLoopback(({ path }) => answer(path.replace('/users/', '')))
  onTestFinished(() => loopback.close())
  const client = lookupFrom({ GITHUB_API_URL: loopback.url, GITHUB_TOKEN: 'mine' })
  return { ...(await numbered(new Map([['a.yaml', file]]), client)), seen: loopback.seen }
}
const missing: Reply = { status: 404, json: { message: 'Not Found' } }

test('each account that has no number gets its own', async () => {
  const { files, numbers, seen } = await asked(login =>
    login === 'cas' ? missing : { json: { id: login.length + 7, login } },
  )
  expect(files.get('a.yaml')).toBe(
    file.replace('login: ann }', 'login: ann, id: 10 }').replace('login: dee }', 'login: dee, id: 10 }'),
  )
  expect(numbers).toMatchObject({ unseen: ['cas'], unasked: null })
  expect(seen.map(({ headers }) => headers['authorization'])).toEqual(['token mine', 'token mine', 'token mine'])
})

test('after a failure nobody else is asked for, and nothing is guessed', async () => {
  const { files, numbers } = await asked(login =>
    login === 'ann' ? { json: { id: 5 } } : { status: 403, json: { message: 'no' } },
  )
  expect(files.get('a.yaml')).toBe(file.replace('login: ann }', 'login: ann, id: 5 }'))
  expect(numbers.unasked?.logins).toEqual(['cas', 'dee'])
  const odd = await asked(() => ({ json: { id: 'x' } }))
  expect(odd.files.get('a.yaml')).toBe(file)
  expect(odd.numbers.unasked?.logins).toEqual(['ann', 'cas', 'dee'])
})

test('without asking, it says whose number is missing', async () => {
  const { files, numbers } = await numbered(new Map([['a.yaml', file]]), null)
  expect(files.get('a.yaml')).toBe(file)
  expect(numbers).toMatchObject({ unasked: { logins: ['ann', 'cas', 'dee'], why: null } })
})
