/** The comments of a new record: what each place in it is for, and the clause that asks for it. */
import { schemaLine } from '../../policies/editor/line.ts'
import type { DocumentDefinition, ItemDefinition, Pathway, TestPlanDefinition } from '../../schemas/types.ts'

/** The first lines: the schema for editors, and what the file is. */
export const headOf = (path: string, { title }: Pathway): string[] => [
  ...[schemaLine(path) ?? []].flat(),
  `# ${title}. Each place below says what it is for, who provides it, for which phase, and by which clause.`,
  '# Fill it in with npm run note, or here. No patient data: evidence is linked, never copied.',
]

const sentences = (...parts: (string | null)[]): string => parts.filter(part => part !== null).join(' ')

/** Titles of parties and roles: "Healthcare Provider or BaRS Team". */
const anyOf = (ids: readonly string[], { parties, roles }: Pathway): string =>
  ids.map(id => parties[id]?.title ?? roles[id]?.title ?? id).join(' or ')

const by = (ids: readonly string[], pathway: Pathway) => `By ${anyOf(ids, pathway)}.`
const until = (phase: string | null) => (phase === null ? null : `For “${phase}”.`)
const cited = (clauses: readonly string[]) => `${clauses.join(', ')}.`

/** What a place is for. `phase` is the title of the one whose gate asks for it. */
export const forWhat = {
  item: ({ title, by: provided, mayNotApply, clauses }: ItemDefinition, phase: string | null, pathway: Pathway) =>
    sentences(
      `${title}.`,
      by(provided, pathway),
      mayNotApply ? 'May be not-applicable, with a reason.' : null,
      until(phase),
      cited(clauses),
    ),
  document: ({ title, by: provided, reviewed, clauses }: DocumentDefinition, phase: string | null, pathway: Pathway) =>
    sentences(
      `${title}.`,
      by(provided, pathway),
      reviewed ? 'Reviewed before it is approved.' : null,
      until(phase),
      cited(clauses),
    ),
  testPlan: (
    { title, environment, by: provided, clauses }: TestPlanDefinition,
    phase: string | null,
    pathway: Pathway,
  ) =>
    sentences(
      `${title}.`,
      by(provided, pathway),
      `Run in ${pathway.environments?.[environment]?.title ?? environment}.`,
      until(phase),
      cited(clauses),
    ),
  vacant: (title: string) => `${title}: nobody yet`,
}
