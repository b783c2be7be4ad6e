/** The commit status: what is missing and who can act, in 140 characters. */
import type { Verdict } from '../../policies/model.ts'
import { count, date, joined, listed, plain, say, type Words } from '../../policies/words.ts'
import { anyOf, anyParty, person, role } from './names.ts'
import { dayToCome, everythingHolds } from './summary.ts'
import { wordingOf } from './wording.ts'

/** The longest description that GitHub takes. */
const longest = 140
const length = (text: string) => [...text].length

/** The description of a verdict's commit status. */
export function statusOf(verdict: Verdict): string {
  const text = plain(sentence(verdict))
  const also = waived(verdict)
  const room = longest - length(also)
  if (length(text) <= room) return `${text}${also}`
  const cut = [...text].slice(0, room - 1).join('')
  return `${cut.trimEnd()}…${also}`
}

/** That something does not hold and is waived is never left out. */
function waived({ criteria }: Verdict): string {
  const number = criteria.filter(({ status }) => status === 'waived').length
  return number > 0 ? ` (${number} waived)` : ''
}

function sentence(verdict: Verdict): Words {
  const { state, subject, findings, signOffs, objections, uncovered, glossary } = verdict
  if (state === 'error') return ['The rules on the base branch are broken: the policy owners must mend them.']
  if (subject.is === 'other') return ['No record and no rule changes: nothing to sign.']
  if (state === 'success')
    return [
      signOffs.length === 0
        ? `${everythingHolds(verdict)}.`
        : `${everythingHolds(verdict)}; ${signOffs.length} of ${signOffs.length} sign-offs given.`,
    ]
  if (objections.length > 0) return say`${listed(objections.map(({ by }) => person(by, glossary)))} asked for changes.`
  const wrong = mistakes(verdict)
  if (wrong.length > 0) return joined(wrong, '; ')
  const nobody = vacancies(verdict)
  if (nobody.length > 0) return say`Nobody can act as ${listed(nobody)} yet: name somebody first.`
  if (findings.some(({ weight }) => weight === 'wait'))
    return ['What is signed here has changed on the base branch: update this branch.']
  const missing = signOffs.filter(({ status }) => status.is !== 'signed')
  if (missing.length > 0) return waitingFor(missing, verdict)
  if (uncovered.length > 0)
    return say`Evidence to be confirmed by ${anyOf([...new Set(uncovered.flatMap(one => one.people))], glossary)}.`
  return patience(verdict)
}

/** How many things are wrong, and how many criteria are not met, each with their names: a title says that it holds. */
function mistakes({ findings, criteria, glossary }: Verdict): Words[] {
  const wrong = findings.filter(({ weight }) => weight === 'wrong')
  const unmet = criteria.filter(({ status }) => status === 'unmet')
  const whats = wrong.map(({ problem }) => say`${plain(wordingOf(problem, glossary)[0]).replace(/\.$/, '')}`)
  const titles = unmet.map(({ title }) => say`${title}`)
  return [
    ...(wrong.length > 0 ? [say`${wrong.length} wrong: ${joined(whats, '; ')}`] : []),
    ...(unmet.length > 0
      ? [say`${[count(unmet.length, 'criterion', 'criteria')]} not met: ${joined(titles, '; ')}`]
      : []),
  ]
}

/** In whose place nobody can act: an empty role, or a party without people. */
function vacancies({ signOffs, consultations, uncovered, glossary }: Verdict): Words[] {
  const roles = [...signOffs, ...consultations].filter(({ status }) => status.is === 'unheld')
  const parties = uncovered.filter(({ people }) => people.length === 0)
  const names = [...roles.map(one => role(one.role, glossary)), ...parties.map(one => anyParty(one.by, glossary))]
  return [...new Map(names.map(words => [plain(words), words])).values()]
}

/** Who must sign, by name where there is room for all, else by role. */
function waitingFor(missing: Verdict['signOffs'], { signOffs, glossary }: Verdict): Words {
  const people = missing.map(({ holders, status }) => {
    const cannot =
      status.is === 'own-work' || status.is === 'same-person' || status.is === 'changed-by-others' ? status.by : null
    const able = holders.filter(holder => holder !== cannot)
    return able.length > 0 ? anyOf(able, glossary) : null
  })
  const start = `Waiting for ${missing.length} of ${signOffs.length} sign-offs: `
  const named = people.every(one => one !== null) ? [start, ...joined(people, '; '), '.'] : null
  return named && length(plain(named)) <= longest
    ? named
    : [start, ...joined(missing.map(one => role(one.role, glossary))), '.']
}

/** What only time brings, or an answer. */
function patience(verdict: Verdict): Words {
  const { criteria, consultations, glossary } = verdict
  const day = dayToCome(verdict)
  const until = day ? ` It can pass from ${date(day)}.` : ''
  const waits = criteria.filter(({ status }) => status === 'waiting')
  if (waits.length > 0)
    return say`Waiting for time: ${joined(
      waits.map(({ title }) => say`${title}`),
      '; ',
    )}.${[until]}`
  const open = consultations.filter(({ status }) => status.is === 'asked' || status.is === 'not-asked')
  if (open.length === 0) return ['This cannot pass as it stands: see the comment.']
  return say`To be consulted: ${joined(
    open.map(one => anyOf(one.holders, glossary)),
    '; ',
  )}.${[until]}`
}
