/** Who provides each part of a record, whether it is there yet or not: `fields.ts` says the same of what is there, and a test holds them together. */
import type { Pointer } from '../../schemas/events.ts'
import type { Pathway } from '../../schemas/types.ts'
import { byRole, partsOf } from '../raci.ts'
import type { RecordData } from '../repository.ts'

type Provides = NonNullable<Pathway['provides']>

/** The parties or roles that provide what stands, or would stand, at a place. What no party provides is the coordinator's. */
export function providersAt(pointer: Pointer, pathway: Pathway, data?: RecordData): string[] {
  const [part = '', ...rest] = pointer
  const special = Object.hasOwn(parts, part) ? parts[part] : undefined
  const found = special ? special(rest, pathway, data) : pathway.provides?.[part]
  return found !== undefined && found.length > 0 ? found : [pathway.coordinator]
}

type Part = (rest: Pointer, pathway: Pathway, data?: RecordData) => string[] | undefined

const parts: Record<string, Part> = {
  checklists: ([id = '', item], { checklists }) => {
    const { items = {} } = checklists?.[id] ?? {}
    return item === undefined ? each(Object.values(items).map(({ by }) => by)) : items[item]?.by
  },
  documents: ([id = ''], { documents }) => documents?.[id]?.by,
  certificates: ([id = ''], { certificates }) => certificates?.[id]?.by,
  environments: ([id = '', ...more], { environments }) => {
    const by = environments?.[id]?.by ?? {}
    const step = more.at(-1)
    if (step === undefined || step === 'sender' || step === 'receiver') return each(Object.values(by))
    return by[(step === 'serviceId' ? 'onboarded' : step) as 'onboarded']
  },
  testPlans: ([id = ''], { testPlans }) => testPlans?.[id]?.by,
  communications: ([id = ''], { forums }) => forums?.[id]?.by,
  // by its place in the list, or by what is decided; the list as a whole is of all who decide anything
  decisions: ([one], { decisions = {} }, data) => {
    if (one === undefined) return each(Object.values(decisions).map(({ by }) => by))
    return decisions[typeof one === 'number' ? (data?.decisions?.[one]?.decision ?? '') : one]?.by
  },
  verification: ([field], { provides = {} }) =>
    field === 'corrections' ? (provides['assessments'] ?? provides['verification']) : provides['verification'],
  incidents: ([, field], { provides = {} }) =>
    field === 'assessments' ? (provides['assessments'] ?? provides['incidents']) : provides['incidents'],
  scope: ([, field], { provides = {} }) => provides[ticketParts.has(field) ? (field as keyof Provides) : 'scope'],
  unticketed: (_, { provides }) => provides?.['scope'],
  waivers: (_, { waivers }) => [waivers.acceptedBy],
  roles: (_, pathway) => signersOf(pathway),
  organisations: (_, pathway) => signersOf(pathway),
}

const ticketParts: ReadonlySet<string | number | undefined> = new Set(['done', 'sit', 'uat', 'choices'])
const each = (lists: readonly (readonly string[] | undefined)[]) => [...new Set(lists.flatMap(by => by ?? []))]

/** Who signs a change of who holds a role. */
const signersOf = (pathway: Pathway) => byRole(partsOf(pathway.roleChange, pathway), ['R', 'A']).map(({ role }) => role)
