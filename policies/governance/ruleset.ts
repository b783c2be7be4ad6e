/** The ruleset of the default branch, as GitHub takes it. Every setting is chosen here, and says why. */
import type { Governance } from '../../schemas/types.ts'

export interface Rule {
  type: string
  parameters?: Readonly<Record<string, unknown>>
}

export interface Ruleset {
  name: string
  target: 'branch'
  enforcement: 'active'
  bypass_actors: readonly never[]
  conditions: { ref_name: { include: string[]; exclude: string[] } }
  rules: Rule[]
}

/** By this name it is found again. Whoever wants more than it asks makes a second ruleset: GitHub adds them up. */
export const rulesetName = 'countersign'

/** The folders of what decides, as patterns of the team's review. CODEOWNERS covers all else. */
const deciding = ['.ci/**', '.github/**', 'policies/**', 'schemas/**', 'scripts/**']

/** What GitHub is asked to hold the default branch to. */
export function rulesetOf(governance: Governance): Ruleset {
  return {
    name: rulesetName,
    target: 'branch',
    enforcement: 'active',
    // Nobody. In an emergency an administrator disables the ruleset: GitHub's audit log keeps who and when, `npm run drift` is red until
    // `npm run sync -- --apply`. A bypass that is always there would leave no such trace.
    bypass_actors: [],
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [
      // what was merged was signed: history is evidence
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      // one commit for each pull request, so that first parents are the record of what was merged
      { type: 'required_linear_history' },
      reviews(governance),
      statuses(governance),
      ...(governance.mergeQueue ? [queue] : []),
    ],
  }
}

const reviews = ({ ownersTeam }: Governance): Rule => ({
  type: 'pull_request',
  parameters: {
    // on this branch; so the repository's own merge settings, which GITHUB_TOKEN may not read, need not be compared
    allowed_merge_methods: ['squash'],
    // None by number: evidence that a party writes itself needs nobody's approval, and how many a transition needs, and whose, only the
    // gate can say. GitHub does not document whether it asks code owners at 0, and what people saw differs. So nothing rests on that: the
    // gate asks a policy owner too.
    required_approving_review_count: 0,
    // an approval counts for the record as it was approved: the gate keeps it over an update of the branch, and voids it when a line changes
    dismiss_stale_reviews_on_push: false,
    // a second lock on what decides; records have no owner
    require_code_owner_review: true,
    // would ask for an approval where the gate needs none; nobody signs there what they wrote themselves
    require_last_push_approval: false,
    // a question on a line has been seen before it is merged over
    required_review_thread_resolution: true,
    // In beta at GitHub, and for teams alone.
    required_reviewers: ownersTeam
      ? [{ file_patterns: deciding, minimum_approvals: 1, reviewer: { id: ownersTeam, type: 'Team' } }]
      : [],
  },
})

const statuses = ({ actionsApp, gateApp, mergeQueue }: Governance): Rule => ({
  type: 'required_status_checks',
  parameters: {
    // from these Apps alone: whoever may write to the repository may set any status
    required_status_checks: [
      { context: 'countersign/gate', integration_id: gateApp ?? actionsApp },
      { context: 'ci', integration_id: actionsApp },
    ],
    // nobody signed the combination with what main has become since; a queue judges that combination itself
    strict_required_status_checks_policy: !mergeQueue,
    do_not_enforce_on_create: false,
  },
})

const queue: Rule = {
  type: 'merge_queue',
  parameters: {
    merge_method: 'SQUASH',
    grouping_strategy: 'ALLGREEN',
    // a group is judged as one pull request: it must not hold two
    max_entries_to_merge: 1,
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 0,
    // the gate judges by what main is, not by a group that is still to become main: so each group is built on main itself
    max_entries_to_build: 1,
    // `ci` may take 30 minutes, and may have to wait for a runner
    check_response_timeout_minutes: 60,
  },
}
