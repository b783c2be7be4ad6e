/** A warning on the run of a workflow. */

/** Shows it where there is a run: there a green one is read by nobody. Elsewhere it does nothing. */
export async function warn({ title, message }: { title: string; message: string }): Promise<void> {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return
  const core = await import('@actions/core')
  core.warning(message, { title })
}
