/** Reads GitHub's JSON strictly: what is not of the expected shape throws, and says where. */

export type Fields = Record<string, unknown>

/** Throws unless `value` is an object. `what` names it in the error, such as `review.user`. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(value, what, 'an object')
  return value as Fields
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw unexpected(value, what, 'a text')
  return value
}

export function countOf(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw unexpected(value, what, 'a count')
  return value
}

export function flagOf(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw unexpected(value, what, 'true or false')
  return value
}

export function rowsOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw unexpected(value, what, 'a list')
  return value
}

export function shaOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value)) {
    throw unexpected(value, what, 'the hash of a commit')
  }
  return value
}

/** A time in ISO 8601, as GitHub sends it. */
export function timeOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value) || Number.isNaN(Date.parse(value))) {
    throw unexpected(value, what, 'a time such as 2026-01-31T09:30:00Z')
  }
  return value
}

export function unexpected(value: unknown, what: string, expected: string): Error {
  const got = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value).slice(0, 80)
  return new Error(`GitHub sent ${got} as ${what}; expected ${expected}.`)
}
