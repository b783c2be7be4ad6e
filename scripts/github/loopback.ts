/** For tests: a server on loopback that answers what it is told, and can cut an answer off. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Client, type Connection, connect } from './client.ts'

export interface Seen {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
  headers: Record<string, string | string[] | undefined>
}

/** `closed`: hangs up without an answer. `halved`: promises the whole of `json` and sends half of it. */
export interface Reply {
  status?: number
  json?: unknown
  text?: string
  headers?: Record<string, string>
  broken?: 'closed' | 'halved' | 'silent'
}

export interface Loopback {
  url: string
  seen: Seen[]
  client: (connection?: Partial<Connection>) => Client
  close: () => Promise<void>
}

/** Starts the server; `answer` gets each request and how many came before it. */
export async function startLoopback(answer: (seen: Seen, before: number) => Reply): Promise<Loopback> {
  const seen: Seen[] = []
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const url = new URL(incoming.url ?? '/', 'http://loopback')
    const body: unknown = text && JSON.parse(text)
    const query = Object.fromEntries(url.searchParams)
    const request = { method: incoming.method ?? '', path: url.pathname, query, body, headers: incoming.headers }
    send(response, answer(request, seen.push(request) - 1))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fixed = { baseUrl: url, repository: 'nhs/releases', token: 'secret-token', patience: 0 }
  return {
    url,
    seen,
    client: connection => connect({ ...fixed, ...connection }),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>(closed => server.close(() => closed()))
    },
  }
}

function send(response: ServerResponse, { status = 200, json, text, headers, broken }: Reply): void {
  if (broken === 'silent') return
  if (broken === 'closed') return void response.destroy()
  const body = Buffer.from(text ?? JSON.stringify(json))
  const type = { 'content-type': 'application/json; charset=utf-8', 'content-length': `${body.length}` }
  response.writeHead(status, { ...type, ...headers })
  if (broken !== 'halved') response.end(body)
  else response.write(body.subarray(0, body.length / 2), () => response.socket?.end())
}
