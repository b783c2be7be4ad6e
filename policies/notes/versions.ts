/** Which of two versions is the later one: precedence as Semantic Versioning has it. */

/** Below 0: `a` comes before `b`. Text decides between versions that have the same precedence, so that an order is always the same. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)]
  const core = compareLists(one.core, other.core)
  if (core !== 0) return core
  // 1.0.0-beta.1 comes before 1.0.0
  if (one.before.length === 0 || other.before.length === 0)
    return other.before.length - one.before.length || byText(a, b)
  return compareLists(one.before, other.before) || byText(a, b)
}

/** The version without what stands before its release: 1.0.0 of 1.0.0-beta.1. */
export const coreOf = (version: string): string => version.replace(/-.*$/, '')

/** By the characters' codes: the same order on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const partsOf = (version: string) => {
  const core = coreOf(version)
  const before = version.slice(core.length + 1)
  return { core: core.split('.'), before: before === '' ? [] : before.split('.') }
}

/** The first part that differs decides; of two that begin alike, the shorter one comes first. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((part, index) => compareParts(part, b[index]) !== 0)
  return differing < 0 ? a.length - b.length : compareParts(a[differing] ?? '', b[differing])
}

const isNumber = (part: string) => /^\d+$/.test(part)

/** Numbers by their value, and before words; words by their letters. */
function compareParts(a: string, b: string | undefined): number {
  if (b === undefined) return 1
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1
  return isNumber(a) ? Number(BigInt(a) - BigInt(b)) : byText(a, b)
}
