/** Decisions, waivers, and live running: since when, how much, and what went wrong. */
import { allCriteria } from '../../../policies/criteria.ts'
import type { Choice } from '../../ask/question.ts'
import { severityTitles } from '../../render/choices.ts'
import {
  type About,
  act,
  acting,
  choice,
  day,
  fields,
  inRecord,
  lines,
  link,
  list,
  type Note,
  optional,
  person,
  placeOf,
  referred,
  several,
  text,
  titled,
  words,
} from './note.ts'

export const decision: Note = {
  questions: about => [
    choice('decision', titled(about.pathway.decisions)),
    choice('outcome', words('go', 'no-go')),
    several('attended', about),
    person('chair', about),
    day('on', about),
    optional(link('minutes')),
    optional(text('reason')),
    optional({ id: 'conditions', kind: 'lines', required: false }),
  ],
  edits: answers => {
    const { on = '', chair = '', attended, conditions } = answers
    const asked = lines(conditions)
    return [
      {
        is: 'add',
        to: ['decisions'],
        value: {
          ...fields(answers, { decision: 'decision', outcome: 'outcome' }),
          on,
          chair,
          attended: list(attended),
          ...fields(answers, { reason: 'reason' }),
          ...(asked.length > 0 && { conditions: asked }),
          ...fields(answers, { minutes: 'minutes' }),
        },
      },
    ]
  },
}

export const waiver: Note = {
  questions: about => [
    choice(
      'criterion',
      allCriteria(about.pathway)
        .filter(({ enforcement }) => enforcement === 'waivable')
        .map(({ id, title }) => ({ value: id, title })),
    ),
    text('reason'),
    { id: 'expires', kind: 'day', required: true },
    ...acting(about).map(question => (question.id === 'evidence' ? optional(question) : question)),
  ],
  refuse: ({ expires = '' }, { today }) =>
    expires < today ? [{ question: 'expires', why: { code: 'past-day', got: expires } }] : [],
  edits: answers => {
    const { criterion = '', reason = '', expires = '' } = answers
    return [{ is: 'add', to: ['waivers'], value: { criterion, reason, accepted: act(answers), expires } }]
  },
}

export const live: Note = {
  questions: about => [day('on', about), link('evidence'), person('by', about)],
  edits: answers => [{ is: 'set', at: ['verification', 'start'], value: act(answers) }],
}

export const liveCorrected: Note = {
  questions: about => [day('on', about), text('reason'), person('by', about), optional(link('evidence'))],
  edits: answers => [
    {
      is: 'add',
      to: ['verification', 'corrections'],
      value: fields(answers, { on: 'on', by: 'by', reason: 'reason', evidence: 'evidence' }),
    },
  ],
}

export const referrals: Note = {
  questions: about => [{ id: 'referrals', kind: 'number', required: true }, ...acting(about), optional(text('reason'))],
  edits: answers => {
    const { on = '', by = '', referrals, evidence = '' } = answers
    const value = { on, by, referrals: Number(referrals), ...fields(answers, { reason: 'reason' }), evidence }
    return [{ is: 'add', to: ['verification', 'counts'], value }]
  },
}

/** 1 is the worst. */
export const severities = (): Choice[] => severityTitles.map((title, index) => ({ value: String(index + 1), title }))

export const incident: Note = {
  questions: about => [text('reference'), text('title'), choice('severity', severities()), ...acting(about)],
  edits: answers => {
    const { reference = '', title = '', severity } = answers
    return [
      { is: 'add', to: ['incidents'], value: { reference, title, severity: Number(severity), raised: act(answers) } },
    ]
  },
}

const incidents = (about: About) => inRecord('incident', about, referred(about.data?.incidents))

export const assessment: Note = {
  questions: about => [
    incidents(about),
    choice('safety-related', words('yes', 'no')),
    choice('cause', words('implementation', 'elsewhere', 'undetermined')),
    person('by', about),
    day('on', about),
    optional(text('reason')),
  ],
  edits: (answers, { data }) => {
    const { on = '', by = '', cause = '' } = answers
    const value = {
      on,
      by,
      safetyRelated: answers['safety-related'] === 'yes',
      cause,
      ...fields(answers, { reason: 'reason' }),
    }
    return [{ is: 'add', to: ['incidents', placeOf(data?.incidents, answers['incident']), 'assessments'], value }]
  },
}

export const rootCause: Note = {
  questions: about => [incidents(about), link('link')],
  edits: ({ incident, link = '' }, { data }) => [
    { is: 'set', at: ['incidents', placeOf(data?.incidents, incident), 'rca'], value: link },
  ],
}
