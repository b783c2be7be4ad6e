/** `npm run check`: reads the whole repository, says what is wrong and where, and prints the board. */
import { existsSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { inconsistencies } from '../policies/consistency.ts'
import { dayOf } from '../policies/dates.ts'
import { glossaryOf } from '../policies/glossary.ts'
import type { Finding, Glossary } from '../policies/model.ts'
import { locate, readRepository, recordId, recordPath } from '../policies/repository.ts'
import { standings } from '../policies/standing.ts'
import { readDisk } from './read/disk.ts'
import { beginText } from './render/init.ts'
import { jsonText } from './render/json.ts'
import { progressOn } from './render/progress.ts'
import { boardText, paintFor, reportText, shortBoardText } from './render/terminal.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run check --')
  .description('Checks every record and policy, and prints where each record stands.')
  .argument('[paths...]', 'report only on these files, folders and records; everything is still read')
  .option('--short', 'one line a record')
  .option('--json', 'print the findings and the board as JSON')
  .addOption(asOf())
  .option('--root <folder>', 'the repository', '.')
  .addHelpText(
    'after',
    '\nExit codes: 0 no mistakes, 1 mistakes, 2 the policies are broken or nothing could be read.\n\nExamples:\n  npm run check\n  npm run check -- --short deployments/bars-app6\n  npm run check -- bars-app5/skelmere\n  npm run check -- --json --now 2027-01-15',
  )

await run(command, async (paths: string[], options: { json?: boolean; short?: boolean; now: Date; root: string }) => {
  const today = dayOf(options.now)
  const wanted = paths.map(path => within(options.root, path))
  const mine = (path: string) =>
    wanted.length === 0 || wanted.some(one => one === '' || path === one || path.startsWith(`${one}/`))
  const tree = readDisk(options.root)
  const repository = readRepository(tree, progressOn(process.stderr))
  const findings = sorted(locate([...repository.findings, ...inconsistencies(repository, today)], tree))
  const board = standings(repository, today).filter(({ record }) => mine(recordPath(record)))
  const reported = findings.filter(
    ({ at, weight }) => mine(at.path) || (weight === 'wrong' && at.path.startsWith('policies')),
  )
  const glossaries = new Map<string, Glossary>()
  const words = (path: string) => {
    const pathway = repository.records.get(recordId(path))?.data.pathway ?? path.replace(/^.*\/|\.yaml$/g, '')
    const glossary = glossaries.get(pathway) ?? glossaryOf([reported, board], [pathway], repository)
    glossaries.set(pathway, glossary)
    return glossary
  }
  const paint = paintFor(process.stdout)
  if (options.json) console.log(jsonText({ today, findings: reported, board }))
  else
    console.log(
      `${(options.short ? shortBoardText : boardText)(board, today, words, paint)}\n\n${reportText(reported, [...tree.keys()].filter(mine).length, words, paint)}`,
    )
  const isEmpty = ![...tree.keys()].some(path => path.startsWith('deployments/') && !path.endsWith('/README.md'))
  if (isEmpty && !options.json && findings.length === 0) console.log(beginText)
  if (findings.some(({ at, weight }) => weight === 'wrong' && at.path.startsWith('policies'))) return 2
  return reported.some(({ weight }) => weight === 'wrong') ? 1 : 0
})

/** A path as the tree names it; a record's id stands for its path. */
function within(root: string, path: string): string {
  const ofRecord = resolve(root, recordPath(path))
  const full = existsSync(path) ? resolve(path) : ofRecord
  if (!existsSync(full)) throw new Error(`There is no file, folder or record ${path}.`)
  const inside = relative(resolve(root), full).replaceAll('\\', '/')
  if (inside === '..' || inside.startsWith('../') || isAbsolute(inside))
    throw new Error(`${path} is not in ${resolve(root)}.`)
  return inside
}

/** By file, line and column; by code unit, so that no machine's language counts. */
function sorted(findings: Finding[]): Finding[] {
  return findings.toSorted(({ at: a }, { at: b }) =>
    a.path === b.path ? (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) : a.path < b.path ? -1 : 1,
  )
}
