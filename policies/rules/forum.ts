import { inRecord, present, type Rule, titleOf } from '../context.ts'

/** A forum has met at least once with all the parties that belong to it. */
export const forum: Rule<'forum'> = ({ forum, attended }, context) => {
  const title = titleOf('forums', forum, context.pathway)
  const at = inRecord(context, 'communications', forum)
  const absent = (context.record.data.communications?.[forum]?.sessions ?? []).map(session =>
    attended.filter(party => !present(session.attended, party, context)),
  )
  if (absent.length === 0) return [{ problem: { code: 'forum-never-met', forum: title }, at }]
  if (absent.some(parties => parties.length === 0)) return []
  const fewest = absent.reduce((a, b) => (b.length < a.length ? b : a))
  return [{ problem: { code: 'forum-without', forum: title, parties: fewest }, at }]
}
