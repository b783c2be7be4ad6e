/** The notes of a document of a record, made once for all who ask. */
import type { Context } from '../context.ts'
import type { TemplateFile } from '../repository.ts'
import { type Printed, printed, templateOf } from './printed.ts'

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
