import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Verdict } from '../../policies/model.ts'
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
    if (existsSync(commentPath(name))) await expect(withoutHead(verdict)).toMatchFileSnapshot(commentPath(name))
  })
})

/** The comment as people read it; the head's id changes with every pathway that is edited. */
const withoutHead = (verdict: Verdict) => commentOf(verdict).replaceAll(verdict.head.slice(0, 10), 'HEAD')
