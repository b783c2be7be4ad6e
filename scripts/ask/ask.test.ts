import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { say } from '../../policies/words.ts'
import { agreed, ask, leave, mayAsk } from './ask.ts'
import { keys, type Step, terminalOf } from './fixture.ts'
import type { Answers, Question } from './question.ts'

const { enter, down, tab, space, ctrlC, ctrlD } = keys
const few = [
  { value: 'go', title: 'Go ahead' },
  { value: 'no-go', title: 'Do not' },
]
const people = Array.from({ length: 40 }, (_, index) => ({ value: `person-${index}`, title: `Sample Person ${index}` }))
const day: Question = { id: 'on', kind: 'day', required: true }
const title: Question = { id: 'title', kind: 'text', required: false }

/** What comes of questions, with somebody at the terminal. */
async function conversation(questions: Question[], steps: Step[], given: Answers = {}) {
  const { terminal, shown, left } = terminalOf(steps)
  const asked = await ask(questions, given, terminal)
  return { asked, shown: shown(), left }
}
const answered = (answers: Answers, talked = true) => ({ kind: 'answered', answers, talked })

describe('whether it asks', () => {
  const at = (env: NodeJS.ProcessEnv) => mayAsk(terminalOf([], env).terminal)
  test('at a terminal alone', () => {
    expect(at({})).toBe(true)
    expect(at({ CI: 'false' })).toBe(true)
    expect(at({ CI: '0' })).toBe(true)
    const { input, output } = terminalOf([]).terminal
    expect(mayAsk({ env: {}, input: Object.assign(input, { isTTY: false }), output })).toBe(false)
    const other = terminalOf([]).terminal
    expect(mayAsk({ ...other, output: Object.assign(other.output, { isTTY: false }) })).toBe(false)
  })
  test.each([{ CI: 'true' }, { CI: '1' }, { CI: 'yes' }, { GITHUB_ACTIONS: 'true', CI: 'false' }])('not with %j', env =>
    expect(at(env)).toBe(false),
  )
  test('not with --yes', () => expect(mayAsk({ ...terminalOf([]).terminal, yes: true })).toBe(false))

  test('nor when all that must be answered is given', async () => {
    const { asked, shown } = await conversation([day, title], [], { on: '2026-11-20' })
    expect(asked).toEqual(answered({ on: '2026-11-20' }, false))
    expect(shown).toBe('')
  })

  test('but whoever is answering already is asked what may be left out too', async () => {
    const { terminal } = terminalOf([['What is it called?', 'Ann', enter]])
    expect(await ask([title], {}, { ...terminal, talking: true })).toEqual(answered({ title: 'Ann' }))
    expect(await ask([title], {}, { ...terminal, talking: true, yes: true })).toEqual(answered({}, false))
  })

  test('without a terminal what is missing comes back, and nothing waits', () => {
    const code = `
      import { ask, leave } from './scripts/ask/ask.ts'
      const asked = await ask([{ id: 'on', kind: 'day', required: true }], {})
      process.exitCode = asked.kind === 'answered' ? 0 : leave(asked)`
    const cwd = fileURLToPath(new URL('../..', import.meta.url))
    const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd,
      encoding: 'utf8',
      input: 'x\n',
    })
    expect(done).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'The day is missing: add --on, such as --on 2026-11-20.\n',
    })
  })
})

