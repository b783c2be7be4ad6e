/** What differs between the ruleset that is on GitHub and the one that should be there, and what to do about it. */
import type { Ruleset } from './ruleset.ts'

/** What GitHub tells of a ruleset, beside its id. */
export type LiveRuleset = Readonly<Record<string, unknown>>

export type Difference =
  /** `undefined`: it is not there. */
  | { is: 'other'; at: string[]; live: unknown; wanted: unknown }
  /** GitHub does not show it to this token: it may be anything. */
  | { is: 'unseen'; at: string[] }

export interface Plan {
  wanted: Ruleset
  live: { id: number; ruleset: LiveRuleset } | null
  differences: Difference[]
  /** What would make them the same; `null`: they are. */
  effect: { is: 'create' } | { is: 'update'; id: number } | null
}

/** Compares, and says what to do. What cannot be seen is set again: it could be anything. */
export function planFor(wanted: Ruleset, live: Plan['live']): Plan {
  if (!live) return { wanted, live, differences: allOf(wanted), effect: { is: 'create' } }
  const differences = differencesOf(wanted, live.ruleset)
  return { wanted, live, differences, effect: differences.length > 0 ? { is: 'update', id: live.id } : null }
}

/** Every difference, by its place. The order of rules, statuses and names says nothing. */
function differencesOf(wanted: Ruleset, live: LiveRuleset): Difference[] {
  // it is also told where the list of those who may is not
  const own = live['current_user_can_bypass'] ?? 'never'
  const settings = Object.entries(wanted).flatMap(([key, value]): Difference[] =>
    // GitHub leaves it out for whoever may not change the ruleset
    key === 'bypass_actors' && live[key] === undefined
      ? [{ is: 'unseen', at: [key] }]
      : compare([key], named(live[key]), named(value)),
  )
  return [...settings, ...compare(['current_user_can_bypass'], own, 'never')]
}

/** What stands against nothing, rule by rule. */
const allOf = (wanted: Ruleset): Difference[] =>
  Object.entries(wanted).flatMap(([key, value]) => {
    const parts = named(value)
    return compare([key], isGroup(parts) ? {} : undefined, parts)
  })

const other = (at: string[], live: unknown, wanted: unknown): Difference => ({ is: 'other', at, live, wanted })

function compare(at: string[], live: unknown, wanted: unknown): Difference[] {
  if (isGroup(live) && isGroup(wanted)) {
    const keys = [...new Set([...Object.keys(wanted), ...Object.keys(live)])]
    return keys.flatMap(key => compare([...at, key], ownOf(live, key), ownOf(wanted, key)))
  }
  // GitHub names settings that we do not, and may leave out what is off
  if ((wanted === undefined && isOff(live)) || (live === undefined && isOff(wanted))) return []
  return canonical(live) === canonical(wanted) ? [] : [other(at, live, wanted)]
}

type Group = Readonly<Record<string, unknown>>
const isGroup = (value: unknown): value is Group => typeof value === 'object' && value !== null && !Array.isArray(value)

const ownOf = (group: Group, key: string): unknown => (Object.hasOwn(group, key) ? group[key] : undefined)

const isOff = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isOff)
    : [undefined, null, false, 0].includes(value as undefined)

/** Lists of things with a name, as groups by that name: so that each is compared with its like, wherever it stands. */
function named(value: unknown): unknown {
  if (isGroup(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, named(part)]))
  if (!Array.isArray(value) || value.length === 0 || !value.every(isGroup)) return value
  const names = value.map(nameOf)
  // two of a name: as a list they differ from what has each once
  if (names.includes(null) || new Set(names).size < names.length) return value
  return Object.fromEntries(value.map((part, index) => [names[index], named(part)]))
}

function nameOf({ type, context, actor_type: actor, actor_id: id }: Group): string | null {
  const name = type ?? context ?? (actor === undefined ? undefined : `${actor} ${id}`)
  return typeof name === 'string' ? name : null
}

/** JSON in which neither the order of keys nor that of a list counts; nothing at all is an empty text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (!isGroup(value)) return JSON.stringify(value) ?? ''
  const entries = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
  return `{${entries.sort().join()}}`
}
