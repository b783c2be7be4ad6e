/** The parts of a release, and what happens around its deployment. */
import type { Pathway } from '../../schemas/types.ts'
import type { RecordData } from '../repository.ts'
import { type Entry, group, listed, provided } from './field.ts'

/**
 * What a release consists of: its tickets, flags and known issues, and what it asks of its sites. What its people find of a ticket is each
 * recorded once.
 */
function tickets(data: RecordData, pathway: Pathway): Entry[] {
  const {
    scope,
    done: doing,
    sit: testers,
    uat: users,
    choices: choosers,
    featureFlags,
    knownIssues,
    actions,
  } = pathway.provides ?? {}
  return [
    ...(data.scope ?? []).flatMap(({ done, sit, uat, choices, ...ticket }, index): Entry[] => {
      const key = ['scope', ticket.reference]
      const name = `${ticket.reference} ${ticket.title}`
      const at = ['scope', index]
      const said = (part: string, items: readonly { on: string }[] | undefined, by: string[] | undefined) =>
        listed(items, [...at, part], [...key, part], one => [
          { part: 'said', name, detail: one.on },
          provided(by, pathway),
        ])
      return [
        {
          key,
          pointer: at,
          name: { part: 'ticket', name },
          value: ticket,
          provider: provided(scope, pathway),
        },
        ...(done
          ? [
              {
                key: [...key, 'done'],
                pointer: [...at, 'done'],
                name: { part: 'ticket' as const, name, detail: 'done' },
                value: done,
                provider: provided(doing, pathway),
              },
            ]
          : []),
        ...said('sit', sit, testers),
        ...said('uat', uat, users),
        ...said('choices', choices, choosers),
      ]
    }),
    ...(data.unticketed ?? []).map(
      (value, index): Entry => ({
        key: ['unticketed', value.title],
        pointer: ['unticketed', index],
        name: { part: 'unticketed', name: value.title },
        value,
        provider: provided(scope, pathway),
      }),
    ),
    ...group(data.featureFlags).map(
      ([id, value]): Entry => ({
        pointer: ['featureFlags', id],
        name: { part: 'flag', name: value.title },
        value,
        provider: provided(featureFlags, pathway),
      }),
    ),
    ...(data.knownIssues ?? []).map(
      (value, index): Entry => ({
        key: ['knownIssues', value.reference],
        pointer: ['knownIssues', index],
        name: { part: 'known-issue', name: `${value.reference} ${value.title}` },
        value,
        provider: provided(knownIssues, pathway),
        // it is resolved, or graded anew; it does not vanish
        kept: true,
      }),
    ),
    ...(data.actions ?? []).map(
      (value, index): Entry => ({
        key: ['actions', value.kind, value.what],
        pointer: ['actions', index],
        name: { part: 'action', name: value.what },
        value,
        provider: provided(actions, pathway),
      }),
    ),
  ]
}

/** What happens around a deployment: tests without a plan, the sites' dates, the downtime, the smoke test. */
function deployments(data: RecordData, pathway: Pathway): Entry[] {
  const { adHocTests, sites, downtime, smokeTest } = pathway.provides ?? {}
  const { runs, ...decided } = data.smokeTest ?? {}
  return [
    ...(data.adHocTests ?? []).map(
      (value, index): Entry => ({
        key: ['adHocTests', value.on, value.title],
        pointer: ['adHocTests', index],
        name: { part: 'run', name: value.title, detail: value.on },
        value,
        provider: provided(adHocTests, pathway),
        // where it was can be put right; that it was stays
        kept: true,
      }),
    ),
    ...group(data.sites).flatMap(([ods, site]) =>
      group({ ...site }).map(
        ([key, value]): Entry => ({
          pointer: ['sites', ods, key],
          name: { part: 'site', name: ods, detail: key },
          value,
          // the site itself agrees its date
          provider: key === 'agreed' ? { person: value.by } : provided(sites, pathway),
        }),
      ),
    ),
    ...group<unknown>({ ...data.downtime }).map(
      ([key, value]): Entry => ({
        pointer: ['downtime', key],
        name: { part: 'downtime', name: key },
        value,
        provider: provided(downtime, pathway),
      }),
    ),
    ...group<unknown>(decided).map(
      ([key, value]): Entry => ({
        pointer: ['smokeTest', key],
        name: { part: 'smoke-test', name: key },
        value,
        provider: provided(smokeTest, pathway),
      }),
    ),
    ...listed(runs, ['smokeTest', 'runs'], ['smokeTest', 'runs'], one => [
      { part: 'smoke-test', name: 'run', detail: one.on },
      { person: one.by },
    ]),
  ]
}

/** All of them, in their order. */
export const releaseParts = [tickets, deployments]
