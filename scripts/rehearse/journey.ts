/** A whole journey: a site is registered, and goes through every phase to business as usual, by the commands that people use. */
import { dayOf } from '../../policies/dates.ts'
import { holdersOf } from '../../policies/holders.ts'
import type { Repository } from '../../policies/repository.ts'
import type { Scratch } from '../rehearsal/scratch.ts'
import { must, owner, repo, type Telling, tellingOf } from './telling.ts'

/** The sample whose organisations and people take the journey too. */
const like = 'bars-app5/wychdale'
const id = 'bars-app5/northfield'
const evidence = 'https://evidence.example.org/northfield'

type Note = readonly string[]
/** Role → the first who holds it. */
type Holder = (role: string) => string

/** Tells it, and sees that each step ends as told. */
export async function tellJourney(scratch: Scratch, repository: Repository): Promise<void> {
  const sample = repository.records.get(like)
  const pathway = repository.pathways.get(sample?.data.pathway ?? '')
  if (!sample || !pathway) throw new Error(`The journey is told with the sample ${like}, which is not here.`)
  const holder: Holder = role => holdersOf(role, sample, repository.people)[0] ?? ''
  const lead = holder('provider/project-lead')
  const telling = tellingOf(scratch)
  const { step, show } = telling
  const title = (phase: string) => pathway.data.phases[phase]?.title ?? phase
  const command = async (name: string, ...options: string[]) => {
    const { code, output } = await scratch.run(lead, name, options)
    must(code === 0, `npm run ${name} -- ${options.join(' ')} ended with ${code}: ${output}`)
    return output
  }

  step(`${repository.people.people[lead]?.name} registers a site: npm run new, then npm run propose.`)
  const parties = Object.entries(sample.data.organisations ?? {}).flatMap(([party, ods]) => ['--at', `${party}=${ods}`])
  const roles = Object.entries(sample.data.roles ?? {}).flatMap(([role, held]) => [
    '--role',
    `${role}=${held.join(',')}`,
  ])
  const told = ['--pathway', pathway.id, '--programme', 'bars-app5', '--site-name', 'northfield', '--release', '1.0.0']
  show(await command('new', ...told, '--title', 'Northfield: referrals into community pharmacy', ...parties, ...roles))
  await signed(await command('propose', id, '--yes'), scratch, telling, lead)

  const order = Object.keys(pathway.data.phases)
  const frozen = isFrozen(repository)
  for (const [index, phase] of order.entries()) {
    const to = order[index + 1]
    if (to === undefined) break
    const notes = notesFor(phase, holder, frozen)
    step(`“${title(phase)}” is worked through: ${notes.length} times npm run note, then npm run advance.`)
    for (const note of notes) await command('note', id, ...note)
    const output = await command('advance', id, '--yes')
    show(output.slice(output.indexOf('Pull request “')))
    await signed(output, scratch, telling, lead)
    const { output: board } = await scratch.check(`deployments/${id}.yaml`)
    must(board.includes(`\n  ${title(to)}`), `the board does not show ${title(to)}: ${board}`)
    show(`The board says: ${title(to)}.`)
  }
}

/** Whoever is asked approves, until the gate is content; then it is merged. */
async function signed(
  output: string,
  scratch: Scratch,
  { judge, cannotMerge, show }: Telling,
  lead: string,
): Promise<void> {
  const number = Number(/Pull request (\d+) is open/.exec(output)?.[1])
  must(number > 0, `no pull request was opened: ${output}`)
  const { data } = await scratch.as(lead).pulls.get({ owner, repo, pull_number: number })
  for (let round = 0; round < 3; round++) {
    const { state, comment } = await judge(number, data.head.ref, lead, { quiet: true })
    if (state === 'success') break
    must(state === 'pending' && round < 2, `the status is ${state}: ${comment}`)
    const { data: now } = await scratch.as(lead).pulls.get({ owner, repo, pull_number: number })
    const asked = now.requested_reviewers ?? []
    must(asked.length > 0, `nobody is asked: ${comment}`)
    for (const { login } of asked)
      await scratch.asLogin(login).pulls.createReview({ owner, repo, pull_number: number, event: 'APPROVE' })
    show(`${asked.map(({ login }) => login).join(', ')} approve.`)
  }
  must(!(await cannotMerge(number, lead)), 'the forge does not merge what has passed')
  scratch.pull()
}

/** Whether nothing may be changed today: then that is waived, as a site that must go on would have it. */
function isFrozen({ calendar }: Repository): boolean {
  const today = dayOf(new Date())
  return (calendar?.freezes ?? []).some(
    ({ from, until, programmes }) =>
      from <= today && today <= until && (programmes === undefined || programmes.includes('bars-app5')),
  )
}

