/** What a field is, and how the parts of a record are made of them. */
import type { Pointer } from '../../schemas/events.ts'
import type { Pathway } from '../../schemas/types.ts'
import type { FieldName } from '../problems.ts'
import type { RecordData } from '../repository.ts'

/**
 * Who provides a field: any of these parties or roles, one person, or nobody: the gate's own sign-offs cover it. `asHolder`: the person must
 * hold a role of the record, or whoever puts their own name there would approve what they like.
 */
export type Provider = { by: string[] } | { person: string; asHolder?: true } | { gate: true }

export interface Field {
  pointer: Pointer
  name: FieldName
  value: unknown
  provider: Provider
  /** Recorded once and then never changed: what was decided, tested or happened is corrected by adding. */
  lasting: boolean
  /** It may change, but not go. */
  kept: boolean
  /** The list in which its place counts. */
  list: string | null
}

type Extra = 'lasting' | 'kept' | 'list'
export type Entry = Omit<Field, Extra> & Partial<Pick<Field, Extra>> & { key?: unknown[] }

export const group = <T>(items: Record<string, T> | undefined) => Object.entries(items ?? {})
export const provided = (by: string[] | undefined, { coordinator }: Pathway): Provider => ({ by: by ?? [coordinator] })

/** The entries of a list that only grows. */
export function listed<T extends object>(
  items: readonly T[] | undefined,
  at: Pointer,
  key: unknown[],
  describe: (item: T) => [FieldName, Provider],
): Entry[] {
  return (items ?? []).map((value, index): Entry => {
    const [name, provider] = describe(value)
    return {
      key: [...key, canonical(value)],
      pointer: [...at, index],
      name,
      value,
      provider,
      lasting: true,
      list: JSON.stringify(key),
    }
  })
}

/** Whether a record has come to a phase, or beyond. */
export function hasReached(phase: string | undefined, data: RecordData, { phases }: Pathway): boolean {
  const order = Object.keys(phases)
  return phase !== undefined && order.indexOf(data.phase) >= order.indexOf(phase)
}

/** The same value whatever the order of its keys: a reordered file changes no field. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, canonical((value as Record<string, unknown>)[key])]),
  )
}
