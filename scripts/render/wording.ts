/** What each problem is called: what is wrong, and how to mend it. The type makes sure that none is forgotten. */
import type { Glossary } from '../../policies/model.ts'
import type { Problem, ProblemCode, Reference } from '../../policies/problems.ts'
import { count, date, few, listed, say, short, type Words } from '../../policies/words.ts'
import { allParties, anyParty, fieldName, person, phase, role, theParty } from './names.ts'

/** The problem of a code; several codes may share one shape. */
type Of<C extends ProblemCode, P = Problem> = P extends { code: string } ? (C extends P['code'] ? P : never) : never
type Wording = { [C in ProblemCode]: (problem: Of<C>, glossary: Glossary) => [what: Words, mend: Words] }

/** What is wrong, and how to mend it. */
export function wordingOf(problem: Problem, glossary: Glossary): [what: Words, mend: Words] {
  const words = wording[problem.code] as (problem: Problem, glossary: Glossary) => [Words, Words]
  return words(problem, glossary)
}

const quoted = (names: readonly string[]) => names.map(name => say`${name}`)
/** "a, b or c". */
const oneOf = (names: readonly string[], most?: number): Words => few(quoted(names), ' or ', most)
/** "a, b and c". */
const allOf = (names: readonly string[], most?: number): Words => few(quoted(names), ' and ', most)

const features = {
  anchor: [
    'an anchor (&)',
    'Write the text out in full; if the & is part of the text, put the text in quotation marks.',
  ],
  alias: ['an alias (*)', 'Write the text out in full; if the * is part of the text, put the text in quotation marks.'],
  tag: ['a tag (!)', 'Remove it; if the ! is part of the text, put the text in quotation marks.'],
  'merge-key': ['a merge key (<<)', 'Write out the fields that it stands for.'],
  'several-documents': ['a second document (---)', 'Keep one document, and put the other into a file of its own.'],
  directive: ['a directive (%)', 'Remove that line.'],
  'carriage-return': ['a line end of old Macintosh computers', 'Save the file with ordinary line ends (LF).'],
  tab: ['a tab', 'Use spaces instead.'],
  'document-mark': ['a mark of the beginning or end of a document (--- or ...)', 'Remove that line.'],
  'indentation-indicator': ['a text block that says how far it is indented', 'Remove the digit after the | or >.'],
  'escaped-line-end': ['a line that ends in a backslash', 'Write the text in one line, or as a block after | or >.'],
  'control-character': [
    'a character that cannot be seen',
    'Remove it: control characters and marks of reading direction are not allowed.',
  ],
  'trailing-spaces': ['a last line of nothing but spaces', 'Remove that line.'],
  'byte-order-mark': [
    'a byte order mark, which most editors hide',
    'Save the file as UTF-8 without a byte order mark.',
  ],
} as const

const unread = {
  'too-large': [
    'This file is larger than 1 MiB, so it was not read.',
    'Keep the evidence where it is, and link to it.',
  ],
  'symbolic-link': [
    'This is only a pointer to another file (a symbolic link), so it was not read.',
    'Put the file itself here.',
  ],
  'not-utf8': ['This file is not plain text in UTF-8, so it was not read.', 'Save it again as UTF-8 text.'],
  'not-a-file': ['This is not a file, so it was not read.', 'Remove it, or put a file here.'],
  unreadable: ['This file could not be read.', 'Check that it is there, and that you are allowed to read it.'],
} as const

const faults = {
  'unclosed-field': 'a brace opens, and no field follows that a brace closes',
  'no-field-name': 'there is no name of a field between the braces',
  'stray-brace': 'a brace closes that none opened',
  'unclosed-option': 'double brackets open that none close',
  'stray-brackets': 'double brackets stand where none may',
  'option-without-field': 'a part in double brackets names no field, so it would always stand there',
} as const

const absent = {
  pathways: 'There are no pathways',
  directory: 'There is nobody in the directory',
  'policy owners': 'There are no policy owners',
  calendar: 'There is no calendar of bank holidays',
} as const

/** What must not stand here, and where it is revoked. */
const secrets: Record<Of<'secret'>['kind'], string> = {
  'private-key': 'A private key',
  'github-token': 'A GitHub token',
  'gitlab-token': 'A GitLab token',
  'aws-key': 'A key or a signed link of Amazon Web Services',
  'azure-key': 'A key or a signed link of Azure',
  'google-key': 'A key or a signed link of Google',
  'slack-token': 'A Slack token',
  'teams-webhook': 'A link that lets anybody write to a Teams channel',
  'atlassian-token': 'An Atlassian token',
  'npm-token': 'An npm token',
  'pypi-token': 'A PyPI token',
  'stripe-key': 'A Stripe key',
  'vault-token': 'A Vault token',
  'web-token': 'A web token (JWT), by which somebody is signed in',
  authorisation: 'An authorisation header with its token',
  'link-password': 'A link with a password',
  password: 'What looks like a password or a key',
}

/** To take it out of the file is not enough. */
const fromHistory =
  'The branch’s history still has it: push the branch anew (force-push), without the commits that have it, before it is merged.'

/** What the policy owners keep in the directory. */
const inDirectory: ReadonlySet<Reference> = new Set(['person', 'organisation', 'programme'])

