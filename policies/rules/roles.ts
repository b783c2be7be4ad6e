import { holders, inRecord, type Rule } from '../context.ts'

/** Each of these roles is held by somebody. */
export const roles: Rule<'roles'> = ({ roles }, context) =>
  roles
    .filter(role => holders(role, context).length === 0)
    .map(role => ({ problem: { code: 'role-unheld', role }, at: inRecord(context, 'roles', role) }))
