/** A release: its tickets, services, flags, sites, downtime and smoke test. */
import { actionTitles } from '../../render/choices.ts'
import { severities } from './live.ts'
import {
  type About,
  act,
  acting,
  choice,
  day,
  fields,
  inRecord,
  list,
  type Note,
  optional,
  person,
  placeOf,
  referred,
  text,
  titled,
  words,
} from './note.ts'

export const ticket: Note = {
  questions: () => [
    text('reference'),
    choice('type', words('feature', 'enhancement', 'bug')),
    text('title'),
    optional(choice('uat-needed', words('yes', 'no'))),
    optional(text('flag')),
    optional(text('area')),
    optional(text('impact')),
    optional(text('reverts')),
  ],
  edits: answers => {
    const { 'uat-needed': needed, ...rest } = answers
    const value = {
      ...fields(rest, {
        reference: 'reference',
        type: 'type',
        title: 'title',
        area: 'area',
        impact: 'impact',
        reverts: 'reverts',
        flag: 'flag',
      }),
      ...(needed && { uatNeeded: needed === 'yes' }),
    }
    return [{ is: 'add', to: ['scope'], value }]
  },
}

const tickets = (about: About) => inRecord('ticket', about, referred(about.data?.scope))
const ofTicket = (ticket: string | undefined, { data }: About) => ['scope', placeOf(data?.scope, ticket)]

export const ticketDone: Note = {
  questions: about => [tickets(about), ...acting(about)],
  edits: (answers, about) => [{ is: 'set', at: [...ofTicket(answers['ticket'], about), 'done'], value: act(answers) }],
}

export const uatNeeded: Note = {
  questions: about => [tickets(about), choice('uat-needed', words('yes', 'no'))],
  edits: (answers, about) => [
    { is: 'set', at: [...ofTicket(answers['ticket'], about), 'uatNeeded'], value: answers['uat-needed'] === 'yes' },
  ],
}

export const ticketTested: Note = {
  questions: about => [tickets(about), choice('result', words('pass', 'fail', 'blocked')), ...acting(about)],
  edits: (answers, about) => [
    {
      is: 'add',
      to: [...ofTicket(answers['ticket'], about), 'sit'],
      value: { ...fields(answers, { result: 'result' }), ...act(answers) },
    },
  ],
}

export const ticketAccepted: Note = {
  questions: about => [
    tickets(about),
    choice('acceptance', words('accepted', 'refused')),
    ...acting(about),
    optional(text('reason')),
  ],
  edits: (answers, about) => {
    const { evidence, ...rest } = answers
    const value = {
      ...fields(rest, { acceptance: 'outcome', by: 'by', on: 'on', reason: 'reason' }),
      ...(evidence && { evidence }),
    }
    return [{ is: 'add', to: [...ofTicket(answers['ticket'], about), 'uat'], value }]
  },
}

export const ticketChoice: Note = {
  questions: about => [
    tickets(about),
    choice('choice', words('delay', 'release')),
    text('reason'),
    person('by', about),
    day('on', about),
  ],
  edits: (answers, about) => [
    {
      is: 'add',
      to: [...ofTicket(answers['ticket'], about), 'choices'],
      value: fields(answers, { choice: 'choice', by: 'by', on: 'on', reason: 'reason' }),
    },
  ],
}

export const service: Note = {
  questions: () => [text('name'), text('version')],
  edits: ({ name = '', version = '' }, { data }) => {
    const place = (data?.services ?? []).findIndex(one => one.name === name)
    return place < 0
      ? [{ is: 'add', to: ['services'], value: { name, version } }]
      : [{ is: 'set', at: ['services', place, 'version'], value: version }]
  },
}

export const flag: Note = {
  questions: () => [text('flag'), text('title'), choice('is-on', words('yes', 'no'))],
  edits: ({ flag = '', title = '', 'is-on': on }) => [
    { is: 'set', at: ['featureFlags', flag], value: { title, on: on === 'yes' } },
  ],
}

export const knownIssue: Note = {
  questions: () => [
    text('reference'),
    text('title'),
    choice('severity', severities()),
    optional(text('workaround')),
    optional(text('hazard')),
    optional(text('since')),
    optional(text('fixed-in')),
  ],
  edits: answers => {
    const { reference = '', title = '', severity } = answers
    const more = fields(answers, { workaround: 'workaround', hazard: 'hazard', since: 'since', 'fixed-in': 'fixedIn' })
    return [{ is: 'add', to: ['knownIssues'], value: { reference, title, severity: Number(severity), ...more } }]
  },
}