/** What happens in a phase, as what is noted of it. */
function notesFor(phase: string, holder: Holder, frozen: boolean): Note[] {
  const [supplier, provider] = [holder('supplier/project-lead'), holder('provider/project-lead')]
  const by = (person: string, ...note: string[]): Note => [
    ...note,
    '--by',
    person,
    '--evidence',
    `${evidence}/${note[0]}`,
  ]
  const items = (person: string, checklist: string, ...all: string[]): Note[] => [
    by(person, 'item', all.map(item => `${checklist}/${item}`).join(',')),
  ]
  const sides = ['sender', 'receiver']
  const environment = (name: string): Note[] => {
    const steps = (...all: string[]) => sides.flatMap(side => all.map(one => `${name}/${side}/${one}`)).join(',')
    return [
      ...sides.map(side => ['service-id', `${name}/${side}`, '--service-id', `NF-${name}-${side}`.toUpperCase()]),
      by(supplier, 'step', steps('onboarded', 'installed', 'configured')),
      by(holder('bars-team/technical-lead'), 'step', steps('catalogued')),
    ]
  }
  const tested = (plan: string, reference: string): Note[] => [
    [
      'test',
      plan,
      '--reference',
      reference,
      '--name',
      'Referral received',
      '--steps',
      'Send a test referral\nOpen it',
      '--expected',
      'It stands in the queue',
    ],
    by(provider, 'result', `${plan}/${reference}`, '--result', 'pass'),
  ]
  const decided = (decision: string): Note => [
    'decision',
    decision,
    '--outcome',
    'go',
    '--chair',
    provider,
    '--attended',
    `${provider},${supplier}`,
  ]
  const approved = (document: string, role: string): Note => [
    ...by(holder(role), 'approval', document),
    ...['--version', '1.0', '--owner', holder(role), '--link', `${evidence}/${document}`],
  ]
  const freeze = (criterion: string): Note[] =>
    frozen
      ? [
          [
            'waiver',
            criterion,
            '--reason',
            'Agreed for this site',
            '--by',
            holder('provider/clinical-safety-officer'),
            '--expires',
            inAMonth(),
          ],
        ]
      : []
  const today = dayOf(new Date())
  const notes: Record<string, Note[]> = {
    'business-change': [
      ...items(provider, 'agreement', 'ways-of-working'),
      ...items(supplier, 'agreement', 'schedule'),
      ...items(
        provider,
        'business-change',
        'solution-viewed',
        'current-processes',
        'gap-analysis',
        'future-processes',
        'procedures',
        'communication',
      ),
      [
        'not-applicable',
        'business-change/benefits',
        '--reason',
        'They are followed for all sites together',
        '--by',
        provider,
      ],
    ],
    'uat-deployment': [
      ...environment('uat'),
      ...items(provider, 'uat-plan', 'agreed', 'understood-by-provider'),
      ...items(supplier, 'uat-plan', 'understood-by-supplier'),
      ...items(provider, 'test-preparation', 'plan-complete', 'resources'),
      ...items(
        supplier,
        'test-preparation',
        'development-complete',
        'supplier-tested',
        'supplier-documentation',
        'supplier-support',
      ),
    ],
    uat: [
      ...tested('uat', 'UAT-01'),
      ...items(provider, 'feedback', 'documentation'),
      ['meeting', 'calls', '--attended', `${provider},${supplier}`],
      ...items(holder('bars-team/technical-lead'), 'onboarding-evidence', 'approved'),
      approved('dcb0160-safety-case', 'provider/clinical-safety-officer'),
      approved('ig-transparency', 'provider/information-governance-lead'),
      decided('uat-successful'),
    ],
    'production-deployment': environment('production'),
    'user-training': [
      ...items(provider, 'training', 'users-trained'),
      ...items(provider, 'production-plan', 'agreed', 'understood-by-provider', 'impact-limited'),
      ...items(supplier, 'production-plan', 'understood-by-supplier'),
      ['plan', 'technical-go-live', '--day', today],
      ...freeze('no-freeze-at-technical-go-live'),
    ],
    'technical-go-live': [
      ...tested('technical-go-live', 'TGL-01'),
      decided('go-live'),
      ['plan', 'business-go-live', '--day', today],
      ...items(provider, 'incident-routes', 'provider-route'),
      ...items(supplier, 'incident-routes', 'supplier-route'),
      ...freeze('no-freeze-at-go-live'),
    ],
    'business-go-live': [
      ...items(provider, 'activation', 'activated'),
      by(provider, 'live', today),
      ['referrals', '7', '--by', provider, '--evidence', `${evidence}/referrals`],
      ...items(provider, 'bau', 'handed-over', 'support-route', 'national-desk', 'benefits'),
    ],
  }
  return notes[phase] ?? []
}

const inAMonth = () => dayOf(new Date(Date.now() + 30 * 86_400_000))
