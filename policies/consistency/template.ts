/** Whether a template can be used: what it names is there, each audience sees what its wording needs, and nothing goes untold. */
import type { TemplateSection } from '../../schemas/types.ts'
import type { Finding } from '../model.ts'
import { catalogue, fieldAt, type Source, sources } from '../notes/catalogue.ts'
import { fieldsIn, readPattern } from '../notes/pattern.ts'
import { type Repository, type TemplateFile, wrong } from '../repository.ts'
import { entries, keys, known } from './known.ts'

type Pointer = (string | number)[]

/** What does not fit in one template. */
export function templateFindings(template: TemplateFile, repository: Repository): Finding[] {
  return [
    ...referenceFindings(template, repository),
    ...audienceFindings(template),
    ...template.data.sections.flatMap((section, index) => sectionFindings(template, section, ['sections', index])),
    ...wordingFindings(template, 'release', template.data.title, ['title'], keys(template.data.audiences)),
    ...untold(template),
    ...gateFindings(template, repository),
    ...doubledFindings(template, repository),
  ]
}

/** What it names of its pathways. */
function referenceFindings({ path, data }: TemplateFile, { pathways }: Repository): Finding[] {
  const { pathways: named = [], document, environment, publish, evidence = [], audiences, sections } = data
  const ofTemplate = sections.flatMap((section, index) =>
    (section.for ?? []).flatMap((audience, at) =>
      known(path, 'audience', keys(audiences))(audience, 'sections', index, 'for', at),
    ),
  )
  const ofPathways = named.flatMap((id, index) => {
    const pathway = pathways.get(id)
    if (!pathway) return known(path, 'pathway', pathways.keys())(id, 'pathways', index)
    const { documents, phases, checklists, parties } = pathway.data
    return [
      ...known(path, 'document', keys(documents))(document, 'document'),
      ...known(path, 'phase', keys(phases))(environment, 'environment'),
      ...evidence.flatMap(({ document: name, item }, at) => [
        ...known(path, 'document', keys(documents))(name, 'evidence', at, 'document'),
        ...known(path, 'checklist', keys(checklists))(item?.checklist, 'evidence', at, 'item', 'checklist'),
        ...known(path, 'checklist item', keys(checklists?.[item?.checklist ?? '']?.items))(
          item?.item,
          'evidence',
          at,
          'item',
          'item',
        ),
      ]),
      ...entries(audiences).flatMap(([audience, { parties: names = [] }]) =>
        names.flatMap((name, at) => known(path, 'party', keys(parties))(name, 'audiences', audience, 'parties', at)),
      ),
    ]
  })
  const published = known(path, 'audience', keys(audiences))(publish?.release, 'publish', 'release')
  return [...ofTemplate, ...published, ...ofPathways]
}

/** The lists of what each audience sees. */
const audienceFindings = ({ path, data }: TemplateFile): Finding[] =>
  entries(data.audiences).flatMap(([audience, { shows }]) =>
    entries(shows).flatMap(([source, fields]) => {
      const at: Pointer = ['audiences', audience, 'shows', source]
      if (!isSource(source)) return known(path, 'source', sources)(source, ...at)
      return fields.flatMap((field, index) =>
        known(path, 'field of notes', keys(catalogue[source].fields))(field, ...at, index),
      )
    }),
  )

function sectionFindings(template: TemplateFile, section: TemplateSection, at: Pointer): Finding[] {
  const { path, data } = template
  const { of: source, entries: kinds, by = [], text, heading, none } = section
  const audiences = section.for ?? keys(data.audiences)
  const headings = entries({ ...(heading && { heading }), ...(text && { text }), ...(none && { none }) }).flatMap(
    ([name, pattern]) => wordingFindings(template, 'release', pattern, [...at, name], audiences),
  )
  if (source === undefined && kinds === undefined)
    return text === undefined ? [...headings, wrong({ code: 'section-empty' }, { path, pointer: at })] : headings
  if (source === undefined || kinds === undefined)
    return [
      ...headings,
      wrong({ code: 'section-half', has: source === undefined ? 'entries' : 'of' }, { path, pointer: at }),
    ]
  if (!isSource(source)) return [...headings, ...known(path, 'source', sources)(source, ...at, 'of')]
  return [
    ...headings,
    ...entries(kinds).flatMap(([kind, pattern]) => [
      ...known(path, 'kind of entry', catalogue[source].kinds)(kind, ...at, 'entries', kind),
      ...wordingFindings(template, source, pattern, [...at, 'entries', kind], audiences),
    ]),
    ...by.flatMap((field, index) =>
      known(path, 'field of notes', keys(catalogue[source].fields))(field, ...at, 'by', index),
    ),
  ]
}

const isSource = (name: string): name is Source => Object.hasOwn(catalogue, name)

