/** What notes lack before they can go out. */
import type { Template } from '../../schemas/types.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problems.ts'
import type { RecordFile } from '../repository.ts'
import type { Entry, Notes, Source } from './catalogue.ts'
import { contentDay } from './evidence.ts'
import { isKnown } from './sheet.ts'

/** One thing that is missing, by the part of the notes that lacks it. */
export interface Incomplete {
  part: 'changes' | 'services' | 'known-issues' | 'evidence'
  problem: Problem
  at: Place
}

/** All that is missing. `notes`: as they are made, before anything is left out for an audience. */
export function problemsOf(notes: Notes, release: RecordFile, template: Template, today: string): Incomplete[] {
  const at = (...pointer: (string | number)[]): Place => ({ path: release.path, pointer })
  const tells = (source: Source) => template.sections.some(({ of }) => of === source)
  const kind = notes.range?.[0]?.kind
  // somebody else's change brings nothing of ours along; an earlier version may bring nothing but its services
  const isExempt = { changes: kind === 'outside' || kind === 'back', services: kind === 'outside' }
  const lacks = (source: 'changes' | 'services') =>
    !isExempt[source] && tells(source) && (notes[source] ?? []).length === 0
  return [
    ...(lacks('changes')
      ? [{ part: 'changes' as const, problem: { code: 'notes-without-changes' as const }, at: at('scope') }]
      : []),
    ...(lacks('services')
      ? [{ part: 'services' as const, problem: { code: 'notes-without-services' as const }, at: at('services') }]
      : []),
    ...(tells('issues') ? issueProblems(notes.issues ?? [], release, at) : []),
    ...(kind === 'outside' ? [] : evidenceProblems(notes.evidence ?? [], release, template, at, today)),
  ]
}

type At = (...pointer: (string | number)[]) => Place

/** Whoever meets an open defect of severity 3 or 4 has a workaround (the test strategy that the release process refers to). */
const needsWorkaround = (severity: number) => severity === 3 || severity === 4

function issueProblems(issues: readonly Entry<'issues'>[], { data }: RecordFile, at: At): Incomplete[] {
  return issues.flatMap(({ kind, reference = '', title = '', severity = 0, workaround, fixedIn = '' }) => {
    if (kind === 'closed') return []
    const index = (data.knownIssues ?? []).findIndex(one => one.reference === reference)
    const place = index < 0 ? at('knownIssues') : at('knownIssues', index)
    const issue = `${reference} ${title}`
    const found: Problem[] = [
      ...(needsWorkaround(severity) && !isKnown(workaround)
        ? [{ code: 'workaround-missing' as const, issue, severity }]
        : []),
      ...(kind === 'unconfirmed' ? [{ code: 'fix-unconfirmed' as const, issue, version: fixedIn }] : []),
    ]
    return found.map(problem => ({ part: 'known-issues' as const, problem, at: place }))
  })
}

function evidenceProblems(
  evidence: readonly Entry<'evidence'>[],
  release: RecordFile,
  template: Template,
  at: At,
  today: string,
): Incomplete[] {
  const content = contentDay(release)
  return (template.evidence ?? []).flatMap(({ document }, index) => {
    const place = at('documents', document)
    const told = evidence[index]
    const expires = release.data.documents?.[document]?.expires
    const isOver = told?.kind === 'attached' && expires !== undefined && expires < today
    const found: Problem[] = [
      ...(told ? documentProblems(told, content) : [missing(document)]),
      ...(isOver ? [{ code: 'document-expired' as const, document: told.title ?? document, expires }] : []),
    ]
    return found.map(problem => ({ part: 'evidence' as const, problem, at: place }))
  })
}

const missing = (document: string): Problem => ({ code: 'evidence-missing', document })

function documentProblems(
  { kind, title: document = '', version, digest, on }: Entry<'evidence'>,
  content: string | null,
): Problem[] {
  if (kind === 'unchanged') return []
  if (kind === 'missing' || on === undefined) return [missing(document)]
  return [
    ...(version === undefined ? [{ code: 'evidence-unidentified' as const, document, lacks: 'version' as const }] : []),
    ...(digest === undefined ? [{ code: 'evidence-unidentified' as const, document, lacks: 'digest' as const }] : []),
    ...(content !== null && on < content ? [{ code: 'evidence-older' as const, document, on, content }] : []),
  ]
}
