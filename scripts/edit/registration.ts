/** A new record of a pathway: with a place for every checklist item, document and test plan, and what each is for. */
import { type Repository, recordPath } from '../../policies/repository.ts'
import type { Criterion, Pathway } from '../../schemas/types.ts'
import type { Answers, Choice, Question } from '../ask/question.ts'
import { forWhat, headOf } from '../render/record.ts'
import { type About, list, people, text, titled } from './notes/note.ts'
import { fieldLines, inLine } from './style.ts'

const held = (pathway: Pathway): string[] =>
  Object.entries(pathway.parties).flatMap(([id, party]) => (party.held === 'record' ? id : []))
const rolesOf = (pathway: Pathway): string[] =>
  Object.keys(pathway.roles).filter(role => held(pathway).includes(role.split('/')[0] ?? ''))

/** What a new record of this pathway needs to be told. `repository` is `null` for a form that is written once. */
export function registrationQuestions(
  pathway: Pathway,
  about: Pick<About, 'people'>,
  repository: Pick<Repository, 'records' | 'people'> | null,
): Question[] {
  const asking = { pathway, data: null, people: about.people, me: null, today: '' }
  const programmes = repository ? titled(repository.people.programmes) : []
  const site: Question[] =
    pathway.for === 'Deployment'
      ? [
          { ...text('site-name'), shape: 'slug' },
          repository ? { id: 'release', kind: 'choice', required: true } : text('release'),
          { id: 'participants', kind: 'several', choices: sides, required: true, preset: 'sender,receiver' },
        ]
      : [
          text('product'),
          text('release'),
          { id: 'release-type', kind: 'choice', choices: types, required: true, preset: 'planned' },
        ]
  return [
    { id: 'programme', kind: 'choice', choices: programmes, required: true, changing: true },
    text('title'),
    ...site,
    ...held(pathway).map(
      (party): Question => ({
        id: `at:${party}`,
        subject: pathway.parties[party]?.title ?? party,
        kind: 'choice',
        choices: repository ? organisations(repository) : [],
        required: true,
        changing: true,
      }),
    ),
    ...rolesOf(pathway).map(
      (role): Question => ({
        id: `role:${role}`,
        subject: pathway.roles[role]?.title ?? role,
        kind: 'several',
        choices: people(asking),
        required: false,
        changing: true,
      }),
    ),
  ]
}

const sides: Choice[] = ['sender', 'receiver'].map(value => ({ value, title: value }))
const types: Choice[] = ['planned', 'iterative', 'hotfix', 'third-party'].map(value => ({ value, title: value }))
const organisations = ({ people }: Pick<Repository, 'people'>): Choice[] =>
  Object.entries(people.organisations).map(([value, { name }]) => ({ value, title: name, also: [name] }))

/** Where a new record stands, and its text. The answers are fit. */
export function registration(pathway: Pathway, id: string, answers: Answers): { path: string; text: string } {
  const { programme = '', release = '' } = answers
  const isSite = pathway.for === 'Deployment'
  const path = recordPath(isSite ? `${programme}/${answers['site-name'] ?? ''}` : `${programme}/releases/${release}`)
  const parts = [head(path, pathway, id, answers), parties(pathway, answers), ...slots(pathway)]
  return {
    path,
    text: `${parts
      .filter(part => part.length > 0)
      .map(part => part.join('\n'))
      .join('\n\n')}\n`,
  }
}

function head(path: string, pathway: Pathway, id: string, answers: Answers): string[] {
  const { title = '', release = '', product = '' } = answers
  const first = Object.keys(pathway.phases)[0] ?? ''
  const common = { kind: pathway.for, title, pathway: id, phase: first }
  const own =
    pathway.for === 'Deployment' ? { release } : { product, version: release, type: answers['release-type'] ?? '' }
  return [
    ...headOf(path, pathway),
    ...Object.entries({ ...common, ...own }).flatMap(([key, value]) => fieldLines(key, value)),
  ]
}

/** Who takes part, and who holds which role. */
function parties(pathway: Pathway, answers: Answers): string[] {
  if (held(pathway).length === 0 && pathway.for === 'Release') return []
  const organisations = held(pathway).map(party => [party, answers[`at:${party}`] ?? ''] as const)
  const roles = rolesOf(pathway).map(role => [role, list(answers[`role:${role}`])] as const)
  return [
    'organisations:',
    ...organisations.map(
      ([party, ods]) => `  ${inLine(party)}: ${inLine(ods)} # ${pathway.parties[party]?.title ?? ''}`,
    ),
    ...(pathway.for === 'Deployment' ? fieldLines('participants', list(answers['participants'])) : []),
    '',
    ...(roles.some(([, held]) => held.length > 0) ? ['roles:'] : ['roles: {}']),
    ...roles.map(([role, held]) =>
      held.length > 0
        ? `  ${inLine(role)}: ${inLine(held)} # ${pathway.roles[role]?.title ?? ''}`
        : `  # ${role}: ${forWhat.vacant(pathway.roles[role]?.title ?? role)}`,
    ),
  ]
}

/** A place for everything that is asked for on the way, with what it is for. */
function slots(pathway: Pathway): string[][] {
  const { checklists = {}, documents = {}, testPlans = {} } = pathway
  return [
    section(
      'checklists',
      Object.entries(checklists).flatMap(([id, { title, items }]) => [
        `# ${title}`,
        `${id}:`,
        ...Object.entries(items).flatMap(([item, definition]) => [
          `  # ${forWhat.item(
            definition,
            phaseOf(pathway, one => asksItem(one, id, item)),
            pathway,
          )}`,
          `  ${item}: { status: open }`,
        ]),
      ]),
    ),
    section(
      'documents',
      Object.entries(documents).flatMap(([id, definition]) => [
        `# ${forWhat.document(
          definition,
          phaseOf(pathway, one => asksDocument(one, id)),
          pathway,
        )}`,
        `${id}:`,
        '  status: planned',
      ]),
    ),
    section(
      'testPlans',
      Object.entries(testPlans).flatMap(([id, definition]) => [
        `# ${forWhat.testPlan(
          definition,
          phaseOf(pathway, one => one.rule === 'tests' && one.with.plan === id),
          pathway,
        )}`,
        `${id}:`,
        '  tests: []',
      ]),
    ),
  ]
}

const section = (name: string, lines: string[]): string[] =>
  lines.length > 0 ? [`${name}:`, ...lines.map(line => `  ${line}`)] : []

const asksItem = (one: Criterion, checklist: string, item: string): boolean =>
  one.rule === 'checklist' && one.with.checklist === checklist && (one.with.items?.includes(item) ?? true)
const asksDocument = (one: Criterion, document: string): boolean =>
  one.rule === 'document' && one.with.of !== 'certificate' && one.with.document === document

/** The title of the first phase whose gate asks for something; `null`: none does. */
function phaseOf({ gates, phases }: Pathway, asks: (criterion: Criterion) => boolean): string | null {
  const gate = gates.find(({ criteria = [] }) => criteria.some(asks))
  return gate ? (phases[gate.to]?.title ?? gate.to) : null
}