describe('at a terminal', () => {
  test('a text; what may be left out is left out by Enter, and what was given is not asked', async () => {
    const { asked, shown } = await conversation(
      [{ id: 'reason', kind: 'text', required: true }, title, day],
      [
        ['Why?', 'Two sites', enter],
        ['What is it called?', enter],
      ],
      { on: '2026-11-20' },
    )
    expect(asked).toEqual(answered({ reason: 'Two sites', on: '2026-11-20' }))
    expect(shown).toContain('(Enter leaves it out)')
    expect(shown).not.toContain('On which day?')
  })

  test('what will not do is told at once, and asked again', async () => {
    const { asked, shown } = await conversation(
      [day],
      [
        ['On which day?', '2026-02-30', enter],
        ['The day cannot be “2026-02-30”', ...Array.from('2026-02-30', () => '\x7f'), '2026-03-02', enter],
      ],
    )
    expect(asked).toEqual(answered({ on: '2026-03-02' }))
    expect(shown).toContain('such as 2026-11-20.')
  })

  test('an option that will not do is told, and asked', async () => {
    const { asked, shown } = await conversation([day], [['On which day?', '2026-03-02', enter]], { on: 'soon' })
    expect(asked).toEqual(answered({ on: '2026-03-02' }))
    expect(shown.indexOf('cannot be “soon”')).toBeLessThan(shown.indexOf('On which day?'))
  })

  test('a preset is what Enter takes', async () => {
    const { asked, shown } = await conversation(
      [
        { ...day, preset: '2026-11-20' },
        { ...title, required: true },
      ],
      [
        ['On which day?', enter],
        ['What is it called?', 'x', enter],
      ],
    )
    expect(asked).toEqual(answered({ on: '2026-11-20', title: 'x' }))
    expect(shown).toContain('(Enter: 2026-11-20)')
  })

  test('a few choices, and one that is left out', async () => {
    const choice: Question = { id: 'pathway', kind: 'choice', choices: few, required: true }
    expect((await conversation([choice], [['Which pathway', down, enter]])).asked).toEqual(
      answered({ pathway: 'no-go' }),
    )
    const { asked } = await conversation(
      [{ ...choice, required: false }, day],
      [
        ['Which pathway', enter],
        ['On which day?', '2026-03-02', enter],
      ],
    )
    expect(asked).toEqual(answered({ on: '2026-03-02' }))
    const preset = await conversation(
      [{ ...choice, preset: 'no-go' }, day],
      [
        ['Which pathway', enter],
        ['On which day?', '2026-03-02', enter],
      ],
    )
    expect(preset.asked).toEqual(answered({ pathway: 'no-go', on: '2026-03-02' }))
  })

  test('of many choices, the one whose name is typed', async () => {
    const choice: Question = { id: 'pathway', kind: 'choice', choices: people, required: true }
    const { asked } = await conversation([choice], [['Which pathway', ...'Person 27', enter]])
    expect(asked).toEqual(answered({ pathway: 'person-27' }))
    const none = await conversation(
      [choice],
      [
        ['Which pathway', ...'nobody', enter],
        ['The pathway is missing', 'person-3', down, enter],
      ],
    )
    expect(none.asked).toMatchObject({ kind: 'answered' })
  })

  test('several, of a few and of many; none where one must be is asked again', async () => {
    const of = (choices: Question['choices'] & {}): Question => ({
      id: 'pathway',
      kind: 'several',
      choices,
      required: true,
    })
    const some = await conversation(
      [of(few)],
      [
        ['Which pathway', enter],
        ['The pathway is missing', space, down, space, enter],
      ],
    )
    expect(some.asked).toEqual(answered({ pathway: 'go,no-go' }))
    const many = await conversation([of(people)], [['Which pathway', ...'Person 27', tab, enter]])
    expect(many.asked).toEqual(answered({ pathway: 'person-27' }))
  })

  test('several without choices, and several lines', async () => {
    const { asked } = await conversation(
      [
        { id: 'reason', kind: 'several', required: true },
        { id: 'title', kind: 'lines', required: true },
      ],
      [
        ['Why?', 'a, b', enter],
        ['What is it called?', 'one', enter, 'two', tab, enter],
      ],
    )
    expect(asked).toEqual(answered({ reason: 'a,b', title: 'one\ntwo' }))
  })

  test('titles of others steer nothing', async () => {
    const evil = [{ value: 'go', title: 'Go\x1b[2J\n::error::x' }, ...few]
    const { shown } = await conversation(
      [{ id: 'pathway', kind: 'choice', choices: evil, required: true }],
      [['Which', enter]],
    )
    expect(shown).toContain('Go [2J ::error::x')
  })

  test.each([
    ['Ctrl-C', ctrlC],
    ['Esc', keys.escape],
    ['Ctrl-D', ctrlD],
    ['the end of the input', null],
  ])('%s leaves', async (_, key) => {
    const { asked, shown } = await conversation([day, title], [['On which day?', key]])
    expect(asked).toEqual({ kind: 'left' })
    expect(shown).toContain('You left. Nothing was changed.')
    expect(shown).not.toContain('What is it called?')
    expect(leave({ kind: 'left' })).toBe(1)
  })

  test('with nothing to choose from it does not ask for ever', async () => {
    const { asked } = await conversation([{ id: 'pathway', kind: 'choice', choices: [], required: true }], [])
    expect(asked).toMatchObject({ kind: 'refused' })
  })
})

describe('yes or no', () => {
  const at = async (steps: Step[]) => {
    const { terminal, shown } = terminalOf(steps)
    return { yes: await agreed(say`Delete ${'all'}?`, terminal), shown: shown() }
  }
  test('is asked, and Enter alone is no', async () => {
    expect((await at([['Delete all?', 'y']])).yes).toBe(true)
    const no = await at([['Delete all?', enter]])
    expect(no.yes).toBe(false)
    expect(no.shown).toContain('Nothing was changed.')
    expect((await at([['Delete all?', ctrlC]])).yes).toBe(false)
  })
  test('is yes with --yes, and no where nobody can be asked', async () => {
    expect(await agreed(say`Delete?`, { yes: true })).toBe(true)
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(await agreed(say`Delete ${'x'}?`, terminalOf([], { CI: 'true' }).terminal)).toBe(false)
    expect(said).toHaveBeenCalledWith('Delete x? It cannot be asked here: add --yes if you are sure.')
    said.mockRestore()
  })
})
