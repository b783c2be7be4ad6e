/** The ruleset of the default branch on GitHub, and what GitHub finds wrong in CODEOWNERS. */
import type { Plan } from '../../policies/governance/difference.ts'
import type { OwnerError } from '../../policies/governance/owners.ts'
import { type Client, GitHubError } from './client.ts'
import { countOf, fieldsOf, rowsOf, textOf } from './shape.ts'

const rulesets = '/repos/{owner}/{repo}/rulesets'

/** The repository's own ruleset of this name; `null`: it has none. */
export async function readRuleset(client: Client, name: string): Promise<Plan['live']> {
  const found = (await client.list(`GET ${rulesets}`, { includes_parents: false }))
    .map((row, index) => fieldsOf(row, `rulesets[${index}]`))
    .filter(row => textOf(row.name, 'ruleset.name').toLowerCase() === name.toLowerCase())
  if (found.length > 1) throw new GitHubError(`${rulesets}: there are ${found.length} called ${name}; expected one`, 0)
  if (!found[0]) return null
  const id = countOf(found[0].id, 'ruleset.id')
  const ruleset = fieldsOf(await client.read(`GET ${rulesets}/{ruleset_id}`, { ruleset_id: id }), 'ruleset')
  rowsOf(ruleset.rules, 'ruleset.rules')
  return { id, ruleset }
}

/** Carries a plan out. Twice the same plan leaves one ruleset. */
export async function applyPlan(client: Client, { wanted, effect }: Plan): Promise<void> {
  try {
    // made once only: whether a failed attempt made it is seen by running again
    if (effect?.is === 'create') await client.write(`POST ${rulesets}`, { ...wanted }, { once: true })
    if (effect?.is === 'update')
      await client.write(`PUT ${rulesets}/{ruleset_id}`, { ruleset_id: effect.id, ...wanted })
  } catch (error) {
    if (!(error instanceof GitHubError) || ![403, 404].includes(error.status)) throw error
    throw new GitHubError(`${error.message}. The token must have the permission "Administration: write"`, error.status)
  }
}

/** The lines of CODEOWNERS on the default branch that GitHub skips; `null`: there is no CODEOWNERS. */
export async function readOwnerErrors(client: Client): Promise<OwnerError[] | null> {
  const answer = await client.read('GET /repos/{owner}/{repo}/codeowners/errors').catch((error: unknown) => {
    if (error instanceof GitHubError && error.status === 404) return null
    throw error
  })
  return answer === null ? null : rowsOf(fieldsOf(answer, 'CODEOWNERS errors').errors, 'errors').map(ownerError)
}

function ownerError(value: unknown): OwnerError {
  const { path, line, kind, source } = fieldsOf(value, 'error')
  return {
    path: textOf(path, 'error.path'),
    line: countOf(line, 'error.line'),
    kind: textOf(kind, 'error.kind'),
    source: source === undefined ? '' : textOf(source, 'error.source'),
  }
}