export const unticketed: Note = {
  questions: () => [
    text('title'),
    optional(choice('type', words('feature', 'enhancement', 'bug'))),
    optional(text('area')),
    optional(text('impact')),
  ],
  edits: answers => {
    const value = fields(answers, { title: 'title', type: 'type', area: 'area', impact: 'impact' })
    return [{ is: 'add', to: ['unticketed'], value }]
  },
}

export const action: Note = {
  questions: () => [
    choice(
      'action-kind',
      Object.entries(actionTitles).map(([value, title]) => ({ value, title })),
    ),
    text('action'),
    optional(text('sites')),
  ],
  edits: answers => {
    const sites = list(answers['sites'])
    const value = { ...fields(answers, { 'action-kind': 'kind', action: 'what' }), ...(sites.length > 0 && { sites }) }
    return [{ is: 'add', to: ['actions'], value }]
  },
}

const site = (about: About) => inRecord('site', about, sites(about))
const sites = ({ data }: About) => Object.keys(data?.sites ?? {}).map(value => ({ value, title: value }))

export const siteAgreed: Note = {
  questions: about => [text('site'), { id: 'day', kind: 'day', required: true }, person('by', about), day('on', about)],
  edits: ({ site = '', day = '', by = '', on = '' }) => [
    { is: 'set', at: ['sites', site, 'agreed'], value: { for: day, by, on } },
  ],
}

export const siteDeployed: Note = {
  questions: about => [site(about), ...acting(about)],
  edits: answers => [{ is: 'set', at: ['sites', answers['site'] ?? '', 'deployed'], value: act(answers) }],
}

export const downtime: Note = {
  questions: () => [text('start'), text('predicted-end')],
  edits: answers => [
    { is: 'set', at: ['downtime'], value: fields(answers, { start: 'start', 'predicted-end': 'predictedEnd' }) },
  ],
}

export const banner: Note = {
  questions: about => [...acting(about)],
  edits: answers => [{ is: 'set', at: ['downtime', 'banner'], value: act(answers) }],
}

export const restored: Note = {
  questions: about => [...acting(about)],
  edits: answers => [{ is: 'set', at: ['downtime', 'restored'], value: act(answers) }],
}

const told = (part: 'notified' | 'restoredNotified'): Note => ({
  questions: about => [choice('party', titled(about.pathway.parties)), ...acting(about)],
  edits: answers => [{ is: 'set', at: ['downtime', part, answers['party'] ?? ''], value: act(answers) }],
})
export const downtimeTold = told('notified')
export const restoredTold = told('restoredNotified')

export const smokeTest: Note = {
  questions: () => [choice('needed', words('yes', 'no')), text('reason'), optional(text('site'))],
  edits: answers => [
    {
      is: 'set',
      at: ['smokeTest'],
      value: { needed: answers['needed'] === 'yes', ...fields(answers, { reason: 'reason', site: 'site' }) },
    },
  ],
}

export const smokeInstructions: Note = {
  questions: about => [...acting(about)],
  edits: answers => [{ is: 'set', at: ['smokeTest', 'instructions'], value: act(answers) }],
}

export const smokeRun: Note = {
  questions: about => [choice('result', words('pass', 'fail', 'blocked')), ...acting(about)],
  edits: answers => [
    { is: 'add', to: ['smokeTest', 'runs'], value: { ...fields(answers, { result: 'result' }), ...act(answers) } },
  ],
}

export const riskLevel: Note = {
  questions: () => [choice('level', words('low', 'medium', 'high'))],
  edits: ({ level = '' }) => [{ is: 'set', at: ['serviceRiskLevel'], value: level }],
}

export const trigger: Note = {
  questions: about => [
    text('reference'),
    text('title'),
    choice('severity', severities()),
    choice('found-in', words('production', 'pre-production', 'uat', 'sit', 'development')),
    choice('raised-via', words('service-desk', 'other')),
    {
      id: 'endangers',
      kind: 'several',
      choices: words('other-clinical-systems', 'application-data', 'this-system'),
      required: false,
    },
    ...acting(about),
  ],
  edits: answers => {
    const { reference = '', title = '', severity, endangers } = answers
    const value = {
      reference,
      title,
      severity: Number(severity),
      environment: answers['found-in'] ?? '',
      raisedVia: answers['raised-via'] ?? '',
      raised: act(answers),
      endangers: list(endangers),
    }
    return [{ is: 'set', at: ['trigger'], value }]
  },
}

export const offline: Note = {
  questions: about => [...acting(about)],
  edits: answers => [{ is: 'set', at: ['trigger', 'offline'], value: act(answers) }],
}
