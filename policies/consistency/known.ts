/** Names that are known, and those that are not. */
import type { Finding } from '../model.ts'
import type { Reference } from '../problems.ts'
import { wrong } from '../repository.ts'

/** Says of a name that it is not among the known ones. */
export function known(path: string, what: Reference, names: Iterable<string>) {
  const all = [...names]
  return (name: string | undefined, ...pointer: (string | number)[]): Finding[] =>
    name === undefined || all.includes(name)
      ? []
      : [wrong({ code: 'unknown', what, name, known: all }, { path, pointer })]
}

/** The same of the names in a group: whatever its size, it is not gone through. */
export const knownIn =
  (path: string, what: Reference, group: object = {}) =>
  (name: string | undefined, ...pointer: (string | number)[]): Finding[] =>
    name === undefined || Object.hasOwn(group, name)
      ? []
      : [wrong({ code: 'unknown', what, name, known: Object.keys(group) }, { path, pointer })]

/** The pairs of a group; none where there is no group. */
export const entries = <T>(group: Record<string, T> | undefined) => Object.entries(group ?? {})
/** The names in a group; none where there is no group. */
export const keys = (group: object | undefined) => Object.keys(group ?? {})
