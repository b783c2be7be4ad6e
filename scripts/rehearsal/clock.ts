/** A moment as GitHub writes it: ISO 8601, UTC, whole seconds. */
export function iso(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z')
}
