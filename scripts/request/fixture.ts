/** For tests: the gate's stage, with issues, and the command that answers them. */
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import type { Answers } from '../ask/question.ts'
import { submitted } from '../forms/fixture.ts'
import type { Form } from '../forms/form.ts'
import { formsOf } from '../forms/forms.ts'
import { at, bot, declared, friday, openStage, type Ran, root, workflow } from '../gate/fixture.ts'
import { readDisk } from '../read/disk.ts'
import type { Permissions } from '../rehearsal/state.ts'
import { respond } from './respond.ts'

export const permissions = declared(workflow('issue-forms.yml'), 'answer')
export const advancing = declared(workflow('advance.yml'), 'propose')

const forms = formsOf(readRepository(readDisk(root)).pathways)
/** The text of an issue that comes of one of this repository's forms. */
export const filled = (id: string, answers: Answers): string =>
  submitted(forms.find(one => one.id === id) as Form, answers)

/** An incident of the stage's own site. */
export const incident = (more: Answers = {}): string =>
  filled('incident', {
    record: 'demo/site',
    reference: 'INC-7',
    title: 'Screen stays empty',
    severity: '3',
    evidence: 'https://records.example/7',
    ...more,
  })

export type RequestStage = Awaited<ReturnType<typeof openRequestStage>>

/** `changes` are made on top of what main has. */
export async function openRequestStage(changes: Record<string, string> = {}, grants: Record<string, Permissions> = {}) {
  const gate = { '.github/workflows/gate.yml': workflow('gate.yml') }
  const stage = await openStage(
    { ...gate, ...changes },
    { grants: { answer: permissions, propose: advancing, ...grants } },
  )
  const git = (...args: string[]) => execFileSync('git', args, { cwd: stage.clone, encoding: 'utf8' })
  git('checkout', '--quiet', 'main')
  const environment = {
    GITHUB_API_URL: stage.forge.url,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/releases',
    GITHUB_RUN_ID: '4711',
    GITHUB_ACTOR: 'bars-lead',
    GITHUB_ACTOR_ID: '821',
    COUNTERSIGN_PATIENCE: '0.001',
  }
  const summary = join(stage.folder, 'summary.md')
  const environmentOf = (name: string, payload: object, more: Record<string, string> = {}) => {
    const event = join(stage.folder, 'asked.json')
    writeFileSync(event, JSON.stringify(payload))
    return { ...environment, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: event, GITHUB_TOKEN: 'answer', ...more }
  }
  const told = async (number: number) => (await stage.as('owner').issues.get({ ...at, issue_number: number })).data
  return {
    ...stage,
    /** Opens an issue, and gives its number. */
    ask: async (body: string, author = 'bars-lead', title = 'Incident'): Promise<number> =>
      (await stage.as(author).issues.create({ ...at, title, body })).data.number,
    /** Answers an issue. `event`: what the event says otherwise. */
    answer: async (number: number, more: Record<string, string> = {}, event: object = {}): Promise<Ran> => {
      const issue = await told(number)
      return inProcess(
        stage.clone,
        environmentOf('issues', { action: 'opened', issue, sender: issue.user, ...event }, more),
      )
    },
    /** Answers the workflow Advance, and gives the summary as well. */
    start: async (inputs: Record<string, string>, more: Record<string, string> = {}) => {
      writeFileSync(summary, '')
      vi.stubEnv('GITHUB_STEP_SUMMARY', summary)
      const env = environmentOf('workflow_dispatch', { inputs }, { GITHUB_TOKEN: 'propose', ...more })
      const ran = await inProcess(stage.clone, env).finally(() => vi.unstubAllEnvs())
      return { ...ran, said: readFileSync(summary, 'utf8') }
    },
    /** The command itself, in a process of its own. */
    command: async (number: number): Promise<Ran> => {
      const issue = await told(number)
      const { PATH = '', HOME = '' } = process.env
      const env = { PATH, HOME, ...environmentOf('issues', { action: 'opened', issue, sender: issue.user }) }
      const args = [join(root, 'scripts/request.ts'), '--now', friday]
      return new Promise(resolve =>
        execFile(process.execPath, args, { cwd: stage.clone, env }, (error, out, err) =>
          resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
        ),
      )
    },
    told,
    /** Brings the clone to what main is now. */
    update: () => git('pull', '--quiet'),
    /** What our comments in an issue say. */
    said: async (number: number): Promise<string[]> => {
      const { data } = await stage.as('owner').issues.listComments({ ...at, issue_number: number })
      return data.filter(({ user }) => user?.login === bot.login).map(({ body }) => body ?? '')
    },
    pulls: async () => (await stage.as('owner').pulls.list({ ...at, state: 'all', per_page: 100 })).data,
    /** A file as a branch has it. */
    fileAt: (branch: string, path: string): string =>
      execFileSync('git', ['show', `refs/heads/${branch}:${path}`], { cwd: stage.bare, encoding: 'utf8' }),
    branches: (): string[] =>
      execFileSync('git', ['for-each-ref', '--format=%(refname:short)', 'refs/heads'], {
        cwd: stage.bare,
        encoding: 'utf8',
      })
        .trim()
        .split('\n'),
  }
}

/** As the command does it, without a process of its own. */
async function inProcess(clone: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  const said: Record<'log' | 'error', string> = { log: '', error: '' }
  const spies = (['log', 'error'] as const).map(name =>
    vi.spyOn(console, name).mockImplementation(line => {
      said[name] += `${line}\n`
    }),
  )
  try {
    const code = await respond(clone, environment, new Date(friday)).catch((error: unknown) => {
      said.error += String(error)
      return 2
    })
    return { code, out: said.log, err: said.error }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
