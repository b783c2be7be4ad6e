/** What somebody has before them who notes something in a record: those who take part in it come first. */
import { allHolders } from '../../policies/holders.ts'
import type { PathwayFile, People, RecordFile, Repository } from '../../policies/repository.ts'
import type { About } from './notes/note.ts'

/** All that a note of this record may ask for. */
export const aboutOf = (
  record: RecordFile,
  pathway: PathwayFile,
  { people }: Pick<Repository, 'people'>,
  { me, today }: Pick<About, 'me' | 'today'>,
): About & { data: RecordFile['data'] } => ({
  pathway: pathway.data,
  data: record.data,
  people: nearestFirst(record, pathway, people),
  me,
  today,
})

/** Those who hold a role, then others who work where these do, then everybody else. */
function nearestFirst(record: RecordFile, pathway: PathwayFile, people: People): People['people'] {
  const holders = new Set([...allHolders(record, pathway, people).values()].flat())
  const places = new Set([...holders].map(person => people.people[person]?.organisation))
  const rank = ([id, { organisation }]: [string, { organisation: string }]) =>
    holders.has(id) ? 0 : places.has(organisation) ? 1 : 2
  return Object.fromEntries(Object.entries(people.people).sort((one, other) => rank(one) - rank(other)))
}
