/** What must hold across files: names that exist, people where they belong, days that have come. */
import { directoryFindings } from './consistency/directory.ts'
import { pathwayFindings } from './consistency/pathway.ts'
import { recordFindings } from './consistency/record.ts'
import { templateFindings } from './consistency/template.ts'
import type { Finding } from './model.ts'
import { type Repository, wrong } from './repository.ts'

/** Everything that does not fit together in the whole repository. Records are held against sound policies only: of broken ones each would tell the same. */
export function inconsistencies(repository: Repository, today: string): Finding[] {
  const sound = repository.findings.every(({ at }) => at.path.startsWith('deployments'))
  const records = sound ? [...repository.records.values()] : []
  return [...policyFindings(repository), ...records.flatMap(record => recordFindings(record, repository, today))]
}

/** What does not fit in the policies: with it, nothing can be judged. */
export const policyFindings = (repository: Repository): Finding[] => [
  ...emptiness(repository),
  ...[...repository.pathways.values()].flatMap(pathway => pathwayFindings(pathway, repository)),
  ...[...repository.templates.values()].flatMap(template => templateFindings(template, repository)),
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
