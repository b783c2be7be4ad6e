/** The answers of `npm run explain`, each as data and in words. */
import { type Errands, errandsOf, whoIs } from '../../policies/duties/errands.ts'
import { explain } from '../../policies/duties/explanation.ts'
import { gatesInto, outlines } from '../../policies/duties/gates.ts'
import type { Target } from '../../policies/duties/target.ts'
import { glossaryOf } from '../../policies/glossary.ts'
import type { Finding, Glossary } from '../../policies/model.ts'
import { type Repository, recordId } from '../../policies/repository.ts'
import { explanationText } from '../render/explain.ts'
import { gateText } from '../render/explain-gate.ts'
import type { Sheet } from '../render/explain-lines.ts'
import { pathwayText } from '../render/explain-pathway.ts'
import { errandsText } from '../render/explain-person.ts'
import { brokenPolicies, notAPerson, notForOne, notFound } from '../render/explain-refusals.ts'
import { findingText } from '../render/terminal.ts'

/** What is told: as data, or in words. */
export interface Told {
  data: object
  text: () => string
}

interface World {
  repository: Repository
  wrong: Finding[]
  today: string
  sheet: Sheet
}

/** The words for what is told of one pathway; its own words come before those of others. */
const wordsOf = (value: unknown, pathway: string, repository: Repository): Glossary =>
  glossaryOf(value, [...repository.pathways.keys(), pathway], repository)

/** The policies are broken: what is explained by them would be wrong. */
export function broken(findings: Finding[], repository: Repository, { paint }: Sheet): Told {
  const words = wordsOf(findings, '', repository)
  const text = () => [brokenPolicies, ...findings.map(one => findingText(one, words, paint))].join('\n')
  return { data: { findings }, text }
}

/** A record, a pathway, or the gate into a phase. */
export function ofTarget(target: Target, { repository, wrong, today, sheet }: World): Told {
  if (target.is === 'record') {
    const explanation = explain(target.record, repository, wrong, today)
    const words = wordsOf(explanation, explanation.pathway, repository)
    return { data: { explanation }, text: () => explanationText(explanation, words, sheet) }
  }
  if (target.is !== 'pathway' && target.is !== 'phase') throw new Error(notFound(target))
  const { pathway } = target
  const gates = target.is === 'phase' ? gatesInto(target.phase, pathway, repository) : outlines(pathway, repository)
  const words = wordsOf(gates, pathway.id, repository)
  const text = () =>
    target.is === 'phase'
      ? gateText(pathway, target.phase, gates, words, sheet)
      : pathwayText(pathway, gates, words, sheet)
  return { data: { pathway: pathway.id, phase: target.is === 'phase' ? target.phase : null, gates }, text }
}

/** What waits for one person, in one record or in all of them. */
export function ofPerson(name: string, target: Target, { repository, wrong, today, sheet }: World): Told {
  const found = whoIs(name, repository.people)
  const [id = ''] = found
  const known = repository.people.people[id]
  if (!known || found.length > 1) throw new Error(notAPerson(name, found))
  if (target.is === 'pathway' || target.is === 'phase') throw new Error(notForOne)
  if (target.is !== 'record' && target.is !== 'everything') throw new Error(notFound(target))
  const one = target.is === 'record' ? target.record : null
  const records = one ? [one] : [...repository.records.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const errands = errandsOf(
    id,
    records.map(record => explain(record, repository, wrong, today)),
  )
  const words = (of: Errands) => wordsOf(of, of.explanation.pathway, repository)
  const unread = one ? [] : [...new Set(wrong.map(({ at }) => at.path))].filter(path => !hasRecord(path, repository))
  const who = { id, name: known.name, login: known.github.login, record: one?.id ?? null, today, unread }
  return {
    data: { person: id, errands: errands.map(inShort), unread },
    text: () => errandsText(who, errands, words, sheet),
  }
}

/** Whether a file could be read: what waits in others nobody can tell. */
const hasRecord = (path: string, { records }: Repository) => records.has(recordId(path))

const inShort = ({ explanation: { record, title, phase, next, standing }, errands }: Errands) => ({
  ...{ record, title, phase, next, standing },
  errands,
})
