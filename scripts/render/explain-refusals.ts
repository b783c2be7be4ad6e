/** Why nothing is explained: what was asked for is not there, or what it would be explained by is broken. */
import type { Target } from '../../policies/duties/target.ts'
import { few, plain, say, type Words } from '../../policies/words.ts'

type Unfound = Extract<Target, { is: 'unknown-record' | 'unknown-pathway' | 'unknown-phase' | 'broken' | 'everything' }>

const names = (ids: readonly string[], most = 8): Words =>
  few(
    ids.map(id => say`${id}`),
    ' and ',
    most,
  )

/** What is wrong with what was asked for, and what there is. */
export function notFound(target: Unfound): string {
  return plain(refusal(target))
}

function refusal(target: Unfound): Words {
  switch (target.is) {
    case 'everything':
      return ['Name a record, a pathway, or a person with --as. npm run check -- --short lists the records.']
    case 'broken':
      return say`${target.path} cannot be read. npm run check -- ${target.path} says why.`
    case 'unknown-record':
      return target.similar.length > 0
        ? say`There is no record or pathway ${target.name}. Similar: ${names(target.similar)}.`
        : say`There is no record or pathway ${target.name}. Records: npm run check -- --short. Pathways: ${names(target.pathways, 20)}.`
    case 'unknown-pathway':
      return say`There is no pathway ${target.name}. Known: ${names(target.pathways, 20)}. For a record, give its name alone.`
    case 'unknown-phase': {
      const phases = Object.entries(target.pathway.data.phases).map(([id, { title }]) => say`${id} (“${title}”)`)
      return say`The pathway ${target.pathway.id} has no phase ${target.name}. Known: ${few([...phases, ['withdrawn']], ' and ', 30)}.`
    }
  }
}

/** Nobody, or more than one, goes by a name. */
export const notAPerson = (name: string, found: readonly string[]): string =>
  plain(
    found.length > 1
      ? say`${name} names several people: ${names(found)}. Give the id that the directory has.`
      : say`Nobody in policies/directory has the GitHub login or the id ${name}. Check its spelling.`,
  )

/** A pathway is nobody's errand. */
export const notForOne = 'A pathway waits for nobody: use --as with a record, or alone for all records.'

/** The policies are broken: what is explained by them would be wrong. */
export const brokenPolicies = 'The policies are broken, so nothing is explained until they are put right:'
