/** The change log as people read it, and what hostile words do to it: nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import markdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { corpus } from '../../scripts/render/hostile.ts'
import { readRepository } from '../repository.ts'
import { recordPath } from '../rules/fixture.ts'
import { logOf } from './log.ts'
import { asked, change, merge, now, siteText } from './log-fixture.ts'
import type { Told } from './merge.ts'
import { textOf } from './sheet.ts'

const path = 'policies/templates/change-log.yaml'
const repository = readRepository(
  new Map([[path, { text: readFileSync(join(import.meta.dirname, '../..', path), 'utf8') }]]),
)
const told = (...merges: Told[]) => {
  const template = repository.templates.get('change-log')?.data
  if (!template) throw new Error('There is no template change-log.')
  return textOf(logOf(merges, now), template, 'repository')
}

const withdrawn = (reason: string) => ({ phase: 'withdrawn', withdrawn: { by: 'tess', on: '2026-03-01', reason } })
const waiver = (reason: string) => ({
  criterion: 'planned',
  reason,
  accepted: { by: 'tess', on: '2026-03-01' },
  expires: '2026-06-01',
})
const [prepare, two] = [{ phase: 'prepare' }, { phase: 'test' }]

test('reads as sentences, by programme and pathway', () => {
  const text = told(
    change(null, prepare, { ...asked([['tess']]) }),
    change(prepare, two),
    change(two, { phase: 'install' }, asked([['pat', 'approved', 'c'.repeat(40)], ['pete']], { unread: 2 })),
    change({ phase: 'install' }, two, { subject: 'Back', named: null }),
    change(two, { phase: 'install' }, { subject: 'Revert "Back"', named: null }),
    change(two, { phase: 'live' }),
    change(two, withdrawn('Moved elsewhere')),
    change({}, { roles: {} }),
    change({}, { waivers: [waiver('No plan is needed')] }),
    change({}, { title: 'Harbour' }),
    change({}, null),
    change(null, {}, { subject: 'Revert "Out"', named: null }),
    merge({ 'policies/pathways/beta.yaml': [null, null] }, asked([['tess']])),
    merge({ [recordPath]: [siteText(), { text: '?' }] }),
    merge({ 'README.md': [null, null] }),
  )
  const link = '<https://github.com/acme/releases/pull/12>'
  expect(text.replaceAll('#&#8203;', '#')).toBe(`# What was merged

## Records

### Beta

#### Beta

- 2 March 2026: beta/harbour was registered in Prepare, signed by Lead (#12), by Sol, without a role ${link}
- 2 March 2026: beta/harbour went from Prepare to Test; asked of Lead, Lead (#7), by Ann Git
- 2 March 2026: beta/harbour went from Test to Install, signed by Safety officer, approved at another commit by Lead; 2 of its reviews were not read (#12), by Sol, without a role ${link}
- 2 March 2026: beta/harbour went back from Install to Test; asked of Lead, by Ann Git
- 2 March 2026: beta/harbour was restored from Test to Install, by a revert; asked of Lead, Safety officer, by Ann Git
- 2 March 2026: beta/harbour was set from Test to Live, by no step of its pathway (#7), by Ann Git
- 2 March 2026: beta/harbour was withdrawn in Test (Moved elsewhere); asked of Lead (#7), by Ann Git
- 2 March 2026: who holds which role for beta/harbour has changed; asked of Lead (#7), by Ann Git
- 2 March 2026: for beta/harbour was waived: The plan is written (No plan is needed) (#7), by Ann Git
- 2 March 2026: what is recorded of beta/harbour has changed (#7), by Ann Git
- 2 March 2026: the file of beta/harbour was taken out (#7), by Ann Git
- 2 March 2026: beta/harbour was restored to Live, by a revert; asked of Lead, Lead, by Ann Git

## Rules, and everything else

- 2 March 2026: what decides or runs has changed: Next phase, signed by Policy owners (#12), by Sol, without a role ${link}
- 2 March 2026: A change (#7) (#7), by Ann Git
- 2 March 2026: A change (#7), at deployments/beta/harbour.yaml (#7), by Ann Git
`)
})

test('nothing was merged', () => expect(told()).toBe('# What was merged\n\n## Records\n\nNo record has changed.\n'))

const github = markdownIt({ html: true })
/** Every element, opened and closed, in order; a dollar sign is written as an element of its own, which is none. */
const elements = (text: string) =>
  github
    .parse(text, {})
    .flatMap(token => [token, ...(token.children ?? [])])
    .filter(({ type, content }) => type !== 'text' && !/^<\/?span>$/.test(content))
    .map(({ type, tag }) => `${type} ${tag}`)

/** What is read, in which GitHub then looks for names and numbers. */
const shown = (text: string) =>
  github
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .map(({ content }) => content)
    .join('')

describe('hostile words stay words', () => {
  /** In every place where somebody else's words may stand. */
  const everywhere = (words: string) => {
    // a record that the schema refuses is told by its path alone
    const reason = /^[!-~][ -~]{0,90}$/.test(words) ? words : 'words'
    const pull = { title: words, author: { id: null, login: words, bot: false }, url: words }
    return told(
      merge({ 'README.md': [null, null] }, { subject: words, by: words, named: null }),
      merge({ 'README.md': [null, null] }, asked([], pull)),
      change({}, { title: reason }, asked([], pull)),
      merge({ [`deployments/${words}/x.yaml`]: [null, null] }, { subject: words }),
      change(two, withdrawn(reason), { by: words }),
      change({}, { waivers: [waiver(reason)] }),
    )
  }
  const plain = elements(everywhere('words'))

  test.each(Object.entries(corpus).filter(([, [text, line = text]]) => line !== ''))('%s', (_, [words]) => {
    const text = everywhere(words)
    expect(elements(text)).toEqual(plain)
    expect(shown(text)).not.toMatch(/@[\p{L}\p{N}_]|#\d|(?<![\da-z])GH-\d/iu)
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
  })
})
