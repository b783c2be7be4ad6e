/** What the forge has of GitHub's GraphQL API: a commit on a branch, which GitHub makes and signs; and one query. */
import { Ajv } from 'ajv'
import { authenticate, inaccessible } from './access.ts'
import { webPage } from './addresses.ts'
import { type Answer, refuse } from './answers.ts'
import { iso } from './clock.ts'
import { git, refs } from './git.ts'
import { writeHistory } from './history.ts'
import { mergedPulls, mergedQuery, mergedVariables } from './merged-pulls.ts'
import { signatureOf, webSignature } from './people.ts'
import { type State, sameLogin, type Token } from './state.ts'
import { sync } from './sync.ts'

interface Input {
  branch: { repositoryNameWithOwner: string; branchName: string }
  expectedHeadOid: string
  message: { headline: string; body?: string }
  fileChanges?: { additions?: { path: string; contents: string }[]; deletions?: { path: string }[] }
}

interface Failure {
  message: string
  type?: string
}

/** Nothing but this, in one spelling or another of its blanks and names. */
const mutation =
  /^mutation \w* ?\(\$(\w+): ?CreateCommitOnBranchInput!\) ?\{ ?createCommitOnBranch ?\(input: ?\$\1\) ?\{ ?commit ?\{ ?oid url ?\} ?\} ?\}$/

const text = { type: 'string' }
const object = (properties: Record<string, unknown>, required: string[]) => {
  return { type: 'object', properties, required, additionalProperties: false }
}
const fits = new Ajv({ strict: false }).compile(
  object(
    {
      branch: object({ repositoryNameWithOwner: text, branchName: text }, ['repositoryNameWithOwner', 'branchName']),
      expectedHeadOid: { type: 'string', pattern: '^[0-9a-f]{40}$' },
      message: object({ headline: text, body: text }, ['headline']),
      fileChanges: object(
        {
          additions: { type: 'array', items: object({ path: text, contents: text }, ['path', 'contents']) },
          deletions: { type: 'array', items: object({ path: text }, ['path']) },
        },
        [],
      ),
    },
    ['branch', 'expectedHeadOid', 'message'],
  ),
)

const fitsQuery = new Ajv({ strict: false, allowUnionTypes: true }).compile(mergedVariables)

/** POST /graphql: what it refuses has status 200 as well, and `errors`. */
export async function serveGraphql(state: State, authorization: string | undefined, body: string): Promise<Answer> {
  const token = authenticate(state, authorization)
  if (token === null) return refuse(401, 'This endpoint requires you to be authenticated.')
  if ('status' in token) return token
  state.used.set(token.login, (state.used.get(token.login) ?? 0) + 1)
  const asked = parsed(body)
  if (asked === null) return refuse(400, 'Problems parsing JSON')
  const written = String(asked.query).trim().replaceAll(/\s+/g, ' ')
  const [, name = ''] = mutation.exec(written) ?? []
  const others = Object.keys(asked).filter(key => !['query', 'variables'].includes(key))
  if (written === mergedQuery && others.length === 0) return query(state, token, asked.variables)
  if (name === '' || others.length > 0)
    return failed({ message: 'The forge knows createCommitOnBranch, and one query.' }, false)
  const input: unknown = asked.variables?.[name]
  if (!fits(input)) return failed({ message: misfit(name, fits.errors?.[0]) }, false)
  await sync(state)
  const made = await commitOnBranch(state, token, input as unknown as Input)
  if (typeof made !== 'string') return failed(made, true)
  const commit = { oid: made, url: webPage(state, `/commit/${made}`) }
  return { status: 200, body: { data: { createCommitOnBranch: { commit } } } }
}

async function query(state: State, token: Token, variables: unknown): Promise<Answer> {
  if (!fitsQuery(variables)) {
    const { instancePath = '', message } = fitsQuery.errors?.[0] ?? {}
    return failed({ message: `Variable $${instancePath.slice(1)} was provided invalid value (${message})` }, false)
  }
  await sync(state)
  const found = mergedPulls(state, token, variables as unknown as Parameters<typeof mergedPulls>[2])
  return 'data' in found ? { status: 200, body: found } : failed(found, true, 'repository')
}

