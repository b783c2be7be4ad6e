/** Edits of the files of a case: values of YAML, texts, and what git knows besides plain files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'

export type Files = Map<string, string>

/** A value that is set, added to a list, or taken out. */
export type ValueEdit =
  | { in: string; set: (string | number)[]; to: unknown }
  | { in: string; add: (string | number)[]; item: unknown }
  | { in: string; remove: (string | number)[] }

/** One edit of a file: a value set or taken out, a file put there whole (from the case's folder `files`), taken out or moved. */
export type Edit =
  | ValueEdit
  | { in: string; text: string; by: string }
  | { put: string; from: string }
  | { delete: string }
  | { move: string; to: string }
  | { link: string; to: string }
  | { submodule: string }
  | { executable: string }

/** The files after all edits. `folder`: the case's, for files that are put there whole. */
export function applied(files: Files, edits: readonly Edit[], folder: string): Files {
  return edits.reduce((state, edit) => change(state, edit, folder), files)
}

function change(files: Files, edit: Edit, folder: string): Files {
  const next = new Map(files)
  const text = (path: string) => {
    const found = files.get(path)
    if (found === undefined) throw new Error(`the case edits ${path}, which is not there`)
    return found
  }
  if ('put' in edit) next.set(edit.put, readFileSync(join(folder, edit.from), 'utf8'))
  else if ('delete' in edit) {
    text(edit.delete)
    next.delete(edit.delete)
  } else if ('move' in edit) {
    next.set(edit.to, text(edit.move))
    next.delete(edit.move)
  } else if ('link' in edit) next.set(edit.link, `${linkMark}${edit.to}`)
  else if ('submodule' in edit) next.set(edit.submodule, submodule)
  else if ('executable' in edit) next.set(edit.executable, `${executableMark}${text(edit.executable)}`)
  else if ('text' in edit) {
    if (!text(edit.in).includes(edit.text))
      throw new Error(`the case replaces text that ${edit.in} does not have: ${edit.text}`)
    next.set(
      edit.in,
      text(edit.in).replace(edit.text, () => edit.by),
    )
  } else next.set(edit.in, edited(text(edit.in), edit))
  return next
}

/** Marks a file that is written as a symbolic link. */
const linkMark = '\u0000link:'
/** Marks a file that is written as a program. */
const executableMark = '\u0000executable:'
/** How a file that begins with a mark is written: its mode in git. */
export const modes = [
  [linkMark, '120000'],
  [executableMark, '100755'],
] as const
/** Stands for a commit of another repository. */
export const submodule = '\u0000submodule'

/** A YAML file after one edit; its comments stay. */
export function edited(text: string, edit: ValueEdit): string {
  const document = parseDocument(text)
  if ('set' in edit) document.setIn(edit.set, document.createNode(edit.to))
  else if ('remove' in edit) {
    if (!document.deleteIn(edit.remove))
      throw new Error(`the case takes out ${edit.remove.join('.')}, which is not there`)
  } else {
    if (!document.hasIn(edit.add)) document.setIn(edit.add, document.createNode([]))
    document.addIn(edit.add, document.createNode(edit.item))
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}
