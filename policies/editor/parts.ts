/** What an editor can offer in the records of one pathway, place by place. */
import type { Pathway } from '../../schemas/types.ts'
import { entries } from '../consistency/known.ts'
import { allCriteria } from '../criteria.ts'
import { partyOf } from '../holders.ts'
import type { Repository } from '../repository.ts'
import { type Change, type Named, withKeys, withValues } from './places.ts'
import { type Tell, teller } from './told.ts'

/** Place in a record → how its schema changes; one that is within another comes before it. Each name is one that the gate takes there. */
export function partsOf(pathway: Pathway, repository: Repository, tell: Tell): [string[], Change][] {
  const told = teller(pathway, repository, tell)
  const named = <T extends Parameters<typeof told.part>[0]>(group: Record<string, T> | undefined): Named[] =>
    entries(group).map(([id, part]) => ({ id, description: told.part(part) }))
  const [phases, parties, environments] = [named(pathway.phases), named(pathway.parties), named(pathway.environments)]
  const ofRecord = (party: string) => pathway.parties[party]?.held === 'record'
  const lists = entries(pathway.checklists).map(([id, list]) => {
    return { id, description: told.part(list), change: withKeys(named(list.items)) }
  })
  const waivable = allCriteria(pathway)
    .filter(({ enforcement }) => enforcement === 'waivable')
    .map(criterion => ({ id: criterion.id, description: told.criterion(criterion) }))
  return [
    [['phase'], withValues([...phases, { id: 'withdrawn', description: told.withdrawn() }])],
    [['organisations'], withKeys(parties.filter(({ id }) => ofRecord(id)))],
    [['roles'], withKeys(named(pathway.roles).filter(({ id }) => ofRecord(partyOf(id))))],
    [['plan'], withKeys(phases)],
    [['checklists'], withKeys(lists)],
    [['documents', '*', 'shared'], withKeys(parties)],
    [['documents'], withKeys(named(pathway.documents))],
    [['certificates', '*', '*', 'shared'], withKeys(parties)],
    [['certificates'], withKeys(named(pathway.certificates))],
    [['environments'], withKeys(named(pathway.environments))],
    [['testPlans', '*', 'tests', '*', 'runs', '*', 'environment'], withValues(environments)],
    [['testPlans'], withKeys(named(pathway.testPlans))],
    [['adHocTests', '*', 'environment'], withValues(environments)],
    [['decisions', '*', 'decision'], withValues(named(pathway.decisions))],
    [['waivers', '*', 'criterion'], withValues(waivable)],
    [['communications'], withKeys(named(pathway.forums))],
    [['downtime', 'notified'], withKeys(parties)],
    [['downtime', 'restoredNotified'], withKeys(parties)],
  ]
}
