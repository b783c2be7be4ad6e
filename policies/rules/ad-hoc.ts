import { inRecord, type Rule, titleOf } from '../context.ts'

/** Testing without a test plan happened only in environments where it may. */
export const adHoc: Rule<'ad-hoc'> = ({ environments }, context) =>
  [...(context.record.data.adHocTests ?? []).entries()]
    .filter(([, { environment }]) => !environments.includes(environment))
    .map(([index, { title, environment, on }]) => ({
      problem: {
        code: 'ad-hoc-elsewhere' as const,
        test: title,
        on,
        environment: titleOf('environments', environment, context.pathway),
        allowed: environments.map(id => titleOf('environments', id, context.pathway)),
      },
      at: inRecord(context, 'adHocTests', index, 'environment'),
    }))
