/** The answer to what was asked for with a form: in the issue, or in the summary of a run. */
import type { Finding, Glossary } from '../../policies/model.ts'
import { isDisclosure } from '../../policies/private.ts'
import { count, listed, markdown, say, type Words } from '../../policies/words.ts'
import type { Refusal } from '../ask/question.ts'
import type { NoWay } from '../edit/transition.ts'
import type { Misread } from '../forms/read.ts'
import { phase, within } from './names.ts'
import { answerWords } from './refusals.ts'
import { wordingOf } from './wording.ts'

/** An answer that will not do, under the label of its field. */
export interface Unfit {
  label: string
  why:
    | { code: 'no-record'; got: string }
    /** `title`: of the pathway that the record goes. */
    | { code: 'other-pathway'; title: string }
    | { code: 'not-asked' | 'unanswered' }
    | { code: 'refused'; refusal: Refusal }
}

export type Answer =
  | { is: 'private' }
  /** `owners`: the policy owners' names. */
  | { is: 'stranger'; owners: readonly string[] }
  | { is: 'changed-by-another' }
  | { is: 'misread'; misread: readonly Misread[] }
  | { is: 'unfit'; unfit: readonly Unfit[] }
  | { is: 'found'; findings: readonly Finding[]; glossary: Glossary }
  | { is: 'no-way'; why: NoWay; glossary: Glossary }
  /** There is a file already where the new record would be. */
  | { is: 'taken'; path: string }
  /** The record says all of it already. */
  | { is: 'nothing' }
  | { is: 'by-hand'; path: string; why: string }
  | { is: 'proposed'; number: number; url: string; how: 'open' | 'merged' | 'closed' }
  /** GitHub Actions may not open pull requests here. */
  | { is: 'not-permitted' }
  | { is: 'branch-taken'; branch: string }
  /** The page of the run. */
  | { is: 'broken'; run: string }

/** Where it was asked: that decides how it can be mended. */
export type Place = 'issue' | 'run'

const mending: Record<Place, string> = {
  issue:
    'To mend it, edit the text of this issue (the three dots at its top, *Edit*): change what stands below a heading, and leave the headings as they are. ' +
    'A new answer then stands here within a few minutes. Or close this issue, and fill in a new form.',
  run: 'To mend it, start the workflow *Advance* again.',
}

/** The whole answer, in Markdown. */
export function answerText(answer: Answer, place: Place): string {
  const [head, ...rest] = partsOf(answer, place)
  return `${[`### ${head}`, ...rest].join('\n\n')}\n`
}

/** Its heading, and what stands below. */
function partsOf(answer: Answer, place: Place): string[] {
  switch (answer.is) {
    case 'private':
      return privateParts(place)
    case 'stranger':
      return [
        '❌ Only people in the directory may ask',
        'No pull request was made: your account is not among the people of this repository, in `policies/directory`.',
        markdown(say`Please ask ${policyOwners(answer.owners)} to add you, or somebody who is there to ask for it.`),
      ]
    case 'changed-by-another':
      return [
        '❌ Somebody else changed this text',
        'What stands here now is not what its author wrote, so nothing was made of it. Its author edits it again, or whoever changed it fills in a form of their own.',
      ]
    case 'misread':
      return wrong('could not be read', answer.misread.map(misreadWords), place)
    case 'unfit':
      return wrong('something has to be mended first', answer.unfit.map(unfitWords), place)
    case 'found':
      return foundParts(answer, place)
    case 'no-way':
      return wrong('it cannot go there', [noWayWords(answer.why, answer.glossary)], place)
    case 'taken':
      return wrong(
        'there is such a record already',
        [say`${answer.path} is there already. Choose another name.`],
        place,
      )
    case 'nothing':
      return ['✅ Nothing to do', 'The record says all of that already. No pull request was made.', ...closing(place)]
    case 'by-hand':
      return [
        '❌ No pull request was made: only a person can make this change',
        markdown(
          say`${answer.path}: ${answer.why}. Please open the file on GitHub and change it with the pencil above it.`,
        ),
      ]
    case 'proposed':
      return proposedParts(answer, place)
    case 'not-permitted':
      return notPermitted(place)
    case 'branch-taken':
      return [
        '❌ No pull request was made: its branch is there already',
        markdown(say`The branch ${answer.branch} holds something else, and no pull request is open for it.`),
        `Somebody who may write to this repository deletes that branch. ${again(place)}`,
      ]
    case 'broken':
      return [
        '⚠️ This could not be done',
        `Something broke on our side, and it is not known how far it came. [The run](${answer.run}) says more to those who maintain this repository.`,
        again(place),
      ]
  }
}

const again = (place: Place): string =>
  place === 'issue'
    ? 'Then edit the text of this issue, were it only by a blank: that starts it again.'
    : 'Then start the workflow *Advance* again.'

const closing = (place: Place): string[] => (place === 'issue' ? ['You can close this issue.'] : [])

/** What it was is not repeated, here or in any log. */
const privateParts = (place: Place): string[] => [
  '❌ This must not stand here',
  'There is something in it that looks like a patient’s number, a key or a password. Nothing was made of it, and it is not repeated here.',
  ...(place === 'issue'
    ? [
        '1. A key or a password: revoke it now, where it was issued.\n' +
          '2. A patient’s number: tell your information governance lead now.\n' +
          '3. Edit the text and the title of this issue, and take it out. The old text stays to be seen under *edited*: choose it there, and delete that ' +
          'revision. Or ask an administrator to delete this issue.\n' +
          '4. Do not repeat it in a comment.',
        'Any ten digits that happen to pass the check of NHS numbers are refused as well: please write them in another way.',
      ]
    : [
        'What was typed when the workflow was started stays in its run: ask an administrator to delete the run. A key or a password: revoke it now. A patient’s number: tell your information governance lead now.',
      ]),
]

