/** Whether the people, organisations and programmes fit together. */
import type { Finding } from '../model.ts'
import { type Repository, wrong } from '../repository.ts'
import { entries, keys, known } from './known.ts'

/** What does not fit in the directory. */
export function directoryFindings({ people, tree }: Repository): Finding[] {
  const path = [...tree.keys()].filter(one => one.startsWith('policies/directory/')).sort()[0] ?? 'policies/directory'
  const person = known(path, 'person', keys(people.people))
  const organisation = known(path, 'organisation', keys(people.organisations))
  const accounts = entries(people.people).flatMap(([id, { github }]) => [
    [`login ${github.login.toLowerCase()}`, id] as const,
    ...(github.id === undefined ? [] : [[`id ${github.id}`, id] as const]),
  ])
  return [
    ...entries(people.people).flatMap(([id, one]) => organisation(one.organisation, 'people', id, 'organisation')),
    ...accounts.flatMap(([account, id], index) =>
      accounts.findIndex(([other]) => other === account) < index
        ? [wrong({ code: 'doubled', what: 'account', name: account }, { path, pointer: ['people', id, 'github'] })]
        : [],
    ),
    ...people.policyOwners.flatMap((id, index) => person(id, 'policyOwners', index)),
    ...entries(people.programmes).flatMap(([programme, { organisations, roles }]) => [
      ...entries(organisations).flatMap(([party, ods]) =>
        organisation(ods, 'programmes', programme, 'organisations', party),
      ),
      ...entries(roles).flatMap(([role, held]) =>
        held.flatMap((id, index) => person(id, 'programmes', programme, 'roles', role, index)),
      ),
    ]),
  ]
}