/** One wording: it can be read, its fields are there, and whoever gets it sees those that it cannot do without. */
function wordingFindings(
  { path, data }: TemplateFile,
  source: Source,
  pattern: string,
  pointer: Pointer,
  audiences: readonly string[],
): Finding[] {
  const { parts, faults } = readPattern(pattern)
  if (faults.length > 0)
    return faults.map(({ what, at }) => wrong({ code: 'wording-broken', what, at }, { path, pointer }))
  const fields = fieldsIn(parts)
  const unknown = [...new Set(fields.map(({ field }) => field))]
    .filter(field => fieldAt(source, field) === null)
    .flatMap(field => known(path, 'field of notes', keys(catalogue[source].fields))(field, ...pointer))
  const needed = [...new Set(fields.filter(one => one.needed).map(({ field }) => field))]
  const hidden = audiences.flatMap(audience => {
    const shows: Readonly<Record<string, readonly string[]>> = data.audiences[audience]?.shows ?? {}
    // an audience that sees nothing of a source gets none of its entries, and so none of its wording
    if (source !== 'release' && !Object.hasOwn(shows, source)) return []
    return needed.flatMap(field => {
      const at = fieldAt(source, field)
      if (!at || shows[at.source]?.includes(field)) return []
      return [wrong({ code: 'field-hidden', audience, source: at.source, field }, { path, pointer })]
    })
  })
  return [...unknown, ...hidden]
}

/** Kinds of entries that an audience sees fields of, and that no section tells anybody: they would be dropped without a word. */
function untold({ path, data }: TemplateFile): Finding[] {
  const seen = [...new Set(entries(data.audiences).flatMap(([, { shows }]) => keys(shows)))].filter(isSource)
  return seen
    .filter(source => source !== 'release')
    .flatMap(source => {
      const told = data.sections.flatMap(({ of, entries: kinds }) => (of === source ? keys(kinds) : []))
      return catalogue[source].kinds
        .filter(kind => !told.includes(kind))
        .map(kind => wrong({ code: 'kind-untold', source, kind }, { path, pointer: ['sections'] }))
    })
}

/** What each part of notes is told by, and what a reader cannot do without of it. */
const parts = {
  changes: { source: 'changes', fields: ['title'] },
  services: { source: 'services', fields: ['name', 'to'] },
  'known-issues': { source: 'issues', fields: ['title', 'workaround'] },
  evidence: { source: 'evidence', fields: ['title', 'version', 'digest'] },
} as const

/** What the gates ask of these notes, and the template keeps from somebody: the criterion would hold, and its reader have nothing. */
function gateFindings({ path, data }: TemplateFile, { pathways }: Repository): Finding[] {
  const { document, audiences, evidence = [] } = data
  if (document === undefined) return []
  const criteria = (data.pathways ?? []).flatMap(id =>
    (pathways.get(id)?.data.gates ?? []).flatMap(gate => gate.criteria ?? []),
  )
  const asked = new Set(
    criteria.flatMap(one => (one.rule === 'notes' && one.with.document === document ? [one.with.part] : [])),
  )
  const readers = criteria.flatMap(one =>
    one.rule === 'document' && one.with.document === document ? (one.with.sharedWith ?? []) : [],
  )
  const named = Object.values(audiences).flatMap(({ parties = [] }) => parties)
  const without = (what: 'environment' | 'evidence') => wrong({ code: 'template-without', what }, { path, pointer: [] })
  return [
    ...(data.environment === undefined ? [without('environment')] : []),
    ...(asked.has('evidence') && evidence.length === 0 ? [without('evidence')] : []),
    ...[...new Set(readers)]
      .filter(party => !named.includes(party))
      .map(party => wrong({ code: 'party-unread', party, document }, { path, pointer: ['audiences'] })),
    ...entries(audiences).flatMap(([audience, { shows }]) => {
      const its = data.sections.filter(one => one.for?.includes(audience) ?? true)
      const at = { path, pointer: ['audiences', audience, 'shows'] }
      return entries(parts).flatMap(([part, { source, fields }]) => {
        if (!asked.has(part as keyof typeof parts)) return []
        const untold = (field: string | null) => wrong({ code: 'audience-untold', audience, source, field }, at)
        if (!its.some(({ of }) => of === source) || !Object.hasOwn(shows, source)) return [untold(null)]
        return fields.filter(field => !shows[source]?.includes(field)).map(untold)
      })
    }),
  ]
}

/** Two templates for one document: nobody could say which text was signed. */
const doubledFindings = ({ id, path, data }: TemplateFile, { templates }: Repository): Finding[] =>
  [...templates.values()]
    .filter(other => other.id < id && other.data.document !== undefined && other.data.document === data.document)
    .filter(other => (other.data.pathways ?? []).some(pathway => data.pathways?.includes(pathway)))
    .map(other => wrong({ code: 'doubled', what: 'template', name: other.id }, { path, pointer: ['document'] }))
