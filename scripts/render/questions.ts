/** What is asked, in people's words: the same at a prompt, in a form and in a message about an option. */
import { joined, plain, say, type Words } from '../../policies/words.ts'

interface Asked {
  /** What is asked for, within a sentence: "the day". With an article, or in the plural. */
  name: string
  /** The question itself. */
  label: string
  /** What helps to answer it. */
  hint?: string
  /** An answer that would do. */
  such: string
  /** Whether `name` is several things. */
  many?: true
}

const asked = {
  acceptance: { name: 'what the users say', label: 'Do the users accept it?', such: 'accepted' },
  action: {
    name: 'what they do',
    label: 'What must they do?',
    such: 'Open port 8443 to the Central Hub',
  },
  'action-kind': { name: 'what it is about', label: 'What is it about?', such: 'training' },
  area: { name: 'the part of the product', label: 'Which part of the product does it change?', such: 'Cohort search' },
  attended: {
    name: 'who was there',
    label: 'Who was there?',
    hint: 'Everybody who took part, from each side.',
    such: 'samira-haddad,oskar-lindqvist',
  },
  by: {
    name: 'who did it',
    label: 'Who did it, or reported it?',
    hint: 'Their id or GitHub login.',
    such: 'samira-haddad',
  },
  cause: { name: 'the cause', label: 'What caused it?', such: 'configuration' },
  certificate: {
    name: 'the certificate',
    label: 'Which certificate is it?',
    such: 'technical-conformance-certificate',
  },
  chair: { name: 'who took the chair', label: 'Who took the chair?', such: 'samira-haddad' },
  choice: { name: 'the choice', label: 'What does the Product Owner choose?', such: 'delay' },
  conditions: {
    name: 'the conditions',
    label: 'What was asked for along with it?',
    hint: 'One condition a line.',
    such: 'Training is repeated in May',
    many: true,
  },
  criterion: { name: 'the criterion', label: 'Which criterion is waived?', such: 'core-roles-held' },
  day: { name: 'the day', label: 'For which day?', such: '2027-01-15' },
  decision: { name: 'the decision', label: 'What was decided?', such: 'go-live' },
  digest: {
    name: 'the digest',
    label: 'What is the sha256 of the file?',
    hint: 'npm run notes says it of release notes; shasum -a 256 of any file.',
    such: 'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  },
  document: { name: 'the document', label: 'Which document is it?', such: 'dcb0160-safety-case' },
  endangers: {
    name: 'what it puts at risk',
    label: 'What does it put at risk?',
    hint: 'Nothing, where none of these.',
    such: 'application-data',
  },
  environment: { name: 'the environment', label: 'In which environment?', such: 'uat' },
  another: { name: 'the answer', label: 'Is there anybody else?', such: 'no' },
  evidence: {
    name: 'the evidence',
    label: 'Where is the evidence?',
    hint: 'The address of a page. Never a document about a patient itself.',
    such: 'https://records.example/minutes/7',
  },
  expected: {
    name: 'what is expected',
    label: 'What should happen?',
    hint: 'What the tester must see for the test to pass.',
    such: 'The case stands in the right queue',
  },
  expires: { name: 'the last day', label: 'Until which day is it valid?', such: '2027-06-30' },
  'fixed-in': {
    name: 'the version that mends it',
    label: 'Which version mends it, or should?',
    such: '2.4.0',
  },
  flag: { name: 'the feature flag', label: 'Which feature flag is it?', such: 'findings-filter' },
  forum: { name: 'the meeting', label: 'Which meeting was it?', such: 'calls' },
  'found-in': { name: 'where it was found', label: 'Where was it found?', such: 'production' },
  hazard: { name: 'the hazard', label: 'Which entry of the hazard log is it?', such: 'HAZ-12' },
  impact: {
    name: 'what it means for users',
    label: 'What does it mean for users?',
    such: 'A query can be sent again without writing it anew',
  },
  incident: { name: 'the incident', label: 'Which incident is it?', such: 'INC-7' },
  'is-on': { name: 'whether it is on', label: 'Is the feature on?', such: 'yes' },
  item: {
    name: 'the item',
    label: 'Which item of which checklist is it? Or which items?',
    such: 'training/users-trained',
  },
  kind: { name: 'the kind of test', label: 'What kind of test is it?', such: 'happy-path' },
  level: { name: 'the level', label: 'How serious is it?', such: 'medium' },
  link: {
    name: 'the link',
    label: 'Where is it kept?',
    hint: 'The address of a page.',
    such: 'https://records.example/safety-case',
  },
  minutes: {
    name: 'the minutes',
    label: 'Where are the minutes?',
    such: 'https://records.example/minutes/7',
    many: true,
  },
  mitigation: {
    name: 'the mitigation',
    label: 'What is done about it?',
    such: 'Calls are answered by phone meanwhile',
  },
  name: { name: 'the name', label: 'What is its name?', such: 'Referral received' },
  needed: { name: 'whether it is needed', label: 'Is it needed?', such: 'yes' },
  on: { name: 'the day', label: 'On which day?', such: '2026-11-20' },
  of: {
    name: 'the organisation',
    label: 'Whose certificate is it?',
    hint: 'The ODS code of the organisation.',
    such: 'Z9S1A',
  },
  outcome: { name: 'the outcome', label: 'What was the outcome?', such: 'go' },
  owner: { name: 'who keeps it', label: 'Who keeps it?', such: 'howard-lisle' },
  party: { name: 'the side', label: 'Who was told?', such: 'trusts' },
  pathway: { name: 'the pathway', label: 'Which pathway does it go?', such: 'first-of-type' },
  patients: { name: 'whose data', label: 'Whose data was used?', such: 'test' },
  people: { name: 'the people', label: 'Who holds it?', such: 'samira-haddad,callum-strand', many: true },
  phase: { name: 'the phase', label: 'Which phase is it?', such: 'public-beta' },
  plan: { name: 'the test plan', label: 'Which test plan is it?', such: 'uat' },
  'predicted-end': {
    name: 'the predicted end',
    label: 'When should the system be back?',
    hint: 'In UTC.',
    such: '2026-11-28T20:00:00Z',
  },
  'raised-via': { name: 'how it was raised', label: 'How was it raised?', such: 'service-desk' },
  participants: {
    name: 'the sides of the exchange',
    label: 'Which sides of the exchange does it take?',
    hint: 'Most take both.',
    such: 'sender,receiver',
    many: true,
  },
  product: { name: 'the product', label: 'Of which product is it a release?', such: 'FLIP' },
  'release-type': { name: 'the type of release', label: 'What kind of release is it?', such: 'planned' },
  release: { name: 'the version', label: 'Which version is it?', such: '1.0.0' },
  'site-name': {
    name: 'the short name',
    label: 'What is its short name?',
    hint: 'Small letters, digits and hyphens; it becomes the name of the file and never changes.',
    such: 'northfield-hospital',
  },
  reason: { name: 'the reason', label: 'Why?', hint: 'One or two sentences.', such: 'Two sites report delays' },
  reference: { name: 'the reference', label: 'Under which reference is it known?', such: 'INC-7' },
  referrals: {
    name: 'the number of referrals',
    label: 'How many referrals were completed?',
    hint: 'Since the count before. A negative number takes back what was counted too much.',
    such: '12',
  },
  resolved: { name: 'what was resolved', label: 'What was resolved?', such: 'ISS-04' },
  result: { name: 'the result', label: 'What came out?', such: 'pass' },
  reverts: { name: 'the ticket that it takes back', label: 'Which ticket does it take back?', such: 'FLIP-512' },
  risk: { name: 'the risk', label: 'Which risk is it?', such: 'RSK-1' },
  role: { name: 'the role', label: 'Which role is it?', such: 'provider/clinical-lead' },
  'safety-related': {
    name: 'whether it is about safety',
    label: 'Was patients’ safety affected, or could it have been?',
    such: 'no',
  },
  'service-id': {
    name: 'the identifier',
    label: 'What is its identifier in the Endpoint Catalogue?',
    such: 'AV-EOC-R',
  },
  severity: { name: 'the severity', label: 'How severe is it?', hint: '1 is the worst.', such: '3' },
  side: {
    name: 'the environment and side',
    label: 'Which environment, and which side of the exchange?',
    such: 'uat/sender',
  },
  since: { name: 'the first version that has it', label: 'Which is the first version that has it?', such: '2.2.0' },
  site: { name: 'the site', label: 'Which site is it? Its ODS code.', such: 'Z9F2B' },
  sites: {
    name: 'the sites',
    label: 'Which sites must do it?',
    hint: 'Their ODS codes; all of them, where none is named.',
    such: 'Z9F4D,Z9F5E',
    many: true,
  },
  start: { name: 'the start', label: 'When does it begin?', hint: 'In UTC.', such: '2026-11-28T18:00:00Z' },
  status: { name: 'the status', label: 'How far is it?', such: 'in-review' },
  step: { name: 'the step', label: 'Which step was done? Or which steps?', such: 'uat/sender/onboarded' },
  steps: {
    name: 'the steps',
    label: 'What does the tester do?',
    hint: 'One step a line.',
    such: 'Open the case',
    many: true,
  },
  test: { name: 'the test', label: 'Which test was it?', such: 'uat/UAT-04' },
  ticket: { name: 'the ticket', label: 'Which ticket is it?', such: 'FLIP-530' },
  title: { name: 'the title', label: 'What is it called?', such: 'Ashbourne Vale, first release' },
  type: { name: 'the type', label: 'What kind of change is it?', such: 'feature' },
  'uat-needed': { name: 'whether users must accept it', label: 'Must users accept it in UAT?', such: 'yes' },
  version: { name: 'the version', label: 'Which version is it?', such: '1.0' },
  what: { name: 'what is noted', label: 'What do you want to note?', such: 'item' },
  workaround: {
    name: 'the workaround',
    label: 'What helps meanwhile?',
    such: 'Use two filters, one after the other',
  },
  organisation: {
    name: 'the organisation',
    label: 'Which organisation runs this repository?',
    hint: 'Its ODS code.',
    such: 'Z9A1B',
  },
  owners: {
    name: 'the policy owners',
    label: 'Who approves changes of policies, schemas, scripts and workflows?',
    hint: 'Two at least: nobody approves their own.',
    such: 'ann-lee,ben-roe',
    many: true,
  },
  pathways: {
    name: 'the pathways',
    label: 'Which pathways will the programme use?',
    hint: 'Where sites share a release, also the pathway of the release.',
    such: 'first-of-type,ers-release',
    many: true,
  },
  person: {
    name: 'the people',
    label: 'Who takes part?',
    hint: 'Name, ODS code of the organisation, GitHub login.',
    such: 'Ann Lee, Z9A1B, ann-lee',
    many: true,
  },
  'person-login': { name: 'the GitHub login', label: 'Their GitHub login?', such: 'ann-lee' },
  'person-name': { name: 'the name', label: 'What is the person’s name?', such: 'Ann Lee' },
  'person-organisation': {
    name: 'the organisation',
    label: 'Whom do they work for?',
    hint: 'The ODS code.',
    such: 'Z9A1B',
  },
  programme: {
    name: 'the programme',
    label: 'Which programme is it?',
    hint: 'Its short id, as the folder in deployments has it.',
    such: 'referral-hub',
  },
  'programme-title': { name: 'the programme’s title', label: 'What is the programme called?', such: 'Referral Hub' },
} satisfies Record<string, Asked>

/**
 * Questions that are put once for each of several subjects: `organisation:supplier` is `--organisation supplier=…`. The subject's words
 * stand for `%`.
 */
const askedOfEach = {
  at: { name: 'the organisation of %', label: 'Which organisation is the %?', hint: 'Its ODS code.', such: 'Z9S1A' },
  role: {
    name: 'who is %',
    label: 'Who is %?',
    hint: 'Ids or GitHub logins; it can be left out for now.',
    such: 'samira-haddad,callum-strand',
  },
  holder: { name: 'who is %', label: 'Who is %?', hint: 'For every record of the programme.', such: 'ann-lee,ben-roe' },
  named: { name: 'the name of %', label: 'What is % called?', such: 'Wold Digital' },
  party: {
    name: 'the organisation of %',
    label: 'Which organisation is the % of the programme?',
    hint: 'Its ODS code; several are separated by commas.',
    such: 'Z9A1B',
  },
} satisfies Record<string, Asked>

type Family = keyof typeof askedOfEach
/** Each question has words in here, or does not compile. */
export type QuestionId = keyof typeof asked | `${Family}:${string}`

/** Who is asked about, where a question is put once for each: its title, in people's own (untrusted) words. */
interface Subject {
  id: QuestionId
  subject?: string
}

/** The question: "On which day?". */
export const label = (of: Subject): Words => about(of, wordsOf(of.id).label)

/** What helps to answer it, if anything does. */
export const hint = ({ id }: { id: QuestionId }): Words | null => {
  const { hint } = wordsOf(id)
  return hint === undefined ? null : [hint]
}

/** What is asked for, within a sentence: "the day". */
export const name = (of: Subject): Words => about(of, wordsOf(of.id).name)

/** Whether it is "are missing" and not "is missing". */
export const isMany = (id: QuestionId): boolean => wordsOf(id).many ?? false

/** An answer that would do: 2026-11-20. */
export const example = (id: QuestionId): string => wordsOf(id).such

/** The option, as it is typed: `--on`, or `--organisation supplier=`. */
function option(id: QuestionId): string {
  const [, subject] = split(id)
  return subject === undefined ? flag(id) : `${flag(id)} ${subject}=`
}

/** The option's name alone: `--on`, `--organisation`. */
export const flag = (id: QuestionId): string => `--${split(id)[0]}`

/** The option with an answer: `--on 2026-11-20`. */
export const optionWith = (id: QuestionId, answer: string): string => {
  const quoted = /\s/.test(answer) ? `"${answer}"` : answer
  return id.includes(':') ? `${option(id)}${quoted}` : `${option(id)} ${quoted}`
}

/** A question as a prompt puts it: with what helps, and what Enter alone answers. */
export function promptText(of: Subject & { required: boolean; preset?: string }): string {
  const alone = of.preset === undefined ? [] : [say`(Enter: ${of.preset})`]
  const help = hint(of)
  const may = of.required || of.preset !== undefined ? [] : [['(Enter leaves it out)']]
  return plain(joined([label(of), ...(help ? [help] : []), ...alone, ...may], ' '))
}

/** What is said at a prompt beside the questions. */
export const askText = {
  left: 'You left. Nothing was changed.',
  several: (isLong: boolean) =>
    isLong
      ? '(Type to find, Tab chooses, Enter when that is all.)'
      : '(The space bar chooses, Enter when that is all.)',
  leaveOut: 'Leave it out',
  commas: 'Several are separated by commas.',
  unsure: (what: Words) => plain(say`${what} It cannot be asked here: add --yes if you are sure.`),
}

function about({ id, subject }: Subject, words: string): Words {
  const [before = '', after] = words.split('%')
  return after === undefined ? [before] : [before, ...say`${subject ?? split(id)[1] ?? id}`, after]
}

function wordsOf(id: QuestionId): Asked {
  const [family, subject] = split(id)
  const table: Record<string, Asked> = subject === undefined ? asked : askedOfEach
  const words = Object.hasOwn(table, family) ? table[family] : undefined
  if (!words) throw new Error(`there are no words for the question ${id}`)
  return words
}

/** `organisation:supplier` → `organisation`, `supplier`. */
function split(id: string): [family: string, subject?: string] {
  const at = id.indexOf(':')
  return at < 0 ? [id] : [id.slice(0, at), id.slice(at + 1)]
}
