/** The step that a problem names. */
import type { Criterion, Step } from '../../schemas/types.ts'
import type { Context } from '../context.ts'
import { milestone } from '../milestones.ts'
import type { Problem } from '../problems.ts'
import { stepsOf } from './spots.ts'

/** The step of a criterion that a problem is about, found by the words for it: problems tell steps as people read them. */
export function namedStep(problem: Problem, criterion: Criterion, context: Context): Step | undefined {
  const name = problem.code === 'out-of-order' ? problem.later : 'step' in problem ? problem.step : null
  return name === null ? undefined : stepsOf(criterion).find(step => milestone(step, context).name === name)
}
