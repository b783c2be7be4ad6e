/** What stands in for the digests of release notes in the records of `base/`. */
import { printed, templateOf } from '../../policies/notes/printed.ts'
import { readRepository, recordId } from '../../policies/repository.ts'
import { edited, type Files } from './edits.ts'

/** Stands in a record of `base/` for the digest of the notes as they are: a word changed in a template changes no case. */
const asItIs = `sha256:${'0'.repeat(64)}`
const noted = new Map<string, ReadonlyMap<string, string>>()

/** The files with the digests of release notes, as somebody has recorded them who has read the notes. */
export function withNotes(files: Files): Files {
  const releases = [...files].filter(([path, text]) => /\/releases\//.test(path) && text.includes(asItIs))
  if (releases.length === 0) return files
  const folders = releases.map(([path]) => path.replace(/[^/]*$/, ''))
  const speaks = (path: string) =>
    folders.some(folder => path.startsWith(folder)) || /^policies\/(?:templates|directory)\/|flip/.test(path)
  const near = new Map([...files].filter(([path]) => speaks(path)))
  const key = [...near].flat().join('\0')
  const known = noted.get(key) ?? recorded(near, releases)
  noted.set(key, known)
  return new Map([...files, ...known])
}

function recorded(near: Files, releases: readonly [path: string, text: string][]): ReadonlyMap<string, string> {
  const repository = readRepository(new Map([...near].map(([name, text]) => [name, { text }])))
  return new Map(
    releases.map(([path, text]) => {
      const release = repository.records.get(recordId(path))
      const documents = Object.entries(release?.data.documents ?? {}).filter(([, { digest }]) => digest === asItIs)
      const all = documents.reduce((state, [document]) => {
        const template = release && templateOf(document, release, repository)
        if (!release || !template) return state
        const { digest } = printed({ release, template }, repository)
        return edited(state, { in: path, set: ['documents', document, 'digest'], to: digest })
      }, text)
      return [path, all]
    }),
  )
}
