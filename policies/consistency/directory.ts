/** Whether the people, organisations and programmes fit together. */
import type { Finding } from '../model.ts'
import { type Repository, wrong } from '../repository.ts'
import { entries, keys, known } from './known.ts'

/** What does not fit in the directory: names that no part of it knows, and accounts that two people share. */
export function directoryFindings({ people, directories }: Repository): Finding[] {
  const accounts = new Set<string>()
  return directories.flatMap(({ path, data }) => {
    const person = known(path, 'person', keys(people.people))
    const organisation = known(path, 'organisation', keys(people.organisations))
    return [
      ...entries(data.people).flatMap(([id, { organisation: ods, github }]) => [
        ...organisation(ods, 'people', id, 'organisation'),
        ...[`login ${github.login.toLowerCase()}`, ...(github.id === undefined ? [] : [`id ${github.id}`])].flatMap(
          name => {
            if (!accounts.has(name)) return accounts.add(name) && []
            return [wrong({ code: 'doubled', what: 'account', name }, { path, pointer: ['people', id, 'github'] })]
          },
        ),
      ]),
      ...(data.policyOwners ?? []).flatMap((id, index) => person(id, 'policyOwners', index)),
      ...entries(data.programmes).flatMap(([programme, { organisations, roles }]) => [
        ...entries(organisations).flatMap(([party, held]) =>
          [held].flat().flatMap(ods => organisation(ods, 'programmes', programme, 'organisations', party)),
        ),
        ...entries(roles).flatMap(([role, held]) =>
          held.flatMap((id, index) => person(id, 'programmes', programme, 'roles', role, index)),
        ),
      ]),
    ]
  })
}
