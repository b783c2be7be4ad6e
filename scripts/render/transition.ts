/** Why a record cannot be asked to go where somebody wants it. */
import type { Glossary } from '../../policies/model.ts'
import { listed, plain, say, type Words } from '../../policies/words.ts'
import type { NoWay } from '../edit/transition.ts'
import { phase } from './names.ts'

export const noWayText = (why: NoWay, glossary: Glossary): string => plain(textOf(why, glossary))

/** The phase that stands here is not the one on the default branch. `before`: that one; without it, the record is not registered yet. */
export const askedAlready = (
  { id, data }: { id: string; data: { phase: string } },
  before: string | undefined,
  glossary: Glossary,
): string =>
  plain(
    before === undefined
      ? say`${id} is not registered yet: npm run propose -- ${id} asks for that. Its next phase comes once it is merged (then git switch main, and git pull).`
      : say`This asks for “${phase(data.phase, glossary)}” already; on the default branch it is in “${phase(before, glossary)}”. npm run propose -- ${id} brings its pull request up to date. If it is merged: git switch main, then git pull.`,
  )

const ways = { forward: 'forward', back: 'back', withdraw: 'out' } as const

function textOf(why: NoWay, glossary: Glossary): Words {
  const phases = (known: readonly string[]) =>
    listed(
      known.map(id => say`${phase(id, glossary)} (--to ${id})`),
      ' or ',
    )
  switch (why.code) {
    case 'no-way': {
      const from = phase(why.from, glossary)
      const to = why.to === null ? [] : say` to ${phase(why.to, glossary)}`
      const way = say`From “${from}” there is no way ${[ways[why.direction]]}${to}.`
      if (why.known.length > 0) return say`${way} There is one to ${phases(why.known)}.`
      return why.direction === 'forward'
        ? say`${way} It is at the end of its pathway.`
        : say`${way} The pathway has no loop from here; a record can be withdrawn instead (--withdraw).`
    }
    case 'several-ways':
      return say`There are several ways ${[ways[why.direction]]}: ${phases(why.known)}. Say which.`
    case 'withdrawn-already':
      return ['It is withdrawn, and stays so. Register it anew under another name: npm run new.']
    case 'needs-reason':
      return [
        `Say why: add --reason, such as --reason "${why.direction === 'back' ? 'Two calls were lost in the tests' : 'The practice merges with another'}".`,
      ]
    case 'needs-person':
      return [
        'It is not known who you are, and it is recorded: add --as, with your id in policies/directory or your GitHub login.',
      ]
  }
}
