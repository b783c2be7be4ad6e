/**
 * NHS numbers in a text: ten digits of which the last one checks the others. Ten equal digits satisfy the check too, and count: they stand
 * where a patient's number would. Numbers that begin with 0 count as well: Scotland's have the same check, and may; a telephone number has
 * eleven digits, but for a few.
 */

/** A part of a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** Every NHS number in a text. One step goes over the text, and each further one over what the step before found. */
export function patientNumbers(text: string): Span[] {
  const legible = masked(text)
  const groups = groupsIn(legible)
  const found = ways.flatMap(({ joins, windows }) =>
    runsOf(groups, legible, joins).flatMap(run =>
      windows(run, legible)
        .filter(groups => isNumber(groups) && !isTelephone(groups, run, text))
        .map(spanOf),
    ),
  )
  // what is found in two ways is one number
  return [...new Map(found.map(span => [`${span.start} ${span.end}`, span])).values()]
}

/** Whether ten digits satisfy the check: modulus 11, weights 10 to 2. */
export function isPatientNumber(digits: string): boolean {
  if (!/^[0-9]{10}$/.test(digits)) return false
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}

/** Digits that stand together, as 0 to 9. */
interface Group extends Span {
  digits: string
}

/** Digests, commits and GUIDs have runs of ten digits by chance. What stands for them is as long, so that places stay. */
const masked = (text: string): string =>
  text
    .replaceAll(
      /(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{32,})(?![0-9a-z])/gi,
      found => 'x'.repeat(found.length),
    )
    // a blank that is written with digits, as the one of the same length without
    .replaceAll(/&#(?:160|xa0);/gi, '&nbsp;')

/** Digits of any script. A character that nobody sees does not part them. */
const together = /\p{Nd}(?:\p{Cf}*\p{Nd})*/gu
/** What may stand between the groups of one number; a comment goes on after `#`. */
const between = /^(?:[\p{Zs}\p{Pd}\p{Cf}\t\u2212._/·]{1,3}|,|\r?\n[ ]*#[ ]?)$/u

/** Also between the groups of 3-3-4, which is no date, time, address or version: brackets, and HTML's blanks. */
const bracketed = new RegExp(
  `${between.source}|^(?:[)\\]]?[\\p{Zs}\\p{Pd}]?[(\\[]?|[)\\]]?(?:&nbsp;){1,3}[(\\[]?)$`,
  'iu',
)

function groupsIn(text: string): Group[] {
  return Array.from(text.matchAll(together), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    digits: [...found].map(asciiOf).join(''),
  }))
}

/** Groups with no more between them than stands between the parts of one number. */
function runsOf(groups: Group[], text: string, joins: RegExp): Group[][] {
  const runs: Group[][] = []
  for (const group of groups) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && joins.test(text.slice(last.end, group.start))) run.push(group)
    else runs.push([group])
  }
  return runs
}

/** A digit of any script as 0 to 9, a character that is none as nothing. Unicode has the ten of a script in order, and after one another. */
function asciiOf(character: string): string {
  if (character >= '0' && character <= '9') return character
  const isDigit = (code: number) => /^\p{Nd}$/u.test(String.fromCodePoint(code))
  const code = character.codePointAt(0) ?? 0
  if (!isDigit(code)) return ''
  let first = code
  while (isDigit(first - 1)) first--
  return String((code - first) % 10)
}

/** Ways to write ten digits that stand alone; 3-3-4, the usual one, counts among other digits too. A date and a time are none of them. */
const alone = ['3-7', '6-4', '3-4-3', '4-3-3', '5-5', '1-3-3-3', Array(10).fill(1).join('-')]

/** What may stand between groups, and which groups of such a run may be a number. */
const ways: { joins: RegExp; windows: (run: Group[], text: string) => Group[][] }[] = [
  {
    joins: between,
    windows: (run, text) => [
      ...run.map(group => [group]),
      ...usualIn(run),
      ...(alone.includes(shapeOf(run)) ? [run] : []),
      // with dots it would be an address
      ...(shapeOf(run) === '3-3-2-2' && isBlank(run, text) ? [run] : []),
    ],
  },
  { joins: bracketed, windows: usualIn },
  // among other figures these part a list
  { joins: /^[:|]$/, windows: (run, text) => (shapeOf(run) === '3-3-4' && !isAddress(run, text) ? [run] : []) },
]

function shapeOf(run: Group[]): string {
  const lengths = run.slice(0, 11).map(({ digits }) => digits.length)
  return lengths.join('-')
}

function usualIn(run: Group[]): Group[][] {
  return run.map((_, at) => run.slice(at, at + 3)).filter(([a, b, c]) => isUsual(a, b, c))
}

const spanOf = (groups: Group[]): Span => ({ start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0 })
const isNumber = (groups: Group[]) => isPatientNumber(groups.map(({ digits }) => digits).join(''))

/** Whether nothing but blanks stands between the groups. */
function isBlank(run: Group[], text: string): boolean {
  const { start, end } = spanOf(run)
  return /^[\p{Nd}\p{Zs}\p{Cf}]+$/u.test(text.slice(start, end))
}

/** Whether groups are a part of an address of IPv6: eight with colons between them, or fewer and two colons together. */
function isAddress(run: Group[], text: string): boolean {
  const { start, end } = spanOf(run)
  const [before = ''] = /[0-9a-f:]*$/i.exec(text.slice(Math.max(0, start - 32), start)) ?? []
  const [after = ''] = /^[0-9a-f:]*/i.exec(text.slice(end, end + 32)) ?? []
  const whole = before + text.slice(start, end) + after
  return whole.includes('::') || whole.split(':').length === 8
}

const isUsual = (a?: Group, b?: Group, c?: Group) =>
  a?.digits.length === 3 && b?.digits.length === 3 && c?.digits.length === 4

/** After +44, 0044 or (0), ten digits are a telephone number. In an address, `+` is a blank: only one that begins a word counts. */
function isTelephone([first]: Group[], run: Group[], text: string): boolean {
  const beforeRun = text.slice(Math.max(0, (run[0]?.start ?? 0) - 2), run[0]?.start)
  const before = text.slice(Math.max(0, (first?.start ?? 0) - 4), first?.start)
  const isAbroad = /(?:^|[\s:("'])\+$/.test(beforeRun) || (run[0] !== first && run[0]?.digits.startsWith('00'))
  return isAbroad || /\(0\) ?$/.test(before)
}
