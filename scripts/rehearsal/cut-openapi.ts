/**
 * Cuts the operations that the forge answers out of GitHub's description of its REST API, into `openapi.json`.
 *
 *     node scripts/rehearsal/cut-openapi.ts <path to generated/api.github.com.json of npm @octokit/openapi>
 *
 * The path is an argument because the package weighs hundreds of megabytes and is needed only when the cut is made anew.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Node = { [key: string]: Json }
interface Description {
  info: { version: string }
  paths: Record<string, Record<string, Json>>
  components: Record<string, Record<string, Json>>
}

/** What the forge answers: method and path as the description writes them. */
export const operations = [
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}',
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'POST /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/issues/{issue_number}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline',
  'POST /repos/{owner}/{repo}/statuses/{sha}',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/commits/{ref}/status',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  'GET /repos/{owner}/{repo}/git/ref/{ref}',
  'POST /repos/{owner}/{repo}/git/refs',
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
  'GET /repos/{owner}/{repo}/releases',
  'POST /repos/{owner}/{repo}/releases',
  'PATCH /repos/{owner}/{repo}/releases/{release_id}',
  'GET /repos/{owner}/{repo}/rulesets',
  'POST /repos/{owner}/{repo}/rulesets',
  'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
  'PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}',
  'GET /repos/{owner}/{repo}/codeowners/errors',
  'GET /user',
  'GET /rate_limit',
]

const prose = new Set([
  'description',
  'example',
  'examples',
  'title',
  'summary',
  'tags',
  'externalDocs',
  'headers',
  'deprecated',
])
const isNode = (value: Json | undefined): value is Node =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Keeps what ajv checks. Inside `properties` every key is a name, so a property called `title` stays. */
export function structure(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map(item => structure(item))
  if (!isNode(value)) return value
  if (!names && typeof value.$ref === 'string') return { $ref: value.$ref }
  const kept = Object.entries(value).filter(([key]) => names || !(prose.has(key) || key.startsWith('x-')))
  const node: Node = {}
  for (const [key, child] of kept) {
    const data = !names && (key === 'enum' || key === 'default' || key === 'required')
    node[key] = data ? child : structure(child, !names && (key === 'properties' || key === 'responses'))
  }
  return names ? node : withNull(node)
}

/** OpenAPI 3.0 says `nullable`; JSON Schema has a union with the type `null`. */
function withNull({ nullable, ...node }: Node): Node {
  if (nullable !== true) return node
  if (typeof node.type !== 'string') return { anyOf: [node, { type: 'null' }] }
  const united: Node = { ...node, type: [node.type, 'null'] }
  return Array.isArray(node.enum) && !node.enum.includes(null) ? { ...united, enum: [...node.enum, null] } : united
}

/** Every `$ref` below a value, in the order of the text. */
function refsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (!isNode(value)) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : refsIn(child),
  )
}

/** The structure of the named operations and of every component they need, directly or not. */
export function cut(description: Description, wanted: string[]): { paths: Node; components: Node } {
  const paths: Record<string, Node> = {}
  for (const name of wanted) {
    const [method = '', path = ''] = name.split(' ')
    const operation = description.paths[path]?.[method.toLowerCase()]
    if (!isNode(operation)) throw new Error(`The description has no ${name}. Is it of another version?`)
    const { parameters = [], requestBody, responses = {} } = operation
    const kept = { parameters, ...(requestBody === undefined ? {} : { requestBody }), responses }
    paths[path] = { ...paths[path], [method.toLowerCase()]: structure(kept) }
  }
  return { paths, components: componentsFor(description, refsIn(paths)) }
}

function componentsFor(description: Description, roots: string[]): Node {
  const components: Record<string, Node> = {}
  const queue = [...roots]
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    const [, , kind = '', name = ''] = ref.split('/')
    if (components[kind]?.[name] !== undefined) continue
    const component = description.components[kind]?.[name]
    if (component === undefined) throw new Error(`The description refers to ${ref}, which it does not have.`)
    const kept = structure(component)
    components[kind] = { ...components[kind], [name]: kept }
    queue.push(...refsIn(kept))
  }
  return components
}

/** JSON with one line for each operation and component: small, and a diff still shows what changed. */
export function print(header: Node, { paths, components }: { paths: Node; components: Node }): string {
  const sorted = (node: Json): [string, Json][] => Object.entries(node as Node).sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = (node: Json): string =>
    sorted(node)
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(',\n')
  const groups = sorted(components).map(([kind, group]) => `${JSON.stringify(kind)}:{\n${lines(group)}\n}`)
  return `{\n${lines(header)},\n"paths":{\n${lines(paths)}\n},\n"components":{\n${groups.join(',\n')}\n}\n}\n`
}

function main(source: string | undefined): void {
  if (source === undefined) throw new Error('Give the path of generated/api.github.com.json as the argument.')
  const bytes = readFileSync(source)
  const description = JSON.parse(bytes.toString('utf8')) as Description
  const packaged = JSON.parse(readFileSync(join(dirname(source), '..', 'package.json'), 'utf8')) as { version: string }
  const info = {
    package: '@octokit/openapi',
    version: packaged.version,
    file: 'generated/api.github.com.json',
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  writeFileSync(join(import.meta.dirname, 'openapi.json'), print({ info }, cut(description, operations)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2])
