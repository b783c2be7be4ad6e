/** The language server of VS Code's YAML extension, asked what an editor asks. It is told the settings of a folder, as VS Code tells them. */
import { spawn } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Message, wire } from './wire.ts'

export interface Diagnostic {
  message: string
  range: { start: { line: number; character: number } }
}
export interface Completion {
  label: string
  insertText?: string
  documentation?: string | { value: string }
}
type Settings = Readonly<Record<string, unknown>>
interface Position {
  line: number
  character: number
}

/** Starts it for a folder with these settings. */
export async function languageServer(root: string, settings: Settings) {
  const server = spawn(process.execPath, [program(), '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const found = new Map<string, (found: Diagnostic[]) => void>()
  const { request, notify } = wire(server, message => answer(message, settings, found))
  const uri = (path: string) => pathToFileURL(`${root}/${path}`).href
  const folder = pathToFileURL(root).href
  await request('initialize', {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: 'folder' }],
    capabilities,
  })
  notify('initialized', {})
  return {
    /** Opens a file with this text; what is marked as wrong in it. */
    open: (path: string, text: string): Promise<Diagnostic[]> => {
      const marked = new Promise<Diagnostic[]>(resolve => found.set(uri(path), resolve))
      notify('textDocument/didOpen', { textDocument: { uri: uri(path), languageId: 'yaml', version: 1, text } })
      return marked
    },
    /** What it offers there. */
    complete: async (path: string, position: Position): Promise<Completion[]> => {
      const { items } = await request('textDocument/completion', { textDocument: { uri: uri(path) }, position })
      return items as Completion[]
    },
    /** What it says of what stands there. */
    hover: async (path: string, position: Position): Promise<string> => {
      const { contents } = await request('textDocument/hover', { textDocument: { uri: uri(path) }, position })
      return (contents as { value: string }).value
    },
    /** What it would change to format a file. */
    format: (path: string): Promise<object> =>
      request('textDocument/formatting', {
        textDocument: { uri: uri(path) },
        options: { tabSize: 2, insertSpaces: true },
      }),
    /** The schemas that it takes for a file, by their paths. */
    schemasOf: async (path: string): Promise<string[]> => {
      const schemas = await request('yaml/get/jsonSchema', [uri(path)])
      return Object.values(schemas).map(one => (one as { uri: string }).uri.replace(`${folder}/`, ''))
    },
    stop: async (): Promise<void> => {
      const ended = new Promise(resolve => server.once('exit', resolve))
      await request('shutdown', null)
      notify('exit', null)
      await ended
    },
  }
}

const program = () =>
  fileURLToPath(new URL('../../bin/yaml-language-server', import.meta.resolve('yaml-language-server')))

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: { completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } } },
}

/** What it asks for in turn: its settings; and what it has to say. */
function answer(
  { method, params = {} }: Message,
  settings: Settings,
  found: Map<string, (found: Diagnostic[]) => void>,
) {
  if (method === 'workspace/configuration')
    return (params['items'] as { section: string }[]).map(({ section }) => sectionOf(settings, section))
  if (method === 'textDocument/publishDiagnostics')
    found.get(String(params['uri']))?.(params['diagnostics'] as Diagnostic[])
  return null
}

/** A section of the settings: `yaml` is one object of all that begins with `yaml.`, and a language's own stands in brackets. */
function sectionOf(settings: Settings, section: string): unknown {
  if (section in settings) return settings[section]
  const within = Object.entries(settings).filter(([key]) => key.startsWith(`${section}.`))
  const names = new Set(within.map(([key]) => key.slice(section.length + 1).replace(/\..*/, '')))
  return Object.fromEntries([...names].map(name => [name, sectionOf(settings, `${section}.${name}`)]))
}
