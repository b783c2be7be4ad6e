/** The answers of an operation: what it found, or why it refuses, in the shapes that GitHub uses. */
import type { Permissions } from './state.ts'

type Body = Record<string, unknown> | unknown[]
export interface Answer {
  status: number
  body?: Body
  headers?: Record<string, string>
}
export interface Invalid {
  resource: string
  field: string
  code: string
  message?: string
}

/** What an operation gets: path and query values as the contract coerced them, the body, and who calls. */
export interface Call {
  path: Record<string, string>
  query: { page?: number; per_page?: number } & Record<string, string | number | undefined>
  body: Record<string, unknown>
  /** Login of the token's account; empty without a token. */
  login: string
  app: boolean
  /** What the token may do. */
  permissions: Permissions
  /** Path and query as sent, without page and per_page; for `Link`. */
  address: string
}

const documentation_url = 'https://docs.github.com/rest'

/** GitHub's plain error. */
export function refuse(status: number, message: string): Answer {
  return { status, body: { message, documentation_url, status: String(status) } }
}

/** What GitHub says of everything that it does not have, or will not show. */
export const notFound = (): Answer => refuse(404, 'Not Found')

/** 422 with the list of fields that are wrong. */
export function invalid(...errors: Invalid[]): Answer {
  return { status: 422, body: { message: 'Validation Failed', errors, documentation_url, status: '422' } }
}

/** 422 of the operations that list their errors as sentences (reviews). */
export function unprocessable(...errors: string[]): Answer {
  return { status: 422, body: { message: 'Unprocessable Entity', errors, documentation_url, status: '422' } }
}

/** A page of a list: 30 unless asked otherwise, 100 at most, with the addresses of its neighbours. */
export function page<T>(call: Call, all: T[]): { items: T[]; headers: Record<string, string> } {
  const size = Math.min(Math.max(call.query.per_page ?? 30, 1), 100)
  const number = Math.max(call.query.page ?? 1, 1)
  const last = Math.max(Math.ceil(all.length / size), 1)
  const to = (target: number, rel: string) => {
    const mark = call.address.includes('?') ? '&' : '?'
    return `<${call.address}${mark}per_page=${size}&page=${target}>; rel="${rel}"`
  }
  const before = number > 1 ? [to(number - 1, 'prev')] : []
  const after = number < last ? [to(number + 1, 'next'), to(last, 'last')] : []
  const links = [...before, ...after, ...(number > 1 ? [to(1, 'first')] : [])]
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(', ') }
  return { items: all.slice((number - 1) * size, number * size), headers }
}

/** 200 with a page of a list. */
export function list(call: Call, all: unknown[]): Answer {
  const { items, headers } = page(call, all)
  return { status: 200, body: items, headers }
}
