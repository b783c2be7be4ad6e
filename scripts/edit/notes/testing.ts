/** Tests, how they went, and what they found. */
import {
  type About,
  act,
  acting,
  choice,
  fields,
  inRecord,
  lines,
  type Note,
  optional,
  parts,
  person,
  placeOf,
  referred,
  text,
  titled,
  words,
} from './note.ts'

export const test: Note = {
  questions: ({ pathway }) => [
    choice('plan', titled(pathway.testPlans)),
    text('reference'),
    text('name'),
    choice('kind', words('happy-path', 'error'), 'happy-path'),
    { id: 'steps', kind: 'lines', required: true },
    text('expected'),
  ],
  edits: ({ plan = '', reference = '', name = '', kind = '', steps, expected = '' }) => [
    { is: 'add', to: ['testPlans', plan, 'tests'], value: { reference, name, kind, steps: lines(steps), expected } },
  ],
}

const tests = ({ data }: About) =>
  Object.entries(data?.testPlans ?? {}).flatMap(([plan, { tests }]) =>
    referred(tests).map(({ value, title }) => ({ value: `${plan}/${value}`, title })),
  )

const environments = ({ pathway }: About) => titled(pathway.environments)

export const result: Note = {
  questions: about => [
    inRecord('test', about, tests(about)),
    choice('result', words('pass', 'fail', 'blocked')),
    ...acting(about),
    // where its plan says that it is run
    optional({ ...choice('environment', environments(about)) }),
    choice('patients', words('test', 'live'), 'test'),
  ],
  edits: (answers, { data, pathway }) => {
    const [plan = '', ...reference] = parts(answers['test'])
    const { result = '', patients = '', on = '', by = '', environment } = answers
    const place = placeOf(data?.testPlans?.[plan]?.tests, reference.join('/'))
    const where = environment ?? pathway.testPlans?.[plan]?.environment ?? ''
    const value = { on, by, release: data?.release ?? '', environment: where, patients, result }
    return [
      {
        is: 'add',
        to: ['testPlans', plan, 'tests', place, 'runs'],
        value: { ...value, ...fields(answers, { evidence: 'evidence' }) },
      },
    ]
  },
}

export const adHoc: Note = {
  questions: about => [text('title'), choice('environment', environments(about)), ...acting(about)],
  edits: ({ title = '', environment = '', on = '', by = '', ...rest }) => [
    { is: 'add', to: ['adHocTests'], value: { on, by, environment, title, ...fields(rest, { evidence: 'evidence' }) } },
  ],
}

export const issue: Note = {
  questions: about => [
    text('reference'),
    text('title'),
    ...acting(about),
    optional(choice('cause', words('standard', 'solution', 'configuration'))),
  ],
  edits: answers => [
    {
      is: 'add',
      to: ['issues'],
      value: {
        ...fields(answers, { reference: 'reference', title: 'title' }),
        raised: act(answers),
        ...fields(answers, { cause: 'cause' }),
      },
    },
  ],
}

/** Issues from testing, live incidents and known issues of a release: whichever has this reference. */
const kinds = ['issues', 'incidents', 'knownIssues'] as const

export const resolved: Note = {
  questions: about => [
    inRecord(
      'resolved',
      about,
      kinds.flatMap(kind => referred((about.data?.[kind] ?? []).filter(({ resolved }) => !resolved))),
    ),
    ...acting(about),
  ],
  edits: (answers, { data }) =>
    kinds
      .flatMap(kind => {
        const place = (data?.[kind] ?? []).findIndex(
          ({ reference, resolved }) => reference === answers['resolved'] && !resolved,
        )
        return place < 0 ? [] : [{ is: 'set' as const, at: [kind, place, 'resolved'], value: act(answers) }]
      })
      // where an issue and an incident share a reference: one after the other
      .slice(0, 1),
}

export const risk: Note = {
  questions: about => [
    text('reference'),
    text('title'),
    choice('level', words('low', 'medium', 'high')),
    optional(person('owner', about)),
    optional(text('mitigation')),
  ],
  edits: answers => [
    {
      is: 'add',
      to: ['risks'],
      value: fields(answers, {
        reference: 'reference',
        title: 'title',
        level: 'level',
        owner: 'owner',
        mitigation: 'mitigation',
      }),
    },
  ],
}

export const riskAccepted: Note = {
  questions: about => [inRecord('risk', about, referred(about.data?.risks)), ...acting(about)],
  edits: (answers, { data }) => [
    { is: 'set', at: ['risks', placeOf(data?.risks, answers['risk']), 'accepted'], value: act(answers) },
  ],
}
