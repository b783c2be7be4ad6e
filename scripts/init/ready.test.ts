import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshClone, hasSamples } from './fixture.ts'
import { obstaclesIn } from './ready.ts'

describe.skipIf(!hasSamples)('what is not saved stops it (skipped: somebody has deleted the samples)', () => {
  const unsaved = (root: string, from?: string) =>
    obstaclesIn(root, from).flatMap(one => (one.code === 'unsaved' ? one.paths : []))

  test('but for the answers that were just written, and those alone', () => {
    const root = freshClone()
    expect(obstaclesIn(root)).toEqual([])
    writeFileSync(join(root, 'mine.yaml'), 'kind: Directory\n')
    expect(unsaved(root, join(root, 'mine.yaml'))).toEqual([])
    expect(unsaved(root)).toEqual(['mine.yaml'])

    // the whole clone as the folder of the answers: nothing else in it is one
    const record = 'deployments/bars-app6/dunmoor.yaml'
    writeFileSync(join(root, record), '# mine\n')
    mkdirSync(join(root, 'notes'))
    cpSync(join(root, 'mine.yaml'), join(root, 'notes/deeper.yaml'))
    writeFileSync(join(root, 'notes.txt'), 'mine\n')
    expect(unsaved(root, root).sort()).toEqual([record, 'notes.txt', 'notes/deeper.yaml'].sort())
  })
})
