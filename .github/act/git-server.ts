/**
 * For tests: the git half of GitHub on loopback. It serves fetches to a token that may read contents, and takes pushes from one that may write
 * them; nothing else, from nobody.
 */
import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGunzip } from 'node:zlib'

export interface GitServer {
  /** `GITHUB_SERVER_URL`. */
  url: string
  /** The status of each answer, in order. */
  answers: number[]
  close: () => Promise<void>
}

/** `mayRead`, `mayWrite`: whether a token may read and write contents; `undefined` where none was given. */
export async function startGitServer(
  repository: string,
  bare: string,
  mayRead: (token: string | undefined) => boolean,
  mayWrite: (token: string | undefined) => boolean = () => false,
): Promise<GitServer> {
  const answers: number[] = []
  const refuse = (response: ServerResponse, status: number) => {
    answers.push(status)
    response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}).end()
  }
  const server = createServer((request, response) => {
    const token = tokenOf(request)
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server')
    const [, path] = pathname.split(`/${repository}.git/`)
    const service = path === 'info/refs' ? searchParams.get('service') : path
    if (!mayRead(token)) return refuse(response, token === undefined ? 401 : 403)
    const known = service === 'git-upload-pack' || (service === 'git-receive-pack' && mayWrite(token))
    if (!known) return refuse(response, 403)
    answers.push(200)
    serve(
      bare,
      service === 'git-receive-pack' ? 'receive-pack' : 'upload-pack',
      path === 'info/refs',
      request,
      response,
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** The password that git was given; its user is `x-access-token`. */
function tokenOf({ headers }: IncomingMessage): string | undefined {
  const [, encoded = ''] = /^basic (.+)$/i.exec(headers.authorization ?? '') ?? []
  return Buffer.from(encoded, 'base64').toString().split(':')[1]
}

type Service = 'upload-pack' | 'receive-pack'

/** git's own server of fetches and pushes: first what there is, then what was asked for. */
function serve(
  bare: string,
  service: Service,
  isFirst: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const kind = isFirst ? 'advertisement' : 'result'
  const options = [service, '--stateless-rpc', ...(isFirst ? ['--http-backend-info-refs'] : []), bare]
  const asked = request.headers['git-protocol']
  // pushes have no second version
  const protocol = typeof asked === 'string' && service === 'upload-pack' ? asked : ''
  const env = { PATH: process.env['PATH'] ?? '', GIT_PROTOCOL: protocol }
  const git = spawn('git', options, { env, stdio: ['pipe', 'pipe', 'ignore'] })
  response.writeHead(200, { 'content-type': `application/x-git-${service}-${kind}`, 'cache-control': 'no-cache' })
  if (isFirst && protocol !== 'version=2') response.write(`${packet(`# service=git-${service}\n`)}0000`)
  const packed = request.headers['content-encoding'] === 'gzip'
  git.stdin.on('error', () => {})
  ;(packed ? request.pipe(createGunzip()) : request).pipe(git.stdin)
  git.stdout.pipe(response)
}

/** A line as git's protocol frames it. */
const packet = (line: string) => `${(line.length + 4).toString(16).padStart(4, '0')}${line}`
