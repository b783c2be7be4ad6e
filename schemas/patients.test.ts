import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPatientNumber, patientNumbers } from './patients.ts'

const digits = Array.from({ length: 10 }, (_, digit) => String(digit))

/** Nine digits and the tenth that the check asks for; `null` where the check has none. */
function numberOf(nine: string): string | null {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? null : `${nine}${check}`
}
/** An invented number, of the range that is never given to a patient. */
const number = numberOf('999123465') ?? ''
const [a, b, c] = [number.slice(0, 3), number.slice(3, 6), number.slice(6)]
const inScript = (zero: number) => [...number].map(digit => String.fromCodePoint(zero + Number(digit))).join('')

describe('the check', () => {
  it.each(['943476591', '401023213', '000000001', '999000001'])('holds for the tenth digit of %s alone', nine => {
    const whole = numberOf(nine)
    const all = digits.map(digit => `${nine}${digit}`)
    expect(all.filter(isPatientNumber)).toEqual(whole === null ? [] : [whole])
  })
  it('has no tenth digit for some nine', () => {
    expect(numberOf('123456789')).toBeNull()
    expect(digits.filter(digit => isPatientNumber(`123456789${digit}`))).toEqual([])
  })
  it.each(digits)('holds for ten times %s, which is refused as what stands for a number', digit =>
    expect(isPatientNumber(digit.repeat(10))).toBe(true),
  )
  it('is for ten digits', () => expect([number.slice(1), `${number}0`, ''].filter(isPatientNumber)).toEqual([]))
})

describe('finds', () => {
  it.each<[string, string]>([
    ['ten digits', number],
    ['groups with blanks', `${a} ${b} ${c}`],
    ['groups with hyphens', `${a}-${b}-${c}`],
    ['groups with dots', `${a}.${b}.${c}`],
    ['groups with hyphens among blanks', `${a} - ${b} - ${c}`],
    ['groups with no-break and narrow blanks', `${a}\u00A0${b}\u202F${c}`],
    ['groups with dashes', `${a}\u2013${b}\u2212${c}`],
    ['groups with the second in brackets', `${a} (${b}) ${c}`],
    ['groups with colons', `${a}:${b}:${c}`],
    ['groups with bars', `${a}|${b}|${c}`],
    ['groups with HTML’s no-break blanks', `${a}&nbsp;${b}&nbsp;${c}`],
    ['groups with HTML’s blanks, by number', `${a}&#160;${b}&#xA0;${c}`],
    ['three, three, two and two', `${a} ${b} ${c.slice(0, 2)} ${c.slice(2)}`],
    ['six and four', `${number.slice(0, 6)} ${number.slice(6)}`],
    ['three and seven', `${a} ${number.slice(3)}`],
    ['five and five', `${number.slice(0, 5)} ${number.slice(5)}`],
    ['digits one by one', [...number].join(' ')],
    ['a number with marks of thousands', number.replace(/^(.)(...)(...)(...)$/, '$1,$2,$3,$4')],
    ['a number with underscores', number.replace(/^(.)(...)(...)(...)$/, '$1_$2_$3_$4')],
    ['fullwidth digits', inScript(0xff10)],
    ['Arabic digits', inScript(0x0660)],
    ['mathematical digits, of five alphabets in a row', inScript(0x1d7e2)],
    ['a character that nobody sees within', `${number.slice(0, 4)}\u200B${number.slice(4)}`],
    ['a soft hyphen within', `${a}\u00AD${b}\u00AD${c}`],
  ])('%s, whatever stands around', (_, written) => {
    for (const [before, after] of [
      ['', ''],
      ['NHS no. ', '.'],
      ['nhs', 'x'],
      ['https://records.example/patient/', '?a=1'],
      ['(', ')'],
    ] as const)
      expect(patientNumbers(`${before}${written}${after}`)).toEqual([
        { start: before.length, end: before.length + written.length },
      ])
  })
  it.each([
    ['after another number', `Test 3: 2 ${number}`],
    ['before another number', `${number} 12`],
    ['in groups after another number', `3 ${a} ${b} ${c}`],
    ['after a plus that is a blank', `?q=nhs+${number}`],
    ['in a comment of two lines', `# patient ${a} ${b}\n  # ${c}\n`],
    ['with the first group in brackets', `NHS no. (${a}) ${b} ${c}`],
    ['with each group in brackets', `(${a})(${b})(${c})`],
    ['with the last group in square brackets', `${a} ${b} [${c}]`],
    ['in brackets after another number', `2026-11-20 (${a}) ${b} ${c}`],
    ['with colons after a line’s number', `3: ${a}:${b}:${c}`],
    ['with bars in a row of a table', `|${a}|${b}|${c}|`],
    ['after a number in brackets that is no country', `00) ${a} ${b} ${c}`],
    ['as a decimal', `${number}.0`],
  ])('one %s', (_, text) => expect(patientNumbers(text)).toHaveLength(1))

  it('all of several', () => expect(patientNumbers(`${number}\n${a} ${b} ${c} and ${number}`)).toHaveLength(3))
  it('any that satisfies the check, and none that does not', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{9}$/), fc.nat(9), (nine, last) => {
        const written = `${nine}${last}`
        expect(patientNumbers(`id ${written}.`)).toHaveLength(written === numberOf(nine) ? 1 : 0)
      }),
    ))
})

