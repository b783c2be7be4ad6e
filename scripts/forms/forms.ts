/** Every form, from the pathways. */
import type { PathwayFile } from '../../policies/repository.ts'
import type { Choice } from '../ask/question.ts'
import type { About } from '../edit/notes/note.ts'
import { allNotes, type NoteName } from '../edit/notes.ts'
import { registrationQuestions } from '../edit/registration.ts'
import { documentTitle, firstLabel, formFields, formWords, ofPathway, onlyForDocuments } from '../render/forms.ts'
import { advanceFields } from './advance.ts'
import { type Field, type Form, fieldOf } from './form.ts'

/** Pathway → its file. */
export type Pathways = ReadonlyMap<string, PathwayFile>

/** All forms, in the order of their names. */
export const formsOf = (pathways: Pathways): Form[] => [
  form('advance', 'advance', null, '', advanceFields(anyOf(pathways))),
  form('incident', 'incident', null, '', fieldsFor('incident', anyOf(pathways))),
  form('decision', 'decision', null, '', decisionFields(pathways)),
  ...[...pathways.values()].flatMap(evidenceForm),
  ...[...pathways.values()].map(registerForm),
]

/** Its first field has a label that no other form's has. All but a registration ask for the record first. */
function form(id: string, kind: Form['kind'], pathway: string | null, title: string, asked: Field[]): Form {
  const { name } = formWords(kind, title)
  const [first, ...rest] = kind === 'register' ? asked : [recordField, ...asked]
  const fields = first ? [{ ...first, label: firstLabel(name, first.label) }, ...rest] : []
  return { id, kind, pathway, name, fields }
}

const recordField: Field = { id: 'record', ...formFields.record, kind: 'line', choices: [], required: true }

/** What a form is written for: any record, by anybody, on any day. What is then preset may be left out. */
const aboutAny = ({ data }: PathwayFile): About => ({ pathway: data, data: null, people: {}, me: '', today: 'today' })

const fieldsFor = (note: NoteName, about: About): Field[] => allNotes[note].questions(about).map(fieldOf)

/** For what is the same on all pathways. */
function anyOf(pathways: Pathways): About {
  const [any] = pathways.values()
  if (!any) throw new Error('there is no pathway, so there are no forms')
  return aboutAny(any)
}

/** The decisions of all pathways, each with its pathway: `bars-stable/go-live`. */
function decisionFields(pathways: Pathways): Field[] {
  const choices = [...pathways].flatMap(([id, { data }]) =>
    Object.entries(data.decisions ?? {}).map(([decision, { title }]) => ({
      value: `${id}/${decision}`,
      title: ofPathway(title, data.title),
    })),
  )
  return fieldsFor('decision', anyOf(pathways)).map(field => (field.id === 'decision' ? { ...field, choices } : field))
}

function evidenceForm(file: PathwayFile): Form[] {
  const choices = evidenceChoices(aboutAny(file))
  if (choices.length === 0) return []
  const what: Field = { id: 'what', ...formFields.what, kind: 'choice', choices, required: true }
  const [, ...approval] = fieldsFor('approval', aboutAny(file))
  const { title } = file.data
  const fields = approval.map(field => (field.required || isOfAll(field) ? field : forDocuments(field)))
  return [form(`evidence-${file.id}`, 'evidence', file.id, title, [what, ...fields])]
}

/** What every sort of evidence has: who, when, and a link. */
const isOfAll = ({ id }: Field): boolean => ['evidence', 'by', 'on'].includes(id)
const forDocuments = (field: Field): Field => ({
  ...field,
  help: [field.help, onlyForDocuments].filter(Boolean).join(' '),
})

/** Everything of a pathway that is recorded as done, by somebody, on a day, with a link: `note:which`. */
function evidenceChoices(about: About): Choice[] {
  const of = (note: NoteName, titled = (title: string) => title) => {
    const [which] = allNotes[note].questions(about)
    return (which?.choices ?? []).map(({ value, title }) => ({ value: `${note}:${value}`, title: titled(title) }))
  }
  const isReviewed = ({ value }: Choice) => about.pathway.documents?.[value.split(':')[1] ?? '']?.reviewed
  const ofDocuments = (note: 'approval' | 'reviewed' | 'submitted') => of(note, title => documentTitle(note, title))
  return [
    ...of('item'),
    ...(about.pathway.for === 'Deployment' ? of('step') : []),
    ...ofDocuments('submitted').filter(isReviewed),
    ...ofDocuments('reviewed').filter(isReviewed),
    ...ofDocuments('approval'),
  ]
}

/** What a new record of a pathway is asked for. */
const registerForm = ({ id, data }: PathwayFile): Form =>
  form(`register-${id}`, 'register', id, data.title, registrationQuestions(data, { people: {} }, null).map(fieldOf))
