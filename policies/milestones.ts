/** When the things were done that a pathway's steps name: what orders, deadlines and rhythms are told by. */
import type { Span, Step } from '../schemas/types.ts'
import { type Context, type Days, inRecord, liveSince, sessionsOf, titleOf } from './context.ts'
import { addDays, addMonths, earliest, latest, workingDaysAfter } from './dates.ts'
import { organisationsOf } from './holders.ts'
import type { Place } from './model.ts'
import { checklistDone, itemDone } from './rules/checklist.ts'
import { decided } from './rules/decision.ts'
import { documentActed } from './rules/document.ts'
import { stepDone } from './rules/environment.ts'
import { testsPassed } from './rules/tests.ts'
import { isStable, minorOf } from './rules/version.ts'

export interface Milestone {
  /** Stands in quotation marks, within a sentence. */
  name: string
  /** `null`: not done yet. */
  days: Days | null
  at: Place
}

const once = (day: string | null | undefined): Days | null => (day ? { done: day, again: day } : null)

const acts = { onboarded: 'onboarding complete', installed: 'solution installed', configured: 'configured' } as const

const documentActs = {
  submitted: 'given to its reviewers',
  reviewed: 'reviewed',
  approved: 'approved',
  shared: 'shared',
} as const

/** A title within a name: "UAT" and "SIT" stay as they are. */
const lower = (title: string) => title.replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase())

/** What a step names, and when it was done. */
export function milestone(step: Step, context: Context): Milestone {
  const { pathway, record } = context
  for (const act of ['onboarded', 'installed', 'configured'] as const) {
    const id = step[act]
    if (!id) continue
    const name = `${titleOf('environments', id, pathway)}: ${acts[act]}`
    return { name, days: stepDone(id, act, context), at: inRecord(context, 'environments', id) }
  }
  if (step.checklist) {
    const name = titleOf('checklists', step.checklist, pathway)
    const days = checklistDone(step.checklist, context)
    return { name, days, at: inRecord(context, 'checklists', step.checklist) }
  }
  if (step.item) {
    const { checklist, item } = step.item
    const name = pathway.data.checklists?.[checklist]?.items[item]?.title ?? item
    return { name, days: once(itemDone(step.item, context)), at: inRecord(context, 'checklists', checklist, item) }
  }
  if (step.document) {
    const { title, on, at } = documentActed(step.document, context)
    return { name: `${title} ${documentActs[step.document.act]}`, days: once(on), at }
  }
  const plan = step.tests ?? step.testsOfRelease
  if (plan) {
    const days = testsPassed(plan, step.tests ? 'any' : 'deployed', context)
    return { name: titleOf('testPlans', plan, pathway), days, at: inRecord(context, 'testPlans', plan) }
  }
  if (step.decision) {
    const name = titleOf('decisions', step.decision, pathway)
    return { name, days: decided(step.decision, context), at: inRecord(context, 'decisions') }
  }
  if (step.forum) {
    const met = sessionsOf(step.forum, context).map(({ on }) => on)
    const name = titleOf('forums', step.forum, pathway)
    return { name, days: once(earliest(met)), at: inRecord(context, 'communications', step.forum) }
  }
  if (step.planned) {
    const name = `Agreed day of ${lower(pathway.data.phases[step.planned]?.title ?? step.planned)}`
    return { name, days: once(record.data.plan?.[step.planned]), at: inRecord(context, 'plan', step.planned) }
  }
  if (step.deployed) {
    const sites = organisationsOf(step.deployed, record, context.people)
    const on = sites.flatMap(ods => record.data.sites?.[ods]?.deployed?.on ?? [])
    const [done, again] = [latest(on), earliest(on)]
    const name = `Deployed at ${pathway.data.parties[step.deployed]?.title ?? step.deployed}`
    return { name, days: done && again ? { done, again } : null, at: inRecord(context, 'sites') }
  }
  if (step.successor) return publication(step.successor, context)
  return {
    name: 'First live patient',
    days: once(liveSince(record)),
    at: inRecord(context, 'verification', 'start'),
  }
}

/** When the first stable release of the product, of the record's own major and minor version, had an item done: that it was published, say. */
function publication({ checklist, item }: { checklist: string; item: string }, context: Context): Milestone {
  const done = context.siblings
    .filter(
      ({ data }) =>
        data.kind === 'Release' && isStable(data.version ?? '') && minorOf(data) === minorOf(context.record.data),
    )
    .flatMap(record => {
      const pathway = context.pathways.get(record.data.pathway)
      // as long as it is being prepared, nobody has it
      const [first] = Object.keys(pathway?.data.phases ?? {})
      const on = pathway && record.data.phase !== first ? itemDone({ checklist, item }, { record, pathway }) : null
      return on === null ? [] : [{ on, path: record.path }]
    })
    .toSorted((a, b) => a.on.localeCompare(b.on))
  const [first] = done
  return {
    name: 'Publication of the first stable version',
    days: once(first?.on),
    at: first ? { path: first.path, pointer: ['checklists', checklist, item] } : inRecord(context, 'release'),
  }
}

/** The day on which a span that begins on a day is up; `null` beyond what the calendar knows. */
export function spanAfter(day: string, span: Span, { calendar }: Pick<Context, 'calendar'>): string | null {
  if (span.days !== undefined) return addDays(day, span.days)
  if (span.months !== undefined) return addMonths(day, span.months)
  return calendar ? workingDaysAfter(day, span.workingDays ?? 0, calendar) : null
}
