/** The summary of a run, where there is one. */

/** Shows an answer on the page of the run; without one, where it was started. */
export async function summarise(text: string): Promise<void> {
  if (!process.env['GITHUB_STEP_SUMMARY']) return console.log(text)
  const core = await import('@actions/core')
  await core.summary.addRaw(text).write()
}
