/** What people read in GitHub's forms. */

import { plain } from '../../policies/words.ts'
import type { Question } from '../ask/question.ts'
import { askText, example, hint, label } from './questions.ts'

/** What a form is for; a pathway's title is the product's own, or its policy owners'. */
interface FormWords {
  /** In the list of forms. At most some sixty characters are seen there. */
  name: string
  /** Below it. */
  description: string
  /** The first title of an issue, which people may change. */
  title: string
  /** What this form alone has to say. */
  intro: string
}

type Kind = 'advance' | 'decision' | 'evidence' | 'incident' | 'register'

/** What people read of a form. `pathway`: the title of its pathway; empty for a form of all pathways. */
export const formWords = (kind: Kind, pathway: string): FormWords => {
  const words: Record<Kind, FormWords> = {
    advance: {
      name: 'Advance',
      description: 'Ask for the next phase of a record, take it back along a loop, or withdraw it.',
      title: 'Advance',
      intro: 'This asks for another phase of one record. What the gate then asks for stands in the pull request.',
    },
    decision: {
      name: 'Go or no-go',
      description: 'Record a decision that was taken: go, or no-go.',
      title: 'Go or no-go',
      intro:
        'This records a decision that was taken. A decision that is recorded is not rewritten, only followed by another.',
    },
    evidence: {
      name: `Evidence: ${pathway}`,
      description:
        'Record that an item of a checklist, a step in an environment or a document is done, with a link to the evidence.',
      title: 'Evidence',
      intro:
        'This records one thing that was done. Tests and their results, meetings, tickets, counts and all else that can be recorded: ' +
        '`npm run note` in a terminal, or the pencil above the file on GitHub.',
    },
    incident: {
      name: 'Incident',
      description: 'Record an incident of a record in live or test use.',
      title: 'Incident',
      intro:
        '**Patients in danger now? This is not the way: call whoever your organisation says.** This records an incident that your service desk ' +
        'knows already. Its assessment and its root cause are recorded later, with `npm run note` or the pencil above the file on GitHub.',
    },
    register: {
      name: `New: ${pathway}`,
      description: 'Register a new record on this pathway, in its first phase.',
      title: 'New record',
      intro:
        'This registers a new record in the first phase of its pathway, with every checklist, document and test plan to be filled.',
    },
  }
  return words[kind]
}

/** Above every form. */
export const everyForm = (intro: string): string =>
  `${intro}

**What happens next.** Within a few minutes an answer stands below your issue: a link to the pull request that was made of it, or what to mend. \
This form is no signature. You sign by approving the pull request, and so do the others whose word is needed.

**Who may ask.** Whoever is in this repository's directory of people.

**Who sees it.** Everybody who sees this repository, and for good: what is edited or deleted later stays in copies. **No patient data**: no names, NHS \
numbers, dates of birth or screenshots. No passwords or keys. Link to the evidence where it is kept.`

/** The heading of a form's first field, which no other form has. */
export const firstLabel = (name: string, label: string): string => `${name}. ${label}`

/** What stands in and around a field. */
export function fieldWords(question: Question): { label: string; help: string; example: string } {
  const own = hint(question)
  const isMe = question.changing && question.kind === 'choice' && question.preset !== undefined
  const isDay = question.kind === 'day'
  const help = [
    ...(own ? [plain(own)] : []),
    ...(question.kind === 'several' ? [askText.commas] : []),
    ...(isDay ? ['Year, month and day.'] : []),
    ...(isMe ? ['Leave it empty if it was you.'] : []),
    ...(isDay && question.preset !== undefined ? ['Leave it empty for today.'] : []),
    ...(!isMe && !isDay && question.preset ? [`Leave it empty for: ${question.preset}.`] : []),
  ]
  // as in a terminal it would be in quotation marks
  const such = example(question.id).replaceAll('"', '')
  return { label: plain(label(question)), help: help.join(' '), example: `For example: ${such}` }
}

/** Fields that forms alone have. */
export const formFields = {
  record: {
    label: 'Which record is it?',
    help: 'Its file in the folder deployments, without the .yaml.',
    example: 'For example: bars-app6/ashbourne-vale',
  },
  direction: { label: 'Which way should it go?', help: '', example: '' },
  phase: {
    label: 'To which phase?',
    help: 'Only where more than one can follow. Its name.',
    example: 'For example: Public beta',
  },
  reason: {
    label: 'Why?',
    help: 'For back and withdraw: one or two sentences.',
    example: 'For example: Two sites report delays',
  },
  attended: {
    label: 'Who decided it with you?',
    help: `For back, where the no-go is not recorded yet: ids or GitHub logins. ${askText.commas}`,
    example: 'For example: samira-haddad,oskar-lindqvist',
  },
  minutes: {
    label: 'Where are the minutes?',
    help: 'For back, where there are any.',
    example: 'For example: https://records.example/minutes/7',
  },
  what: { label: 'What was done?', help: 'Choose one. Record the next with another form.', example: '' },
} as const

/** Which way a record can go. */
export const directionTitles = {
  forward: 'To the next phase',
  back: 'Back, along a loop of its pathway',
  withdraw: 'Withdraw it: it will not go live',
} as const

/** What can be recorded of a document, and when it says so. */
export const documentTitle = (what: 'approval' | 'reviewed' | 'submitted', title: string): string =>
  ({
    approval: `Document approved: ${title}`,
    reviewed: `Document reviewed: ${title}`,
    submitted: `Document given to its reviewers: ${title}`,
  })[what]

/** Of fields that one sort of evidence alone has. */
export const onlyForDocuments = 'Only for a document that is approved, where the record does not say it yet.'

/** A title together with that of its pathway. */
export const ofPathway = (title: string, pathway: string): string => `${title} (${pathway})`
