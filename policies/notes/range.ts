/** From what an environment or a site has now to what it gets. */
import type { Pathway } from '../../schemas/types.ts'
import type { RecordFile } from '../repository.ts'
import type { Kind } from './catalogue.ts'
import { byVersion, isOurs, passes, placeOf, versionOf } from './lineage.ts'
import { coreOf } from './versions.ts'

/** Where a release comes to: an environment, by the phase; or one site of it. */
export interface Target {
  environment: string | undefined
  /** Its ODS code. */
  site: string | undefined
  pathway: Pathway
}

export interface Range {
  kind: Kind<'range'>
  /** What is there now; `null`: nothing, or nothing that changes. */
  from: RecordFile | null
  /** The releases that are skipped; going back, those that go besides the one that is there. Lowest version first. */
  between: RecordFile[]
  /** The releases whose changes come; going back, those whose changes go. Lowest version first. */
  told: RecordFile[]
  /** The releases that came before those. Lowest version first. */
  earlier: RecordFile[]
}

/** `all`: the releases of the product, lowest version first. */
export function rangeOf(release: RecordFile, all: readonly RecordFile[], target: Target): Range {
  const nothing = { from: null, between: [], earlier: [], told: [release] }
  if (release.data.type === 'third-party') return { ...nothing, kind: 'outside' }
  const from = target.site === undefined ? inEnvironment(release, all, target) : atSite(release, all, target.site)
  if (from === null) return { ...nothing, kind: 'first' }
  const came = all.filter(one => one === release || one === from || hasContent(one, target))
  const [lower, higher] = byVersion(from, release) < 0 ? [from, release] : [release, from]
  const told = came.filter(one => byVersion(one, lower) > 0 && byVersion(one, higher) <= 0)
  const between = told.filter(one => one !== higher)
  const earlier = came.filter(one => byVersion(one, lower) <= 0)
  const onward = between.length > 0 ? 'skipped' : 'next'
  return { kind: higher === from ? 'back' : onward, from, between, told, earlier }
}

/** The highest version below this one that has come as far, where an environment says how far; one of a type that goes another way was never there. */
const inEnvironment = (
  release: RecordFile,
  all: readonly RecordFile[],
  { environment, pathway }: Target,
): RecordFile | null =>
  all.findLast(
    one =>
      byVersion(one, release) < 0 &&
      isOurs(one) &&
      (environment === undefined
        ? isStable(one) || !isStable(release)
        : placeOf(one.data.phase, pathway) >= placeOf(environment, pathway) && passes(one, environment, pathway)),
  ) ?? null

/** Where no environment says what is there, a stable version follows a stable one, and tells what its pre-releases brought. */
const isStable = (one: RecordFile): boolean => coreOf(versionOf(one)) === versionOf(one)

/** What was deployed there last: withdrawn since or not, it is there. What came to the site after this release is not what it came upon. */
function atSite(release: RecordFile, all: readonly RecordFile[], site: string): RecordFile | null {
  const dayAt = ({ data }: RecordFile) => data.sites?.[site]?.deployed?.on
  const own = dayAt(release)
  return all
    .filter(one => one !== release && one.data.type !== 'third-party')
    .reduce<RecordFile | null>((last, one) => {
      const day = dayAt(one)
      if (day === undefined) return last
      // of several on one day, the higher version came last
      if (own !== undefined && (day > own || (day === own && byVersion(one, release) > 0))) return last
      return last === null || day >= (dayAt(last) ?? '') ? one : last
    }, null)
}

/**
 * Whether what a release consists of is in the versions after it: it has come as far as the last phase before the environment. What goes another
 * way for good, as an iterative release that is only ever in UAT, may never come beyond. How far the release of the notes itself has come does
 * not count: its notes are to be the same text before its transition and after.
 */
function hasContent(one: RecordFile, { environment, pathway }: Target): boolean {
  const stays = one.data.type !== 'iterative' || environment === undefined || passes(one, environment, pathway)
  return isOurs(one) && stays && placeOf(one.data.phase, pathway) >= placeOf(environment, pathway) - 1
}
