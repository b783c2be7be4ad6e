/** For tests: a form as GitHub submits it. */
import type { Answers } from '../ask/question.ts'
import type { Form } from './form.ts'

/** The text of the issue that comes of a form with these answers; of a choice, its value. */
export const submitted = ({ fields }: Form, given: Answers): string =>
  fields
    .map(({ id, label, kind, choices }) => {
      const answer = given[id] ?? ''
      const title = choices.find(({ value }) => value === answer)?.title
      const shown =
        kind === 'choice' ? (title ?? answer) : kind === 'lines' && answer ? `\`\`\`text\n${answer}\n\`\`\`` : answer
      return `### ${label}\n\n${shown || '_No response_'}`
    })
    .join('\n\n')
