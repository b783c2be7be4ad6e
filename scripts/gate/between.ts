/** For tests: a server on loopback that stands between the gate and the forge, and can hold a request back until something else has happened. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Between {
  url: string
  close: () => Promise<void>
}

/** Passes every request on to `target`; `before` is awaited first, with the number of the request, from 1. */
export async function standBetween(target: string, before: (nth: number) => Promise<unknown>): Promise<Between> {
  let seen = 0
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    await before(++seen)
    const { host: _, connection: __, ...headers } = incoming.headers
    const answer = await fetch(`${target}${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers: Object.entries(headers).map(([name, value]) => [name, `${value}`] as [string, string]),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const kept = [...answer.headers].filter(
      ([name]) => !/^(?:content-length|content-encoding|transfer-encoding|connection)$/.test(name),
    )
    response.writeHead(answer.status, Object.fromEntries(kept)).end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>(closed => server.close(() => closed()))
    },
  }
}