/** JSON Schema's names of types, which nobody else uses. */
const types: Record<string, string> = {
  object: 'a group of fields',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

/** A schema's description within a sentence: "ODS code" stays as it is. */
const inSentence = (text: string) =>
  /^[A-Z][a-z ]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text

const within = (level: string) => `at ${level} service risk`

/** What a live issue may put at risk, in words. */
const endangered: Record<string, string> = {
  'other-clinical-systems': 'other clinical systems',
  'application-data': 'the application’s data',
  'this-system': 'the system itself',
}

/** What is told around a downtime, and to whom. */
const downtime: Record<Of<'downtime-open'>['what'], (party: Words, id: string) => [what: Words, mend: Words]> = {
  notice: (party, id) => [
    say`No notice of the downtime to ${party} is recorded.`,
    say`Tell ${party} before it begins, then record that under downtime, under notified, as ${id}, with who did it and when.`,
  ],
  banner: () => [
    ['The banner that explains the downtime is not recorded as switched on.'],
    [
      'Switch it on, and let it say when the system is predicted to be back. Then record under downtime, as banner, who did it and when.',
    ],
  ],
  restored: () => [
    ['The system is not recorded as fully restored.'],
    ['Once it is, record under downtime, as restored, who confirmed it and when.'],
  ],
  'restored-notice': (party, id) => [
    say`No notice to ${party} that the system is fully restored is recorded.`,
    say`Once it is, tell ${party}, then record that under downtime, under restoredNotified, as ${id}, with who did it and when.`,
  ],
}

/** What came of a run, after "the last run". */
const cameOut = (result: string): Words =>
  result === 'fail' ? ['failed'] : result === 'blocked' ? ['was blocked'] : say`had the result ${result}`

/** Why a document is not approved, by its status. */
const notApproved = (status: string): Words =>
  status === 'draft'
    ? ['it is a draft, not approved']
    : status === 'in-review'
      ? ['it is in review, not approved']
      : say`it is ${status}`

/** What orders and environments are there for: not every pathway has a Clinical Safety Officer. */
const tellSafety = 'tell whoever answers for clinical safety'
const ifWaivable = 'if this criterion can be waived, have a waiver accepted'

const wording: Wording = {
  // files
  syntax: ({ reason }) => [
    say`This line is not valid YAML, so the file cannot be read: ${reason}.`,
    ['Correct it. Often it is the indentation, a missing space after a colon, or a quotation mark that is not closed.'],
  ],
  'yaml-feature': ({ feature }) => [
    [`This file contains ${features[feature][0]}. Different programs read that differently, so it is not allowed.`],
    [features[feature][1]],
  ],
  'yaml-key': ({ why }) =>
    why === 'reserved'
      ? [['This field has a name that is reserved.'], ['Choose another name.']]
      : why === 'within-line'
        ? [['A field begins in the middle of a line.'], ['Put it on a line of its own.']]
        : [
            ['The name of this field is not plain text.'],
            ['Put quotation marks around it, or correct the indentation.'],
          ],
  'yaml-number': ({ text }) => [
    say`The number ${text} is written in a way that different programs read differently.`,
    ['Write it as a plain decimal number; if it is a code or an identifier, put it in quotation marks.'],
  ],
  'yaml-empty': () => [['This file is empty.'], ['Fill it in, or remove it.']],
  'missing-field': ({ field, expected }) => [
    say`The field “${field}” is missing.`,
    expected ? say`Add it – ${inSentence(expected)}` : ['Add it.'],
  ],
  'unknown-field': ({ field, known }) => [
    say`There is no field called “${field}” here.`,
    known.length > 0
      ? say`Check its spelling and its indentation. The fields here are ${allOf(known, 30)}.`
      : ['Check its spelling and its indentation.'],
  ],
  'wrong-value': ({ expected, allowed, got }) => [
    say`Found ${got}, which does not fit here.`,
    allowed.length > 0
      ? say`Use ${oneOf(
          allowed.map(one => types[one] ?? one),
          30,
        )} – ${inSentence(expected)}`
      : say`Expected here is ${inSentence(expected)}`,
  ],
  unread: ({ why }) => [[unread[why][0]], [unread[why][1]]],
  'patient-number': ({ in: where }) => [
    [
      `Ten digits ${where === 'name' ? 'in the name of a file' : 'here'} pass the check of NHS numbers, so they may be a patient’s: everybody who can see this repository could read them.`,
    ],
    [
      `${where === 'name' ? 'Rename it' : 'Take it out'}; if it is a patient’s, tell your information governance lead today. ${fromHistory} ${where === 'name' ? 'If it is something else, name it otherwise.' : 'For a page in a link, use its short link, as in Confluence. Name anything else in another way.'}`,
    ],
  ],
  secret: ({ in: where, kind }) => [
    [
      `${secrets[kind]} stands ${where === 'name' ? 'in the name of a file' : 'here'}. Everybody who can see this repository could use it.`,
    ],
    [
      `Revoke it today where it was issued: what was pushed once is known. Then take it out, and say only where the new one is kept. ${fromHistory}`,
    ],
  ],
  misplaced: ({ expected }) => [
    ['This file is not where it belongs.'],
    expected.includes('<')
      ? say`Move it to ${expected}. A name has only small letters, digits and hyphens.`
      : say`Move it to ${expected}.`,
  ],
  'wrong-kind': ({ kind, expected }) => [
    say`This file says that it is a ${kind}, but this folder is for files of the kind ${expected}.`,
    ['Move it to the folder for its kind, or correct its kind.'],
  ],
  'nothing-there': ({ what }) => [
    [`${absent[what]}, so nothing can be judged.`],
    ['The policy owners add what is missing under policies; the README there says how.'],
  ],
  unknown: ({ what, name, known }) => [
    name === '' ? say`This names no ${what}.` : say`There is no ${what} called ${name}.`,
    known.length === 0
      ? ['There is none yet: add one first, or correct the name.']
      : inDirectory.has(what)
        ? say`Correct the name, or have the policy owners add it to policies/directory. Known: ${allOf(known)}.`
        : say`Correct the name. Known here: ${allOf(known)}.`,
  ],
  'wording-broken': ({ what, at }) => [
    say`This wording cannot be read: at character ${at}, ${faults[what]}.`,
    [
      'Write a field as {name}, and a part that may be left out as [[text with a {name}]]; brackets and braces stand for nothing else.',
    ],
  ],
  'field-hidden': ({ audience, source, field }) => [
    say`This wording needs the field ${field}, and the audience ${audience} does not see it.`,
    say`Name it under ${`shows: ${source}`} of that audience, put it into [[double brackets]], or tell the section with ${'for'} to whom it goes.`,
  ],
  'kind-untold': ({ source, kind }) => [
    say`No section tells the entries ${kind} of ${source}: they would be dropped without a word.`,
    say`Give ${kind} a wording under ${'entries'} of a section that is of ${source}.`,
  ],
  'audience-untold': ({ audience, source, field }) => [
    field === null
      ? say`The gate asks whether these notes tell ${source}, and the audience ${audience} is told nothing of it.`
      : say`The gate asks what these notes tell of ${source}, and the audience ${audience} does not see the field ${field} of it.`,
    say`Name it under ${`shows: ${source}`} of that audience, and give it a section.`,
  ],
  'party-unread': ({ party, document }) => [
    say`${party} is to have ${document}, and belongs to no audience of this template.`,
    ['Name it among the parties of an audience.'],
  ],
  'template-without': ({ what }) => [
    what === 'environment'
      ? ['These notes are signed for an environment, and the template does not say which.']
      : ['The gate asks for the evidence with these notes, and the template names none.'],
    what === 'environment'
      ? ['Say under environment for which phase they are.']
      : ['Name the documents under evidence.'],
  ],
  'section-empty': () => [
    ['This section tells nothing.'],
    ['Give it a text, or a source with its entries; or take it out.'],
  ],
  'section-half': ({ has }) => [
    has === 'of'
      ? ['This section has a source, and no wording for its entries.']
      : ['This section words entries, and has no source.'],
    ['Give it both: of, and entries.'],
  ],
  'pathway-for-other-kind': ({ pathway, kind }) => [
    say`The pathway ${pathway} is not for a ${kind}.`,
    say`Choose a pathway that is for a ${kind}.`,
  ],
  doubled: ({ what, name }) => [
    say`The ${what} ${name} appears twice.`,
    [what === 'account' ? 'Give each person an account of their own.' : 'Keep one of them, or rename the other.'],
  ],
  'wrong-organisation': ({ person: who, party: side, organisation, expected }, glossary) => [
    say`${person(who, glossary)} works for ${organisation}, not for ${theParty(side, glossary)}${expected ? say` (${oneOf(expected.split(', '))})` : ''}.`,
    say`Name somebody who acts for ${theParty(side, glossary)}, or have the policy owners correct the directory.`,
  ],
  'role-of-programme': ({ role: name }, glossary) => [
    say`The role of ${role(name, glossary)} is given for the whole programme, not in a single record.`,
    ['Remove it here. The policy owners keep it in policies/directory.'],
  ],
  'role-twice-distinct': ({ role: name }, glossary) => [
    say`The role of ${role(name, glossary)} is in more than one group of roles that need different people.`,
    ['Keep it in one group.'],
  ],
  unguarded: ({ gate }) => [
    say`Nobody has to sign the change that ${gate} describes.`,
    ['Give it a task in which somebody is Responsible or Accountable, or name under signOffs who signs.'],
  ],
  'registered-by-record': ({ role: name }, glossary) => [
    say`New records are signed for by the ${role(name, glossary)}, whom only the record itself names. Nobody could ever register one.`,
    ['Name under registration a role of a party that the programme holds.'],
  ],
  'of-third-party': ({ field }) => [
    say`This is somebody else’s change, but the record has a field “${field}”, which is of a release of our own.`,
    ['Remove it. What we change ourselves is a planned release or a hotfix, and is tested as one.'],
  ],
  'types-of-release': () => [
    ['This is only for certain types of release, but the pathway is for deployments, which have no type.'],
    ['Remove it, so that it holds for every deployment.'],
  ],
  'in-the-future': ({ on, today }) => [
    say`This is dated ${date(on)}, but today is ${date(today)}.`,
    ['Correct the date, or record it once it has happened.'],
  ],
  'count-before-start': ({ on, start }) => [
    say`This count is dated ${date(on)}, before live running began on ${date(start)}.`,
    ['Correct the date, or leave the count out.'],
  ],
  'fixed-before': ({ issue, fixedIn, since }) => [
    say`${issue} is said to be mended in ${fixedIn}, but ${since} is the first version that has it.`,
    ['Correct fixedIn, or say under since which version had it first.'],
  ],
  'product-spelled': ({ product, other, release }) => [
    say`The product is spelled “${product}” here, and “${other}” in ${release}: they would be two products.`,
    ['Spell it alike. The name of a registered release does not change: withdraw this one, and register it anew.'],
  ],
  'listed-before': ({ issue, version, since }) => [
    say`${issue} is listed for ${version}, but is said to be there since ${since} only.`,
    ['Correct since, or list it in the release that has it.'],
  ],
  'before-raised': ({ on, raised }) => [
    say`This is dated ${date(on)}, but what it answers was raised on ${date(raised)}.`,
    ['Correct the date: nothing is resolved or judged before it is raised.'],
  ],
  'release-withdrawn': ({ release }) => [
    say`The release ${release} has been withdrawn.`,
    ['Move to another release, or withdraw this deployment too.'],
  ],
  'waiver-refused': ({ criterion, enforcement }) =>
    enforcement === 'advisory'
      ? [say`The criterion ${criterion} is advisory, so there is nothing to waive.`, ['Remove the waiver.']]
      : [
          say`The criterion ${criterion} is ${enforcement}, so it cannot be waived.`,
          ['Remove the waiver, and meet the criterion.'],
        ],
  'withdrawn-without-reason': () => [
    ['The record is withdrawn, but does not say why.'],
    ['Add the field “withdrawn”, with who withdrew it (by), when (on) and why (reason).'],
  ],
  'withdrawn-yet-active': () => [
    ['The record says why it was withdrawn, but its phase is not withdrawn.'],
    ['Set its phase to withdrawn, or remove the field “withdrawn”.'],
  ],

  // criteria
  'item-open': ({ item, parties }, glossary) => [
    say`Not done yet: “${item}”.`,
    say`Once it is done, it is recorded by ${anyParty(parties, glossary)}: status done, by whom, on which day, and a link to the evidence.`,
  ],
  'item-must-apply': ({ item }) => [
    say`“${item}” is marked as not applicable, but it always applies.`,
    ['Do it, then record it as done.'],
  ],
  voided: ({ what, on, since }) => [
    say`“${what}” was recorded ${on ? say`on ${date(on)}` : ['before']}, but the no-go of ${date(since)} sent the deployment back, so it no longer counts.`,
    say`Do it again, and record it with its new date, after ${date(since)}.`,
  ],
  'document-missing': ({ document, organisation }) =>
    organisation === null
      ? [
          say`${document}: there is none yet.`,
          ['Add it under documents, with its version, its owner, its approval and a link to it.'],
        ]
      : [
          say`${document}: the release has none for ${organisation || 'this organisation'}.`,
          ['Add it to the release under certificates, with its version, its owner, its approval and a link to it.'],
        ],
  'document-not-approved': ({ document, status }) => [
    say`${document}: ${notApproved(status)}.`,
    ['Have it approved, then record who approved it and when.'],
  ],
  'document-not-reviewed': ({ document }) => [
    say`${document}: it was approved, but no review is recorded.`,
    ['Record who reviewed it and when. If nobody did, have it reviewed, then approved again.'],
  ],
  'document-reviewed-late': ({ document, reviewed, approved }) => [
    say`${document}: it was reviewed on ${date(reviewed)}, after its approval on ${date(approved)}.`,
    ['Have it approved again, now that it is reviewed, and record that.'],
  ],
  'document-approver': ({ document, by, role: needed }, glossary) => [
    say`${document}: ${person(by, glossary)} approved it, but does not hold the role “${role(needed, glossary)}”.`,
    ['Have a holder of that role approve it, and record that.'],
  ],
  'document-expired': ({ document, expires }) => [
    say`${document}: it was valid only until ${date(expires)}.`,
    ['Have it renewed, and record the new approval.'],
  ],
  'step-open': ({ environment, side, step, parties }, glossary) => [
    say`${environment}${side ? say`, ${side}` : ''}: ${steps[step] ?? step}.`,
    say`Once it is done, it is recorded by ${anyParty(parties, glossary)}: who did it, and when.`,
  ],
  'service-id-missing': ({ environment, side }) => [
    say`${environment}, ${side}: the service’s identifier in the Endpoint Catalogue is missing.`,
    ['Add it as serviceId: a Directory of Services id or a local value, in quotation marks.'],
  ],
  'plan-empty': ({ plan }) => [say`${plan}: it has no tests yet.`, ['Add a test for every workflow in the plan.']],
  'test-not-run': ({ test }) => [say`${test}: it has not been run yet.`, ['Run it, and add the result under runs.']],
  'test-not-passed': ({ test, result, on }) => [
    say`${test}: the last run, on ${date(on)}, ${cameOut(result)}.`,
    ['Correct the cause, run it again, and add the new result under runs.'],
  ],
  'test-of-other-release': ({ test, tested, release }) => [
    say`${test}: it was last run on ${tested}, but ${release} is being deployed.`,
    say`Run it again on ${release}, and add the result under runs.`,
  ],
  'test-elsewhere': ({ test, environment, expected }) => [
    say`${test}: it was last run in ${environment}, but counts only in ${expected}.`,
    say`Run it in ${expected}, and add the result under runs.`,
  ],
  'test-with-live-patients': ({ test }) => [
    say`${test}: the last run used live patients.`,
    [
      'Tell whoever answers for clinical safety about the run with live patients. Then run it with test patients, and add the result under runs.',
    ],
  ],
  'decision-missing': ({ decision, outcome }) => [
    say`“${decision}” has not been decided.`,
    say`Hold the meeting and add its decision, with the date, the chair and who attended. This step needs a ${outcome}.`,
  ],
  'decision-otherwise': ({ decision, outcome, needed, on }) => [
    say`“${decision}”: the last decision, on ${date(on)}, was ${outcome}.`,
    say`This step needs a ${needed}: meet again, and add the new decision.`,
  ],
  'decision-without': ({ decision, on, party: absent }, glossary) => [
    say`“${decision}” was decided on ${date(on)} with nobody for ${theParty(absent, glossary)} present.`,
    say`Meet again with somebody for ${theParty(absent, glossary)}, and add the new decision.`,
  ],
  'role-unheld': ({ role: name }, glossary) => [
    say`Nobody holds the role of ${role(name, glossary)} here.`,
    say`In a pull request of its own, name somebody as ${name}: under roles in the record, or in policies/directory where the whole programme shares the role.`,
  ],
  'forum-never-met': ({ forum }) => [
    say`${forum}: no meeting is recorded.`,
    ['Add each meeting under communications, with its date and who attended.'],
  ],
  'forum-without': ({ forum, parties }, glossary) => [
    say`${forum}: no meeting had everybody; the fullest one was without ${allParties(parties, glossary)}.`,
    ['Hold a meeting with everybody, and add it under communications with its date and who attended.'],
  ],
  undated: ({ step, later }) => [
    say`“${later}” is recorded, but “${step}”, which has to come first, is not complete.`,
    say`Complete “${step}” first. If “${later}” came too early, do it again afterwards, or agree it anew, and record the new date.`,
  ],
  'out-of-order': ({ earlier, earlierOn, later, laterOn }) => [
    say`“${later}” (${date(laterOn)}) came before “${earlier}” (${date(earlierOn)}), but has to follow it.`,
    [`If a date is wrong, correct it. If not, do the later step again; where that is impossible, ${tellSafety}.`],
  ],
  'still-open': ({ what, reference, title }) => [
    say`The ${what} ${reference} (${title}) is not resolved.`,
    ['Resolve it, then record under resolved who confirmed it and when.'],
  ],
  'risk-level-missing': ({ release }) => [
    say`The release ${release} does not state its service risk level.`,
    ['Add serviceRiskLevel to the release, as agreed with the clinical safety group.'],
  ],
  'release-missing': ({ release }) => [
    release
      ? say`The release ${release} is not in this programme, or cannot be read.`
      : ['This record does not say which release it deploys.'],
    ['Register the release, or correct the version that this record names.'],
  ],
  'referrals-too-few': ({ done, needed, level, sites }) => [
    say`${sites === 0 ? 'No referrals have been completed yet' : `${count(done, 'referral has', 'referrals have')} been completed at ${count(sites, 'site')}`}; all sites of the Application together need ${needed}, ${within(level)}.`,
    say`${count(needed - done, 'more referral is', 'more referrals are')} needed, at any of its sites. Each site records its own counts under verification.`,
  ],
  'not-live-yet': () => [
    ['Live running has not begun.'],
    ['Once it has, record under verification, as start, the first day on which the service dealt with live patients.'],
  ],
  'period-stopped': ({ incident, days, level }) => [
    say`The incident ${incident} stopped the period of live running, and is not resolved.`,
    say`Resolve it: ${count(days, 'day')} ${within(level)} are then counted from the beginning. If it did not affect safety, or the implementation did not cause it, have it assessed so.`,
  ],
  'period-running': ({ since, days, done, level, until, after }) => [
    say`${done} of ${count(days, 'day')} of live running ${within(level)}, counted from ${date(since)}${after ? say`, when the incident ${after} was resolved` : ''}.`,
    say`There is nothing to do but wait: this will hold from ${date(until)}, if no safety-related incident comes in between.`,
  ],
  'wrong-stage': ({ version, stage }) => [
    say`${version || 'This'} is not a ${stage === 'stable' ? 'stable version' : 'pre-release'}.`,
    [
      `If this record names the wrong version, correct it. If not, withdraw this record and register another one on a pathway for ${stage === 'stable' ? 'betas' : 'stable releases'}.`,
    ],
  ],
  'document-reviewer': ({ document, by, role: needed }, glossary) => [
    say`${document}: ${person(by, glossary)} reviewed it, but does not hold the role “${role(needed, glossary)}”.`,
    ['Have a holder of that role review it, then have it approved again, and record both.'],
  ],
  'document-by-one': ({ document, by }, glossary) => [
    say`${document}: ${person(by, glossary)} is said to have reviewed it and approved it.`,
    ['Have somebody else review it, then have it approved again, and record both.'],
  ],
  'document-not-shared': ({ document, parties }, glossary) => [
    say`${document}: it has not been shared with ${anyParty(parties, glossary)}.`,
    say`Share it, then record under shared, as ${allOf(parties)}, who did it and when.`,
  ],
  'interactions-missing': ({ document }) => [
    say`${document}: it names no interactions.`,
    ['List under interactions each interaction or API that it approves or carries.'],
  ],
  'interactions-differ': ({ document, approved, missing, extra }) => [
    say`${document}: its interactions are not exactly those of “${approved}”.${missing.length > 0 ? say` Missing: ${allOf(missing, 3)}.` : []}${extra.length > 0 ? say` Not approved: ${allOf(extra, 3)}.` : []}`,
    [
      'If a list is wrong, correct it under interactions. If both are right, have this document issued again with exactly what was approved.',
    ],
  ],
  'not-begun': ({ step, later }) => [
    later === null
      ? say`“${step}” is not recorded yet; the time is counted from it.`
      : say`“${step}” is not recorded yet; the time for “${later}” is counted from it.`,
    ['Once it has happened, whoever is responsible for it records it with its date.'],
  ],
  'beyond-calendar': ({ after }) => [
    say`The calendar does not know all the days that count here, from ${date(after)} on. Working days and change freezes are not guessed.`,
    ['The policy owners add the next years to policies/calendar.'],
  ],
  due: ({ step, by, from, since }) => [
    say`“${step}” is due by ${date(by)}, counted from “${from}” on ${date(since)}.`,
    ['Once it is done, record it with its date.'],
  ],
  overdue: ({ step, by, from, since }) => [
    say`“${step}” was due by ${date(by)}, counted from “${from}” on ${date(since)}, and is not recorded yet.`,
    ['If it has been done, record it with its date. If not, do it as soon as you can, and then record it.'],
  ],
  'too-late': ({ step, on, by }) => [
    say`“${step}” is dated ${date(on)}, but was due by ${date(by)}.`,
    [`If a date is wrong, correct it. If both dates are right, leave them as they are; ${ifWaivable}.`],
  ],
  'lasts-too-short': ({ from, since, until, ended }) =>
    ended === null
      ? [
          say`The time that began with “${from}” on ${date(since)} should last until ${date(until)} at least.`,
          say`It will have lasted that long on ${date(until)}.`,
        ]
      : [
          say`The time that began with “${from}” on ${date(since)} ended on ${date(ended)}; it should have lasted until ${date(until)} at least.`,
          [
            'Check its dates. If they are right, it was too short; if this criterion can be waived, have a waiver accepted.',
          ],
        ],
  'lasts-too-long': ({ from, since, until, ended }) => [
    say`The time that began with “${from}” on ${date(since)} should have ended by ${date(until)}${ended === null ? '' : [`, but ended on ${date(ended)}`]}.`,
    [
      ended === null
        ? 'It is still running: agree when it is to end.'
        : `If a date is wrong, correct it. If both dates are right, leave them as they are; ${ifWaivable}.`,
    ],
  ],
  'date-missing': ({ phase: id }, glossary) => [
    say`No day is agreed for “${phase(id, glossary)}”.`,
    say`Agree the day, and add it under plan, in the field “${id}”.`,
  ],
  'date-to-come': ({ phase: id, on }, glossary) => [
    say`The day agreed for “${phase(id, glossary)}” is ${date(on)}, which is still to come.`,
    say`There is nothing to do but wait until ${date(on)}. If another day was agreed, correct it under plan.`,
  ],
  frozen: ({ title, on, free }) => [
    say`${date(on)} is within a change freeze: ${title}.`,
    say`The next day without a freeze is ${date(free)}. Wait until then, or agree another day outside the freeze, and record it under plan.`,
  ],
  'forum-gap': ({ forum, since, by, next }) => [
    say`${forum}: after ${date(since)}, the next meeting with everybody was due by ${date(by)}; ${next === null ? 'none is recorded' : say`it was on ${date(next)}`}.`,
    [
      next === null
        ? 'If it was held, add it under communications with its date and who attended. If not, hold one as soon as you can, and add that.'
        : 'If there was one in between, add it under communications with its date and who attended. If not, it cannot be made up: hold the next ones in time, and have a waiver accepted if this criterion can be waived.',
    ],
  ],
  'not-the-first': ({ site, phase: at, closed }, glossary) => [
    say`${site} is the first site with this release, and is in “${phase(at, glossary)}”. Other sites follow once it has reached “${phase(closed, glossary)}”.`,
    say`There is nothing to do here but wait until ${site} has reached it.`,
  ],
  'others-too-few': ({ pathway, phase: reached, found, minimum }) => [
    say`${found === 0 ? 'No other record' : count(found, 'other record')} of this product on the pathway “${pathway}” ${found > 1 ? 'have' : 'has'} reached “${reached}”; ${count(minimum, 'is', 'are')} needed.`,
    [
      minimum - found === 1
        ? 'Bring another record that far first, in a pull request of its own.'
        : `Bring ${minimum - found} more records that far first, each in a pull request of its own.`,
    ],
  ],
  'release-not-there': ({ release, phase: at, needed }) => [
    say`The release ${release} is in “${at}”, but has to reach “${needed}” first.`,
    ['Bring the release that far, in a pull request of its own, or choose another one that has come so far.'],
  ],
  'ad-hoc-elsewhere': ({ test, on, environment, allowed }) => [
    say`“${test}” was tested in ${environment} on ${date(on)} without a test plan, which is allowed only in ${oneOf(allowed)}.`,
    [`If this pull request names the wrong environment, correct it. If not, ${tellSafety}; ${ifWaivable}.`],
  ],
  'scope-empty': () => [
    ['No tickets are recorded for this release.'],
    ['Add every ticket of the release under scope, with its reference, type and title.'],
  ],
  'ticket-uncategorised': ({ ticket }) => [
    say`${ticket}: it is not said what kind of change it is.`,
    ['Say under type whether it is a feature, an enhancement or a bug.'],
  ],
  'change-unticketed': ({ title }) => [
    say`“${title}” has no ticket, so nobody can see what it was done for or how it was tested.`,
    ['Give it a ticket, and move it from unticketed to scope.'],
  ],
  'features-too-few': ({ found, features }) => [
    say`This release has ${found === 0 ? 'no features' : count(found, 'feature')}; it needs ${features} at least.`,
    [
      'Add each of its features under scope, as a ticket of the type feature. If the release was registered with the wrong type, withdraw it and register another one.',
    ],
  ],
  'ticket-not-done': ({ ticket }) => [
    say`${ticket}: it is not recorded as meeting the definition of done.`,
    ['Once it does, record under done who confirmed it and when.'],
  ],
  'ticket-not-tested': ({ ticket, result }) => [
    result === null
      ? say`${ticket}: it has not been through system integration testing yet.`
      : say`${ticket}: the last system integration test ${cameOut(result)}.`,
    [
      result === null
        ? 'Test it, and add the result under sit.'
        : 'Correct the cause, test it again, and add the new result under sit.',
    ],
  ],
  'uat-undecided': ({ ticket }) => [
    say`${ticket}: it is not decided whether users must accept it in user acceptance testing.`,
    ['Decide it, and set uatNeeded to true or false.'],
  ],
  'uat-open': ({ ticket }) => [
    say`${ticket}: the users have not said yet whether they accept it.`,
    ['Once they have tested it, add under uat what they say, accepted or refused, with who said it and when.'],
  ],
  'uat-before-sit': ({ ticket, on, tested }) => [
    say`${ticket}: the users accepted it on ${date(on)}, but it was tested again on ${date(tested)}, after a change.`,
    ['Have the users test it as it is now, and add what they say under uat.'],
  ],
  'uat-refused': ({ ticket, reason, delayed }) => {
    const why = reason === '' ? [] : say`: “${short(reason)}”`
    return delayed
      ? [
          say`The Product Owner has chosen to delay the release, because the users refused “${ticket}”${why}.`,
          [
            'Mend it, have the users test it again, and add what they say under uat. The Product Owner may also choose anew, and add that under choices.',
          ],
        ]
      : [
          say`The users refused “${ticket}”${why}.`,
          [
            'A refusal does not stop the release by itself. The Product Owner chooses to delay or to release, and adds that under choices, with the reason.',
          ],
        ]
  },
  'trigger-missing': () => [
    ['This record does not say which live issue the hotfix is for.'],
    [
      'Add the issue as trigger: its reference, title and severity, the environment, how it was raised (raisedVia), and by whom and when (raised).',
    ],
  ],
  'trigger-unfit': ({ reference, condition, stands, severity }) =>
    condition === 'raisedVia'
      ? [
          say`The issue ${reference} was not raised via the service desk, as a hotfix needs.`,
          ['Raise it there if nobody has, then record service-desk under trigger, as raisedVia.'],
        ]
      : [
          condition === 'severity'
            ? say`The issue ${reference} is of severity ${stands}, but only an issue of severity ${severity} triggers a hotfix.`
            : say`The issue ${reference} was found in ${stands}, but only an issue in production triggers a hotfix.`,
          [
            'If that is recorded wrongly, correct it under trigger. If not, withdraw this release, and mend the issue in a planned one.',
          ],
        ],
  'hotfix-more': ({ ticket }) => [
    say`${ticket}: a hotfix repairs what is broken, and brings nothing else.`,
    ['Move this ticket into a planned release.'],
  ],
  'not-offline': ({ endangers }) => [
    say`The issue puts ${listed(endangers.map(what => say`${endangered[what] ?? what}`))} at risk, but the system is not recorded as taken offline.`,
    ['If it is not offline yet, take it offline now. Then record under trigger, as offline, who did it and when.'],
  ],
  'downtime-missing': () => [
    ['No downtime is recorded for this release.'],
    ['Add it as downtime, with its start and its predicted end (predictedEnd), each such as 2026-11-28T18:00:00Z.'],
  ],
  'downtime-backwards': () => [
    ['The predicted end of the downtime is not after its start.'],
    ['Correct start or predictedEnd under downtime.'],
  ],
  'downtime-open': ({ what, party }, glossary) => downtime[what](theParty(party, glossary), party),
  'notice-late': ({ on, starts }) => [
    say`This notice of the downtime is dated ${date(on)}, but the downtime began on ${date(starts)}.`,
    [
      'If a date is wrong, correct it. If the downtime was put off, correct its start under downtime: notice is given before it begins.',
    ],
  ],
  'restored-early': ({ on, starts }) => [
    say`The system is recorded as restored on ${date(on)}, but the downtime began on ${date(starts)}.`,
    ['Correct the date, or the start of the downtime.'],
  ],
  'smoke-undecided': () => [
    ['It is not decided whether this release needs a smoke test in production.'],
    ['Decide it, and add smokeTest: whether it is needed (true or false), the reason, and the site if it is.'],
  ],
  'smoke-site': ({ site, party }, glossary) => [
    site === ''
      ? ['No site is named for the smoke test.']
      : say`The smoke test is to be at ${site}, which is not an organisation of ${theParty(party, glossary)} here.`,
    ['Correct site under smokeTest, or have the policy owners correct the directory.'],
  ],
  'smoke-instructions': ({ site }) => [
    say`The instructions for the smoke test at ${site} have not been shared yet.`,
    ['Share them with whoever performs it, then record under smokeTest, as instructions, who did that and when.'],
  ],
  'smoke-open': ({ site, result }) => [
    result === null
      ? say`The smoke test at ${site} has not been run yet.`
      : say`The last smoke test at ${site} ${cameOut(result)}.`,
    [
      result === null
        ? 'Run it, and add the result to runs under smokeTest.'
        : 'Correct the cause, run it again, and add the new result to runs under smokeTest.',
    ],
  ],
  'smoke-by-another': ({ by, site }, glossary) => [
    say`${person(by, glossary)} ran the last smoke test, but does not work for ${site}, the site that was chosen.`,
    say`Have somebody from ${site} run it, and add the result to runs under smokeTest; or have the policy owners correct the directory.`,
  ],
  'no-sites': ({ party }, glossary) => [
    say`No organisation is named for ${theParty(party, glossary)}, so there are no sites to deploy to.`,
    ['Have the policy owners add them to the programme in policies/directory, under organisations.'],
  ],
  'site-date-missing': ({ site }) => [
    say`${site}: no day of deployment is agreed.`,
    ['Agree it with the site, then record under sites, as agreed, for which day, and who at the site agreed and when.'],
  ],
  'site-date-by-another': ({ site, by }, glossary) => [
    say`${site}: ${person(by, glossary)} agreed its day, but does not work there.`,
    ['Have somebody from the site agree, and record that; or have the policy owners correct the directory.'],
  ],
  'site-agreed-late': ({ site, on, agreed }) => [
    say`${site}: it agreed on ${date(on)} to a day that was over by then, ${date(agreed)}.`,
    ['If a date is wrong, correct it. If not, agree another day with the site, and record that.'],
  ],
  'site-not-deployed': ({ site, on }) => [
    say`${site}: it does not have the release yet. The agreed day is ${date(on)}.`,
    ['Once it is deployed there, on that day or later, record under sites, as deployed, who did it and when.'],
  ],
  'site-too-early': ({ site, on, agreed }) => [
    say`${site}: the release was deployed there on ${date(on)}, before the agreed day, ${date(agreed)}.`,
    [
      'If a date is wrong, correct it. If the site had agreed to the earlier day, record that under agreed. If not, speak to the site about it.',
    ],
  ],
  'notes-without-template': ({ document }) => [
    say`No template words the ${document} of this pathway, so there is no text to sign.`,
    ['The policy owners add one under policies/templates, with this document and this pathway.'],
  ],
  'notes-not-recorded': ({ document, digest }) => [
    say`The record does not say which text the ${document} are: it holds no digest of them.`,
    say`Read them (npm run notes), have them approved and shared, and record their digest with the document: ${digest}.`,
  ],
  'notes-changed': ({ document, digest }) => [
    say`The ${document} have changed since their digest was recorded: what people have is not what the repository says now.`,
    say`Make a new revision: read the text (npm run notes), record it with its own version and the digest ${digest}, and have it approved and shared again.`,
  ],
  'notes-without-changes': () => [
    ['The release notes have no change to tell.'],
    ['Add every ticket of the release under scope.'],
  ],
  'notes-without-services': () => [
    ['The release notes have no service to tell: nobody could see which versions are deployed.'],
    ['List every service with its version under services, also those that stay as they are.'],
  ],
  'workaround-missing': ({ issue, severity }) => [
    say`${issue}: it is a known issue of severity ${severity}, and nothing says what helps meanwhile.`,
    ['Agree a workaround with the Product Owner, and add it under workaround.'],
  ],
  'fix-unconfirmed': ({ issue, version }) => [
    say`${issue}: it is said to be mended in ${version}, but nobody has confirmed that it is.`,
    [
      'Once it is seen to be gone, record under resolved who confirmed it and when. If it is not gone, correct fixedIn.',
    ],
  ],
  'evidence-missing': ({ document }) => [
    say`“${document}” goes with the release notes, and no approved version of it is recorded.`,
    ['Have it approved, and record it under documents.'],
  ],
  'evidence-unidentified': ({ document, lacks }) =>
    lacks === 'version'
      ? [say`“${document}” goes with the release notes, and its version is not recorded.`, ['Add its version.']]
      : [
          say`“${document}” goes with the release notes, and nothing says by which bytes it is known.`,
          ['Add the sha256 of the file that was approved, under digest.'],
        ],
  'evidence-older': ({ document, on, content }) => [
    say`“${document}” was approved on ${date(on)}, but a ticket was still done or tested on ${date(content)}.`,
    ['Check whether it still fits what is released, and have it approved anew.'],
  ],
  'rca-missing': ({ reference, title, severity }) => [
    say`The incident ${reference} (${title}), of severity ${severity}, has no root cause analysis.`,
    ['Have its root cause analysed, then add a link to the analysis as rca.'],
  ],
  'waiver-expired': ({ expires }) => [
    say`The waiver was valid only until ${date(expires)}.`,
    ['Meet the criterion, or have a new waiver accepted.'],
  ],
  'waiver-not-by-role': ({ by, role: needed }, glossary) => [
    say`${person(by, glossary)} accepted the waiver, but does not hold the role “${role(needed, glossary)}”.`,
    ['Have a holder of that role accept it, or meet the criterion.'],
  ],

  // changes
  'record-deleted': ({ record }) => [
    say`This removes or renames the record ${record}.`,
    ['Put it back. A record is never deleted: to give it up, set its phase to withdrawn and say why.'],
  ],
  'several-changes': ({ records }) => [
    say`More than one record changes, and not only by added evidence: ${allOf(records, 5)}.`,
    ['Open one pull request for each record that moves, and another one for evidence in the others.'],
  ],
  'policy-with-record': ({ paths }) => [
    say`Rules or code change in the same pull request as a record: ${allOf(paths, 5)}.`,
    ['Move the rules or the code into a pull request of their own, which the policy owners approve.'],
  ],
  'roles-with-other': ({ fields }) => [
    say`Roles or organisations change in the same pull request as the ${[fields.length === 1 ? 'field' : 'fields']} ${listed(fields.map(field => say`“${field}”`))}.`,
    ['Move the roles and organisations into a pull request of their own.'],
  ],
  'fixed-field': ({ field }) => [
    say`The ${field} of a record cannot change once it is registered.`,
    ['Put it back. If the record was registered wrongly, withdraw it and register another one.'],
  ],
  'no-such-transition': ({ from, to, next }, glossary) => [
    say`There is no way from “${phase(from, glossary)}” to “${phase(to, glossary)}”.`,
    next.length > 0
      ? say`Set its phase to ${few(
          next.map(id => say`${id} (“${phase(id, glossary)}”)`),
          ' or ',
        )}.`
      : ['Put its phase back: the record has reached its end, and goes nowhere from here.'],
  ],
  'not-first-phase': ({ phase: at, first }, glossary) => [
    say`A new record starts in “${phase(first, glossary)}”, not in “${phase(at, glossary)}”.`,
    say`Set its phase to ${first}.`,
  ],
  'same-version': ({ document, version }) => [
    say`${document}: its digest has changed, and it is still version ${version}, which was approved as another text.`,
    ['Give the new text a version of its own, and have it approved as that.'],
  ],
  'shared-before': ({ document, parties }, glossary) => [
    say`${document}: its digest has changed, and ${allParties(parties, glossary)} had the text before.`,
    say`Have it approved anew, share it once more, and record that under sharedAgain, as ${allOf(parties)}: npm run note does both.`,
  ],
  rewritten: ({ what }) => [
    say`An entry that had been recorded was changed or removed: ${fieldName(what)}.`,
    ['Put it back as it was. What was decided, tested or happened is corrected by adding a new entry.'],
  ],
  settled: ({ what, from }, glossary) => [
    say`This changes the ${fieldName(what)}, which is settled from “${phase(from, glossary)}” on.`,
    ['Put it back as it was. The change belongs in another release or, for a site, in another record.'],
  ],
  reordered: ({ what }) => [
    say`Entries that had been recorded were put into another order: ${fieldName(what)} is not where it was.`,
    ['Put them back into their old order, and add new entries after them.'],
  ],
  'changed-on-base': ({ path }) => [
    say`${path} has changed on the base branch since this branch was started.`,
    ['Update this branch from the base branch, so that everybody sees and signs what will be merged.'],
  ],
  'other-base': ({ branch }) => [
    say`This pull request would be merged into the branch ${branch}, which is not the default branch.`,
    ['Edit the pull request, and choose the default branch as its base.'],
  ],
  'cut-short': ({ what }) => [
    [
      `This pull request has more ${what} than GitHub reports (${what === 'commits' ? '250' : '3,000'}), so it cannot be judged as a whole.`,
    ],
    ['Split it into smaller pull requests.'],
  ],
  'unsigned-commit': ({ sha }) => [
    say`GitHub has verified no signature of the commit ${sha.slice(0, 10)}: who wrote it is only what it says of itself.`,
    [
      'Make the change in GitHub’s own editor, which signs; or sign the commit (git commit --amend -S) and push it again. Approvals stand if the record stays the same.',
    ],
  ],
  'unlinked-commit': ({ sha }) => [
    say`Nobody can say who wrote the commit ${sha.slice(0, 10)}: its e-mail address belongs to no GitHub account.`,
    [
      'Whoever wrote it adds that address to their GitHub account, or makes the commit again with an address that GitHub knows.',
    ],
  ],
  'head-unknown': () => [
    ['The latest commit of this pull request could not be read.'],
    ['Ask for another check with the comment /recheck. If that does not help, push the commit again.'],
  ],
}

const steps: Record<string, string> = {
  onboarded: 'not onboarded yet',
  installed: 'the solution is not installed yet',
  configured: 'the solution is not configured yet',
  catalogued: 'the endpoint is not in the Endpoint Catalogue yet',
  mirrorsProduction: 'nobody has confirmed that it is configured like production',
}
