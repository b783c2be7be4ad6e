/** What was found where a criterion holds, in words: the version, the person, the day. */
import type { Fact, Glossary } from '../../policies/model.ts'
import { count, date, listed, say, type Words } from '../../policies/words.ts'
import { person } from './names.ts'

export function factOf(fact: Fact, glossary: Glossary): Words {
  switch (fact.code) {
    case 'approved':
      return say`${fact.document}, version ${fact.version}, approved by ${person(fact.by, glossary)} on ${date(fact.on)}`
    case 'done':
      return say`${fact.item} (${person(fact.by, glossary)}, ${date(fact.on)})`
    case 'does-not-apply':
      return say`${fact.item} does not apply: ${fact.reason.trim().replace(/\.$/, '')} (${person(fact.by, glossary)})`
    case 'decided':
      return say`“${fact.decision}”: ${fact.outcome}, on ${date(fact.on)}, chaired by ${person(fact.chair, glossary)}`
    case 'passed':
      return say`${fact.plan}: ${count(fact.tests, 'test')} passed on ${fact.release}, the last on ${date(fact.on)}`
    case 'met':
      return say`${fact.forum}: ${count(fact.meetings, 'meeting')}, the last on ${date(fact.on)}`
    case 'dated':
      return say`${fact.step} (${date(fact.on)})`
    case 'live':
      return say`Live since ${date(fact.since)}, ${count(fact.days, 'day')}; ${fact.needed} are needed`
    case 'same-text':
      return say`${fact.document}, version ${fact.version}: the text is the one that was recorded, for ${listed(fact.audiences.map(one => say`${one}`))} (${fact.digest})`
    case 'counted':
      return say`${count(fact.referrals, 'referral')} at ${count(fact.sites, 'site')}; ${fact.needed} are needed`
  }
}