describe('leaves alone', () => {
  const hex = `ab${number}cd${'0'.repeat(40)}`
  it.each([
    ['nine digits', number.slice(0, 9)],
    ['eleven digits', `${number}1`],
    ['an ASID of twelve digits', `91${number}`],
    ['a digest', `sha256:${hex.slice(0, 64).padEnd(64, 'e')}`],
    ['a commit', `${hex.slice(0, 40)}`],
    ['a GUID', `550e8400-e29b-41d4-a716-ab${number}`],
    ['a GUID in capitals', `550E8400-E29B-41D4-A716-AB${number}`],
    ['a telephone number', '0113 397 3900'],
    ['a telephone number with its country', `+44 ${a} ${b} ${c}`],
    ['a telephone number with its country, dialled', `0044 ${a} ${b} ${c}`],
    ['a telephone number with its zero', `+44 (0)${a} ${b} ${c}`],
    ['a telephone number of a short country', `+${number}`],
    ['a card of four times four digits', `${a}9 ${b}9 9${c.slice(1)} 1234`],
    ['a day and an hour', '2026-11-20 12'],
    ['a version', '1.0.0-beta.8'],
    ['times', '9:43:47 (659) 19'],
    ['a day and a time', '94/34/76 59:19'],
    ['an address of the internet', '943.476.59.19'],
    ['an address with its port', '94.34.76.59:19'],
    ['an address of IPv6', `2001:db8:ab:cd:${a}:${b}:${c}:ef`],
    ['a short address of IPv6', `fe::${a}:${b}:${c}`],
    ['a version', 'v943.476.59.19-rc.1'],
    ['a version and its build', '943.476.59 (19), 94.34.76 [5919]'],
    ['figures with colons', `1:${a}:${b}:${c}, ${a}:${b}:${c}:1`],
    ['figures in a table', `| ${a} | ${b} | ${c} |`],
    ['figures in a table of four', `|${a}|${b}|${c}|9|`],
    ['figures in a row', `12 ${a} ${b} ${c.slice(0, 2)} ${c.slice(2)} and ${a} ${b} ${c.slice(0, 2)} ${c.slice(2)} 12`],
    ['three, three, two and two with dots and hyphens', '943.476-59-19'],
    ['a ticket and its year', `${number.slice(0, 6)} (${c})`],
    ['words in brackets', `${a} (of ${b}) ${c}`],
    ['brackets in brackets', `${a} ((${b})) ${c}`],
    ['a telephone number with its country and brackets', `+44 (${a}) ${b} ${c}`],
    ['a telephone number with its country and brackets, dialled', `0044 (${a}) ${b} ${c}`],
    ['groups in lists', `${a}\n${b}\n${c}`],
    ['groups far apart', `${a}    ${b}    ${c}`],
  ])('%s', (_, text) => expect(patientNumbers(text)).toEqual([]))
  it('days and times of a year', () => {
    const days = Array.from({ length: 366 * 24 }, (_, hour) => new Date(Date.UTC(2028, 0, 1, hour)).toISOString())
    expect(days.flatMap(day => patientNumbers(`${day} ${day.replace('T', ' ')} (${day.slice(0, 16)})`))).toEqual([])
  })
})

/** Each of these is one run to a careless reader: what is found in it must not depend on where the reader begins. */
it('reads long texts whole', () => {
  const size = 200_000
  const long = [
    '1',
    '1 ',
    '123 456 ',
    'a1',
    '\u200B',
    '1\u200B',
    '-',
    'abcdef012345678',
    '+1',
    '1:',
    'a:',
    '::',
    '123|',
    '123 (',
    '1&nbsp;',
    '1,',
    '#\n#1',
  ].map(part => part.repeat(size / part.length))
  for (const text of long) {
    expect(patientNumbers(`${text} x ${number} y ${text}`)).toContainEqual({
      start: text.length + 3,
      end: text.length + 3 + number.length,
    })
  }
})
