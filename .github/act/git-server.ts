/** For tests: the git half of GitHub on loopback. It serves fetches to a token that may read contents, and nothing else to anybody. */
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

/** `mayRead`: whether a token may read contents; `undefined` where none was given. */
export async function startGitServer(
  repository: string,
  bare: string,
  mayRead: (token: string | undefined) => boolean,
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
    if (service !== 'git-upload-pack') return refuse(response, 403)
    answers.push(200)
    upload(bare, path === 'info/refs', request, response)
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

/** git's own server of fetches: first what there is, then what was asked for. */
function upload(bare: string, isFirst: boolean, request: IncomingMessage, response: ServerResponse): void {
  const kind = isFirst ? 'advertisement' : 'result'
  const options = ['upload-pack', '--stateless-rpc', ...(isFirst ? ['--http-backend-info-refs'] : []), bare]
  const protocol = request.headers['git-protocol']
  const env = { PATH: process.env['PATH'] ?? '', GIT_PROTOCOL: typeof protocol === 'string' ? protocol : '' }
  const git = spawn('git', options, { env, stdio: ['pipe', 'pipe', 'ignore'] })
  response.writeHead(200, { 'content-type': `application/x-git-upload-pack-${kind}`, 'cache-control': 'no-cache' })
  if (isFirst && env.GIT_PROTOCOL !== 'version=2') response.write('001e# service=git-upload-pack\n0000')
  const packed = request.headers['content-encoding'] === 'gzip'
  git.stdin.on('error', () => {})
  ;(packed ? request.pipe(createGunzip()) : request).pipe(git.stdin)
  git.stdout.pipe(response)
}
