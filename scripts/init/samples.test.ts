import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withoutSamples } from '../render/samples.ts'
import { realIn } from './ready.ts'
import { samplesOf, sampleTree } from './samples.ts'

const label = '# Sample: organisations and people are fictional.\n'
const people = (login: string) =>
  `${label}people: { ann: { name: Ann, organisation: Z9A1B, github: { login: ${login} } } }\n`

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-samples-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('the samples', () => {
  const own = { 'deployments/README.md': 'a', 'policies/directory/ours.yaml': 'b', 'policies/pathways/p.yaml': 'c' }
  test('are here', () => {
    const folder = folderWith({ ...own, 'deployments/hub/site.yaml': label })
    expect(samplesOf(folder)).toBe('here')
    expect([...(sampleTree(folder)?.keys() ?? [])]).toHaveLength(4)
  })

  test('are put away: they stand in the place of what is somebody’s own', () => {
    const kept = {
      'scripts/samples/deployments/hub/site.yaml': label,
      'scripts/samples/policies/directory/people.yaml': label,
    }
    const folder = folderWith({ ...own, ...kept, 'deployments/mine/site.yaml': 'd' })
    expect(samplesOf(folder)).toBe('kept')
    expect([...(sampleTree(folder)?.keys() ?? [])].sort()).toEqual([
      'deployments/README.md',
      'deployments/hub/site.yaml',
      'policies/directory/people.yaml',
      'policies/pathways/p.yaml',
    ])
  })

  test('are deleted', () => {
    const folder = folderWith({ ...own, 'deployments/mine/site.yaml': 'd' })
    expect(samplesOf(folder)).toBe('none')
    expect(sampleTree(folder)).toBeNull()
  })
})

test('what could be somebody’s own is found, whatever else is a sample', () => {
  const tree = (files: Record<string, string>) => new Map(Object.entries(files).map(([path, text]) => [path, { text }]))
  const [site, directory] = ['deployments/hub/site.yaml', 'policies/directory/people.yaml']
  const sound = `# yaml-language-server: $schema=x\n${people('ann-example').replace('people:', 'kind: Directory\npeople:')}`
  expect(realIn(tree({ [site]: label, [directory]: sound }))).toEqual([])
  expect(realIn(tree({ [site]: 'kind: x', [directory]: sound }))).toEqual([{ code: 'no-samples', paths: [site] }])
  expect(realIn(tree({ [site]: `${'#\n'.repeat(600)}${label}`, [directory]: sound }))).toEqual([
    { code: 'no-samples', paths: [site] },
  ])
  expect(realIn(tree({ [site]: label, [directory]: sound.replace('ann-example', 'ann') }))).toEqual([
    { code: 'real-people', people: ['ann'] },
  ])
  expect(realIn(tree({ [site]: label, [directory]: `${sound}people: {}\n` }))).toEqual([
    { code: 'unreadable', paths: [directory] },
  ])
  expect(realIn(new Map([[site, { unread: 'too-large' }]]))).toEqual([{ code: 'no-samples', paths: [site] }])
})

test('what a text says of samples is taken out', () =>
  expect(withoutSamples('a\n\n<!-- samples -->\nb\n<!-- /samples -->\nc <!-- samples -->d<!-- /samples -->e')).toBe(
    'a\n\nc e',
  ))
