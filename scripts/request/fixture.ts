/** For tests: the gate's stage, with issues, and the command that answers them. */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRepository } from '../../policies/repository.ts'
import type { Answers } from '../ask/question.ts'
import { submitted } from '../forms/fixture.ts'
import type { Form } from '../forms/form.ts'
import { formsOf } from '../forms/forms.ts'
import { at, bot, declared, friday, openStage, type Ran, root, workflow } from '../gate/fixture.ts'
import { readDisk } from '../read/disk.ts'
import type { Permissions } from '../rehearsal/state.ts'

export const permissions = declared(workflow('issue-forms.yml'), 'answer')
export const advancing = declared(workflow('advance.yml'), 'propose')

const forms = formsOf(readRepository(readDisk(root)).pathways)
/** The text of an issue that comes of one of this repository's forms. */
export const filled = (id: string, answers: Answers): string => submitted(forms.find(one => one.id === id) as Form, answers)

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
export async function openRequestStage(
  changes: Record<string, string> = {},
  grants: Record<string, Permissions> = {},
) {
  const gate = { '.github/workflows/gate.yml': workflow('gate.yml') }
  const stage = await openStage({ ...gate, ...changes }, { grants: { answer: permissions, propose: advancing, ...grants } })
  execFileSync('git', ['checkout', '--quiet', 'main'], { cwd: stage.clone })
  const environment = {
    GITHUB_API_URL: stage.forge.url,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/releases',
    GITHUB_RUN_ID: '4711',
    GITHUB_ACTOR: 'bars-lead',
    GITHUB_ACTOR_ID: '821',
    COUNTERSIGN_PATIENCE: '0.001',
  }
  const request = (name: string, payload: object, more: Record<string, string> = {}): Promise<Ran> => {
    const event = join(stage.folder, 'asked.json')
    writeFileSync(event, JSON.stringify(payload))
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, ...environment, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: event, GITHUB_TOKEN: 'answer', ...more }
    const args = [join(root, 'scripts/request.ts'), '--now', friday]
    return new Promise(resolve =>
      execFile(process.execPath, args, { cwd: stage.clone, env }, (error, out, err) =>
        resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
      ),
    )
  }
  const sender = async (login: string) => (await stage.as(login).users.getByUsername({ username: login }).catch(() => null))?.data
  const told = async (number: number) => (await stage.as('owner').issues.get({ ...at, issue_number: number })).data
  return {
    ...stage,
    /** Opens an issue, and gives its number. */
    ask: async (body: string, author = 'bars-lead', title = 'Incident'): Promise<number> =>
      (await stage.as(author).issues.create({ ...at, title, body })).data.number,
    /** Runs the command for an issue. `edit`: who edited it, and how its text was before. */
    answer: async (number: number, more: Record<string, string> = {}, event: object = {}): Promise<Ran> => {
      const issue = await told(number)
      return request('issues', { action: 'opened', issue, sender: issue.user, ...event }, more)
    },
    /** Runs it for the workflow Advance, and gives the summary as well. */
    start: async (inputs: Record<string, string>, more: Record<string, string> = {}) => {
      const summary = join(stage.folder, 'summary.md')
      writeFileSync(summary, '')
      const ran = await request('workflow_dispatch', { inputs }, { GITHUB_STEP_SUMMARY: summary, GITHUB_TOKEN: 'propose', ...more })
      return { ...ran, said: existsSync(summary) ? readFileSync(summary, 'utf8') : '' }
    },
    told,
    sender,
    /** What our comments in an issue say. */
    said: async (number: number): Promise<string[]> => {
      const { data } = await stage.as('owner').issues.listComments({ ...at, issue_number: number })
      return data.filter(({ user }) => user?.login === bot.login).map(({ body }) => body ?? '')
    },
    pulls: async () => (await stage.as('owner').pulls.list({ ...at, state: 'all' })).data,
    /** A file as a branch has it. */
    fileAt: (branch: string, path: string): string =>
      execFileSync('git', ['show', `refs/heads/${branch}:${path}`], { cwd: stage.bare, encoding: 'utf8' }),
    branches: (): string[] =>
      execFileSync('git', ['for-each-ref', '--format=%(refname:short)', 'refs/heads'], { cwd: stage.bare, encoding: 'utf8' })
        .trim()
        .split('\n'),
  }
}
