/** `npm run attack`: tries to cheat the gate in every way that is known, and says what stopped each. */
import { Command, Option } from 'commander'
import { plain, say } from '../policies/words.ts'
import { kinds } from './attack/attack.ts'
import { attacks, tryAll } from './attack/list.ts'
import { attackTable, attackText, closingText, groupText, trying } from './render/attacks.ts'
import { jsonText } from './render/json.ts'
import { run } from './run.ts'

const command = new Command('npm run attack --')
  .description('Tries to cheat the gate in every way that is known, and says what stopped each.')
  .option('--only <word>', 'only the attacks whose name or hope has this word')
  .addOption(new Option('--kind <kind>', 'only those of one kind').choices(Object.keys(kinds)))
  .option('--list', 'print what would be tried, and try nothing')
  .option('--markdown', 'print a table in Markdown')
  .option('--json', 'print what came of each as JSON')
  .addHelpText(
    'after',
    `
Each is tried for real, against a GitHub of its own on this machine; and so is its harmless twin, the same without the trick, which must pass.

Exit codes: 0 all were stopped, 1 one got through or a twin did not pass, 2 it could not work.

Examples:
  npm run attack
  npm run attack -- --only role
  npm run attack -- --kind forge --json
  npm run --silent attack -- --markdown > attacks.md`,
  )

interface Options {
  only?: string
  kind?: keyof typeof kinds
  list?: true
  markdown?: true
  json?: true
}

await run(command, async ({ only = '', kind, list, markdown, json }: Options) => {
  const word = only.toLowerCase()
  const chosen = attacks().filter(
    one => (kind === undefined || one.kind === kind) && `${one.name} ${one.hope}`.toLowerCase().includes(word),
  )
  if (chosen.length === 0) throw new Error(plain(say`no attack has the word ${only}`))
  if (list) {
    console.log(groupText(chosen))
    return 0
  }
  const progress = json ? () => {} : (name: string, nth: number) => trying(process.stderr, name, nth, chosen.length)
  const results = await tryAll(chosen, progress)
  const shown = markdown ? attackTable(results) : attackText(results)
  console.log(json ? jsonText(results) : `${shown}\n\n${closingText(results)}`)
  return results.some(({ ended }) => ended.is === 'through' || ended.is === 'vacuous') ? 1 : 0
})
