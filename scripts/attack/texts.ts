/** Attacks by other people's words, through a whole run; `scripts/render` tries many more, text by text. */
import { content, phase, site } from '../gate/fixture.ts'
import { foundText } from '../render/attacks.ts'
import { type Attack, once, type Trial } from './attack.ts'
import { scene } from './scene.ts'

/** What the comment and the log show of a title; `raw`: what must not stand there as it is. */
const titled = (title: string, raw: RegExp): Promise<Trial> =>
  scene(async on => {
    const text = (content()[site] ?? '').replace(/^title: .*/m, () => `title: ${JSON.stringify(title)}`)
    const pull = await on.open({ files: { [site]: phase(text, 'user-training') } })
    await on.judge(pull)
    const { comments } = await on.shown(pull)
    const { by } = await on.status(pull)
    return { passed: comments.some(comment => raw.test(comment)), by: `${foundText.asText} ${by}` }
  })

const harmless = once(() => titled('Casework goes live', /Casework goes live/))

const named = (name: string, hope: string, title: string, raw: RegExp): Attack => ({
  name,
  kind: 'text',
  hope,
  attempt: () => titled(title, raw),
  // a title without the trick is shown as it stands: so the trick would have been seen
  twin: harmless,
})

export const textAttacks = (): Attack[] => [
  named(
    'title-that-calls-a-team',
    'Somebody hopes that the gate calls people in their name.',
    'Ask @acme/everybody',
    /@acme/,
  ),
  named(
    'title-with-html',
    'Somebody hopes to put a picture or a form into the gate’s comment.',
    'A <img src=x> b',
    /<img/,
  ),
  named(
    'title-with-a-link',
    'Somebody hopes that the gate’s comment leads to a page of theirs.',
    'See [here](https://x.example)',
    /\[here\]\(https:/,
  ),
  named('title-with-a-table', 'Somebody hopes to add a row to the gate’s table.', 'A | b | signed |', /A \| b \|/),
]
