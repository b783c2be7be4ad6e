/** Whole notes, byte by byte: from small repositories to the files that people are sent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { inconsistencies } from '../../policies/consistency.ts'
import { readRepository, type Tree } from '../../policies/repository.ts'
import { readDisk } from '../read/disk.ts'
import { toldOf } from './of-release.ts'
import { type Format, formats, sheetsOf } from './sheets.ts'
import { audiencesOf, releaseCalled, templateFor } from './which.ts'

const golden = join(import.meta.dirname, 'golden')
const root = join(import.meta.dirname, '../..')
const today = '2026-11-20'

interface Ask {
  release: string
  template?: string
  audiences?: string[]
  site?: string
  formats: Format[]
}

/** Pathways, guidance, calendar and wording are this repository's own: a changed word is felt here. People are the cases' own. */
const own = [...readDisk(root)].filter(([path]) => /^policies\/(?:pathways|guidance|calendar|templates)\//.test(path))
const base = readDisk(join(golden, 'base'))

const treeOf = (name: string): [string, { text: string }][] =>
  [...own, ...base, ...readDisk(join(golden, name))] as [string, { text: string }][]

function sheetsFor(tree: Tree, ask: Ask) {
  const repository = readRepository(tree)
  const release = releaseCalled(ask.release, repository)
  const template = templateFor(release, ask.template, repository)
  const known = Object.keys(template.data.audiences)
  const audiences = ask.audiences?.flatMap(name => audiencesOf(known, name, template.id)) ?? known
  return sheetsOf(toldOf({ release, template }, ask.site, { repository, today }), audiences, ask.formats)
}

const cases = readdirSync(golden).filter(name => name !== 'base')

test('there are cases', () => expect(cases.length).toBeGreaterThan(8))

describe.each(cases)('%s', name => {
  const ask = load(readFileSync(join(golden, name, 'ask.yaml'), 'utf8')) as Ask
  const entries = treeOf(name)
  const sheets = sheetsFor(new Map(entries), ask)

  test('says why it is there', () => {
    expect(readFileSync(join(golden, name, 'why.md'), 'utf8').trim().length).toBeGreaterThan(40)
  })

  test('its records and policies are without a mistake', () => {
    const repository = readRepository(new Map(entries))
    expect(
      [...repository.findings, ...inconsistencies(repository, today)].filter(one => one.weight === 'wrong'),
    ).toEqual([])
    expect(repository.records.size).toBeGreaterThan(0)
  })

  test.each(sheets.map(sheet => [sheet.name, sheet.text] as const))('%s', async (file, text) => {
    // one that is not there yet is not written by the way: nobody would have read it
    expect(existsSync(join(golden, name, file))).toBe(true)
    await expect(text).toMatchFileSnapshot(join(golden, name, file))
  })

  test('nothing else lies there', () => {
    const endings = Object.values(formats).join('|')
    const files = readdirSync(join(golden, name)).filter(file => new RegExp(`\\.(?:${endings})$`).test(file))
    expect(files.sort()).toEqual([...sheets.map(sheet => sheet.name), 'why.md'].sort())
    expect(existsSync(join(golden, name, 'deployments'))).toBe(true)
  })

  test('the order of files makes no difference', () => {
    expect(sheetsFor(new Map(entries.toReversed()), ask)).toEqual(sheets)
  })
})
