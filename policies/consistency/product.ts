/** One product has one name: under two spellings its releases would not know of each other, and neither would their notes. */
import type { Finding } from '../model.ts'
import { type RecordFile, type Repository, wrong } from '../repository.ts'

/** A release whose product another release of its programme spells otherwise. */
export function productFindings({ id, path, programme, data }: RecordFile, repository: Repository): Finding[] {
  if (data.kind !== 'Release' || data.product === undefined) return []
  const { product } = data
  const other = (indexOf(repository).get(keyOf(programme, product)) ?? []).find(
    one => one.product !== product && one.id !== id,
  )
  return other
    ? [
        wrong(
          { code: 'product-spelled', product, other: other.product, release: other.id },
          { path, pointer: ['product'] },
        ),
      ]
    : []
}

type Named = { id: string; product: string }
const indexes = new WeakMap<Repository, Map<string, Named[]>>()

function indexOf(repository: Repository): Map<string, Named[]> {
  const known = indexes.get(repository)
  if (known) return known
  const index = new Map<string, Named[]>()
  for (const { id, programme, data } of repository.records.values()) {
    if (data.kind !== 'Release' || data.product === undefined) continue
    const key = keyOf(programme, data.product)
    index.set(key, [...(index.get(key) ?? []), { id, product: data.product }])
  }
  indexes.set(repository, index)
  return index
}

/** Without what the eye does not tell apart: case, blanks, and other forms of the same characters. */
const keyOf = (programme: string, product: string) =>
  JSON.stringify([
    programme,
    product
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s\p{Cf}]+/gu, ''),
  ])
