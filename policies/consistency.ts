/** What must hold across files: names that exist, people where they belong, days that have come. */
import { directoryFindings } from './consistency/directory.ts'
import { pathwayFindings } from './consistency/pathway.ts'
import { recordFindings } from './consistency/record.ts'
import type { Finding } from './model.ts'
import { type Repository, wrong } from './repository.ts'

/** Everything that does not fit together in the whole repository. */
export const inconsistencies = (repository: Repository, today: string): Finding[] => [
  ...policyFindings(repository),
  ...[...repository.records.values()].flatMap(record => recordFindings(record, repository, today)),
]

/** What does not fit in the policies: with it, nothing can be judged. */
export const policyFindings = (repository: Repository): Finding[] => [
  ...emptiness(repository),
  ...[...repository.pathways.values()].flatMap(pathway => pathwayFindings(pathway, repository)),
  ...directoryFindings(repository),
]

function emptiness({ pathways, people, calendar }: Repository): Finding[] {
  const missing = [
    pathways.size === 0 && wrong({ code: 'nothing-there', what: 'pathways' }, { path: 'policies/pathways' }),
    Object.keys(people.people).length === 0 &&
      wrong({ code: 'nothing-there', what: 'directory' }, { path: 'policies/directory' }),
    people.policyOwners.length === 0 &&
      wrong({ code: 'nothing-there', what: 'policy owners' }, { path: 'policies/directory' }),
    calendar === null && wrong({ code: 'nothing-there', what: 'calendar' }, { path: 'policies/calendar' }),
  ]
  return missing.filter(finding => finding !== false)
}
