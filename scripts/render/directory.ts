/** A new directory, as four files that people go on with. */
import type { Directory } from '../../schemas/types.ts'

/** Path → text. */
export function directoryTexts({
  organisations,
  people,
  programmes,
  policyOwners,
}: Required<Directory>): Map<string, string> {
  const byEmployer = Map.groupBy(Object.entries(people), ([, { organisation }]) => organisation)
  return new Map([
    file('organisations', 'The organisations that take part: ODS code and name.', [
      'organisations:',
      ...Object.entries(organisations).map(([code, { name }]) => `  ${text(code)}: { name: ${text(name)} }`),
    ]),
    file(
      'people',
      'Everybody who takes part. The id in front is what records use; the account’s number stays when its login is renamed. A person who leaves stays here, as records name them: take their roles away.',
      [
        'people:',
        ...[...byEmployer].flatMap(([code, theirs]) => [
          `  # ${line(organisations[code]?.name ?? code)}`,
          ...theirs.map(personLine),
        ]),
      ],
    ),
    file(
      'programmes',
      'A programme is a folder in deployments. Its roles are held for every record in it; the others are named in each record.',
      ['programmes:', ...Object.entries(programmes).flatMap(programmeLines)],
    ),
    file(
      'policy-owners',
      'Who approves changes of policies, schemas, scripts and workflows. Nobody approves their own, so name more than one. After a change: npm run sync.',
      [`policyOwners: ${list(policyOwners)}`],
    ),
  ])
}

const file = (name: string, about: string, lines: readonly string[]): [string, string] => [
  `policies/directory/${name}.yaml`,
  [
    `# yaml-language-server: $schema=../../schemas/directory.schema.json`,
    ...folded(about),
    'kind: Directory',
    '',
    ...lines,
    '',
  ].join('\n'),
]

function personLine([id, { name, organisation, github }]: [string, Required<Directory>['people'][string]]): string {
  const account = [...(github.id === undefined ? [] : [`id: ${github.id}`]), `login: ${text(github.login)}`].join(', ')
  return `  ${text(id)}: { name: ${text(name)}, organisation: ${text(organisation)}, github: { ${account} } }`
}

function programmeLines([id, { title, organisations, roles }]: [
  string,
  Required<Directory>['programmes'][string],
]): string[] {
  const parties = Object.entries(organisations).map(
    ([party, codes]) => `      ${text(party)}: ${typeof codes === 'string' ? text(codes) : list(codes)}`,
  )
  const held = Object.entries(roles).map(([role, people]) => `      ${text(role)}: ${list(people)}`)
  return [
    `  ${text(id)}:`,
    `    title: ${text(title)}`,
    ...(parties.length > 0 ? ['    organisations:', ...parties] : ['    organisations: {}']),
    ...(held.length > 0 ? ['    roles:', ...held] : ['    roles: {}']),
  ]
}

const list = (values: readonly string[]) => `[${values.map(text).join(', ')}]`

/** Quoted, unless no reader of YAML could take it for anything else: a code such as 12E4 is a number to some. */
const text = (value: string): string =>
  /^[A-Za-z][\w/-]*$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value)

/** Within a comment: nothing ends its line. */
const line = (value: string) => value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')

/** Lines of a comment, at most 140 characters each. */
function folded(about: string): string[] {
  const lines = ['#']
  for (const word of about.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > 140) lines.push('#')
    lines.push(`${lines.pop()} ${word}`)
  }
  return lines
}
