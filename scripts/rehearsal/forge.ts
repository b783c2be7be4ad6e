/** The embedded forge: the part of GitHub's REST API that the product uses, on loopback, over a real bare repository. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { notFound } from './answers.ts'
import { iso } from './clock.ts'
import { sharedContract } from './contract.ts'
import { type Fault, takeFault } from './faults.ts'
import { type Request, serve } from './serving.ts'
import { counter, type Dispatch, findUser, type State, sameLogin, type Token, type User } from './state.ts'
import { note } from './sync.ts'
import { receive, send } from './wire.ts'

export interface ForgeOptions {
  /** `owner/name` */
  repository: string
  /** Path of the bare repository. The forge writes `refs/pull/<n>/head` there, and merges. */
  bare: string
  defaultBranch: string
  users: User[]
  tokens: Token[]
  /** Status contexts that must be `success` on head before a merge. */
  requiredContexts?: string[]
  /** Whose statuses count for them, by login: on GitHub, the App of the ruleset's `integration_id`. Everybody's, if not given. */
  requiredFrom?: string
  /** Whether GitHub would verify a commit's signature; of none, unless told. */
  signed?: (sha: string) => boolean
  now?: () => Date
  /** Called after each request. */
  requestLog?: (request: LoggedRequest) => void
}

export interface LoggedRequest {
  method: string
  /** Without the query. */
  path: string
  /** With its question mark; empty without one. */
  query: string
  /** 0 where the connection was cut before an answer. */
  status: number
}

export interface Forge {
  /** Base address of the API, for Octokit's `baseUrl`. */
  url: string
  requests: LoggedRequest[]
  /** Answers of the forge that GitHub's description does not allow: defects of the forge. Tests assert that there are none. */
  contractBreaches: string[]
  /** Makes coming requests fail. */
  fail: (fault: Fault) => void
  /** The runs of workflows that were asked for. Nothing runs. */
  dispatches: Dispatch[]
  /** From now on the account is gone: its reviews have no author, its commits link to nobody, its tokens are unknown. */
  deleteUser: (login: string) => void
  /** REST cannot change whether a pull request is a draft; on GitHub this goes through GraphQL. */
  setDraft: (number: number, draft: boolean) => void
  close: () => Promise<void>
}

/** Starts the forge on a free loopback port. */
export async function startForge(options: ForgeOptions): Promise<Forge> {
  const strangers = unknownLogins(options)
  if (strangers.length > 0) throw new Error(`Tokens of unknown users: ${strangers.join(', ')}. List them in \`users\`.`)
  const state = initial(options)
  const contract = sharedContract()
  const faults: Fault[] = []
  const requests: LoggedRequest[] = []
  const contractBreaches: string[] = []
  // One request at a time: what a request reads from git and from the state then belongs together.
  let queue: Promise<unknown> = Promise.resolve()
  const handle = async (request: Request, response: ServerResponse) => {
    const entry = { method: request.method, path: request.url.pathname, query: request.url.search, status: 0 }
    const fault = takeFault(faults, entry.method, entry.path)
    const lost = fault !== null && fault.after !== true && fault.how !== 'half'
    const { answer, breaches } = lost ? { answer: notFound(), breaches: [] } : await serve(state, contract, request)
    contractBreaches.push(...breaches)
    requests.push(entry)
    entry.status = send(response, request, answer, fault)
    options.requestLog?.(entry)
  }
  const server = createServer((incoming, response) => {
    const gone = () => response.destroy()
    receive(incoming, state.url).then(request => {
      // A fault's `match` or the log may throw: that is a defect as well, and must not pass in silence.
      const failed = (error: unknown) => {
        contractBreaches.push(String(error))
        gone()
      }
      queue = queue.then(() => handle(request, response)).catch(failed)
    }, gone)
  })
  state.url = await listen(server)
  return {
    url: state.url,
    requests,
    contractBreaches,
    dispatches: state.dispatches,
    fail: fault => faults.push({ ...fault }),
    deleteUser: login => state.deleted.add(login.toLowerCase()),
    setDraft: (number, draft) => setDraft(state, number, draft),
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await Promise.all([closed, queue])
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A token must stand for somebody, or what it writes would have no author. */
function unknownLogins({ tokens, users }: ForgeOptions): string[] {
  const known = (login: string) => users.some(user => sameLogin(user.login, login))
  return tokens.map(({ login }) => login).filter(login => !known(login))
}

function initial(options: ForgeOptions): State {
  const [owner = '', name = ''] = options.repository.split('/')
  const now = options.now ?? (() => new Date())
  return {
    url: '',
    owner,
    name,
    id: 500_001,
    bare: options.bare,
    defaultBranch: options.defaultBranch,
    requiredContexts: options.requiredContexts ?? ['countersign/gate'],
    requiredFrom: options.requiredFrom ?? null,
    signed: options.signed ?? (() => false),
    own: new Set(),
    createdAt: iso(now()),
    users: options.users,
    deleted: new Set(),
    tokens: options.tokens,
    pulls: [],
    tickets: [],
    dispatches: [],
    releases: [],
    reviews: [],
    comments: [],
    events: [],
    statuses: [],
    rulesets: [],
    used: new Map(),
    commits: new Set(),
    files: new Map(),
    now,
    nextId: counter(),
  }
}

function setDraft(state: State, number: number, draft: boolean): void {
  const pull = state.pulls.find(one => one.number === number)
  if (pull === undefined) throw new Error(`There is no pull request ${number}.`)
  if (pull.draft === draft) return
  pull.draft = draft
  note(state, pull, findUser(state, pull.author)?.login ?? pull.author, draft ? 'convert_to_draft' : 'ready_for_review')
}
