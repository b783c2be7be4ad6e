import { describe, expect, it } from 'vitest'
import type { Criterion, Template } from '../../schemas/types.ts'
import { way, world } from '../notes/fixture.ts'
import type { Repository, TemplateFile } from '../repository.ts'
import { templateFindings } from './template.ts'

const clauses = ['S4-33']
const base = { title: 'Any', enforcement: 'mandatory' as const, clauses }
const criteria: Criterion[] = [
  { ...base, id: 'changes', rule: 'notes', with: { document: 'sit', part: 'changes' } },
  { ...base, id: 'issues', rule: 'notes', with: { document: 'sit', part: 'known-issues' } },
  { ...base, id: 'evidence', rule: 'notes', with: { document: 'sit', part: 'evidence' } },
  {
    ...base,
    id: 'shared',
    rule: 'document',
    with: { document: 'sit', of: 'record', approver: 'team/lead', sharedWith: ['sites'] },
  },
]
const pathway = { ...way, data: { ...way.data, gates: [{ from: 'uat', to: 'production', criteria }] } }
const repository = (...templates: TemplateFile[]): Repository => ({
  ...world(),
  pathways: new Map([['way', pathway]]),
  templates: new Map(templates.map(one => [one.id, one])),
})

const changes = {
  feature: '{title}',
  enhancement: '{title}',
  bug: '{title}',
  uncategorised: '{title}',
  unticketed: '{title}',
}
const rest = { 'switched-off': '{title}', reverted: '{title}', undone: '{title}' }
const issues = { open: '{title}[[: {workaround}]]', unconfirmed: '{title}', closed: '{title}' }
const evidence = { attached: '{title}', unchanged: '{title}', missing: '{title}' }
const sound: Template = {
  kind: 'Template',
  title: 'Notes of {product}',
  pathways: ['way'],
  document: 'sit',
  environment: 'production',
  evidence: [{ document: 'training', item: { checklist: 'papers', item: 'training' } }],
  audiences: {
    sites: {
      title: 'Sites',
      parties: ['sites'],
      shows: {
        release: ['product'],
        changes: ['title'],
        issues: ['title', 'workaround'],
        evidence: ['title', 'version', 'digest'],
      },
    },
  },
  sections: [
    { heading: 'What changes', of: 'changes', entries: { ...changes, ...rest } },
    { of: 'issues', entries: issues },
    { of: 'evidence', entries: evidence },
  ],
}
const file = (data: Partial<Template>, id = 'notes'): TemplateFile => ({
  id,
  path: `policies/templates/${id}.yaml`,
  data: { ...sound, ...data },
})
const judge = (data: Partial<Template>, ...others: TemplateFile[]) => {
  const one = file(data)
  return templateFindings(one, repository(one, ...others)).map(
    ({ problem, at }) => `${problem.code} ${(at.pointer ?? []).join('.')}`,
  )
}
const shows = sound.audiences['sites']?.shows ?? {}
const sees = (more: Record<string, string[]>) => ({
  audiences: { sites: { title: 'Sites', parties: ['sites'], shows: { ...shows, ...more } } },
})
const first = (data: object) => ({ sections: [{ ...sound.sections[0], ...data }, ...sound.sections.slice(1)] })
const { issues: _, ...noIssues } = shows

it('a sound template has none', () => expect(judge({})).toEqual([]))

