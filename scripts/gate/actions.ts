/** Annotations and the summary of a step, where there is a step. */
import type { Annotation } from '../render/annotations.ts'

/** Shows a verdict in the run of a workflow. Elsewhere it does nothing. */
export async function annotate(annotations: readonly Annotation[], summary: string): Promise<void> {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return
  const core = await import('@actions/core')
  const show = { error: core.error, warning: core.warning, notice: core.notice }
  for (const { level, file, line, column, title, message } of annotations) {
    show[level](message, { title, file, ...(line && { startLine: line }), ...(column && { startColumn: column }) })
  }
  if (process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(summary).write()
}
