/** Which notes somebody means: by the template's id, or the ones that come next on the way of the release. */
import { targetOf } from '../../policies/duties/target.ts'
import type { Finding } from '../../policies/model.ts'
import type { RecordFile, Repository, TemplateFile } from '../../policies/repository.ts'
import type { Pathway } from '../../schemas/types.ts'
import {
  brokenFile,
  noSuchAudience,
  noSuchRelease,
  noSuchTemplate,
  noTemplate,
  notARelease,
} from '../render/release-notes.ts'

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
    .filter(({ data }) => data.pathways?.includes(pathway) && data.sections.some(({ of }) => of === 'changes'))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

const idsOf = (templates: readonly TemplateFile[]) => templates.map(({ id }) => id)

/** The one whose environment comes next; else the latest one whose document the record has; else the one that nobody signs. */
function nextOf(release: RecordFile, known: TemplateFile[], { pathways }: Repository): TemplateFile | undefined {
  const pathway = pathways.get(release.data.pathway)?.data
  if (!pathway) return undefined
  const route = routeOf(pathway, release.data.type)
  const at = ({ data }: TemplateFile) => route.indexOf(data.environment ?? '')
  const onTheWay = known.filter(one => at(one) >= 0).sort((a, b) => at(a) - at(b))
  const stands = route.indexOf(release.data.phase)
  const coming = stands < 0 ? undefined : onTheWay.find(one => at(one) > stands)
  const latest = onTheWay.findLast(({ data }) => Object.hasOwn(release.data.documents ?? {}, data.document ?? ''))
  return coming ?? latest ?? known.find(({ data }) => data.document === undefined)
}

/** The phases that a release of some type goes through, in their order. */
function routeOf({ phases, gates }: Pathway, type: string | undefined): string[] {
  const order = Object.keys(phases)
  const going = gates.filter(({ types }) => !types || types.some(one => one === type))
  const forward = going.filter(({ from, to }) => order.indexOf(to) > order.indexOf(from)).map(({ to }) => to)
  return order.filter((phase, index) => index === 0 || forward.includes(phase))
}

/** The audiences that are asked for: one, or all of them. Throws where there is none of that name. */
export function audiencesOf(known: readonly string[], name: string | undefined, template: string): readonly string[] {
  if (name === undefined) return known
  if (known.includes(name)) return [name]
  throw new Error(noSuchAudience(name, template, known))
}

/** A release by its id or path. Throws where it is none, or cannot be read. */
export function releaseCalled(name: string, repository: Repository): RecordFile {
  const target = targetOf(name, undefined, repository)
  if (target.is === 'record' && target.record.data.kind === 'Release') return target.record
  if (target.is === 'record') throw new Error(notARelease(target.record.id))
  if (target.is === 'broken') throw new Error(brokenFile(target.path))
  throw new Error(noSuchRelease(name, releasesLike(name, repository)))
}

const releasesLike = (name: string, { records }: Repository): string[] =>
  [...records.values()]
    .filter(({ data }) => data.kind === 'Release')
    .map(({ id }) => id)
    .filter(id => id.includes(name) || name.includes(id.slice(0, id.indexOf('/'))))
    .sort()

/**
 * The first file without which the notes would be wrong, where it is broken: a policy, or a release of the programme, which would be missing
 * from what is told.
 */
export const brokenFor = (findings: readonly Finding[], programme: string | null): string | undefined =>
  findings.find(
    ({ weight, at: { path } }) =>
      weight === 'wrong' &&
      (path.startsWith('policies') || (programme !== null && path.startsWith(`deployments/${programme}/releases/`))),
  )?.at.path
