/** Rulesets of the repository: kept and shown, not enforced. */
import { api, nodeId, webPage } from './addresses.ts'
import { type Answer, type Call, invalid, list, notFound } from './answers.ts'
import { iso } from './clock.ts'
import { type Ruleset, type State, sameLogin } from './state.ts'

type Given = Ruleset['given']
interface Rule {
  type: string
  parameters?: Record<string, unknown>
}

/** GET /rulesets: without rules, conditions and who may bypass them. */
export function listRulesets(state: State, call: Call): Answer {
  return list(
    call,
    state.rulesets.map(ruleset => summary(state, ruleset)),
  )
}

/** GET /rulesets/{ruleset_id} */
export function getRuleset(state: State, call: Call): Answer {
  const found = state.rulesets.find(({ id }) => id === Number(call.path.ruleset_id))
  return found ? { status: 200, body: whole(state, call, found) } : notFound()
}

/** POST /rulesets */
export function createRuleset(state: State, call: Call): Answer {
  const given = call.body as Given
  const refused = refusal(state, given, null)
  if (refused) return refused
  const at = iso(state.now())
  const ruleset: Ruleset = { id: state.nextId(), given: { ...given }, createdAt: at, updatedAt: at }
  state.rulesets.push(ruleset)
  return { status: 201, body: whole(state, call, ruleset) }
}

/** PUT /rulesets/{ruleset_id}: what is not named stays. */
export function updateRuleset(state: State, call: Call): Answer {
  const found = state.rulesets.find(({ id }) => id === Number(call.path.ruleset_id))
  if (!found) return notFound()
  const refused = refusal(state, { ...found.given, ...call.body }, found)
  if (refused) return refused
  Object.assign(found, { given: { ...found.given, ...call.body }, updatedAt: iso(state.now()) })
  return { status: 200, body: whole(state, call, found) }
}

/** A name and a type of rule are taken once. */
function refusal(state: State, { name, rules = [] }: Given & { rules?: Rule[] }, self: Ruleset | null): Answer | null {
  const wrong = (field: string, message: string) => invalid({ resource: 'Ruleset', code: 'custom', field, message })
  if (state.rulesets.some(other => other !== self && sameLogin(other.given.name, name)))
    return wrong('name', 'Name must be unique')
  const twice = rules.find(({ type }, index) => rules.findIndex(other => other.type === type) < index)
  return twice ? wrong('rules', `Rule ${twice.type} is given twice`) : null
}

function summary(state: State, { id, given, createdAt, updatedAt }: Ruleset) {
  const links = { self: { href: api(state, `/rulesets/${id}`) }, html: { href: webPage(state, `/rules/${id}`) } }
  return {
    id,
    node_id: nodeId('RRS', id),
    name: given.name,
    target: given['target'] ?? 'branch',
    source_type: 'Repository',
    source: `${state.owner}/${state.name}`,
    enforcement: given.enforcement,
    created_at: createdAt,
    updated_at: updatedAt,
    _links: links,
  }
}

function whole(state: State, call: Call, ruleset: Ruleset) {
  const { bypass_actors = [], conditions, rules = [] } = ruleset.given as Given & { rules?: Rule[] }
  return {
    ...summary(state, ruleset),
    conditions: conditions ?? null,
    rules: rules.map(complete),
    // so that nobody learns from it whom to attack
    ...(call.permissions.administration === 'write' && { bypass_actors }),
    current_user_can_bypass: 'never',
  }
}

/** GitHub shows settings that nobody named, at their default. */
function complete({ type, parameters }: Rule): Rule {
  if (type !== 'pull_request' || !parameters) return { type, ...(parameters && { parameters }) }
  return { type, parameters: { automatic_copilot_code_review_enabled: false, required_reviewers: [], ...parameters } }
}
