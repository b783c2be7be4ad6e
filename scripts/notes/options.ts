/** What `npm run notes` can be asked. */
import { InvalidArgumentError, Option } from 'commander'
import {
  apart,
  checkWhat,
  type NoticeKind,
  noSuchFormat,
  noticeKinds,
  oneMessage,
  onlySince,
  whatOf,
} from '../render/release-notes.ts'
import { type Format, formats } from './sheets.ts'

export interface Options {
  audience?: string
  format?: Format[]
  json?: boolean
  site?: string
  out?: string
  check?: boolean
  since?: string
  branch?: string
  offline?: boolean
  notice?: NoticeKind
  banner?: boolean
  now: Date
  root: string
}

/** A notice of which kind. */
export const noticeOption = (): Option => new Option('--notice <kind>', 'a notice of its downtime').choices(noticeKinds)

/** Several, with commas between them, or the option several times. */
export const formatOption = (): Option =>
  new Option('--format <formats>', `${Object.keys(formats).join(', ')}; several with commas`).argParser(readFormats)

function readFormats(text: string, before: Format[] = []): Format[] {
  const names = text.split(',').map(name => name.trim())
  const known = Object.keys(formats) as Format[]
  const unknown = names.find(name => !known.some(one => one === name))
  if (unknown !== undefined) throw new InvalidArgumentError(noSuchFormat(unknown, known))
  return known.filter(one => before.includes(one) || names.includes(one))
}

export const formatsOf = ({ format, json }: Options): Format[] => format ?? (json ? ['json'] : ['markdown'])

/** Throws where options ask for different things at once. */
export function refuseApart(release: string | undefined, template: string | undefined, options: Options): void {
  const { since, branch, offline, notice, banner, check, out, json, format, site, audience } = options
  const asked = { '--since': since, '--notice': notice, '--banner': banner }
  const modes = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const refuse = (why: string) => {
    throw new Error(why)
  }
  if (modes[0] && modes[1]) refuse(apart(modes[0], modes[1]))
  if (json && format) refuse(apart('--json', '--format'))
  if (since === undefined && release === undefined) refuse(whatOf)
  if (since !== undefined && release !== undefined) refuse(apart('--since', release))
  if (since === undefined && branch !== undefined) refuse(onlySince('--branch'))
  if (since === undefined && offline) refuse(onlySince('--offline'))
  if (modes[0] && template !== undefined) refuse(apart(modes[0], template))
  if (modes[0] && site !== undefined) refuse(apart(modes[0], '--site'))
  if (banner && (audience !== undefined || format)) refuse(oneMessage)
  if (check && out === undefined && modes.length > 0) refuse(checkWhat)
  const isPart = site !== undefined || audience !== undefined || format !== undefined || json
  if (check && out === undefined && isPart) refuse(checkWhat)
}
