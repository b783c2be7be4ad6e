/** What is said of the samples, once they are put away. */

/** What stands in `scripts/samples/README.md`. */
export const samplesReadme = `# samples

The sample records and people that this repository came with. Nothing here is real, and nothing here decides: the gate reads \`deployments/\` and
\`policies/\` alone.

The tests and \`npm start\` go on with them, so that they still try the whole product. Whoever changes a pathway so much that the samples no longer
fit may delete this folder: the tests that tell of samples are then skipped, and say so.

May import: nothing, there is no code here.
`

/** A text without what stands between the marks for samples. */
export const withoutSamples = (text: string): string =>
  text.replaceAll(/<!-- samples -->.*?<!-- \/samples -->\n*/gs, '')

/** Why no story can be told. */
export const noSamples =
  'The samples of which this tells are no longer here. `npm start -- <record>` rehearses the next gate of a record of yours; `npm run check` lists them.'
