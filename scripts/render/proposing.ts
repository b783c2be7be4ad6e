/** What is said around a proposal: before it is opened, and after. */
import { count, listed, plain, say } from '../../policies/words.ts'

interface Planned {
  branch: string
  base: { name: string; isOwn: boolean }
  title: string
  body: string
}

interface Done {
  kept: { commit: string; notOnIt: string | null }
  pull: {
    number: number
    url: string
    isNew: boolean
    asked: string[]
    refused: { login: string; reason: string }[]
  } | null
}

export const proposing = {
  preview: 'If it were proposed now, the gate would say:',
  plan: ({ branch, base, title }: Planned) =>
    plain(
      say`Pull request “${title}”, from the branch ${branch}, ${[base.isOwn ? 'which you are on' : `built on ${base.name}`]}.`,
    ),
  beside: (open: readonly { number: number; branch: string }[]) =>
    plain(
      say`Take care: ${listed(open.map(({ number, branch }) => say`pull request ${number} (branch ${branch})`))} ${[open.length === 1 ? 'is' : 'are']} open for this record already. To add to it instead: leave here, git switch ${open[0]?.branch ?? ''}, and do it there.`,
    ),
  open: ['Open it on GitHub?'],
  branch: ['There is no GitHub here, or no token for it (GITHUB_TOKEN). Make the branch alone?'],
}

export const unproposed = {
  rest: (record: string) =>
    plain(say`The commit is made, and kept on its branch: npm run propose -- ${record} does the rest.`),
  refused: 'It is not proposed: the gate would refuse it as it stands. Above is what to mend.',
  dryRun: 'Nothing was changed: this was a try (--dry-run).',
  same: (path: string) =>
    plain(say`There is nothing to propose: ${path} is as it was. npm run note writes what happened into it.`),
}

/** What was done, and what is next. */
export function proposed(planned: Planned, { kept, pull }: Done, more: More): string {
  const where = kept.notOnIt === null ? [] : [plain(say`You are not on the branch: ${kept.notOnIt}`)]
  return [...(pull ? opened(pull, more) : alone(planned, more)), ...where].join('\n')
}

interface More {
  remote: { repository: string; apiUrl: string } | null
  /** The default branch. */
  main: string
  /** Commits must be signed, and this one is not. */
  unsigned: boolean
}

function opened({ number, url, isNew, asked, refused }: NonNullable<Done['pull']>, { main }: More): string[] {
  const verb = asked.length === 1 ? 'is' : 'are'
  const whom =
    asked.length > 0 ? plain(say` ${listed(asked.map(login => say`${login}`))} ${[verb]} asked for a review.`) : ''
  return [
    `Pull request ${number} is ${isNew ? 'open' : 'brought up to date'}: ${plain(say`${url}`)}${whom}`,
    ...refused.map(({ login, reason }) => plain(say`GitHub would not ask ${login}: ${reason}`)),
    'The gate answers there in a comment within a few minutes. For more in the same pull request, stay on this branch, note it, and npm run propose again.',
    plain(say`Once it is merged, go on from ${main}: git switch ${main}, then git pull.`),
  ]
}

function alone({ branch, title, body }: Planned, { remote, main, unsigned }: More): string[] {
  const link = remote ? linkOf(remote, main, { branch, title, body }) : null
  return [
    plain(say`The branch ${branch} has it. To open the pull request: git push -u origin ${branch}`),
    ...(link ? [`and then, in a browser: ${link}`] : ['and open it where the repository is.']),
    ...(unsigned
      ? [
          'The gate asks for signed commits, and git is not set to sign here. With GITHUB_TOKEN set, GitHub makes the commit and signs it; else set up signing first (git config commit.gpgsign).',
        ]
      : []),
    `Its title and its text, ${count(body.split('\n').length, 'line')}:`,
    '',
    title,
    '',
    body,
  ]
}

/** A longer address is cut by browsers and servers. */
const longestLink = 6000

/** The page of GitHub that opens a pull request, filled in as far as an address carries it. */
function linkOf(
  { repository, apiUrl }: NonNullable<More['remote']>,
  main: string,
  { branch, title, body }: Pick<Planned, 'branch' | 'title' | 'body'>,
): string {
  const web = apiUrl === 'https://api.github.com' ? 'https://github.com' : apiUrl.replace(/\/api\/v3$/, '')
  const page = `${web}/${repository}/compare/${encodeURIComponent(main)}...${encodeURIComponent(branch)}?expand=1`
  const filled = `${page}&title=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}`
  return filled.length <= longestLink ? filled : `${page}&title=${encodeURIComponent(title)}`
}