const policyOwners = (names: readonly string[]): Words =>
  names.length === 0
    ? ['a policy owner']
    : listed(
        names.map(name => say`${name}`),
        ' or ',
      )

/** What is wrong, one line each, below a field's label. */
const wrong = (head: string, all: readonly Words[], place: Place): string[] => [
  `❌ No pull request was made: ${head}`,
  all.map(words => `- ${markdown(words)}`).join('\n'),
  mending[place],
]

function misreadWords(misread: Misread): Words {
  switch (misread.code) {
    case 'heading-missing':
      return say`The heading “${misread.label}” is missing. Write it where it was, on a line of its own, with ### and a blank before it.`
    case 'heading-doubled':
      return say`The heading “${misread.label}” stands there more than once, so it cannot be known which answer counts. Leave the first, with its answer below.`
    case 'headings-moved':
      return ['The headings are in another order than in the form.']
    case 'text-before':
      return say`There is something above the first heading, “${misread.label}”. Take it out.`
    case 'hidden':
      return say`**${misread.label}** There is something in it that nobody can see, such as a comment or a hidden letter. Write it anew, without copying.`
    case 'several-lines':
      return say`**${misread.label}** This takes one line. Was something written below it?`
    case 'no-such-option':
      return say`**${misread.label}** “${misread.got}” is not one of the choices of the form.`
    case 'too-long':
      return ['The text is longer than GitHub takes. Link to the rest.']
  }
}

function unfitWords({ label, why }: Unfit): Words {
  switch (why.code) {
    case 'no-record':
      return say`**${label}** There is no record “${why.got}”. Write its file in the folder deployments, such as bars-app6/ashbourne-vale.`
    case 'other-pathway':
      return say`**${label}** This record goes the pathway “${why.title}”. Choose what belongs to that.`
    case 'not-asked':
      return say`**${label}** Leave this empty. It does not belong to what you chose.`
    case 'unanswered':
      return say`**${label}** This is empty. Please answer it.`
    case 'refused':
      return say`**${label}** ${answerWords(why.refusal)}`
  }
}

function noWayWords(why: NoWay, glossary: Glossary): Words {
  const phases = (known: readonly string[]) =>
    listed(
      known.map(id => phase(id, glossary)),
      ' or ',
    )
  switch (why.code) {
    case 'no-way':
      return say`From “${phase(why.from, glossary)}” it cannot go ${[ways[why.direction]]}${why.to === null ? [] : say` to “${phase(why.to, glossary)}”`}. ${
        why.known.length > 0 ? say`That way lies ${phases(why.known)}.` : ['There is nothing that way.']
      }`
    case 'several-ways':
      return say`There is more than one way ${[ways[why.direction]]}: say to which phase, ${phases(why.known)}.`
    case 'withdrawn-already':
      return ['It is withdrawn, and stays so. It can be registered anew under another name.']
    case 'needs-reason':
      return ['Say why, in one or two sentences.']
    case 'needs-person':
      return ['It is not known who asks.']
  }
}

const ways = { forward: 'forward', back: 'back', withdraw: 'out' } as const

function foundParts({ findings, glossary }: Extract<Answer, { is: 'found' }>, place: Place): string[] {
  if (findings.some(isDisclosure)) return privateParts(place)
  return wrong(
    `${count(findings.length, 'thing')} would be wrong in the record`,
    findings.map(({ problem, at }) => {
      const [what, mend] = wordingOf(problem, glossary)
      return at.pointer ? say`**${within(at.pointer)}** ${what} ${mend}` : say`${what} ${mend}`
    }),
    place,
  )
}

function proposedParts({ number, url, how }: Extract<Answer, { is: 'proposed' }>, place: Place): string[] {
  // the address is GitHub's own
  const link = `[Pull request ${number}](${url})`
  if (how === 'merged') return ['✅ This is done', `${link} was merged.`, ...closing(place)]
  if (how === 'closed')
    return [
      '❌ This was asked for, and closed',
      `${link} was closed without being merged. To ask again, ${place === 'issue' ? 'fill in a new form' : 'start the workflow again'}.`,
    ]
  return [
    '✅ A pull request was made of it',
    `${link} has all of it. Nothing counts yet:`,
    [
      '1. **You sign there**, if your role or your evidence has a part in it: *Files changed*, *Review changes*, *Approve*. The form was no signature.',
      '2. The gate says in a comment there, within a few minutes, who else must approve and what is still missing.',
      `3. ${approveRuns}`,
      '4. When all is green, somebody who may write merges it.',
    ].join('\n'),
    ...(place === 'issue'
      ? [
          'What you edit here from now on is not taken over. To change something, change the file in the pull request; or close the pull request, and fill in a new form.',
        ]
      : []),
  ]
}

/** GitHub does not start tests by itself for what a workflow opened. */
export const approveRuns =
  'The tests wait: somebody who may write presses *Approve workflows to run* in the box at the end of the pull request. Where there is no such ' +
  'button, closing and reopening the pull request starts them.'

const notPermitted = (place: Place): string[] => [
  '❌ GitHub Actions may not open pull requests here',
  'What you asked for is ready on a branch, but this repository does not let a workflow open its pull request.',
  'An administrator opens *Settings*, *Actions*, *General*, and under *Workflow permissions* ticks “Allow GitHub Actions to create and approve pull requests”. ' +
    'If it cannot be ticked, the organisation has to allow it first, in the same place of its own settings. The gate never counts what a workflow approves.',
  again(place),
]
