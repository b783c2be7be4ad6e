/** How many requests the gate makes: measured against the forge, for the benchmark that prints it and the test that holds it. */
import { at, elsewhere, friday, openStage, type Pull, phase, type Stage, signers, site } from './fixture.ts'
import { judgeOnGitHub } from './github.ts'

export interface Figure {
  what: string
  /** Requests to GitHub's API, retries and unchanged answers included. */
  requests: number
  /** Of these, what changed something. */
  writes: number
  /** Of these, answered by "not changed" (304), which GitHub does not count. */
  free: number
  most: number
}

/** Requests for one verdict, at most. */
const mostForOne = 8
/** Requests for a sweep, at most, for each open pull request. */
const mostForEach = 3

/** Measures everything. `open`: how many pull requests are open in the sweeps. */
export async function measure(open: number): Promise<Figure[]> {
  const stage = await openStage()
  const before = process.cwd()
  process.chdir(stage.clone)
  try {
    return [...(await single(stage)), ...(await single(stage, elsewhere('bystander'))), ...(await sweeps(stage, open))]
  } finally {
    process.chdir(before)
    await stage.close()
  }
}

/** Pull requests of twenty files, from the opening to an objection. `email`: the address that the commit is written from. */
async function single(stage: Stage, email?: string): Promise<Figure[]> {
  const from = email === undefined ? '' : ', written from an address that GitHub has to be asked for'
  const pull = await stage.open({ author: 'bystander', files: twenty(stage), ...(email && { email }) })
  const look = (what: string) => counted(stage, what + from, mostForOne, () => judge(stage, pull))
  const review = (login: string, event: 'APPROVE' | 'COMMENT' | 'REQUEST_CHANGES') =>
    stage.as(login).pulls.createReview({ ...at, pull_number: pull.number, event, body: 'x' })
  const figures = [await look('nobody has signed, first look'), await look('nobody has signed, nothing new')]
  for (let index = 0; index < 97; index++) await review('owner', 'COMMENT')
  for (const login of signers) await review(login, 'APPROVE')
  figures.push(await look('100 reviews, all have signed'), await look('100 reviews, nothing new'))
  await review('pro-lead', 'REQUEST_CHANGES')
  figures.push(await look('101 reviews, somebody objects'))
  await stage.as('bystander').pulls.update({ ...at, pull_number: pull.number, state: 'closed' })
  return figures
}

const twenty = ({ files }: Stage) => ({
  [site]: phase(files[site] ?? '', 'user-training'),
  ...Object.fromEntries(Array.from({ length: 19 }, (_, index) => [`notes-${index}/README.md`, 'Prose.\n'])),
})

const authors = ['bars-lead', 'bars-tech', 'pro-ops', 'pro-cso', 'sup-cso']

/** Sweeps over many open pull requests. */
async function sweeps(stage: Stage, open: number): Promise<Figure[]> {
  // half of them from addresses that GitHub has to be asked for, of as many people as there are
  for (let index = 0; index < open; index++) {
    const author = authors[index % authors.length] ?? ''
    const email = index % 2 === 0 ? {} : { email: elsewhere(author) }
    await stage.open({ author, approved: index % 3 === 0 ? signers : [], ...email })
  }
  await judge(stage, null)
  const sweep = (what: string) => counted(stage, `${what}, ${open} open`, mostForEach * open, () => judge(stage, null))
  const figures = [await sweep('sweep, nothing new')]
  await stage.push('refs/heads/main', { 'README.md': 'Merged.\n' }, 'owner')
  return [...figures, await sweep('sweep, main has moved')]
}

async function judge(stage: Stage, pull: Pull | null): Promise<void> {
  Object.assign(process.env, stage.environment(pull))
  if ((await judgeOnGitHub({ now: new Date(friday) })) === 2) throw new Error('the gate broke')
}

async function counted({ forge }: Stage, what: string, most: number, run: () => Promise<void>): Promise<Figure> {
  const before = forge.requests.length
  await run()
  const made = forge.requests.slice(before)
  return {
    what,
    requests: made.length,
    writes: made.filter(({ method }) => method !== 'GET').length,
    free: made.filter(({ status }) => status === 304).length,
    most,
  }
}
