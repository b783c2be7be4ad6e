/** `npm run drift`: what differs between GitHub and what the policies give. It changes nothing. */
import { Command } from 'commander'
import { planFor } from '../policies/governance/difference.ts'
import { readOwnerErrors, readRuleset } from './github/rulesets.ts'
import { connectedFrom } from './governance/connect.ts'
import { generate } from './governance/generate.ts'
import { warn } from './governance/warn.ts'
import { nextText, ownerErrorsText, ownerProblemText, planText, unseenWarning } from './render/governance.ts'
import { run } from './run.ts'

const command = new Command('npm run drift --')
  .description('Compares the ruleset and CODEOWNERS on GitHub with what the policies give.')
  .option('--partial', 'exit 0 although a part is not visible with this token; in GitHub Actions with a warning')
  .option('--root <folder>', 'the repository', '.')
  .addHelpText(
    'after',
    `
Exit codes: 0 no difference, 1 a difference, 2 it could not work, or not see everything.

It takes GITHUB_TOKEN, GITHUB_REPOSITORY and, where it is not github.com, GITHUB_API_URL. Any token of the repository will do, but
GitHub tells who may bypass the ruleset only to those who may change it.

Examples:
  GITHUB_REPOSITORY=acme/releases GITHUB_TOKEN=… npm run drift
  npm run drift -- --partial`,
  )

await run(command, async ({ partial = false, root }: { partial?: boolean; root: string }) => {
  const client = connectedFrom(process.env)
  const generated = generate(root)
  if ('problems' in generated) throw new Error(generated.problems.map(ownerProblemText).join(' '))
  const plan = planFor(generated.ruleset, await readRuleset(client, generated.ruleset.name))
  const errors = await readOwnerErrors(client)
  console.log(`${planText(plan)}\n${ownerErrorsText(errors)}`)
  if (errors?.length !== 0 || plan.differences.some(({ is }) => is === 'other')) {
    console.log(nextText.drift)
    return 1
  }
  if (plan.differences.length === 0) return 0
  console.log(nextText.unseen)
  if (!partial) return 2
  await warn(unseenWarning(plan))
  return 0
})
