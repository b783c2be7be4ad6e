import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type SecretKind, secretKinds, secretsIn } from './secrets.ts'

/** What is found, once each. */
const kinds = (text: string) => [...new Set(secretsIn(text).map(({ what }) => what))]
/** Letters and digits that are nobody's secret. Put together here, so that nothing in this file looks like one. */
const any = (length: number) => 'Ab3'.repeat(length).slice(0, length)
const join = (...parts: string[]) => parts.join('')
const begin = (what: string) => `${'-'.repeat(5)}${'BEGIN'} ${what}${'-'.repeat(5)}`

/** One of each form at least; a new kind does not compile until it is here. */
const samples: Record<SecretKind, [string, ...string[]]> = {
  'private-key': [
    begin('PRIVATE KEY'),
    begin('RSA PRIVATE KEY'),
    begin('ENCRYPTED PRIVATE KEY'),
    begin('OPENSSH PRIVATE KEY'),
    begin('PGP PRIVATE KEY BLOCK'),
    '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
    'PuTTY-User-Key-File-3: ssh-ed25519',
    join('AGE-SECRET', '-KEY-1', 'A'.repeat(20)),
    Buffer.from('openssh-key-v1\0none').toString('base64'),
  ],
  'github-token': [
    ...(['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map(kind => join(kind, '_', any(36))) as [string]),
    join('github', '_pat_', any(82)),
  ],
  'gitlab-token': [join('glpat', '-', any(20)), join('glrt', '-', any(20))],
  'aws-key': [
    join('AKIA', 'ABCDEFGH23456722'),
    join('ASIA', 'ABCDEFGH23456722'),
    join('aws_secret', '_access_key = ', any(40)),
    join('https://store.example/x?X-Amz-', 'Signature=', 'a1'.repeat(32)),
  ],
  'azure-key': [
    join('https://store.example/x?sv=1&si', 'g=', any(43), '%3D'),
    join('AccountName=a;Account', 'Key=', any(86), '=='),
  ],
  'google-key': [
    join('AI', 'za', any(35)),
    join('GOC', 'SPX-', any(28)),
    join('?X-Goog-', 'Signature=', 'a1'.repeat(32)),
  ],
  'slack-token': [
    join('xo', 'xb-', any(24)),
    join('xap', 'p-1-', any(24)),
    join('https://hooks', '.slack.com/', 'services/', any(20)),
  ],
  'teams-webhook': [join('https://acme.webhook', '.office.com/webhookb2/', any(20))],
  'atlassian-token': [join('ATA', 'TT3', any(40))],
  'npm-token': [join('np', 'm_', any(36))],
  'pypi-token': [join('py', 'pi-', any(60))],
  'stripe-key': [join('sk', '_live_', any(24)), join('rk', '_test_', any(24)), join('wh', 'sec_', any(32))],
  'vault-token': [join('hv', 's.', any(24))],
  'web-token': [join('ey', 'J', any(20), '.ey', 'J', any(30), '.', any(43))],
  authorisation: [join('Author', 'ization: Bearer ', any(20)), join('author', 'ization=Basic ', any(20))],
  'link-password': ['https://ann:correct-horse@records.example/a', 'postgres://:horse@db.example/a'],
  password: [
    'Password: correct-h0rse',
    'api_key="0123abcd4567"',
    'client secret = h0rse-battery',
    'password: hunter2-2026',
    'password: winter2026',
    'password: Winter-26',
    'password: WINTER-2026',
    'password: summer-2027',
    'passphrase: see-vault-123',
    'passphrase: correct-horse-battery-12',
    'API key: NHSAPP-1234-x9',
    'API key: NHSAPP-1234-x9 of 2026-03-01',
    'API key: NHSAPP1234',
    'password: 2026-03-01Hunter',
    'password: 99992026-03-01x',
  ],
}

describe.each(secretKinds)('%s', kind => {
  it.each(samples[kind])('%#: %s', sample => {
    expect(kinds(sample)).toEqual([kind])
    expect(kinds(`See https://x.example/?a=1&b=${sample}`)).toContain(kind)
    expect(kinds(`before\n"${sample}"\nafter`)).toContain(kind)
  })
})

describe('keys without their first and last line', () => {
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
  const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
  const made = {
    'RSA 2048': rsa(2048),
    'P-256': curve('P-256'),
    'P-384': curve('P-384'),
    'P-521': curve('P-521'),
    Ed25519: generateKeyPairSync('ed25519'),
    X25519: generateKeyPairSync('x25519'),
  }
  const body = (pem: string | Buffer) => String(pem).split('\n').slice(1, -2).join('\n')
  it.each(Object.entries(made))(
    '%s: the private one is found, the public one is not',
    (_, { privateKey, publicKey }) => {
      expect(kinds(body(privateKey.export({ type: 'pkcs8', format: 'pem' })))).toEqual(['private-key'])
      expect(kinds(body(publicKey.export({ type: 'spki', format: 'pem' })))).toEqual([])
    },
  )
  it('in their older forms', () => {
    expect(kinds(body(made['RSA 2048'].privateKey.export({ type: 'pkcs1', format: 'pem' })))).toEqual(['private-key'])
    expect(kinds(body(made['P-256'].privateKey.export({ type: 'sec1', format: 'pem' })))).toEqual(['private-key'])
  })
  it.each(['P-256', 'P-384', 'Ed25519', 'RSA 2048'] as const)('%s as a JSON Web Key', name => {
    const { privateKey, publicKey } = made[name]
    expect(kinds(JSON.stringify(privateKey.export({ format: 'jwk' })))).toEqual(['private-key'])
    expect(kinds(JSON.stringify(publicKey.export({ format: 'jwk' })))).toEqual([])
  })
})

describe('a token after an escape, which ends in a letter or a digit', () => {
  it.each(['?key%3D', '?a%20', String.raw`"key:\n`])('%s', before => {
    for (const kind of ['stripe-key', 'npm-token', 'google-key'] as const)
      expect(kinds(`${before}${samples[kind][0]}`)).toEqual([kind])
  })
})

describe('leaves alone', () => {
  it.each([
    ['a digest', `digest: sha256:${'0a'.repeat(32)}`],
    ['a commit', `d: ${'0a'.repeat(20)}`],
    ['a public key', begin('PUBLIC KEY')],
    ['a certificate', begin('CERTIFICATE')],
    ['a link', 'https://records.example/bars/plan-v1.2.pdf?version=3#part:2'],
    ['a link with an account', 'ssh://git@records.example/a'],
    ['a link with an @ further on', 'https://records.example/a:b@c'],
    ['a sentence about a password', 'Password: to be reset by the service desk before 12 May.'],
    ['a link to where a key is kept', 'API key: https://vault.example/keys/2'],
    ['a sentence about tokens', 'The access token expired; basic authentication is switched off.'],
    ['a Spine interaction', 'urn:nhs:names:services:ers:READ_PRACTITIONER_ROLE_R4_V002'],
    ['words with hyphens', 'task-for-the-service-desk-and-the-supplier-of-the-system'],
    ['a ticket', 'API key: NHSAPP-1234'],
    ['a ticket in a sentence', 'Client secret: UEC-20417, closed.'],
    ['a ticket in quotes', 'access_token: "FLIP-90210"'],
    ['a state with its day', 'Client secret: rotated-2026-03-01'],
    ['a day', 'Password: 2026-03-01T09:30:00Z'],
    ['words with a number', 'Passphrase: see-vault-12.'],
    ['words with a number at the end of a sentence', '(passphrase: kept-in-safe-3)'],
    ['the id of a task', 'task_507f1f77bcf86cd799439011'],
    ['the id of a desk', 'desk_507f1f77bcf86cd799439011'],
    ['the id of a test that ran live', 'risk_live_507f1f77bcf86cd799439011'],
    ['an id in capitals', 'risk_ABCDEFGHIJKLMNOPQRSTUVWX'],
    ['a folder of pnpm', `pnpm_${'0a'.repeat(18)}`],
    ['a digest that has the letters of a Google key', `sha512-x${join('AI', 'za', any(82))}==`],
    ['a GUID', '550e8400-e29b-41d4-a716-446655440000'],
  ])('%s', (_, text) => expect(kinds(text)).toEqual([]))
})

it('reads long texts whole, however they are made', () => {
  const parts = [
    ...['eyJ', 'eyJa.', '://', '://a:', '://:', 'BEGIN ', 'BEGIN A ', 'MII', 'MHcCAQEEI', 'AKIA', 'ghp_', 'glpat-'],
    ...[
      'password',
      'password:',
      'password=a',
      'password=a-in-',
      'password:A-2026-03-01-',
      'secret_access_key ',
      'authorization: ',
      '?sig=',
      ' d : ',
      'xoxb-',
      'a',
      ' ',
    ],
  ]
  for (const part of parts) {
    const text = part.repeat(300_000 / part.length)
    expect(kinds(`${text} ${samples['npm-token'][0]} ${text}`), part).toContain('npm-token')
  }
})
