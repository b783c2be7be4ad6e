/** What each problem is called: what is wrong, and how to mend it. The type makes sure that none is forgotten. */
import type { Glossary } from '../../policies/glossary.ts'
import type { Problem, ProblemCode } from '../../policies/problems.ts'
import { allParties, anyParty, party, person, phase, role } from './names.ts'
import { count, date, listed, say, type Words } from './words.ts'

type Of<C extends ProblemCode> = Extract<Problem, { code: C }>
type Wording = { [C in ProblemCode]: (problem: Of<C>, glossary: Glossary) => [what: Words, mend: Words] }

/** What is wrong, and how to mend it. */
export function wordingOf(problem: Problem, glossary: Glossary): [what: Words, mend: Words] {
  const words = wording[problem.code] as (problem: Problem, glossary: Glossary) => [Words, Words]
  return words(problem, glossary)
}

const some = (names: readonly string[], most = 12): Words => {
  const shown = names.slice(0, most).map(name => say`${name}`)
  return names.length > most ? [...listed(shown, ', '), ` and ${names.length - most} more`] : listed(shown, ' or ')
}

const features = {
  anchor: 'an anchor (&)',
  alias: 'an alias (*)',
  tag: 'a tag (!)',
  'merge-key': 'a merge key (<<)',
  'several-documents': 'a second document (---)',
  directive: 'a directive (%)',
  'byte-order-mark': 'a byte order mark',
} as const

const unread = {
  'too-large': ['This file is larger than 1 MiB, so it was not read.', 'Keep evidence where it is and link to it.'],
  'symbolic-link': ['This is a symbolic link, so it was not read.', 'Put the file itself here.'],
  'not-utf8': ['This file is not UTF-8 text, so it was not read.', 'Save it as UTF-8.'],
  'not-a-file': ['This is not a file, so it was not read.', 'Take it out, or put a file here.'],
  unreadable: ['This file could not be read.', 'Check that it is there and that you may read it.'],
} as const

const levels: Record<string, string> = { low: 'low', medium: 'medium', high: 'high' }
const within = (level: string) => `at ${levels[level] ?? level} service risk`

