import { describe, expect, test } from 'vitest'
import { plain } from '../../policies/words.ts'
import type { Unfit } from '../ask/question.ts'
import { answerWords, refusalWords } from './refusals.ts'

describe('an answer that will not do', () => {
  test.each<[why: Unfit, where: 'title' | 'on' | 'evidence' | 'pathway', option: string, answer: string]>([
    [
      { code: 'unanswered' },
      'on',
      'The day is missing: add --on, such as --on 2026-11-20.',
      'The day is missing: please answer, such as 2026-11-20.',
    ],
    [
      { code: 'no-such-choice', got: 'x', known: ['a', 'b'] },
      'pathway',
      'The pathway cannot be “x”: --pathway takes a or b.',
      'The pathway cannot be “x”: choose a or b.',
    ],
    [
      { code: 'no-such-choice', got: 'x', known: [] },
      'pathway',
      'The pathway cannot be “x”: there is nothing to choose from.',
      'The pathway cannot be “x”: there is nothing to choose from.',
    ],
    [
      { code: 'no-day', got: '20/11' },
      'on',
      'The day cannot be “20/11”: write year, month and day, such as --on 2026-11-20.',
      'The day cannot be “20/11”: write year, month and day, such as 2026-11-20.',
    ],
    [
      { code: 'no-link', got: 'x' },
      'evidence',
      'The evidence cannot be “x”: give an address that begins with https:// and has no blanks and no password, such as --evidence https://records.example/minutes/7.',
      'The evidence cannot be “x”: give an address that begins with https:// and has no blanks and no password, such as https://records.example/minutes/7.',
    ],
    [
      { code: 'misshapen', got: '@a', shape: 'login' },
      'title',
      'The title cannot be “@a”: write the name of a GitHub account, without @, such as --title "Ashbourne Vale, first release".',
      'The title cannot be “@a”: write the name of a GitHub account, without @, such as Ashbourne Vale, first release.',
    ],
    [
      { code: 'too-long', most: 4000 },
      'title',
      'The title is too long: write at most 4000 characters, and link to the rest.',
      'The title is too long: write at most 4000 characters, and link to the rest.',
    ],
  ])('%j', (why, question, option, answer) => {
    expect(plain(refusalWords({ question, why }))).toBe(option)
    expect(plain(answerWords({ question, why }))).toBe(answer)
  })
})