describe('a template that', () => {
  it.each<[what: string, data: Partial<Template>, found: string[]]>([
    ['is of a pathway that is not there', { pathways: ['other'] }, ['unknown pathways.0']],
    ['is of a document that is not there', { document: 'nothing' }, ['unknown document']],
    ['is for a phase that is not there', { environment: 'moon' }, ['unknown environment']],
    [
      'goes with a document that is not there',
      { evidence: [{ document: 'nothing' }] },
      ['unknown evidence.0.document'],
    ],
    [
      'asks an item that is not there',
      { evidence: [{ document: 'training', item: { checklist: 'papers', item: 'other' } }] },
      ['unknown evidence.0.item.item'],
    ],
    [
      'goes to a party that is not there',
      { audiences: { sites: { title: 'Sites', parties: ['sites', 'moon'], shows } } },
      ['unknown audiences.sites.parties.1'],
    ],
    ['shows a source that is not there', sees({ secrets: ['title'] }), ['unknown audiences.sites.shows.secrets']],
    [
      'shows a field that is not there',
      sees({ changes: ['title', 'colour'] }),
      ['unknown audiences.sites.shows.changes.1'],
    ],
    ['has a section for nobody', first({ for: ['sites', 'moon'] }), ['unknown sections.0.for.1']],
    [
      'tells of a source that is not there',
      { sections: [...sound.sections, { of: 'secrets', entries: { any: '{title}' } }] },
      ['unknown sections.3.of'],
    ],
    [
      'words a kind that is not there',
      first({ entries: { ...changes, ...rest, wish: '{title}' } }),
      ['unknown sections.0.entries.wish'],
    ],
    [
      'names a field that is not there',
      first({ entries: { ...changes, ...rest, bug: '{title} {colour}' } }),
      ['unknown sections.0.entries.bug'],
    ],
    ['puts together by a field that is not there', first({ by: ['colour'] }), ['unknown sections.0.by.0']],
    [
      'is worded in a way that cannot be read',
      first({ entries: { ...changes, ...rest, bug: '{title' } }),
      ['wording-broken sections.0.entries.bug'],
    ],
    ['has a heading that cannot be read', first({ heading: '[[What]]' }), ['wording-broken sections.0.heading']],
    ['has a title that cannot be read', { title: '{}' }, ['wording-broken title']],
    [
      'needs a field that its reader does not see',
      first({ entries: { ...changes, ...rest, bug: '{reference}' } }),
      ['field-hidden sections.0.entries.bug'],
    ],
    ['needs it in its title', { title: '{version}' }, ['field-hidden title']],
    [
      'tells a kind to nobody',
      first({ entries: changes }),
      ['kind-untold sections', 'kind-untold sections', 'kind-untold sections'],
    ],
    [
      'has a section that tells nothing',
      { sections: [...sound.sections, { heading: 'More' }] },
      ['section-empty sections.3'],
    ],
    ['has a section without wording', { sections: [...sound.sections, { of: 'flags' }] }, ['section-half sections.3']],
    [
      'has wording without a source',
      { sections: [...sound.sections, { entries: { on: 'On' } }] },
      ['section-half sections.3'],
    ],
    [
      'hides the known issues',
      { audiences: { sites: { title: 'Sites', parties: ['sites'], shows: noIssues } } },
      ['audience-untold audiences.sites.shows'],
    ],
    ['hides what to do about them', sees({ issues: ['title'] }), ['audience-untold audiences.sites.shows']],
    [
      'tells them to somebody else',
      {
        audiences: { ...sound.audiences, more: { title: 'More', shows } },
        sections: sound.sections.map(one => (one.of === 'issues' ? { ...one, for: ['more'] } : one)),
      },
      ['audience-untold audiences.sites.shows'],
    ],
    [
      'is for no party that is to have it',
      { audiences: { sites: { title: 'Sites', shows } } },
      ['party-unread audiences'],
    ],
    ['goes without evidence', { evidence: [] }, ['template-without ']],
  ])('%s', (_, data, found) => expect(judge(data)).toEqual(found))

  it('does not say for which environment it is signed', () => {
    const { environment: _, ...data } = sound
    const one: TemplateFile = { id: 'notes', path: 'policies/templates/notes.yaml', data }
    expect(templateFindings(one, repository(one)).map(({ problem }) => problem.code)).toEqual(['template-without'])
  })

  it('is the second one for a document', () => {
    expect(judge({}, file({}, 'another'))).toEqual(['doubled document'])
    expect(judge({}, file({ document: 'training' }, 'another'))).toEqual([])
  })
})
