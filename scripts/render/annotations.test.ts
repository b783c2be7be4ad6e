import { expect, test } from 'vitest'
import { annotationsOf } from './annotations.ts'
import { criterion, failedTest, finding, path, unmet, verdict, waits } from './fixture.ts'

test('a finding at its line and column, with what is wrong, how to mend it, and the clauses that ask for it', () => {
  const findings = [finding(failedTest('SMK-04'), { clauses: ['S3-01', 'S3-02'] })]
  const one = criterion({ title: 'Every smoke test has passed', status: 'unmet', findings })
  expect(annotationsOf(verdict({ criteria: [one] }))).toEqual([
    {
      level: 'error',
      file: path,
      line: 12,
      column: 3,
      title: 'Every smoke test has passed',
      message:
        'SMK-04: the last run, on 18 November 2026, failed. Correct the cause, run it again, and add the new result under runs. (S3-01, S3-02)',
    },
  ])
})

test('what belongs to no criterion is titled by the tool, and need not have a line', () => {
  const [one] = annotationsOf(verdict({ findings: [finding({ code: 'yaml-empty' }, { at: { path } })] }))
  expect(one).toMatchObject({ title: 'Countersign', file: path, line: null, column: null })
  expect(one?.message).toBe('This file is empty. Fill it in, or remove it.')
})

test('errors come first, then warnings, then what only waits; within a level in the order of the verdict', () => {
  const waived = criterion({ status: 'waived', findings: [finding(failedTest('waived'), { weight: 'warning' })] })
  const criteria = [waits, waived, unmet(failedTest('first'), failedTest('second'))]
  const findings = [finding({ code: 'changed-on-base', path }, { weight: 'wait' })]
  const all = annotationsOf(verdict({ criteria, findings }))
  expect(all.map(({ level, message }) => [level, message.split(':')[0]])).toEqual([
    ['error', 'first'],
    ['error', 'second'],
    ['warning', 'waived'],
    ['notice', expect.stringContaining('has changed on the base branch')],
    ['notice', expect.stringContaining('17 of 28 days')],
  ])
})

test('a waiver is told with what it waives', () => {
  const waiver = { reason: 'It is due in June', acceptedBy: 'dee', expires: '2027-06-30' }
  const warning = finding(failedTest(), { weight: 'warning' })
  const [one] = annotationsOf(
    verdict({ criteria: [criterion({ title: 'The pack', status: 'waived', findings: [warning], waiver })] }),
  )
  expect(one).toMatchObject({ level: 'warning', title: 'The pack (waived until 30 June 2027)' })
})

test('nothing wrong, no annotation', () => expect(annotationsOf(verdict())).toEqual([]))

test('hostile words stay on one line, and are no command', () => {
  const hostile = '::error::x\n##[add-mask]y\u001B[31m%0A'
  const one = criterion({ title: hostile, status: 'unmet', findings: [finding(failedTest(hostile))] })
  for (const { title, message } of annotationsOf(verdict({ criteria: [one] })))
    for (const text of [title, message]) expect(text).not.toMatch(/\p{Cc}|^\s*::|##\[/u)
})
