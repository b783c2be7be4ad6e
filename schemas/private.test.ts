import { describe, expect, it } from 'vitest'
import { positionOf } from './locate.ts'
import { disclosuresIn, privateIn, withheld, withoutDisclosed } from './private.ts'

/** Two invented numbers of the range that is never given to a patient, and an id of a service that passes the same check. */
const number = `${'999123465'}9`
const dosId = `${'150349971'}5`
const token = ['ghp', 'Ab3'.repeat(12)].join('_')

/** What is found in a file of a kind, as `what line:column pointer`. */
const found = (text: string, kind: Parameters<typeof disclosuresIn>[1] = 'Deployment') =>
  disclosuresIn(text, kind).map(({ what, offset, pointer }) => {
    const { line, column } = positionOf(text, offset)
    return `${what} ${line}:${column} ${pointer === null ? '-' : pointer.join('.')}`
  })
const grouped = number.replace(/^(...)(...)(....)$/, '$1 $2 $3')
const escaped = [...number].map(digit => `\\x3${digit}`).join('')
const hex = Number(number).toString(16)

describe('finds in a file', () => {
  it.each<[string, string, string[]]>([
    ['a value', `title: Patient ${number}\n`, ['patient-number 1:16 title']],
    ['a number', `a:\n  - ${number}\n`, ['patient-number 2:5 a.0']],
    ['a comment', `a: 1\n# see ${grouped}\n`, ['patient-number 2:7 -']],
    ['a comment after a value', `a: 1 # ${token}\n`, ['github-token 1:8 -']],
    ['a key', `a:\n  ${number}: 1\n`, [`patient-number 2:3 a.${number}`]],
    ['a link', `a: https://x.example/p/${number}?b\n`, ['patient-number 1:24 a']],
    ['a link with escapes', `a: https://x.example/p/${grouped.replaceAll(' ', '%20')}\n`, ['patient-number 1:4 a']],
    ['escapes of YAML', `a: "${escaped}"\n`, ['patient-number 1:5 a']],
    ['a hexadecimal number', `a: 0x${hex}\n`, ['patient-number 1:4 a']],
    ['an octal number', `a: 0o${Number(number).toString(8)}\n`, ['patient-number 1:4 a']],
    ['an exponent', `a: 9.991234659e9\n`, ['patient-number 1:4 a']],
    ['zeros before it', `a: 00${number}\n`, ['patient-number 1:4 a']],
    ['a folded value', `a: >\n  The patient ${grouped.slice(0, 7)}\n  ${grouped.slice(8)}\n`, ['patient-number 2:1 a']],
    ['a plain value of two lines', `a: is ${grouped.slice(0, 7)}\n  ${grouped.slice(8)}\n`, ['patient-number 1:4 a']],
    ['a kept line end', `a: |\n  ${grouped.slice(0, 3)}\n  ${grouped.slice(4)}\n`, ['patient-number 2:1 a']],
    ['a token of two lines', `a: ${token.slice(0, 20)}\n  ${token.slice(20)}\n`, ['github-token 1:4 a']],
    ['a token twice in a value, told twice', `a: ${token} ${token}\n`, ['github-token 1:4 a', 'github-token 1:45 a']],
    ['no YAML', `a: [\n  ${number}`, ['patient-number 2:3 -']],
    ['an alias', `a: &x ${number}\nb: *x\n`, ['patient-number 1:7 a']],
    ['an anchor', `a: &x${number} 1\n`, ['patient-number 1:6 -']],
    ['a text before the document', `# ${number}\n---\na: 1\n`, ['patient-number 1:3 -']],
    ['nothing', `a: ${number.slice(1)}\nb: x\n`, []],
  ])('%s', (_, text, places) => expect(found(text)).toEqual(places))
})

describe('an id that may have ten digits', () => {
  const at = (value: string) => `environments:\n  uat:\n    sender:\n      serviceId: ${value}\n`
  const told = 'environments.uat.sender.serviceId'
  it('passes the check of NHS numbers', () => expect(privateIn(dosId)).toEqual(['patient-number']))
  it.each([`"${dosId}"`, `'${dosId}'`, dosId])('is exempt in its field: %s', value =>
    expect(found(at(value))).toEqual([]),
  )
  it('is exempt on both sides, and with a comment that is clean', () =>
    expect(found(`${at(`"${dosId}" # of the service`)}    receiver: { serviceId: "${dosId}" }\n`)).toEqual([]))
  it.each<[string, string, string[]]>([
    ['in another field', `title: "${dosId}"\n`, ['patient-number 1:9 title']],
    ['in a field of that name elsewhere', `serviceId: "${dosId}"\n`, ['patient-number 1:13 serviceId']],
    ['in a comment beside its field', at(`"1" # ${dosId}`), ['patient-number 4:24 -']],
    ['in a text in its field', at(`"id-${dosId}"`), [`patient-number 4:22 ${told}`]],
    ['in groups in its field', at(`"${grouped}"`), [`patient-number 4:19 ${told}`]],
    [
      'as a key in its place',
      `environments: { uat: { sender: { ${dosId}: 1 } } }\n`,
      [`patient-number 1:34 environments.uat.sender.${dosId}`],
    ],
    ['a token in its field', at(`"${token}"`), [`github-token 4:19 ${told}`]],
  ])('is refused %s', (_, text, places) => expect(found(text)).toEqual(places))
  it.each(['Release', 'Directory', null] as const)('is refused in a file that is a %s', kind =>
    expect(found(at(`"${dosId}"`), kind)).toHaveLength(1),
  )
  it('is a GitHub account in the directory', () => {
    const people = (id: string) => `people:\n  ann:\n    name: Ann\n    github: { id: ${id}, login: ann }\n`
    expect(found(people(dosId), 'Directory')).toEqual([])
    expect(found(`${people('1')}# ${dosId}\n`, 'Directory')).toHaveLength(1)
    expect(found(people(`0x${Number(dosId).toString(16)}`), 'Directory')).toHaveLength(1)
  })
})

describe('what is shown', () => {
  it('has no private text: of a path the other parts stay', () =>
    expect(
      withheld({
        at: `deployments/demo/${number}.yaml`,
        [token]: [grouped, 3, null, true, `0x${hex}`, 'plain'],
        split: grouped.replace(' ', '/'),
      }),
    ).toEqual({
      at: 'deployments/demo/(withheld)',
      '(withheld)': ['(withheld)', 3, null, true, '(withheld)', 'plain'],
      split: '(withheld)',
    }))
  it('is the file without the values in which something was found', () => {
    const text = `a: { b: ${number}, c: [x, "${token}"], ${number}: 1 }\nd: "${escaped}"\ne: 1 # ${number}\n`
    const data = { a: { b: Number(number), c: ['x', token], [number]: 1 }, d: number, e: 1 }
    expect(withoutDisclosed(data, disclosuresIn(text, null))).toEqual({
      a: { b: '(withheld)', c: ['x', '(withheld)'], '(withheld)': '(withheld)' },
      d: '(withheld)',
      e: 1,
    })
  })
  it('is the same data where nothing was found', () => {
    const data = { a: 1 }
    expect(withoutDisclosed(data, [])).toBe(data)
  })
})
