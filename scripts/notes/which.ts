/** Which notes somebody means: by the template's id, or the ones that come next on the way of the release. */
import type { RecordFile, Repository, TemplateFile } from '../../policies/repository.ts'
import type { Pathway } from '../../schemas/types.ts'
import { noSuchTemplate, noTemplate } from '../render/release-notes.ts'

/** A template of the release's pathway. Throws where there is none of that name, or none to choose. */
export function templateFor(release: RecordFile, name: string | undefined, repository: Repository): TemplateFile {
  const known = templatesOf(release, repository)
  if (name === undefined) {
    const next = nextOf(release, known, repository)
    if (next) return next
    throw new Error(noTemplate(release.id, idsOf(known)))
  }
  const found = known.find(({ id, data }) => id === name || data.document === name)
  if (found) return found
  throw new Error(noSuchTemplate(name, release.id, idsOf(known)))
}

/** Every template of release notes on a pathway, by its id. */
const templatesOf = ({ data: { pathway } }: RecordFile, { templates }: Repository): TemplateFile[] =>
  [...templates.values()]
    .filter(({ data }) => data.pathways?.includes(pathway) && data.document !== undefined && data.environment)
    .sort((a, b) => (a.id < b.id ? -1 : 1))

const idsOf = (templates: readonly TemplateFile[]) => templates.map(({ id }) => id)

/** The one whose environment comes next; else the latest one whose document the record has. */
function nextOf(release: RecordFile, known: TemplateFile[], { pathways }: Repository): TemplateFile | undefined {
  const pathway = pathways.get(release.data.pathway)?.data
  if (!pathway) return undefined
  const route = routeOf(pathway, release.data.type)
  const at = ({ data }: TemplateFile) => route.indexOf(data.environment ?? '')
  const onTheWay = known.filter(one => at(one) >= 0).sort((a, b) => at(a) - at(b))
  const stands = route.indexOf(release.data.phase)
  const coming = stands < 0 ? undefined : onTheWay.find(one => at(one) > stands)
  return coming ?? onTheWay.findLast(({ data }) => Object.hasOwn(release.data.documents ?? {}, data.document ?? ''))
}

/** The phases that a release of some type goes through, in their order. */
function routeOf({ phases, gates }: Pathway, type: string | undefined): string[] {
  const order = Object.keys(phases)
  const going = gates.filter(({ types }) => !types || types.some(one => one === type))
  const forward = going.filter(({ from, to }) => order.indexOf(to) > order.indexOf(from)).map(({ to }) => to)
  return order.filter((phase, index) => index === 0 || forward.includes(phase))
}
