/** A small world for tests of notes: a product with a way to production, its releases, and a template. */
import type { Gate, KnownIssue, Pathway, Release, Template, Ticket } from '../../schemas/types.ts'
import type { PathwayFile, RecordData, RecordFile, Repository, TemplateFile } from '../repository.ts'
import { act, release, repository, rolloutPathway } from '../rules/fixture.ts'

export const today = '2026-03-31'
const clauses = ['S4-59']
const gate = (from: string, to: string, types: NonNullable<Gate['types']>, roles: string[]): Gate => ({
  from,
  to,
  types,
  signOffs: roles.map(role => ({ role, clauses })),
})

/** Planned releases go all the way, iterative ones end after UAT, hotfixes go around it. */
export const way: PathwayFile = {
  id: 'way',
  path: 'policies/pathways/way.yaml',
  data: {
    ...rolloutPathway.data,
    roles: {
      'team/lead': { title: "Team's lead" },
      'team/technical': { title: 'Technical lead' },
      'sites/lead': { title: "Sites' lead" },
    },
    phases: {
      scope: { title: 'Scope', clauses },
      uat: { title: 'UAT', clauses },
      'pre-prod': { title: 'Pre-Prod', clauses },
      production: { title: 'Production', clauses },
      complete: { title: 'Complete', clauses },
    },
    gates: [
      gate('scope', 'uat', ['planned', 'iterative'], ['team/technical']),
      gate('uat', 'pre-prod', ['planned'], ['team/lead']),
      gate('uat', 'complete', ['iterative'], ['team/lead']),
      gate('scope', 'pre-prod', ['hotfix'], ['team/lead']),
      gate('scope', 'production', ['third-party'], ['sites/lead']),
      gate('pre-prod', 'production', ['planned', 'hotfix'], ['sites/lead', 'team/lead']),
      gate('production', 'complete', ['planned', 'hotfix', 'third-party'], ['team/lead']),
      // back again: who signs this does not sign what comes
      gate('complete', 'production', ['planned', 'hotfix', 'third-party'], ['team/technical']),
    ],
    documents: {
      sit: { title: 'Evidence from SIT', by: ['team'], clauses },
      training: { title: 'Training documents', by: ['team'], clauses },
    },
    checklists: {
      papers: { title: 'Papers', items: { training: { title: 'Training', by: ['team'], clauses } } },
    },
  } satisfies Pathway,
}

/** A release of the product; complete unless told otherwise. */
export const atlas = (version: string, data: Partial<RecordData> = {}): RecordFile =>
  release(
    { title: `Atlas ${version}`, product: 'Atlas', pathway: 'way', phase: 'complete', version, ...data },
    `beta/releases/${version}`,
  )

export const world = (...releases: RecordFile[]): Repository => ({
  ...repository(releases),
  pathways: new Map([['way', way]]),
})

export const ticket = (reference: string, more: Partial<Ticket> = {}): Ticket => ({
  reference,
  type: 'feature',
  title: `What ${reference} changes`,
  ...more,
})

export const issue = (reference: string, more: Partial<KnownIssue> = {}): KnownIssue => ({
  reference,
  title: `What is wrong with ${reference}`,
  severity: 3,
  workaround: 'Load the page again.',
  ...more,
})

/** The release is at a site since a day. */
export const deployedAt = (...sites: [ods: string, on: string][]): Pick<Release, 'sites'> => ({
  sites: Object.fromEntries(sites.map(([ods, on]) => [ods, { deployed: act(on, 'tom') }])),
})

const template = (environment: string, sources: string[]): TemplateFile => ({
  id: `${environment}-notes`,
  path: `policies/templates/${environment}-notes.yaml`,
  data: {
    kind: 'Template',
    title: '{product} {version}',
    pathways: ['way'],
    environment,
    evidence: [{ document: 'sit' }, { document: 'training', item: { checklist: 'papers', item: 'training' } }],
    audiences: { all: { title: 'All', shows: { release: ['product', 'version'] } } },
    sections: sources.map(of => ({ of })),
  } satisfies Template,
})

export const production = template('production', ['changes', 'services', 'issues'])
export const uat = template('uat', ['changes'])
