/** The release notes that a pull request is about, as whoever signs it has to read them. */
import type { Criterion } from '../../schemas/types.ts'
import { type Context, titleOf } from '../context.ts'
import type { NotesPreview } from '../model.ts'
import type { RecordFile } from '../repository.ts'
import { madeOf } from './made.ts'

/** Those that the criteria ask for, and those whose digest the pull request records. `was`: the record as the pull request found it. */
export function previewsOf(
  criteria: readonly Criterion[],
  was: RecordFile | undefined,
  context: Context,
): NotesPreview[] {
  const held = context.record.data.documents ?? {}
  const asked = criteria.flatMap(one => (one.rule === 'notes' && one.with.part === 'text' ? [one.with.document] : []))
  const noted = Object.keys(held).filter(id => held[id]?.digest !== was?.data.documents?.[id]?.digest)
  return [...new Set([...asked, ...noted])].flatMap((document): NotesPreview[] => {
    const made = madeOf(document, context)
    if (!made) return []
    const { version = null, digest: recorded = null } = held[document] ?? {}
    const { sheets, digest } = made.text
    return [
      {
        document: titleOf('documents', document, context.pathway),
        record: context.record.id,
        template: made.template.id,
        version,
        recorded,
        digest,
        sheets,
      },
    ]
  })
}
