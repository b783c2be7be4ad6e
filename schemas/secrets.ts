/**
 * Private keys and tokens in a text, known by their form. Each pattern begins with fixed letters, and what follows them is bounded, or ends
 * where the next one can begin: a long text is read once, however it is made.
 */
import type { Span } from './patients.ts'

/** A word begins here: no letter or digit stands before, but for one that ends an escape, as in `%3D` and `\n`. */
const begins = String.raw`(?<![A-Za-z0-9](?<!%[0-9A-Fa-f]{2}|\\[nrt]))`
/** What stands after "password:" and is plainly none. Small letters and capitals differ in it, and it is the whole word. */
const plain = [
  // a ticket; a word with a year is a password that people choose
  String.raw`[A-Z]{2,10}-(?!(?:19|20)\d\d(?!\d))\d{1,7}`,
  // a day, or words with it: rotated-2026-03-01
  String.raw`(?:[A-Za-z]{1,20}[-_:/]){0,6}20\d\d-[01]\d-[0-3]\d(?:T[0-9:.]{4,12}Z?)?(?:[-_:/][A-Za-z]{1,20}){0,6}`,
  // where it is kept: see-vault-12. A password of words has no such small ones
  String.raw`(?=(?:[a-z]{1,20}-){0,6}(?:see|ask|in|at|by|on|of|to|for|from|with|not|kept|held|stored)-)(?:[a-z]{1,20}-){2,6}\d{1,2}(?:-[a-z]{1,20}){0,6}`,
].join('|')
const label = 'password|passwd|passphrase|api[-_ ]?key|client[-_ ]?secret|access[-_ ]?token'

const patterns = {
  'private-key': [
    /BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY/g,
    /PuTTY-User-Key-File-\d/g,
    /AGE-SECRET-KEY-1[A-Z0-9]{20}/g,
    // without their first line: PKCS#8 of RSA, of elliptic curves and of Edwards curves, PKCS#1, SEC 1, OpenSSH
    /BADANBgkqhkiG9w0BAQEFAAS/g,
    /AgEAM[A-Za-z0-9+/]{2}GByqGSM49AgEG/g,
    /MC4CAQAwBQYDK2V[uvwx]BCIEI/g,
    /MII[A-Za-z0-9+/]{3}IBAAK[BC]/g,
    /MHcCAQEEI[A-Za-z0-9+/]{40}/g,
    /b3BlbnNzaC1rZXktdjE/g,
    // the private part of a JSON Web Key
    /["'\s{,]d["']?\s{0,2}:\s{0,2}["']?[A-Za-z0-9_-]{43}/g,
  ],
  'github-token': [/gh[opusr]_[A-Za-z0-9]{36}/g, /github_pat_[A-Za-z0-9_]{22}/g],
  'gitlab-token': [/gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|imt|agent|oas|ffct)-[A-Za-z0-9_-]{20}/g],
  'aws-key': [
    /(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    /secret_?access_?key["']?\s{0,4}[:=]\s{0,4}["']?[A-Za-z0-9/+]{40}/gi,
    /X-Amz-Signature=[0-9a-f]{64}/gi,
  ],
  'azure-key': [/[?&;]sig=[A-Za-z0-9%+/_-]{40}/gi, /(?:Account|SharedAccess)Key=[A-Za-z0-9+/]{40}/gi],
  // a digest may have the first letters of it by chance
  'google-key': [
    new RegExp(`${begins}AIza[A-Za-z0-9_-]{35}`, 'g'),
    /GOCSPX-[A-Za-z0-9_-]{28}/g,
    /X-Goog-Signature=[0-9a-f]{64}/gi,
  ],
  'slack-token': [
    /xox[a-z]-[A-Za-z0-9-]{10}/g,
    /xapp-\d-[A-Za-z0-9-]{10}/g,
    /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{10}/gi,
  ],
  'teams-webhook': [/webhook\.office\.com\/webhookb2\/[A-Za-z0-9@/-]{10}/gi],
  'atlassian-token': [/ATATT3[A-Za-z0-9_=-]{20}/g],
  'npm-token': [new RegExp(`${begins}npm_[A-Za-z0-9]{36}`, 'g')],
  'pypi-token': [/pypi-[A-Za-z0-9_-]{50}/g],
  // task_, desk_ and risk_ end in the same letters
  'stripe-key': [new RegExp(`${begins}(?:sk|rk|whsec)_(?:(?:live|test)_)?[A-Za-z0-9]{24}`, 'g')],
  'vault-token': [/hv[sbr]\.[A-Za-z0-9_-]{24}/g],
  'web-token': [/(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8}/g],
  authorisation: [/authorization["']?\s?[:=]\s?["']?(?:bearer|basic|token|apikey)\s{1,2}["']?[A-Za-z0-9._~+/-]{12}/gi],
  // a password in a link: scheme://name:password@host
  'link-password': [/:\/\/[^\s/?#@:]*:[^\s/?#@]+@/g],
  // letters and digits in one word: a sentence about passwords is none
  password: [
    new RegExp(
      String.raw`(?:${label})["']?\s?[:=]\s?["']?(?!https?:|(?-i:${plain})[.,;:!?)\]"']{0,3}(?:\s|$))(?=[^\s"']{0,64}[0-9])(?=[^\s"']{0,64}[A-Za-z])[^\s"']{8}`,
      'gi',
    ),
  ],
} satisfies Record<string, RegExp[]>

/** What a secret is. Its name for people stands in `scripts/render/wording.ts`. */
export type SecretKind = keyof typeof patterns
export const secretKinds = Object.keys(patterns) as SecretKind[]

/** Every private key and token in a text. */
export const secretsIn = (text: string): (Span & { what: SecretKind })[] =>
  secretKinds.flatMap(what =>
    patterns[what].flatMap(pattern =>
      Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ what, start: index, end: index + found.length })),
    ),
  )
