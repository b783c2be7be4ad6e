/** What the command line of the gate says. */
export interface Options {
  pull?: number
  base?: string
  head?: string
  pullFile?: string
  now: Date
  dryRun?: boolean
  json?: boolean
  markdown?: boolean
  report?: boolean
}
