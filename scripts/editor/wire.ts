/** JSON-RPC over the streams of a program, each message with its length before it. */
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

type Fields = Record<string, unknown>
export interface Message {
  id?: number | string
  method?: string
  params?: Fields
  result?: Fields
  error?: { message: string }
}

/** How a program is asked. What it asks and says itself goes to `answer`. */
export function wire(program: ChildProcessByStdio<Writable, Readable, null>, answer: (message: Message) => unknown) {
  const waiting = new Map<unknown, (message: Message) => void>()
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    program.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  let rest: Buffer = Buffer.alloc(0)
  program.stdout.on('data', (chunk: Buffer) => {
    const { messages, left } = read(Buffer.concat([rest, chunk]))
    rest = left
    for (const message of messages) {
      if (message.method === undefined) waiting.get(message.id)?.(message)
      else {
        const result = answer(message)
        if (message.id !== undefined) send({ id: message.id, result })
      }
    }
  })
  return {
    request: async (method: string, params: object | null): Promise<Fields> => {
      const id = waiting.size
      const answered = new Promise<Message>(resolve => waiting.set(id, resolve))
      send({ id, method, params })
      const { result, error } = await answered
      if (error) throw new Error(`${method}: ${error.message}`)
      return result ?? {}
    },
    notify: (method: string, params: object | null) => send({ method, params }),
  }
}

/** The messages that have arrived whole, and what is left. */
function read(arrived: Buffer): { messages: Message[]; left: Buffer } {
  const end = arrived.indexOf('\r\n\r\n')
  const [, length] = /Content-Length: (\d+)/.exec(arrived.subarray(0, Math.max(end, 0)).toString()) ?? []
  const next = end + 4 + Number(length)
  if (end < 0 || arrived.length < next) return { messages: [], left: arrived }
  const { messages, left } = read(arrived.subarray(next))
  return { messages: [JSON.parse(arrived.subarray(end + 4, next).toString()), ...messages], left }
}
