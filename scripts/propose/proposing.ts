/** From a record's new text to a pull request: shows what the gate would say, asks once, and brings it there. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Verdict } from '../../policies/model.ts'
import { recordId } from '../../policies/repository.ts'
import { agreed } from '../ask/ask.ts'
import { openAbout } from '../github/proposals.ts'
import { proposed, unproposed, proposing as words } from '../render/proposing.ts'
import { paintFor, verdictText } from '../render/terminal.ts'
import { carryOut } from './carry-out.ts'
import { ask, fetchOrigin } from './clone.ts'
import type { Desk } from './desk.ts'
import type { Opener } from './preview.ts'
import { type Planned, plan } from './proposal.ts'

export interface ProposeOptions {
  yes: boolean
  dryRun: boolean
}

/** 0 it is proposed, or was only shown; 1 it is not. */
export async function propose(
  desk: Desk,
  path: string,
  text: string,
  { yes, dryRun }: ProposeOptions,
): Promise<number> {
  const { clone, client, now, repository } = desk
  fetchOrigin(clone)
  const planned = plan(clone, path, text, openerOf(desk), now)
  if (planned === null) {
    console.error(unproposed.same(path))
    return 1
  }
  const { verdict } = planned
  console.log(`${words.preview}\n\n${verdictText(verdict, paintFor(process.stdout))}\n\n${words.plan(planned)}`)
  const others = client ? await openAbout(client, `${recordId(path)}: `) : []
  const beside = others.filter(({ branch }) => branch !== planned.branch)
  if (beside.length > 0) console.log(words.beside(beside))
  if (isRefused(verdict)) {
    console.error(unproposed.refused)
    return 1
  }
  if (dryRun) {
    console.log(`${planned.body}\n${unproposed.dryRun}`)
    return 0
  }
  if (!(await agreed(client ? words.open : words.branch, { yes }))) return 1
  const logins = verdict.ask.flatMap(id => repository.people.people[id]?.github.login ?? [])
  const mustBeSigned = repository.governance?.signedCommits ?? true
  const done = await withFile(desk, planned, () => carryOut(clone, client, planned, { ask: logins, mustBeSigned }))
  console.log(
    proposed(planned, done, {
      remote: clone.remote,
      main: clone.defaultBranch,
      unsigned: mustBeSigned && !clone.signs,
    }),
  )
  return 0
}

/** The file says what is proposed, so that the branch can be gone to. Where that fails before, it is as it was, and can be done again. */
async function withFile<T>({ clone, repository }: Desk, { path, text }: Planned, act: () => Promise<T>): Promise<T> {
  const file = join(clone.root, path)
  const before = readFileSync(file)
  const known = repository.tree.get(path)
  if (!known || !('text' in known) || known.text !== before.toString())
    throw new Error(`${path} was changed meanwhile. Nothing was done: do it again.`)
  writeFileSync(file, text)
  try {
    return await act()
  } catch (error) {
    const isKept = ask(clone.git, 'diff', '--quiet', 'HEAD', '--', path) !== null
    if (!isKept) writeFileSync(file, before)
    const rest = isKept ? ` ${unproposed.rest(recordId(path))}` : ''
    throw new Error(`${error instanceof Error ? error.message : error}${rest}`, { cause: error })
  }
}

/** What no pull request may do: to open it would only waste people's time. */
const isRefused = ({ subject, state }: Verdict) => subject.is === 'refused' || state === 'error'

function openerOf({ me, repository }: Desk): Opener {
  const person = me === null ? undefined : repository.people.people[me]
  // no account is called so: somebody who holds nothing
  if (!person) return { login: '?' }
  return { login: person.github.login, ...(person.github.id !== undefined && { id: person.github.id }) }
}
