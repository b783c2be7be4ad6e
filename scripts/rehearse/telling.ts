/** How a rehearsal is told, step by step, and how it ends when something is not as told. */
import type { Ran, Scratch } from '../rehearsal/scratch.ts'

export const owner = 'example'
export const repo = 'releases'

export interface Telling {
  /** Begins the next step. */
  step: (text: string) => void
  show: (text: string) => void
  /** Runs the gate, shows the comment that stands on the pull request (quiet: the status alone), and gives it with the head's status. */
  judge: (
    pull: number,
    branch: string,
    reader: string,
    options?: { quiet: boolean },
  ) => Promise<{ state: string; comment: string }>
  /** Whether GitHub refuses to merge it now. */
  cannotMerge: (pull: number, person: string) => Promise<boolean>
}

/** Ends the rehearsal when something is not as told. */
export function must(holds: boolean, told: string): void {
  if (!holds) throw new Error(`Not as told: ${told}`)
}

export function tellingOf(scratch: Scratch): Telling {
  let steps = 0
  const show = (text: string) => console.log(text.trim().replaceAll(/^/gm, '   │ '))
  return {
    step: text => console.log(`\n\u001B[1m${++steps}. ${text}\u001B[0m\n`),
    show,
    async judge(pull, branch, reader, { quiet } = { quiet: false }) {
      const ran: Ran = await scratch.gate(pull)
      must(ran.code === 0, `the gate ended with ${ran.code}: ${ran.output}`)
      const api = scratch.as(reader)
      const comments = await api.issues.listComments({ owner, repo, issue_number: pull })
      must(comments.data.length === 1, `there are ${comments.data.length} comments, not one`)
      const comment = comments.data[0]?.body ?? ''
      const { data } = await api.repos.getCombinedStatusForRef({ owner, repo, ref: branch })
      const status = data.statuses.find(({ context }) => context === 'countersign/gate')
      const said = `countersign/gate: ${status?.state}: ${status?.description}`
      show(quiet ? said : `${seen(comment)}\n\n${said}`)
      return { state: status?.state ?? 'missing', comment }
    },
    async cannotMerge(pull, person) {
      try {
        await scratch.as(person).pulls.merge({ owner, repo, pull_number: pull, merge_method: 'squash' })
        return false
      } catch (error) {
        console.log(`   GitHub does not merge it: ${(error as Error).message.split(' - ')[0]}`)
        return true
      }
    },
  }
}

/** The comment as a browser shows it at first: without its mark, what is folded away, and its list of links. */
const seen = (comment: string) =>
  comment
    .replaceAll(/^<!--.*-->\r?\n/gm, '')
    .replaceAll(/<details>.*?<\/details>\n*/gs, '')
    .replaceAll(/^\[S\d-\d+\]: .*\n?/gm, '')
    .trim()
