/** The commands that a person types next. What stands in angle brackets they fill in. */
import type { Action } from '../../policies/duties/actions.ts'

/** What may stand in a command as it is: somebody will paste it, and ids of records are other people's words. */
export const harmless = /^[\w.][\w./-]{0,200}$/

/** The command that records something; `null` where its ids could mean something else to a shell. */
export function commandOf({ is, record, what, outcome }: Action): string | null {
  if (!harmless.test(record) || !harmless.test(what)) return null
  const note = `npm run note -- ${record} ${is} ${what}`
  switch (is) {
    case 'item':
    case 'approval':
    case 'step':
      return `${note} --evidence <link>`
    case 'result':
      return `${note} --result pass --evidence <link>`
    case 'decision':
      return `${note} --outcome ${outcome === 'no-go' ? 'no-go' : 'go'} --attended <person>,<person> --minutes <link>`
    case 'meeting':
      return `${note} --attended <person>,<person> --minutes <link>`
    case 'plan':
      return `${note} --on <day>`
  }
}

/** A command with a record, a pathway or a phase; `null` where a name in it could mean something else to a shell. */
export const command = (name: 'advance' | 'explain', ...names: string[]): string | null =>
  names.every(one => harmless.test(one)) ? `npm run ${name} -- ${names.join(' ')}` : null
