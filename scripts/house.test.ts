/** The rules of the house: three floors, of which each imports only from those below it, and four rooms that never see one another. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

interface House {
  /** Path → text of every TypeScript file. */
  files: ReadonlyMap<string, string>
  /** Every path of a README.md. */
  readmes: readonly string[]
  /** Every folder. */
  folders: readonly string[]
  /** What stands at the root. */
  top: readonly string[]
  dependencies: readonly string[]
  devDependencies: readonly string[]
}

const isTest = (path: string) => path.endsWith('.test.ts')

/** Code without its comments; an address in a text is no comment. */
const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(?:^|\s)\/\/.*$/gm, '')

/** All that a file imports, types included: paths from the root, or the names of packages. */
function importsOf(path: string, text: string): string[] {
  const patterns = [
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"$]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\s*\(\s*['"`]([^'"`$]+)['"`]/g,
  ]
  return patterns
    .flatMap(pattern => [...code(text).matchAll(pattern)].map(([, name = '']) => name))
    .map(name => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name))
}

/** The package that an import takes something of; `null`: a file of ours, or a part of Node. */
function packageOf(name: string, { files }: House): string | null {
  if (name.startsWith('node:') || files.has(name) || /\.(?:ts|json)$/.test(name)) return null
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Every import of the files that `of` takes, of which `breaks` says that it must not be. */
const imports = (house: House, of: (path: string) => boolean, breaks: (name: string, path: string) => boolean) =>
  [...house.files]
    .filter(([path]) => of(path))
    .flatMap(([path, text]) =>
      importsOf(path, text)
        .filter(name => breaks(name, path))
        .map(name => `${path} imports ${name}`),
    )

/** What would make a decision depend on more than its input. */
const impure =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bprocess\b|\bconsole\b|\bMath\.random\b|\bperformance\b|\bcrypto\b|\bfetch\(|\bimport\.meta\b/g

/** Rooms of the top floor. Commands put them together; they never import one another. */
const rooms = ['read', 'github', 'render', 'ledger']
const roomOf = (path: string) => rooms.find(room => path.startsWith(`scripts/${room}/`))

const forge = 'scripts/rehearsal/'
/** Commands that only developers run. */
const development = ['schemas/generate.ts', 'scripts/rehearsal/cut-openapi.ts']

const top = [
  ...['deployments', 'schemas', 'policies', 'scripts'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE'],
]
const explained = ['deployments', 'schemas', 'policies', 'policies/rules', 'scripts']

/** Each rule of the house, and what breaks it. */
const rules: Record<string, (house: House) => string[]> = {
  'schemas import nothing of policies or scripts': house =>
    imports(
      house,
      path => path.startsWith('schemas/') && !isTest(path),
      name => /^(?:policies|scripts)\//.test(name),
    ),
  'policies import only policies and schemas': house =>
    imports(
      house,
      path => path.startsWith('policies/') && !isTest(path),
      name => !/^(?:policies|schemas)\//.test(name),
    ),
  'policies are pure': ({ files }) =>
    [...files]
      .filter(([path]) => path.startsWith('policies/') && !isTest(path))
      .flatMap(([path, text]) => [...code(text).matchAll(impure)].map(([found]) => `${path} uses ${found}`)),
  'rooms never import one another': house =>
    imports(
      house,
      path => roomOf(path) !== undefined,
      (name, path) => roomOf(name) !== undefined && roomOf(name) !== roomOf(path),
    ),
  'the forge knows nothing of the product': house =>
    imports(
      house,
      path => path.startsWith(forge) && path !== `${forge}scratch.ts`,
      name => /^(?:schemas|policies|scripts)\//.test(name) && !name.startsWith(forge),
    ),
  'nothing but tests imports a test': house =>
    imports(
      house,
      path => !isTest(path),
      name => isTest(name),
    ),
  'what people run needs no devDependency': house => {
    const forTests = onlyForTests(house)
    return imports(
      house,
      path => !isTest(path) && !forTests.has(path) && !development.includes(path),
      name => {
        const of = packageOf(name, house)
        return of !== null && !house.dependencies.includes(of)
      },
    )
  },
  'every package that is imported is declared': house =>
    imports(
      house,
      () => true,
      name => {
        const of = packageOf(name, house)
        return of !== null && ![...house.dependencies, ...house.devDependencies].includes(of)
      },
    ),
  'every file that is imported is there': house =>
    imports(
      house,
      path => !isTest(path),
      name => name.endsWith('.ts') && !house.files.has(name),
    ),
  'no circle of imports, of types either': house =>
    [...house.files.keys()]
      .filter(path => !isTest(path) && reached(path, house).has(path))
      .map(path => `${path} reaches itself`),
  'the root has what it must have, and nothing else': house =>
    house.top.filter(name => !top.includes(name) && !name.startsWith('.') && name !== 'node_modules'),
  'every folder says what lives there': ({ folders, readmes }) =>
    [...explained, ...folders.filter(path => /^scripts\/[^/]+$/.test(path))].filter(
      path => !readmes.includes(`${path}/README.md`),
    ),
}

/** Files that are there for tests: somebody imports them, and nobody but tests, or files that are there for tests. */
function onlyForTests({ files }: House): ReadonlySet<string> {
  const importers = new Map<string, string[]>()
  for (const [path, text] of files)
    for (const name of importsOf(path, text)) importers.set(name, [...(importers.get(name) ?? []), path])
  const forTests = new Set([...importers.keys()].filter(path => !isTest(path)))
  const others = () =>
    [...forTests].filter(path => importers.get(path)?.some(importer => !isTest(importer) && !forTests.has(importer)))
  for (let left = others(); left.length > 0; left = others()) for (const path of left) forTests.delete(path)
  return forTests
}

/** Files that a file reaches by imports, types included. */
function reached(from: string, { files }: House): Set<string> {
  const seen = new Set<string>()
  const next = [from]
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    for (const name of importsOf(path, files.get(path) ?? '').filter(name => files.has(name) && !seen.has(name))) {
      seen.add(name)
      next.push(name)
    }
  }
  return seen
}

/** This house. */
function ours(): House {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const entries = ['schemas', 'policies', 'scripts', 'deployments', '.github'].flatMap(floor =>
    readdirSync(`${root}${floor}`, { recursive: true, withFileTypes: true }).map(entry => ({
      path: `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(root.length),
      isFolder: entry.isDirectory(),
    })),
  )
  const paths = entries.filter(({ isFolder }) => !isFolder).map(({ path }) => path)
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  return {
    files: new Map(
      paths.filter(path => path.endsWith('.ts')).map(path => [path, readFileSync(`${root}${path}`, 'utf8')]),
    ),
    readmes: paths.filter(path => path.endsWith('/README.md')),
    folders: entries.filter(({ isFolder }) => isFolder).map(({ path }) => path),
    top: readdirSync(root),
    dependencies: Object.keys(dependencies),
    devDependencies: Object.keys(devDependencies),
  }
}

describe('this house', () => {
  const house = ours()

  test('is read', () => {
    expect(house.files.size).toBeGreaterThan(80)
    expect(house.folders).toContain('scripts/render')
    expect(importsOf('scripts/render/wording.ts', house.files.get('scripts/render/wording.ts') ?? '')).toEqual([
      'policies/model.ts',
      'policies/problems.ts',
      'policies/words.ts',
      'scripts/render/names.ts',
    ])
  })

  test.each(Object.entries(rules))('%s', (_, breaches) => expect(breaches(house)).toEqual([]))
})

/** A house of these files, with all that every house needs. */
const houseOf = (files: Record<string, string>, more: Partial<House> = {}): House => ({
  files: new Map(Object.entries(files)),
  readmes: [...explained, 'scripts/read'].map(path => `${path}/README.md`),
  folders: [...explained, 'scripts/read', 'scripts/cases/one'],
  top: [...top, '.git', '.github', '.ci', 'node_modules'],
  dependencies: ['ajv', '@octokit/rest'],
  devDependencies: ['vitest', '@types/node'],
  ...more,
})

/** A file that imports `name`. */
const importing = (name: string) => `import { one } from '${name}'\n`

describe('a house that breaks a rule', () => {
  const [schema, rule, room] = ['schemas/a.ts', 'policies/rules/a.ts', 'scripts/read/a.ts']

  test.each<[rule: string, files: Record<string, string>, breaches: string[], more?: Partial<House>]>([
    [
      'schemas import nothing of policies or scripts',
      { [schema]: importing('../policies/b.ts') },
      [`${schema} imports policies/b.ts`],
    ],
    [
      'schemas import nothing of policies or scripts',
      { [schema]: importing('../scripts/read/b.ts') },
      [`${schema} imports scripts/read/b.ts`],
    ],
    [
      'policies import only policies and schemas',
      { [rule]: importing('../../scripts/read/b.ts') },
      [`${rule} imports scripts/read/b.ts`],
    ],
    ['policies import only policies and schemas', { [rule]: importing('node:fs') }, [`${rule} imports node:fs`]],
    ['policies import only policies and schemas', { [rule]: importing('fs') }, [`${rule} imports fs`]],
    ['policies import only policies and schemas', { [rule]: importing('ajv') }, [`${rule} imports ajv`]],
    ['policies are pure', { [rule]: 'const now = Date.now()' }, [`${rule} uses Date.now`]],
    ['policies are pure', { [rule]: 'const now = new Date()' }, [`${rule} uses new Date()`]],
    ['policies are pure', { [rule]: "const a = 'https://a.example'; process.exit(1)" }, [`${rule} uses process`]],
    ['policies are pure', { [rule]: "console.log('x')" }, [`${rule} uses console`]],
    ['policies are pure', { [rule]: 'const x = Math.random()' }, [`${rule} uses Math.random`]],
    ['policies are pure', { [rule]: "await fetch('x')" }, [`${rule} uses fetch(`]],
    [
      'rooms never import one another',
      { [room]: importing('../render/words.ts') },
      [`${room} imports scripts/render/words.ts`],
    ],
    [
      'rooms never import one another',
      { 'scripts/render/deep/a.ts': importing('../../github/b.ts') },
      ['scripts/render/deep/a.ts imports scripts/github/b.ts'],
    ],
    [
      'rooms never import one another',
      { 'scripts/github/a.test.ts': importing('../ledger/b.ts') },
      ['scripts/github/a.test.ts imports scripts/ledger/b.ts'],
    ],
    [
      'the forge knows nothing of the product',
      { 'scripts/rehearsal/a.ts': importing('../../policies/b.ts') },
      ['scripts/rehearsal/a.ts imports policies/b.ts'],
    ],
    [
      'the forge knows nothing of the product',
      { 'scripts/rehearsal/a.test.ts': importing('../read/b.ts') },
      ['scripts/rehearsal/a.test.ts imports scripts/read/b.ts'],
    ],
    [
      'nothing but tests imports a test',
      { [room]: importing('./b.test.ts') },
      [`${room} imports scripts/read/b.test.ts`],
    ],
    [
      'what people run needs no devDependency',
      { 'scripts/check.ts': importing('vitest') },
      ['scripts/check.ts imports vitest'],
    ],
    [
      'what people run needs no devDependency',
      { 'scripts/check.ts': importing('@types/node/fs') },
      ['scripts/check.ts imports @types/node/fs'],
    ],
    [
      'what people run needs no devDependency',
      {
        'scripts/check.ts': importing('./read/a.ts'),
        [room]: importing('./stage.ts'),
        'scripts/read/stage.ts': importing('vitest'),
        'scripts/read/a.test.ts': importing('./stage.ts'),
      },
      ['scripts/read/stage.ts imports vitest'],
    ],
    [
      'every package that is imported is declared',
      { 'scripts/a.test.ts': importing('left-pad') },
      ['scripts/a.test.ts imports left-pad'],
    ],
    [
      'every file that is imported is there',
      { [room]: importing('./gone.ts') },
      [`${room} imports scripts/read/gone.ts`],
    ],
    [
      'the root has what it must have, and nothing else',
      {},
      ['src', 'utils'],
      { top: [...top, 'src', 'utils', '.git'] },
    ],
    [
      'every folder says what lives there',
      {},
      ['policies/rules'],
      { readmes: ['deployments', 'schemas', 'policies', 'scripts', 'scripts/read'].map(path => `${path}/README.md`) },
    ],
    [
      'no circle of imports, of types either',
      { 'policies/a.ts': importing('./b.ts'), 'policies/b.ts': `import type { A } from './a.ts'` },
      ['policies/a.ts reaches itself', 'policies/b.ts reaches itself'],
      {},
    ],
    ['every folder says what lives there', {}, ['scripts/new'], { folders: ['scripts/new'] }],
  ])('%s: %j', (name, files, breaches, more) => expect(rules[name]?.(houseOf(files, more))).toEqual(breaches))

  test.each([
    `import { a } from 'ajv'`,
    `import type { A } from "ajv"`,
    `import a, {\n  b,\n  type C,\n} from 'ajv'`,
    `import * as a from 'ajv'`,
    `export { a } from 'ajv'`,
    `export * from 'ajv'`,
    `export type { A } from 'ajv'`,
    `import 'ajv'`,
    `const a = await import('ajv')`,
    `type A = import('ajv').A`,
    `const a = require('ajv')`,
  ])('%j is an import', text => expect(importsOf(rule, text)).toEqual(['ajv']))
})

test('a house that keeps them all', () => {
  const files = {
    'schemas/a.ts': importing('ajv') + importing('node:fs'),
    'schemas/a.test.ts': importing('../policies/a.ts'),
    'policies/a.ts': `${importing('../schemas/a.ts')}// process, console and new Date() are not used\nconst day = new Date(0)\n`,
    'policies/rules/a.ts': importing('../a.ts'),
    'policies/a.test.ts': importing('node:fs') + importing('vitest') + importing('./a.ts'),
    'scripts/read/a.ts': importing('../../policies/a.ts') + importing('node:fs'),
    'scripts/read/stage.ts': importing('vitest'),
    'scripts/read/a.test.ts': importing('./stage.ts') + importing('../rehearsal/forge.ts'),
    'scripts/rehearsal/forge.ts': importing('@octokit/rest'),
    'scripts/rehearsal/scratch.ts': importing('../../policies/a.ts'),
    'scripts/check.ts': importing('./read/a.ts') + importing('../schemas/types.json'),
  }
  const breaches = Object.entries(rules).map(([name, find]) => [name, find(houseOf(files))])
  expect(Object.fromEntries(breaches)).toEqual(Object.fromEntries(Object.keys(rules).map(name => [name, []])))
})
