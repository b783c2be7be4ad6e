/**
 * All that happened on a pull request, in one list: reviews, dismissals, requests, comments, commits. One request where there are no more than
 * a hundred entries; asking for each kind by itself takes three.
 */
import type { Client } from './client.ts'
import { type Fields, fieldsOf, textOf, timeOf } from './shape.ts'

export interface Timeline {
  entries: unknown[]
}

export interface Entry {
  event: string
  /** The commit's hash, or the number that GitHub gave the entry; empty where it has neither. */
  id: string
  /** When it happened, ISO 8601; `null` for a commit, whose date is its writer's word. */
  at: string | null
  /** Login of who did it, where GitHub says so. */
  by: string | null
  fields: Fields
}

const route = 'GET /repos/{owner}/{repo}/issues/{number}/timeline'
const size = 100

/** Reads the whole timeline. */
export async function readTimeline(client: Client, number: number): Promise<Timeline> {
  return { entries: await client.list(route, { number, per_page: size, page: 1 }) }
}

/** An entry of the timeline, as far as all have it in common. */
export function entryOf(value: unknown): Entry {
  const fields = fieldsOf(value, 'event')
  const event = textOf(fields.event, 'event.event')
  const actor = fields.actor ?? fields.user ?? null
  const time = fields.created_at ?? fields.submitted_at ?? null
  return {
    event,
    id: `${fields.sha ?? fields.id ?? ''}`,
    at: time === null ? null : timeOf(time, 'event.created_at'),
    by: actor === null ? null : textOf(fieldsOf(actor, 'event.actor').login, 'event.actor.login'),
    fields,
  }
}

/**
 * What was added to a timeline since it was read: one request, for its last page and what follows. Some entries do not count (`isAside`).
 * Whatever happens on a pull request adds an entry, also a push and a change of its base.
 */
export async function addedSince(
  client: Client,
  number: number,
  { entries }: Timeline,
  isAside: (entry: Entry) => boolean,
): Promise<Entry[]> {
  const page = Math.max(1, Math.ceil(entries.length / size))
  const now = await client.list(route, { number, per_page: size, page })
  const known = new Set(entries.map(entry => keyOf(entryOf(entry))))
  return now.map(entryOf).filter(entry => !known.has(keyOf(entry)) && !isAside(entry))
}

const keyOf = ({ event, id, at }: Entry) => `${event} ${id} ${at}`
