/** What `npm run sync` generates, from the policies on disk. */
import { policyFindings } from '../../policies/consistency.ts'
import { type OwnerProblem, ownerLines } from '../../policies/governance/owners.ts'
import { type Ruleset, rulesetOf } from '../../policies/governance/ruleset.ts'
import { type People, readRepository } from '../../policies/repository.ts'
import type { Governance } from '../../schemas/types.ts'
import { readDisk } from '../read/disk.ts'
import { codeownersText } from '../render/governance.ts'

export interface Generated {
  ruleset: Ruleset
  /** Path → text. */
  files: Record<string, string>
}

/** The ruleset and the files as the policies on disk give them, or why they cannot. Broken policies throw: nothing is made of a part of them. */
export function generate(root: string): Generated | { problems: OwnerProblem[] } {
  // records have no part in it, and there may be very many
  const repository = readRepository(new Map([...readDisk(root)].filter(([path]) => path.startsWith('policies/'))))
  if ([...repository.findings, ...policyFindings(repository)].length > 0)
    throw new Error('the policies are broken; npm run check says where.')
  const { people, governance } = repository
  if (!governance)
    throw new Error('there is no policies/governance.yaml; schemas/governance.schema.json says what stands in it.')
  return generated(people, governance)
}

/** GitHub takes no CODEOWNERS of 3 MB or more, and then nobody owns anything. */
const most = 3_000_000

/** The ruleset and the files that these people and settings give. */
export function generated(people: People, governance: Governance): Generated | { problems: OwnerProblem[] } {
  const lines = ownerLines(people)
  if ('problems' in lines) return lines
  const codeowners = codeownersText(lines)
  const bytes = Buffer.byteLength(codeowners)
  if (bytes >= most) return { problems: [{ code: 'owner-size', bytes }] }
  const ruleset = rulesetOf(governance)
  return {
    ruleset,
    files: { '.github/CODEOWNERS': codeowners, '.github/ruleset.json': `${JSON.stringify(ruleset, null, 2)}\n` },
  }
}
