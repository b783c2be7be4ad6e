/** Between HTTP and the forge: reads requests, sends answers or the faults in their place. */
import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answers.ts'
import { type Fault, faultAnswer } from './faults.ts'
import type { Request } from './serving.ts'

/** Reads a request to its end; rejects where the client goes away before that. */
export async function receive(incoming: IncomingMessage, base: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', base),
    authorization: incoming.headers.authorization,
    ifNoneMatch: incoming.headers['if-none-match'],
    text: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Sends the answer, or the fault in its place; returns the status that the client could see, 0 for none. */
export function send(response: ServerResponse, request: Request, answer: Answer, fault: Fault | null): number {
  if (fault?.how === 'cut') {
    response.destroy()
    return 0
  }
  const { status, body, headers = {} } = (fault === null ? null : faultAnswer(fault.how)) ?? answer
  const text = body === undefined ? '' : JSON.stringify(body)
  const tag = `W/"${createHash('sha256').update(text).digest('hex')}"`
  const tagged = request.method === 'GET' && status === 200
  const common = {
    'content-type': 'application/json; charset=utf-8',
    'x-github-request-id': randomUUID(),
    ...(tagged ? { etag: tag } : {}),
    ...headers,
  }
  if (fault?.how === 'half') return sendHalf(response, status, common, text)
  if (tagged && request.ifNoneMatch === tag) {
    response.writeHead(304, common).end()
    return 304
  }
  response.writeHead(status, common).end(text)
  return status
}

/** Sends half of what the headers promise, and hangs up once it is out. */
function sendHalf(response: ServerResponse, status: number, headers: Record<string, string>, text: string): number {
  const bytes = Buffer.from(text)
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.end())
  return status
}
