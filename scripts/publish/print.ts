/** The texts of a revision, as the templates print them: those that the gate has shown, and the same in HTML and as data. */
import { printed } from '../../policies/notes/printed.ts'
import type { Repository } from '../../policies/repository.ts'
import { sheetsOf } from '../notes/sheets.ts'
import { headingOf } from '../render/notes-plain.ts'
import type { Printed } from './page.ts'
import type { Revision } from './wanted.ts'

/** `null`: the repository does not have the record or the template. */
export function print(
  { release, template: id }: Pick<Revision, 'release' | 'template'>,
  repository: Repository,
): Printed | null {
  const record = repository.records.get(release)
  const template = repository.templates.get(id)
  if (!record || !template) return null
  const { notes, sheets, digest } = printed({ release: record, template }, repository)
  const of = (audience: string, format: 'html' | 'json') =>
    sheetsOf({ template, notes, release }, [audience], [format])[0]?.text ?? ''
  return {
    digest,
    audience: template.data.publish?.release ?? null,
    texts: sheets.map(({ audience, text }) => ({
      audience,
      title: headingOf(text),
      ...{ markdown: text, html: of(audience, 'html'), json: of(audience, 'json') },
    })),
  }
}
