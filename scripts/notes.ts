/** `npm run notes`: what a release brings, told to those who get it; notices of a downtime; what was merged. */
import { Command } from 'commander'
import { inconsistencies } from '../policies/consistency.ts'
import { dayOf } from '../policies/dates.ts'
import { readRepository } from '../policies/repository.ts'
import { formatOption, noticeOption, type Options, refuseApart } from './notes/options.ts'
import { tellBanner, tellLog, tellNotice, tellRelease } from './notes/tell.ts'
import { brokenFor, releaseCalled } from './notes/which.ts'
import { readDisk } from './read/disk.ts'
import { brokenFile } from './render/release-notes.ts'
import { asOf, run } from './run.ts'

const command = new Command('npm run notes --')
  .description('Release notes, for each audience what it is to see. Or notices of a downtime, or what was merged.')
  .argument('[release]', 'such as flip/releases/2.4.0')
  .argument('[template]', 'which notes, such as production-release-notes; the ones that come next, unless told')
  .option('--audience <name>', 'one audience of the template; all, unless told')
  .addOption(formatOption())
  .option('--json', 'the same as --format json')
  .option('--site <ods>', 'told for one site: from what it has now')
  .option('--out <folder>', 'write files there: <audience>.md, .html, .json; with --site <audience>.<ods>.md and so on')
  .option('--check', 'write nothing: compare with the files in --out, or else with the digest that the record notes')
  .option('--since <point>', 'what was merged since a tag, a day or a commit')
  .option('--branch <name>', 'of which branch, with --since; the default branch, unless told')
  .option('--offline', 'with --since: from git alone, though there is a token; nobody is said to have signed')
  .addOption(noticeOption())
  .option('--banner', 'the message of the banner about its downtime, as JSON')
  .addOption(asOf())
  .option('--root <folder>', 'the repository', '.')
  .addHelpText(
    'after',
    `
Exit codes: 0 told, or the same; 1 it differs from what is there, or there is nothing to tell; 2 it could not work.

Examples:
  npm run notes -- flip/releases/2.4.0
  npm run notes -- flip/releases/2.4.0 production-release-notes --audience trusts --format html
  npm run notes -- flip/releases/2.4.0 --site Z9F6F
  npm run notes -- flip/releases/2.4.0 --format markdown,html,json --out notes
  npm run notes -- flip/releases/2.4.0 --format markdown,html,json --out notes --check
  npm run notes -- flip/releases/2.4.0 --check
  npm run notes -- flip/releases/2.3.0 --notice restored
  npm run notes -- flip/releases/2.4.0 --banner
  npm run notes -- --since 2026-11-01`,
  )

await run(command, async (name: string | undefined, template: string | undefined, options: Options) => {
  refuseApart(name, template, options)
  const repository = readRepository(readDisk(options.root))
  const findings = [...repository.findings, ...inconsistencies(repository, dayOf(options.now))]
  const release = name === undefined ? null : releaseCalled(name, repository)
  const broken = brokenFor(findings, release?.programme ?? null)
  if (broken !== undefined) throw new Error(brokenFile(broken))
  const world = { repository, options }
  if (options.since !== undefined) return await tellLog(options.since, world)
  if (!release) return 2
  if (options.banner) return tellBanner(release, world)
  return options.notice ? tellNotice(options.notice, release, world) : tellRelease(release, template, world)
})
