/** `npm run sync`: writes CODEOWNERS and the ruleset that the policies give, and sets the ruleset on GitHub. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { planFor } from '../policies/governance/difference.ts'
import { readDefaultBranch } from './github/default-branch.ts'
import { applyPlan, readRuleset } from './github/rulesets.ts'
import { connectedFrom, connectFrom } from './governance/connect.ts'
import { generate } from './governance/generate.ts'
import { unmergedIn } from './governance/merged.ts'
import { fileText, nextText, notAsked, ownerProblemText, planText, unmergedText } from './render/governance.ts'
import { run } from './run.ts'

const command = new Command('npm run sync --')
  .description('Writes .github/CODEOWNERS and .github/ruleset.json, and shows what differs on GitHub.')
  .option('--apply', 'show what differs, then set the ruleset on GitHub; it does not ask')
  .option('--anyway', 'with --apply: set what stands here, also where it is not merged')
  .option('--root <folder>', 'the repository', '.')
  .addHelpText(
    'after',
    `
Exit codes: 0 all is as it should be, 1 something is to be mended or applied, 2 it could not work.

It takes GITHUB_TOKEN, GITHUB_REPOSITORY and, where it is not github.com, GITHUB_API_URL. To apply, the token must have the
permissions "Administration: write" and "Contents: read" on the repository, and this folder must be a clone that stands where the
default branch stands on GitHub, with no change of its own: what is applied was merged.

Examples:
  npm run sync
  GITHUB_REPOSITORY=acme/releases GITHUB_TOKEN=… npm run sync -- --apply`,
  )

type Options = { apply?: boolean; anyway?: boolean; root: string }

await run(command, async ({ apply = false, anyway = false, root }: Options) => {
  const client = apply ? connectedFrom(process.env) : connectFrom(process.env)
  const generated = generate(root)
  if ('problems' in generated) {
    console.log(generated.problems.map(ownerProblemText).join('\n'))
    return 1
  }
  const files = Object.entries(generated.files).map(([path, text]) => ({ path, isNew: write(join(root, path), text) }))
  for (const { path, isNew } of files) console.log(fileText(path, isNew))
  if (!client) {
    console.log(notAsked)
    return 0
  }
  const { ruleset } = generated
  const look = async () => planFor(ruleset, await readRuleset(client, ruleset.name))
  const plan = await look()
  console.log(planText(plan))
  if (!apply) {
    if (plan.effect) console.log(nextText.show)
    return plan.effect ? 1 : 0
  }
  const written = files.flatMap(({ path, isNew }) => (isNew ? path : []))
  const unmerged = anyway ? null : unmergedIn(root, written, await readDefaultBranch(client))
  if (anyway || unmerged) console.log(unmerged ? unmergedText(unmerged) : nextText.anyway)
  if (unmerged) return 1
  if (!plan.effect) return 0
  await applyPlan(client, plan)
  const after = await look()
  console.log(after.effect ? `${nextText.refused}\n${planText(after)}` : nextText.applied)
  return after.effect ? 1 : 0
})

/** Whether the file had to be written. */
function write(path: string, text: string): boolean {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return true
}
