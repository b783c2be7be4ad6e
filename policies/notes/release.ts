/** All that notes of a release can tell, from what is registered. What an audience sees of it, and in which words, its template says. */
import type { Pathway } from '../../schemas/types.ts'
import { organisationName } from '../holders.ts'
import { partsOf, rolesThatSign } from '../raci.ts'
import type { RecordFile, Repository, TemplateFile } from '../repository.ts'
import { gatesOf } from '../routes.ts'
import { actionsOf } from './actions.ts'
import type { Entry, Notes } from './catalogue.ts'
import { evidenceOf } from './evidence.ts'
import { issuesOf } from './issues.ts'
import { isOurs, placeOf, releasesOf, versionOf } from './lineage.ts'
import { type Range, rangeOf } from './range.ts'
import { servicesOf } from './services.ts'
import { changesOf } from './tickets.ts'
import { coreOf } from './versions.ts'

/** Of what notes are made. `site`: the ODS code of the one site that they are for. */
export interface Subject {
  release: RecordFile
  template: TemplateFile
  site?: string
}

/** The notes of a release for the environment of a template, or for one site. */
export function notesOf({ release, template, site }: Subject, repository: Repository): Notes {
  const pathway = repository.pathways.get(release.data.pathway)?.data
  if (!pathway) return {}
  const { environment } = template.data
  const all = releasesOf(release, repository)
  const range = rangeOf(release, all, { environment, site, pathway })
  return {
    release: [summaryOf(release, environment, pathway)],
    range: [rangeEntry(release, range, { environment, site }, repository)],
    actions: actionsOf(release, range, site, repository.people),
    changes: changesOf(range),
    services: servicesOf(release, range),
    flags: Object.entries(release.data.featureFlags ?? {}).map(([flag, { title, on }]) => ({
      kind: on ? 'on' : 'off',
      flag,
      title,
    })),
    issues: issuesOf(issuesAt(release), range.from && versionOf(range.from), all, comesWith(range)),
    // what somebody else changes was not tested or documented here
    evidence: range.kind === 'outside' ? [] : evidenceOf(release, template.data, pathway),
    signers: signersOf(release, environment, pathway),
  }
}

/** What has come with a range, or was there before; somebody else's change comes upon all that has. */
const comesWith =
  ({ kind, earlier, told }: Range) =>
  (one: RecordFile): boolean =>
    kind === 'outside' ? isOurs(one) : earlier.includes(one) || told.includes(one)

/** A third party's change comes upon the version that is there at that time: 2.3.0-patching.1 upon 2.3.0. */
const issuesAt = (release: RecordFile): string =>
  release.data.type === 'third-party' ? coreOf(versionOf(release)) : versionOf(release)

function summaryOf({ data }: RecordFile, environment: string | undefined, { phases }: Pathway): Entry<'release'> {
  const { product, title, type = 'planned', trigger, plan } = data
  const date = environment === undefined ? undefined : plan?.[environment]
  return {
    kind: type,
    ...(product !== undefined && { product }),
    ...(data.version !== undefined && { version: data.version }),
    title,
    ...(environment !== undefined && { environment: phases[environment]?.title ?? environment }),
    ...(date !== undefined && { date }),
    ...(trigger && { issueReference: trigger.reference, issue: trigger.title }),
  }
}

function rangeEntry(
  release: RecordFile,
  { kind, from, between }: Range,
  { environment, site }: { environment: string | undefined; site: string | undefined },
  { people }: Repository,
): Entry<'range'> {
  const { plan, sites } = release.data
  const planned = environment === undefined ? undefined : plan?.[environment]
  // the environment's own day stands with the release
  const date = site === undefined ? undefined : (sites?.[site]?.agreed?.for ?? planned)
  return {
    kind,
    ...(from && { from: versionOf(from) }),
    ...(kind !== 'outside' && { to: versionOf(release) }),
    ...(between.length > 0 && { between: between.map(versionOf) }),
    ...(site !== undefined && { site: organisationName(site, people) }),
    ...(date !== undefined && { date }),
    ...(site === undefined && from && kind !== 'back' && { earliest: versionOf(from) }),
  }
}

/** The roles that sign the gates by which a release of its type comes into the environment, in the pathway's order. */
function signersOf(release: RecordFile, environment: string | undefined, pathway: Pathway): Entry<'signers'>[] {
  const gates = gatesOf(pathway, release).filter(
    ({ from, to }) => to === environment && placeOf(from, pathway) < placeOf(to, pathway),
  )
  const signing = new Set(rolesThatSign(gates.flatMap(gate => partsOf(gate, pathway))).map(({ role }) => role))
  const known = Object.keys(pathway.roles).filter(role => signing.has(role))
  return [...new Set([...known, ...signing])].map(role => ({ kind: 'role', role: pathway.roles[role]?.title ?? role }))
}
