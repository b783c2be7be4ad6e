import { type Context, type Found, inRecord, type Rule, type Shown, titleOf } from '../context.ts'
import { problemsOf } from '../notes/completeness.ts'
import { type Printed, printed, templateOf } from '../notes/printed.ts'
import type { TemplateFile } from '../repository.ts'

/**
 * The release notes that a document of the record is. `text`: the texts that were approved and shared are those that the repository gives now; the
 * record holds their digest, so who signs the record signs them. Another part: nothing that they should tell is missing.
 */
export const notes: Rule<'notes'> = ({ document, part }, context) => {
  const title = titleOf('documents', document, context.pathway)
  const made = madeOf(document, context)
  if (!made)
    return [
      { problem: { code: 'notes-without-template', document: title }, at: inRecord(context, 'documents', document) },
    ]
  const { template, text } = made
  if (part !== 'text')
    return problemsOf(text.notes, context.record, template.data, context.today).flatMap(
      ({ part: of, problem, at }): Found[] => (of === part ? [{ problem, at }] : []),
    )
  const recorded = context.record.data.documents?.[document]?.digest
  const at = inRecord(context, 'documents', document, 'digest')
  if (recorded === undefined)
    return [{ problem: { code: 'notes-not-recorded', document: title, digest: text.digest }, at }]
  return recorded === text.digest
    ? []
    : [{ problem: { code: 'notes-changed', document: title, digest: text.digest }, at }]
}

interface Made {
  template: TemplateFile
  text: Printed
}

/** Several criteria ask for the same texts, so they are made once. */
const known = new WeakMap<Context, Map<string, Made | null>>()

/** The texts of a document as they are now; `null`: no template words it. */
export function madeOf(document: string, context: Context): Made | null {
  const all = known.get(context) ?? new Map<string, Made | null>()
  known.set(context, all)
  const found = all.get(document)
  if (found !== undefined) return found
  const { record, repository } = context
  const template = templateOf(document, record, repository)
  const made = template ? { template, text: printed({ release: record, template }, repository) } : null
  all.set(document, made)
  return made
}

/** Which texts they are. */
export const notesFacts: Shown<'notes'> = ({ document, part }, context) => {
  const text = part === 'text' ? madeOf(document, context)?.text : undefined
  const { version = '' } = context.record.data.documents?.[document] ?? {}
  const title = titleOf('documents', document, context.pathway)
  return text
    ? [
        {
          code: 'same-text',
          document: title,
          version,
          audiences: text.sheets.map(one => one.title),
          digest: text.digest,
        },
      ]
    : []
}
