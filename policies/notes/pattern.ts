/** How one thing is worded: text with `{fields}`, and parts in `[[double brackets]]` that are left out where a field of theirs is not there. */

export type Part = { text: string } | { field: string } | { optional: Part[] }

/** What is wrong with a wording, and at which character of it (from 1). */
export interface Fault {
  what:
    | 'unclosed-field'
    | 'no-field-name'
    | 'stray-brace'
    | 'unclosed-option'
    | 'stray-brackets'
    | 'option-without-field'
  at: number
}

/** Cut into parts. Where it has faults, the parts are of no use. */
export function readPattern(pattern: string): { parts: Part[]; faults: Fault[] } {
  const tokens = [...pattern.matchAll(/\[\[|\]\]|\{[^{}[\]]*\}|[{}]|(?:(?!\[\[|\]\])[^{}])+/g)]
  const parts: Part[] = []
  const faults: Fault[] = []
  let option: { optional: Part[]; at: number } | null = null
  for (const { 0: token, index } of tokens) {
    const at = index + 1
    const here: Part[] = option?.optional ?? parts
    const field = /^\{(.*)\}$/s.exec(token)?.[1]
    if (token === '[[' && option) faults.push({ what: 'stray-brackets', at })
    else if (token === '[[') option = { optional: [], at }
    else if (token === ']]' && !option) faults.push({ what: 'stray-brackets', at })
    else if (token === ']]' && option) {
      if (!option.optional.some(part => 'field' in part)) faults.push({ what: 'option-without-field', at: option.at })
      parts.push({ optional: option.optional })
      option = null
    } else if (field !== undefined && !/^[a-z][A-Za-z]*$/.test(field)) faults.push({ what: 'no-field-name', at })
    else if (field !== undefined) here.push({ field })
    else if (token === '{') faults.push({ what: 'unclosed-field', at })
    else if (token === '}') faults.push({ what: 'stray-brace', at })
    else here.push({ text: token })
  }
  if (option) faults.push({ what: 'unclosed-option', at: option.at })
  return { parts, faults }
}

/** The fields that a wording names; `needed`: outside of brackets. */
export const fieldsIn = (parts: readonly Part[], needed = true): { field: string; needed: boolean }[] =>
  parts.flatMap(part =>
    'field' in part ? [{ field: part.field, needed }] : 'optional' in part ? fieldsIn(part.optional, false) : [],
  )
