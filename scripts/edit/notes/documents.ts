/** A document or certificate, and what was done with it. */
import type { Document } from '../../../schemas/types.ts'
import type { Answers, Choice, Question } from '../../ask/question.ts'
import { type Edit, type Group, read } from '../edit.ts'
import {
  type About,
  act,
  acting,
  choice,
  fields,
  link,
  type Note,
  optional,
  parts,
  person,
  text,
  titled,
  words,
} from './note.ts'

/** `document`, or `certificate/organisation` on a release that has them. */
function which(about: About): Question {
  const { data, pathway } = about
  const held = Object.entries(data?.certificates ?? {})
  const certificates: Choice[] = titled(pathway.certificates).flatMap(({ value, title }) => [
    ...Object.keys(held.find(([id]) => id === value)?.[1] ?? {}).map(ods => ({
      value: `${value}/${ods}`,
      title: `${title}: ${ods}`,
    })),
  ])
  return choice('document', [...titled(pathway.documents), ...certificates])
}

const digest: Question = { id: 'digest', kind: 'text', shape: 'digest', required: false }

const placeOf = (document = '') => [document.includes('/') ? 'certificates' : 'documents', ...parts(document)]

/** What was done with a document was done with one version of it. That the first one was shared stays: who had it first had it then. */
const ofVersion = ['submitted', 'reviewed', 'approved', 'sharedAgain', 'digest'] as const

/** A document as it is now; of another version or another file than before, nothing has been done with it yet. */
function standing(answers: Answers, value: Group, { data }: About): Edit[] {
  const at = placeOf(answers['document'])
  const before = read(data, at) as Partial<Document> | undefined
  const differs = (key: 'version' | 'digest', given = answers[key]) => given !== undefined && before?.[key] !== given
  const isOther = before !== undefined && (differs('version') || (before.digest !== undefined && differs('digest')))
  const gone = ofVersion.filter(key => isOther && before?.[key] !== undefined && !(key in value))
  return [...gone.map((key): Edit => ({ is: 'drop', at: [...at, key] })), { is: 'set', at, value }]
}

const said: Record<string, string> = {
  version: 'version',
  owner: 'owner',
  link: 'link',
  digest: 'digest',
  expires: 'expires',
}

export const document: Note = {
  questions: about => [
    which(about),
    choice('status', words('draft', 'in-review', 'superseded')),
    text('version'),
    optional(person('owner', about)),
    optional(link('link')),
    digest,
    optional({ id: 'expires', kind: 'day', required: false }),
  ],
  edits: (answers, about) => standing(answers, { status: answers['status'] ?? '', ...fields(answers, said) }, about),
}

export const certificate: Note = {
  questions: about => [
    choice('certificate', titled(about.pathway.certificates)),
    text('of'),
    ...document.questions(about).slice(1),
  ],
  edits: ({ certificate, of, ...answers }, about) =>
    document.edits({ ...answers, document: `${certificate}/${of}` }, about),
}

/** An approval is of a version that somebody owns, at a link: what the record says of these already need not be said again. */
export const approval: Note = {
  questions: about => [
    which(about),
    ...acting(about),
    optional(text('version')),
    optional({ ...person('owner', about) }),
    optional(link('link')),
    digest,
    optional({ id: 'expires', kind: 'day', required: false }),
  ],
  edits: (answers, about) =>
    standing(answers, { status: 'approved', ...fields(answers, said), approved: act(answers) }, about),
}

const acted = (name: 'submitted' | 'reviewed'): Note => ({
  questions: about => [which(about), ...acting(about)],
  edits: answers => [{ is: 'set', at: [...placeOf(answers['document']), name], value: act(answers) }],
})

export const submitted = acted('submitted')
export const reviewed = acted('reviewed')

export const shared: Note = {
  questions: about => [which(about), choice('party', titled(about.pathway.parties)), ...acting(about)],
  edits(answers, { data }) {
    const at = placeOf(answers['document'])
    const party = answers['party'] ?? ''
    const before = read(data, at) as Partial<Document> | undefined
    const how = before?.shared?.[party] ? 'sharedAgain' : 'shared'
    return [{ is: 'set', at: [...at, how, party], value: act(answers) }]
  },
}
