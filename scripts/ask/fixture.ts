/** A terminal for tests: what it shows, and keys that are pressed once something is shown. */
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

export const keys = { enter: '\r', down: '\x1b[B', tab: '\t', space: ' ', escape: '\x1b', ctrlC: '\x03', ctrlD: '\x04' }

/** Each step: what must have been shown since the last, and what is typed then, key by key. `null`: the input ends. */
export type Step = [shown: string, ...typed: (string | null)[]]

/** A terminal at which somebody answers. `shown()` is all that it has shown. */
export function terminalOf(steps: readonly Step[], env: NodeJS.ProcessEnv = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 200, rows: 40 })
  const left = [...steps]
  let all = ''
  let since = ''
  const press = (typed: readonly (string | null)[]) => {
    const [key, ...rest] = typed
    if (key === undefined) return
    if (key === null) input.end()
    else input.write(key)
    setImmediate(press, rest)
  }
  output.on('data', (chunk: Buffer) => {
    const text = stripVTControlCharacters(chunk.toString())
    all += text
    since += text
    const [next] = left
    if (!next || !since.includes(next[0])) return
    left.shift()
    since = ''
    setImmediate(press, next.slice(1))
  })
  return { terminal: { input, output, env }, shown: () => all, left }
}
