/** What `npm run notes` does, for each thing that it can be asked. Each says how it ended. */
import { dayOf } from '../../policies/dates.ts'
import type { RecordFile, Repository } from '../../policies/repository.ts'
import { GitHubError } from '../github/client.ts'
import { connectFrom } from '../governance/connect.ts'
import { openClone } from '../propose/clone.ts'
import { connectClone } from '../propose/connect.ts'
import { gitError, gitIn } from '../read/git.ts'
import { readVersions } from '../read/versions.ts'
import { jsonText } from '../render/json.ts'
import { type NoticeKind, noHistory, noNoticeText, noSuchTemplate, notTold } from '../render/release-notes.ts'
import { paintFor } from '../render/terminal.ts'
import { changeLog } from './changelog.ts'
import { deliver, type Page } from './deliver.ts'
import { bannerData, downtimeTemplate, noticed, noticeOf, toldBefore } from './notice.ts'
import { adviceOn, compareRecord, toldOf } from './of-release.ts'
import { formatsOf, type Options } from './options.ts'
import { sheetsOf, type Told } from './sheets.ts'
import { audiencesOf, templateFor } from './which.ts'

interface World {
  repository: Repository
  options: Options
}

/** The notes of a release, or how they stand beside what its record notes. */
export function tellRelease(release: RecordFile, name: string | undefined, { repository, options }: World): number {
  const template = templateFor(release, name, repository)
  const world = { repository, today: dayOf(options.now) }
  if (options.check && options.out === undefined) {
    const { code, text } = compareRecord({ release, template }, world)
    console.log(text)
    return code
  }
  const told = toldOf({ release, template }, options.site, world)
  const code = send(told, Object.keys(template.data.audiences), options)
  const advice = options.check ? '' : adviceOn(told, { release, name }, world, paintFor(process.stderr))
  if (advice) console.error(advice)
  return code
}

/** Notices that may need what the record said before. */
const besides = new Set<NoticeKind>(['changed', 'cancelled'])

/** A notice of a downtime. */
export function tellNotice(kind: NoticeKind, release: RecordFile, { repository, options }: World): number {
  const template = downtimeTemplate(repository)
  const { now, root } = options
  const alone = kind === 'changed' ? null : noticeOf(kind, release, null, now)
  const was = alone || !besides.has(kind) ? null : toldBefore(kind, release, earlier(release, root), now)
  const notes = alone ?? noticeOf(kind, release, was, now)
  if (notes) return send({ template, notes, release: release.id }, noticed(template), options)
  console.error(noNoticeText(kind, release.id))
  return 1
}

/** What the record said before, newest first. */
function earlier({ path }: RecordFile, root: string) {
  try {
    const versions = readVersions(gitIn(root), 'HEAD', [path]).get(path) ?? []
    return versions.map(({ source }) => source).reverse()
  } catch (error) {
    throw new Error(noHistory(path, gitError(error)))
  }
}

/** The banner's message, for the user interface. */
export function tellBanner(release: RecordFile, { repository, options }: World): number {
  const text = `${jsonText(bannerData(release, downtimeTemplate(repository), options.now))}\n`
  const page: Page = { title: 'banner', name: 'banner.json', text }
  return deliver([page], { ...options, paint: paintFor(process.stdout) })
}

const log = 'change-log'

/** What was merged since a tag, a day or a commit. */
export async function tellLog(since: string, { repository, options }: World): Promise<number> {
  const template = repository.templates.get(log)
  if (!template) throw new Error(noSuchTemplate(log, 'The change log', [...repository.templates.keys()].sort()))
  const clone = openClone(options.root, process.env)
  const branch = options.branch ?? clone.defaultBranch
  const client = options.offline ? null : (connectFrom(process.env) ?? connectClone(clone, process.env))
  const notes = await changeLog({ root: clone.root, since, branch, client, repository, now: options.now }).catch(
    (error: unknown) => {
      throw error instanceof GitHubError ? new Error(notTold(error.message)) : error
    },
  )
  return send({ template, notes, release: null }, Object.keys(template.data.audiences), options)
}

function send(told: Told, known: readonly string[], options: Options): number {
  const audiences = audiencesOf(known, options.audience, told.template.id)
  return deliver(sheetsOf(told, audiences, formatsOf(options)), { ...options, paint: paintFor(process.stdout) })
}
