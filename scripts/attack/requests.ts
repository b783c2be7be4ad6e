/** Attacks by forms: what somebody writes into an issue, up to the pull request and its status. */
import { readRepository } from '../../policies/repository.ts'
import type { Source } from '../../schemas/parse.ts'
import { submitted } from '../forms/fixture.ts'
import { formsOf } from '../forms/forms.ts'
import { at, declared, friday, site, workflow } from '../gate/fixture.ts'
import { connect } from '../github/client.ts'
import { readIssue } from '../github/issues.ts'
import { answerText } from '../render/answer.ts'
import { foundText } from '../render/attacks.ts'
import { deliver } from '../request/deliver.ts'
import { branchOfIssue, hearIssue } from '../request/issue.ts'
import type { Attack, Trial } from './attack.ts'
import { asGenerated, type Scene, scene } from './scene.ts'

interface Request {
  /** Who opens the issue. */
  by: string
  /** Who has edited it since, if somebody has. */
  editedBy?: string
  /** What is done to the form's text. */
  written?: (text: string) => string
  /** Login → whether the directory knows them; everybody, unless told. */
  unknown?: string
  /** Who approves the pull request that comes of it; without it, that there is one is what was hoped for. */
  approved?: string[]
}

const grants = { answer: declared(workflow('issue-forms.yml'), 'answer') }

/** Asks for the site's next phase by a form. */
const asking = (request: Request): Promise<Trial> =>
  scene(on => play(on, request), { ...asGenerated, grants }, { '.github/workflows/gate.yml': workflow('gate.yml') })

async function play(on: Scene, request: Request): Promise<Trial> {
  const { by, editedBy = by, written = text => text } = request
  const client = connect({ baseUrl: on.forge.url, repository: 'acme/releases', token: 'answer', patience: 0.001 })
  const repository = readRepository(treeOf(on.files, request.unknown))
  const form = formsOf(repository.pathways).find(({ kind }) => kind === 'advance')
  if (!form) throw new Error('there is no form to advance')
  const body = written(submitted(form, { record: 'demo/site', direction: 'forward' }))
  const { number } = (await on.as(by).issues.create({ ...at, title: 'Advance', body })).data
  const sender = { id: null, login: editedBy, bot: false }
  const { body: now } = await readIssue(client, number)
  const heard = await hearIssue(
    { client, repository, now: new Date(friday) },
    { number, body: now, wrote: true, sender },
  )
  if (heard.is === 'silence') return { passed: false, by: heard.why }
  if (heard.is === 'answer') return { passed: false, by: headingOf(answerText(heard.answer, 'issue')) }
  if (!request.approved) return { passed: true, by: foundText.proposed }
  return judged(on, client, number, heard.text, request.approved)
}

const headingOf = (text: string): string => /^### (.*)/.exec(text)?.[1] ?? text

async function judged(
  on: Scene,
  client: Parameters<typeof deliver>[0],
  number: number,
  text: string,
  approved: string[],
) {
  const branch = branchOfIssue(number)
  const base = (await on.as('owner').git.getRef({ ...at, ref: 'heads/main' })).data.object.sha
  const words = { title: 'Next phase', body: '', message: 'Next phase', login: 'owner' }
  const { answer } = await deliver(client, { branch, base, into: 'main', file: { path: site, text }, ...words })
  if (answer.is !== 'proposed') return { passed: false, by: answer.is }
  const pull = { number: answer.number, ref: `refs/heads/${branch}` }
  for (const login of approved) await on.review(pull, login, 'APPROVE')
  await on.judge(pull)
  return on.status(pull)
}

/** What main has, without one of the people. */
function treeOf(files: Record<string, string | null>, unknown: string | undefined): Map<string, Source> {
  const without = (text: string) => (unknown ? text.replace(new RegExp(`^ {2}${unknown}: .*\n`, 'm'), '') : text)
  return new Map(
    Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, { text: without(text) }]])),
  )
}

export const requestAttacks = (): Attack[] => [
  {
    name: 'request-from-outside-the-directory',
    kind: 'request',
    hope: 'Somebody whom the directory does not know hopes for a branch and a pull request.',
    attempt: () => asking({ by: 'bystander', unknown: 'bystander' }),
    twin: () => asking({ by: 'bystander' }),
  },
  {
    name: 'request-edited-by-another',
    kind: 'request',
    hope: 'Somebody hopes to ask in the name of an issue’s author, by editing its text.',
    attempt: () => asking({ by: 'pro-lead', editedBy: 'bystander' }),
    twin: () => asking({ by: 'pro-lead' }),
  },
  {
    name: 'request-with-a-second-answer',
    kind: 'request',
    hope: 'Somebody hopes that another answer is taken than the one that people read.',
    attempt: () =>
      asking({
        by: 'pro-lead',
        written: text => `${text}\n\n### Which way should it go?\n\nWithdraw it: it will not go live`,
      }),
    twin: () => asking({ by: 'pro-lead' }),
  },
  {
    name: 'request-with-a-hidden-answer',
    kind: 'request',
    hope: 'Somebody hopes that an answer is taken that nobody sees.',
    attempt: () => asking({ by: 'pro-lead', written: text => text.replace('demo/site', '<!-- -->demo/site') }),
    twin: () => asking({ by: 'pro-lead' }),
  },
  {
    name: 'request-that-signs',
    kind: 'request',
    hope: 'Somebody who is accountable hopes that asking by a form signs for them.',
    attempt: () => asking({ by: 'pol-lead', approved: ['pro-lead', 'sup-lead'] }),
    twin: () => asking({ by: 'pol-lead', approved: ['pro-lead', 'sup-lead', 'pol-lead'] }),
  },
]
