import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitIn } from '../read/git.ts'
import { commentOf } from '../render/comment.ts'
import { cases, commentPath, digest, expected, runCase, why } from './case.ts'

let bare = ''
beforeAll(() => {
  bare = mkdtempSync(join(tmpdir(), 'countersign-cases-'))
  gitIn(bare)(['init', '--quiet', '--bare', '.'])
})
afterAll(() => rmSync(bare, { recursive: true, force: true }))

describe.each(cases())('%s', name => {
  test('ends as told', async () => {
    expect(why(name).trim(), 'why.md says why the case is there').not.toBe('')
    const verdict = runCase(name, bare)
    expect(digest(verdict)).toEqual(expected(name))
    if (existsSync(commentPath(name))) await expect(commentOf(verdict)).toMatchFileSnapshot(commentPath(name))
  })
})
