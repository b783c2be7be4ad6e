/** What was done of a checklist, in an environment, at a meeting; what is planned. */
import type { Answers, Choice, Refusal } from '../../ask/question.ts'
import { type Edit, read } from '../edit.ts'
import {
  type About,
  act,
  acting,
  choice,
  day,
  fields,
  link,
  list,
  type Note,
  optional,
  parts,
  person,
  several,
  text,
  titled,
} from './note.ts'

const items = ({ pathway: { checklists = {} } }: About, onlyOptional = false): Choice[] =>
  Object.entries(checklists).flatMap(([id, { title, items }]) =>
    Object.entries(items)
      .filter(([, { mayNotApply }]) => !onlyOptional || mayNotApply)
      .map(([item, definition]) => ({ value: `${id}/${item}`, title: `${title}: ${definition.title}` })),
  )

/** What is recorded as done is not written over by the way, unless it is the same. */
function doneAlready(question: 'item' | 'step', before: unknown, answers: Answers, again: boolean): Refusal[] {
  const { by, on, evidence } = (before ?? {}) as { by?: string; on?: string; evidence?: string }
  if (by === undefined || on === undefined || again) return []
  const isSame = by === answers['by'] && on === answers['on'] && evidence === answers['evidence']
  return isSame ? [] : [{ question, why: { code: 'done-already', by, on } }]
}

/** An item of a checklist as it is now; what it said otherwise before goes. */
function standing(which: string | undefined, value: Record<string, string>, { data }: About): Edit[] {
  const [checklist = '', item = ''] = parts(which)
  const at = ['checklists', checklist, item]
  const before = Object.keys(data?.checklists?.[checklist]?.[item] ?? {})
  const gone = before.filter(key => ['evidence', 'reason'].includes(key) && !(key in value))
  return [...gone.map((key): Edit => ({ is: 'drop', at: [...at, key] })), { is: 'set', at, value }]
}

export const item: Note = {
  questions: about => [{ ...choice('item', items(about)), kind: 'several' }, ...acting(about)],
  refuse: (answers, { data }, again) =>
    list(answers['item']).flatMap(one => {
      const [checklist = '', name = ''] = parts(one)
      const before = data?.checklists?.[checklist]?.[name]
      return before?.status === 'done' ? doneAlready('item', before, answers, again) : []
    }),
  edits: (answers, about) =>
    list(answers['item']).flatMap(one =>
      standing(one, { status: 'done', ...(act(answers) as Record<string, string>) }, about),
    ),
}

export const notApplicable: Note = {
  questions: about => [choice('item', items(about, true)), text('reason'), person('by', about), day('on', about)],
  edits: ({ item, by = '', on = '', reason = '' }, about) =>
    standing(item, { status: 'not-applicable', by, on, reason }, about),
}

const steps = ['onboarded', 'installed', 'configured', 'catalogued']

/** Of sites that are one side of the exchange only, the other side is not asked for. */
const sides = ({ data }: About) => data?.participants ?? ['sender', 'receiver']

const environmentSteps = (about: About): Choice[] =>
  Object.entries(about.pathway.environments ?? {}).flatMap(([id, { title, by }]) => [
    ...sides(about).flatMap(side =>
      steps.map(step => ({ value: `${id}/${side}/${step}`, title: `${title}, ${side}: ${step}` })),
    ),
    ...(by.mirrorsProduction
      ? [{ value: `${id}/mirrorsProduction`, title: `${title}: configured like production` }]
      : []),
  ])

export const step: Note = {
  questions: about => [{ ...choice('step', environmentSteps(about)), kind: 'several' }, ...acting(about)],
  refuse: (answers, { data }, again) =>
    list(answers['step']).flatMap(one => doneAlready('step', read(data?.environments, parts(one)), answers, again)),
  edits: answers =>
    list(answers['step']).map(one => ({ is: 'set', at: ['environments', ...parts(one)], value: act(answers) })),
}

export const serviceId: Note = {
  questions: about => [
    choice(
      'side',
      Object.entries(about.pathway.environments ?? {}).flatMap(([id, { title }]) =>
        sides(about).map(side => ({ value: `${id}/${side}`, title: `${title}, ${side}` })),
      ),
    ),
    text('service-id'),
  ],
  edits: ({ side, 'service-id': value = '' }) => [
    { is: 'set', at: ['environments', ...parts(side), 'serviceId'], value },
  ],
}

export const meeting: Note = {
  questions: about => [
    choice('forum', titled(about.pathway.forums)),
    several('attended', about),
    day('on', about),
    optional(link('minutes')),
  ],
  edits: answers => [
    {
      is: 'add',
      to: ['communications', answers['forum'] ?? '', 'sessions'],
      value: {
        on: answers['on'] ?? '',
        attended: list(answers['attended']),
        ...fields(answers, { minutes: 'minutes' }),
      },
    },
  ],
}

export const plan: Note = {
  questions: about => [choice('phase', titled(about.pathway.phases)), { id: 'day', kind: 'day', required: true }],
  edits: ({ phase = '', day = '' }) => [{ is: 'set', at: ['plan', phase], value: day }],
}

export const role: Note = {
  questions: about => [
    choice(
      'role',
      titled(about.pathway.roles).filter(
        ({ value }) => about.pathway.parties[parts(value)[0] ?? '']?.held === 'record',
      ),
    ),
    several('people', about),
  ],
  edits: ({ role = '', people }) => [{ is: 'set', at: ['roles', role], value: list(people) }],
}
