/** Workflows that are asked to run: written down, and not run. */
import { type Answer, type Call, notFound, refuse } from './answers.ts'
import { git, refs } from './git.ts'
import type { State } from './state.ts'

/** POST /actions/workflows/{workflow_id}/dispatches: of a file on the default branch. */
export async function dispatchWorkflow(state: State, call: Call): Promise<Answer> {
  const workflow = String(call.path.workflow_id)
  const { ref, inputs = {} } = call.body as { ref: string; inputs?: Record<string, unknown> }
  const text = await workflowText(state, state.defaultBranch, workflow)
  if (text === null) return notFound()
  const known = await refs(state.bare)
  const at = [`refs/heads/${ref}`, `refs/tags/${ref}`, ref].find(name => known.has(name))
  if (at === undefined) return refuse(422, `No ref found for: ${ref}`)
  if (!/\bworkflow_dispatch\b/.test(text)) return refuse(422, "Workflow does not have 'workflow_dispatch' trigger")
  state.dispatches.push({ workflow, ref, inputs, actor: call.login })
  return { status: 204 }
}

async function workflowText({ bare }: State, branch: string, name: string): Promise<string | null> {
  if (!/^[\w.-]+\.ya?ml$/.test(name)) return null
  return git(bare, ['show', `refs/heads/${branch}:.github/workflows/${name}`]).catch(() => null)
}