const misfit = (name: string, error?: { instancePath: string; message?: string }) =>
  `Variable $${name} of type CreateCommitOnBranchInput! was provided invalid value for ${error?.instancePath.slice(1).replaceAll('/', '.')} (${error?.message})`

/** `ran`: the mutation or query itself refused; else it was never reached. */
function failed({ type, message }: Failure, ran: boolean, of = 'createCommitOnBranch'): Answer {
  const path = { ...(type && { type }), ...(ran && { path: [of] }) }
  const errors = [{ ...path, locations: [{ line: 1, column: 1 }], message }]
  return { status: 200, body: { ...(ran && { data: { [of]: null } }), errors } }
}

function parsed(body: string): { query?: unknown; variables?: Record<string, unknown> } | null {
  try {
    const value = JSON.parse(body)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** The new commit's name, or why there is none. */
async function commitOnBranch(state: State, token: Token, input: Input): Promise<string | Failure> {
  const { expectedHeadOid: head, message } = input
  const { repositoryNameWithOwner: repository, branchName } = input.branch
  if (!sameLogin(repository, `${state.owner}/${state.name}`))
    return { type: 'NOT_FOUND', message: `Could not resolve to a Repository with the name '${repository}'.` }
  if (token.permissions.contents !== 'write') return { type: 'FORBIDDEN', message: said(token) }
  const ref = `refs/heads/${branchName.replace(/^refs\/heads\//, '')}`
  const tip = (await refs(state.bare)).get(ref)?.sha
  if (tip === undefined) return { type: 'NOT_FOUND', message: `No ref found for: ${branchName}` }
  if (tip !== head)
    return {
      type: 'STALE_DATA',
      message: `Expected branch to point to "${head}" but it did not.  Pull and try again.`,
    }
  const files = await filesOf(state, head, input.fileChanges ?? {})
  if ('message' in files) return files
  if (message.headline.trim() === '') return { type: 'UNPROCESSABLE', message: 'A commit message is required' }
  const date = iso(state.now())
  const [sha = ''] = await writeHistory(state.bare, [
    {
      ref,
      files: files.changed,
      message: [message.headline, message.body ?? ''].join('\n\n').trim(),
      author: { ...signatureOf(state, token.login), date },
      committer: { ...webSignature, date },
    },
  ])
  state.own.add(sha)
  return sha
}

const said = (token: Token) => String((inaccessible(token.app === true).body as { message: string }).message)

type Files = { changed: Record<string, string | null> } | Failure

/** Path → text, `null` for a file that goes. */
async function filesOf(
  { bare }: State,
  head: string,
  { additions = [], deletions = [] }: NonNullable<Input['fileChanges']>,
): Promise<Files> {
  const paths = [...additions, ...deletions].map(({ path }) => path)
  const wrong = paths.find(
    (path, at) =>
      !/^(?!\/)(?:(?!\.{1,2}(?:\/|$)|\.git(?:\/|$))[^/\0]+(?:\/(?!$)|$))+$/.test(path) || paths.indexOf(path) < at,
  )
  if (wrong !== undefined) return { type: 'UNPROCESSABLE', message: `A path was given twice or is no path: ${wrong}` }
  const known = (await git(bare, ['ls-tree', '-r', '-z', '--name-only', head])).split('\0')
  const gone = deletions.find(({ path }) => !known.includes(path))
  if (gone)
    return { type: 'UNPROCESSABLE', message: `A path was requested for deletion, but was not found: ${gone.path}` }
  const texts = additions.map(({ path, contents }): [string, string | null] => [path, decoded(contents)])
  const odd = texts.find(([, text]) => text === null)
  if (odd) return { type: 'UNPROCESSABLE', message: `Not a text in base64: ${odd[0]}` }
  return { changed: Object.fromEntries([...texts, ...deletions.map(({ path }): [string, null] => [path, null])]) }
}

/** `null`: not base64, or no text. */
function decoded(contents: string): string | null {
  const bytes = Buffer.from(contents, 'base64')
  const text = bytes.toString('utf8')
  return bytes.toString('base64') === contents && Buffer.from(text).equals(bytes) ? text : null
}
