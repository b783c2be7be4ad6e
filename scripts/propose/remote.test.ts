import { expect, test } from 'vitest'
import { placeOf, remoteOf } from './remote.ts'

const com = { repository: 'acme/releases', apiUrl: 'https://api.github.com' }
const own = { repository: 'acme/releases', apiUrl: 'https://github.acme.example/api/v3' }

test.each([
  ['https://github.com/acme/releases', com],
  ['https://github.com/acme/releases.git', com],
  ['https://github.com/acme/releases/', com],
  ['https://ann@github.com/acme/releases.git', com],
  ['https://ann:token@GitHub.com/acme/releases.git', com],
  ['https://www.github.com/acme/releases', com],
  ['git@github.com:acme/releases.git', com],
  ['github.com:acme/releases.git', com],
  ['ssh://git@github.com/acme/releases.git', com],
  ['ssh://git@ssh.github.com:443/acme/releases.git', com],
  ['git://github.com/acme/releases.git', com],
  ['https://github.com/acme/re.lea-ses_1.git', { ...com, repository: 'acme/re.lea-ses_1' }],
  ['https://github.acme.example/acme/releases.git', own],
  ['git@github.acme.example:acme/releases.git', own],
  ['ssh://git@github.acme.example:2222/acme/releases', own],
  ['https://acme.ghe.com/acme/releases', { ...com, apiUrl: 'https://api.acme.ghe.com' }],
])('%s is on GitHub', (origin, remote) => expect(remoteOf(origin)).toEqual(remote))

test.each([
  '/srv/git/acme/releases.git',
  '../releases',
  'C:\\git\\acme\\releases',
  'C:/git/releases',
  'file:///srv/acme/releases.git',
  'https://gitlab.com/acme/releases.git',
  'git@bitbucket.org:acme/releases.git',
  'https://git.acme.example/acme/releases.git',
  'https://github.com.evil.example/acme/releases',
  'https://evil.example/github.com/acme/releases',
  'https://notgithub.com/acme/releases',
  'https://evil.example#@github.com/acme/releases',
  'https://github.com@evil.example/acme/releases',
  'https://github.com/acme',
  'https://github.com/acme/releases/tree/main',
  'work:acme/releases',
  '',
])('%s is not', origin => expect(remoteOf(origin)).toBeNull())

test('a server of one’s own may have any name, where GH_HOST says so', () => {
  const origin = 'git@git.acme.example:acme/releases.git'
  const there = { repository: 'acme/releases', apiUrl: 'https://git.acme.example/api/v3' }
  expect(remoteOf(origin, 'GIT.acme.example')).toEqual(there)
  expect(remoteOf(origin, 'other.example')).toBeNull()
  expect(placeOf(origin, { GH_HOST: 'git.acme.example' })).toEqual(there)
})

test.each<[string | null, NodeJS.ProcessEnv, unknown]>([
  [null, {}, null],
  ['/srv/releases', {}, null],
  ['git@github.com:acme/releases', {}, com],
  ['git@github.com:acme/releases', { GITHUB_REPOSITORY: 'acme/copy' }, { ...com, repository: 'acme/copy' }],
  ['/srv/releases', { GITHUB_REPOSITORY: 'acme/releases' }, com],
  [
    'git@github.com:acme/releases',
    { GITHUB_REPOSITORY: 'a/b', GITHUB_API_URL: 'http://127.0.0.1:1' },
    { repository: 'a/b', apiUrl: 'http://127.0.0.1:1' },
  ],
  [null, { GITHUB_API_URL: 'http://127.0.0.1:1' }, null],
  [null, { GITHUB_REPOSITORY: '', GITHUB_API_URL: '' }, null],
])('the environment wins over %j: %j', (origin, environment, expected) =>
  expect(placeOf(origin, environment)).toEqual(expected),
)