const wording: Wording = {
  // files
  syntax: ({ reason }) => [
    say`This is not valid YAML: ${reason}.`,
    say`Mend this line. Often it is the indentation, a missing space after a colon, or a quote that is not closed.`,
  ],
  'yaml-feature': ({ feature }) => [
    [`The file uses ${features[feature]}. Readers differ in what they make of it, so it is not allowed.`],
    ['Write the text out plainly.'],
  ],
  'yaml-key': ({ why }) =>
    why === 'reserved'
      ? [['This name is reserved.'], ['Choose another name.']]
      : [['A field’s name must be plain text.'], ['Put quotes around it, or mend the indentation.']],
  'yaml-number': ({ text }) => [
    say`${text} is a way to write a number that readers understand differently.`,
    ['Write the plain decimal number; if it is no number but a code, put it in quotes.'],
  ],
  'yaml-empty': () => [['The file is empty.'], ['Fill it in, or take it out.']],
  'missing-field': ({ field, expected }) => [
    say`The field ${field} is missing.`,
    expected ? say`Add it. ${expected}` : ['Add it.'],
  ],
  'unknown-field': ({ field, known }) => [
    say`There is no field called ${field} here.`,
    known.length > 0 ? say`Known fields are ${some(known, 30)}.` : ['Check the spelling and the indentation.'],
  ],
  'wrong-value': ({ expected, allowed, got }) => [
    say`Found ${got} here.`,
    allowed.length > 0 ? say`${expected} Expected: ${some(allowed, 30)}.` : say`Expected: ${expected}`,
  ],
  unread: ({ why }) => [[unread[why][0]], [unread[why][1]]],
  misplaced: ({ expected }) => [['This file is not where it belongs.'], say`It belongs at ${expected}.`],
  'wrong-kind': ({ kind, expected }) => [
    say`The file says that it is a ${kind}, but what stands in this folder is a ${expected}.`,
    ['Move it, or correct its kind.'],
  ],
  'nothing-there': ({ what }) => [
    say`There are no ${what}: without them nothing can be judged.`,
    ['Add them under policies. The README there says how.'],
  ],
  unknown: ({ what, name, known }) => [
    say`There is no ${what} called ${name}.`,
    known.length > 0 ? say`Known: ${some(known)}.` : ['None is defined yet.'],
  ],
  'pathway-for-other-kind': ({ pathway, kind }) => [
    say`The pathway ${pathway} is not for a ${kind}.`,
    ['Name a pathway for this kind of record.'],
  ],
  doubled: ({ what, name }) => [say`The ${what} ${name} stands here a second time.`, ['Keep one of them.']],
  'wrong-organisation': ({ person: who, party: side, organisation, expected }, glossary) => [
    say`${person(who, glossary)} works for ${organisation}, not for ${party(side, glossary)}${expected ? say` (${expected})` : ''}.`,
    say`Name somebody from ${party(side, glossary)}, or correct the directory.`,
  ],
  'role-of-programme': ({ role: name }) => [
    say`${name} is given for the whole programme, not in a record.`,
    ['Take it out here; the policy owners keep it in policies/directory.'],
  ],
  'role-twice-distinct': ({ role: name }) => [
    say`The role ${name} stands in more than one group of distinct roles.`,
    ['Put it in one group.'],
  ],
  unguarded: ({ gate }) => [
    say`Nobody signs the change that ${gate} describes.`,
    ['Give it a task with an R or an A, or a sign-off.'],
  ],
  'in-the-future': ({ on, today }) => [
    say`This is dated ${date(on)}, but today is ${date(today)}.`,
    ['Record it when it has happened.'],
  ],
  'count-before-start': ({ on, start }) => [
    say`This count is dated ${date(on)}, before live running began on ${date(start)}.`,
    ['Correct the date, or leave the count out.'],
  ],
  'waiver-refused': ({ criterion, enforcement }) => [
    say`The criterion ${criterion} is ${enforcement}: it cannot be waived.`,
    ['Take the waiver out and meet the criterion.'],
  ],
  'withdrawn-without-reason': () => [
    ['The record is withdrawn, but does not say why.'],
    ['Add withdrawn: with by, on and reason.'],
  ],
  'withdrawn-yet-active': () => [
    ['The record says why it was withdrawn, but its phase is another.'],
    ['Set phase: withdrawn, or take the reason out.'],
  ],

  // criteria
  'item-open': ({ item, parties }, glossary) => [
    say`Not done yet: ${item}.`,
    say`When it is done, ${anyParty(parties, glossary)} ticks it: status done, by, on and evidence.`,
  ],
  'item-must-apply': ({ item }) => [say`“${item}” always applies.`, ['Do it, and tick it as done.']],
  voided: ({ what, on, since }) => [
    say`${what}: recorded on ${date(on)}, but the no-go of ${date(since)} sent the deployment back.`,
    say`Do it again and record it with its new date, after ${date(since)}.`,
  ],
  'document-missing': ({ document, organisation }) => [
    organisation ? say`${document}: the release has none for ${organisation}.` : say`${document}: there is none yet.`,
    ['Add it under documents or certificates, with its version, owner, approval and link.'],
  ],
  'document-not-approved': ({ document, status }) => [
    say`${document}: its status is ${status}.`,
    ['Have it approved, then record by whom and when.'],
  ],
  'document-not-reviewed': ({ document }) => [
    say`${document}: it was approved without a review.`,
    ['Record the review, an act of its own before the approval.'],
  ],
  'document-reviewed-late': ({ document, reviewed, approved }) => [
    say`${document}: reviewed on ${date(reviewed)}, after its approval on ${date(approved)}.`,
    ['Approve it again, after the review.'],
  ],
  'document-approver': ({ document, by, role: needed }, glossary) => [
    say`${document}: ${person(by, glossary)} approved it without being ${role(needed, glossary)}.`,
    say`Have ${role(needed, glossary)} approve it.`,
  ],
  'document-expired': ({ document, expires }) => [
    say`${document}: it was valid until ${date(expires)}.`,
    ['Renew it, and record the new approval.'],
  ],
  'step-open': ({ environment, side, step, parties }, glossary) => [
    say`${environment}${side ? say`, ${side}` : ''}: ${steps[step] ?? step}.`,
    say`When it is done, ${anyParty(parties, glossary)} records who did it and when.`,
  ],
  'service-id-missing': ({ environment, side }) => [
    say`${environment}, ${side}: the service’s identifier in the Endpoint Catalogue is missing.`,
    ['Add serviceId: a Directory of Services id in quotes, or a local value.'],
  ],
  'plan-empty': ({ plan }) => [say`${plan}: it has no tests.`, ['Add every workflow that has to be tested.']],
  'test-not-run': ({ test }) => [say`${test}: it has not been run yet.`, ['Run it, and add the result under runs.']],
  'test-not-passed': ({ test, result, on }) => [
    say`${test}: the last run, on ${date(on)}, ended with ${result}.`,
    ['Mend the cause, run it again, and add the new result under runs.'],
  ],
  'test-of-other-release': ({ test, tested, release }) => [
    say`${test}: it was run on ${tested}, but ${release} is being deployed.`,
    say`Run it again on ${release}, and add the result.`,
  ],
  'test-elsewhere': ({ test, environment, expected }) => [
    say`${test}: it was run in ${environment}, not in ${expected}.`,
    say`Run it in ${expected}, and add the result.`,
  ],
  'test-with-live-patients': ({ test }) => [
    say`${test}: the last run used live patients.`,
    [
      'Run it with test patients, and add the result. Tell your Clinical Safety Officer about the run with live patients.',
    ],
  ],
  'decision-missing': ({ decision, outcome }) => [
    say`“${decision}” has not been decided.`,
    say`Hold the meeting; if it ends in a ${outcome}, add the decision with its date, chair and who attended.`,
  ],
  'decision-otherwise': ({ decision, outcome, needed, on }) => [
    say`“${decision}” was last decided as ${outcome}, on ${date(on)}.`,
    say`This step needs a ${needed}: meet again, and add the new decision.`,
  ],
  'decision-without': ({ decision, on, party: absent }, glossary) => [
    say`“${decision}” was decided on ${date(on)} without ${party(absent, glossary)}.`,
    say`Meet again with ${party(absent, glossary)}, and add the decision.`,
  ],
  'role-unheld': ({ role: name }, glossary) => [
    say`Nobody is ${role(name, glossary)} here.`,
    say`Name somebody under roles as ${name}, in a pull request of its own.`,
  ],
  'forum-never-met': ({ forum }) => [
    say`${forum}: no meeting is recorded.`,
    ['Add the meetings under communications, with their dates and who attended.'],
  ],
  'forum-without': ({ forum, parties }, glossary) => [
    say`${forum}: ${allParties(parties, glossary)} never took part.`,
    ['Hold one with everybody, and add it under communications.'],
  ],
  undated: ({ step }) => [
    say`“${step}” is not done yet, so the order cannot be shown.`,
    ['Record it when it is done.'],
  ],
  'out-of-order': ({ earlier, earlierOn, later, laterOn }) => [
    say`${later} (${date(laterOn)}) came before ${earlier} (${date(earlierOn)}).`,
    say`${later} has to follow ${earlier}: do it again, or correct a date that is wrong.`,
  ],
  'still-open': ({ what, reference, title }) => [
    say`The ${what} ${reference} (${title}) is not resolved.`,
    ['Resolve it, then record under resolved who confirmed it and when.'],
  ],
  'risk-level-missing': ({ release }) => [
    say`The release ${release} does not say its service risk level.`,
    ['Record serviceRiskLevel there, as agreed with the clinical safety group.'],
  ],
  'release-missing': ({ release }) => [
    say`There is no release ${release} in this programme that can be read.`,
    ['Register it under releases, or correct the version.'],
  ],
  'referrals-too-few': ({ done, needed, level, sites }) => [
    say`${count(done, 'referral')} completed at ${count(sites, 'site')}; ${needed} are needed ${within(level)}, all sites of the Application together.`,
    say`${count(needed - done, 'more referral')} to go, at any of its sites.`,
  ],
  'not-live-yet': () => [
    ['Live running has not begun.'],
    ['Record verification.start with the first day on which live patients were dealt with.'],
  ],
  'period-stopped': ({ incident, days, level }) => [
    say`The incident ${incident} ended the period of live running, and is not resolved.`,
    say`Resolve it; from then on ${count(days, 'day')} ${within(level)} are counted anew. If it did not affect safety, or BaRS did not cause it, have it assessed.`,
  ],
  'period-running': ({ since, days, done, level, until, after }) => [
    say`${done} of ${days} days of live running ${within(level)}, counted from ${date(since)}${after ? say`, when the incident ${after} was resolved` : ''}.`,
    say`Nothing to do but wait: it holds from ${date(until)}, if no safety-related incident comes in between.`,
  ],
  'wrong-stage': ({ version, stage }) => [
    say`${version} is not a ${stage === 'stable' ? 'stable version' : 'pre-release'}.`,
    stage === 'stable' ? ['Use the beta pathway for it.'] : ['Use the pathway for stable releases.'],
  ],
  'waiver-expired': ({ expires }) => [
    say`The waiver ended on ${date(expires)}.`,
    ['Meet the criterion, or have the waiver accepted anew.'],
  ],
  'waiver-not-by-role': ({ by, role: needed }, glossary) => [
    say`${person(by, glossary)} accepted the waiver without being ${role(needed, glossary)}.`,
    say`Have ${role(needed, glossary)} accept it.`,
  ],

  // changes
  'record-deleted': ({ record }) => [
    say`The record ${record} is deleted or renamed.`,
    ['Put it back. A deployment that is given up is withdrawn: phase: withdrawn, and a reason.'],
  ],
  'several-changes': ({ records }) => [
    say`This changes the phase or the roles of one record together with others: ${some(records)}.`,
    ['One pull request for each record that moves; evidence for others in another one.'],
  ],
  'policy-with-record': ({ paths }) => [
    say`Rules or code change together with a record: ${some(paths, 5)}.`,
    ['Put the rules into a pull request of their own, which the policy owners approve.'],
  ],
  'roles-with-other': ({ fields }) => [
    say`Roles or organisations change together with ${some(fields)}.`,
    ['Put the roles into a pull request of their own.'],
  ],
  'fixed-field': ({ field }) => [
    say`The ${field} of a record stays as it was registered.`,
    ['Put it back; withdraw this record and register another one if it went the wrong way.'],
  ],
  'no-such-transition': ({ from, to, next }, glossary) => [
    say`There is no way from “${phase(from, glossary)}” to “${phase(to, glossary)}”.`,
    next.length > 0
      ? say`From here it goes to ${listed(
          next.map(id => say`“${phase(id, glossary)}” (${id})`),
          ' or ',
        )}.`
      : ['From here it goes nowhere: the record has reached its end.'],
  ],
  'not-first-phase': ({ phase: at, first }, glossary) => [
    say`A new record starts in “${phase(first, glossary)}”, not in “${phase(at, glossary)}”.`,
    say`Set phase: ${first}.`,
  ],
  rewritten: ({ what }) => [
    say`What was recorded at ${what} was changed or taken out.`,
    ['Put it back. What was decided, tested or happened is corrected by adding a new entry.'],
  ],
  'changed-on-base': ({ path }) => [
    say`${path} has changed on the base branch since this branch was cut.`,
    ['Update the branch, so that everybody sees and signs what will be merged.'],
  ],
  'other-base': ({ branch }) => [
    say`This pull request goes to the branch ${branch}, which is not the default branch.`,
    ['Change its base to the default branch.'],
  ],
  'cut-short': ({ what }) => [
    [
      what === 'commits'
        ? 'There are more commits than GitHub tells of (250).'
        : 'There are more files than GitHub tells of (3,000).',
    ],
    ['Make the pull request smaller.'],
  ],
  'unlinked-commit': ({ sha }) => [
    say`Nobody can say who wrote commit ${sha.slice(0, 10)}: its e-mail address belongs to no GitHub account.`,
    ['Add the address to the account that wrote it, or write the commit again with another one.'],
  ],
  'head-unknown': () => [
    ['The head of the pull request could not be read.'],
    ['Push it again, or run the check again.'],
  ],
}

const steps: Record<string, string> = {
  onboarded: 'not onboarded yet',
  installed: 'the solution is not installed yet',
  configured: 'the solution is not configured yet',
  catalogued: 'the endpoint is not in the Endpoint Catalogue yet',
  mirrorsProduction: 'nobody has confirmed that it is configured like production',
}
