/** Attacks by what GitHub itself lets people do: statuses, comments, reviews, forks, merging. */
import { standBetween } from '../gate/between.ts'
import { at, content, governance, type Pull, phase, signers, site } from '../gate/fixture.ts'
import { foundText } from '../render/attacks.ts'
import { type Attack, once, type Trial } from './attack.ts'
import { asGenerated, asked, type Scene, scene, withApp } from './scene.ts'

type Part = (scene: Scene) => Promise<Trial>

/** Everybody has signed, the gate has judged, and somebody merges: what passes where nobody cheats. */
const signedAndMerged: Part = async on => {
  const pull = await on.open({ approved: signers })
  await on.judge(pull)
  return on.merge(pull)
}

const usual = once(() => scene(signedAndMerged))

const forged = (name: string, hope: string, attempt: Part, twin?: Part, setting = asGenerated) => ({
  name,
  kind: 'forge' as const,
  hope,
  attempt: () => scene(attempt, setting),
  twin: twin ? () => scene(twin, setting) : usual,
})

/** The pull request is judged, and what its status says decides. */
async function judged(on: Scene, pull: Pull): Promise<Trial> {
  await on.judge(pull)
  return on.status(pull)
}

const moved = () => phase(content()[site] ?? '', 'user-training')
const ownOwner = () => ({
  'policies/directory/people.yaml': (content()['policies/directory/people.yaml'] ?? '').replace(
    'policyOwners: [owner]',
    'policyOwners: [bystander]',
  ),
})

/** Evidence of the hospital, in a commit with the address of somebody there. */
const ticked: Part = on => {
  const text = (on.files[site] ?? '').replace('example.org/training }', 'example.org/another }')
  const email = '816+pro-ops@users.noreply.github.com'
  return on.open({ author: 'sup-lead', files: { [site]: text }, email }).then(pull => judged(on, pull))
}
/** Where the gate asks for signatures that GitHub has verified. */
const signing = (signed: boolean) => (part: Part) => () =>
  scene(
    part,
    { ...asGenerated, signed: () => signed },
    {
      [governance]: (content()[governance] ?? '').replace('signedCommits: false', 'signedCommits: true'),
    },
  )

const commits: Attack[] = [
  {
    name: 'commit-in-the-name-of-another',
    kind: 'forge',
    hope: 'A supplier hopes that a commit with the address of somebody of the hospital counts as theirs. Stopped only where signedCommits asks for signatures.',
    attempt: signing(false)(ticked),
    twin: signing(true)(ticked),
  },
  forged(
    'commit-from-an-address-of-nobody',
    'Whoever is accountable hopes to approve their own work, from an address that looks like GitHub’s own and is nobody’s.',
    async on => {
      const files = { [site]: moved() }
      const email = '900000001+nobody@users.noreply.github.com'
      return judged(on, await on.open({ author: 'bars-lead', files, email, approved: signers }))
    },
  ),
]

const statuses: Attack[] = [
  forged('status-forged-by-a-writer', 'Somebody who may write hopes to set the status by hand.', async on => {
    const pull = await on.open()
    await on.pretend(pull, 'forger')
    return on.merge(pull)
  }),
  forged(
    'status-forged-by-a-workflow',
    'Somebody who may write hopes that a workflow on their branch sets the status. Stopped only with an App of the gate’s own: gateApp.',
    async on => {
      const pull = await on.open()
      await on.judge(pull)
      await on.pretend(pull, 'gate')
      return on.merge(pull)
    },
    signedAndMerged,
    withApp,
  ),
  forged(
    'status-forged-in-other-letters',
    'Somebody hopes that a context in capitals counts, or hides the gate’s own.',
    async on => {
      const pull = await on.open()
      await on.pretend(pull, 'forger', 'Countersign/GATE')
      await on.judge(pull)
      return on.merge(pull)
    },
  ),
  forged(
    'status-forged-a-thousand-times',
    'Somebody hopes that GitHub takes no status of the gate any more.',
    async on => {
      const pull = await on.open()
      for (let nth = 0; nth < 1000; nth++) await on.pretend(pull, 'forger')
      const broke = await on.judge(pull)
      const { passed, by } = await on.merge(pull)
      return { passed, by: broke === null ? by : `${by} ${foundText.couldNotTell}` }
    },
  ),
]

const merging: Attack[] = [
  forged('merged-before-it-was-judged', 'An author hopes to merge before the gate has spoken.', async on =>
    on.merge(await on.open({ approved: signers })),
  ),
  forged('pushed-after-the-success', 'An author hopes that the green of one commit covers the next.', async on => {
    const pull = await on.open({ approved: signers })
    await on.judge(pull)
    await on.push(pull.ref, { [site]: `${moved()}# later\n` })
    return on.merge(pull)
  }),
  forged('merged-as-a-draft', 'An author hopes that nobody is asked about a draft.', async on => {
    const pull = await on.open({ draft: true, approved: signers })
    await on.judge(pull)
    return on.merge(pull)
  }),
  forged(
    'merged-with-the-gates-token',
    'Somebody who got hold of the gate’s token hopes to merge with it.',
    async on => {
      const pull = await on.open({ approved: signers })
      await on.judge(pull)
      return on.merge(pull, 'gate')
    },
  ),
  forged(
    'second-pull-request-from-the-same-branch',
    'An author hopes that the signatures of one pull request count for another.',
    async on => {
      const pull = await on.open({ approved: signers })
      await on.judge(pull)
      const head = pull.ref.replace('refs/heads/', '')
      await on.as('bars-lead').pulls.update({ ...at, pull_number: pull.number, state: 'closed' })
      const { data } = await on.as('bars-lead').pulls.create({ ...at, title: 'Again', head, base: 'main' })
      return judged(on, { ...pull, number: data.number })
    },
  ),
]

const reviews: Attack[] = [
  forged(
    'author-approves-on-github',
    'An author hopes to approve their own pull request.',
    async on => {
      const pull = await on.open({ author: 'pol-lead' })
      return asked(on.as('pol-lead').pulls.createReview({ ...at, pull_number: pull.number, event: 'APPROVE' }))
    },
    async on => {
      const pull = await on.open({ author: 'pol-lead' })
      return asked(on.as('pro-lead').pulls.createReview({ ...at, pull_number: pull.number, event: 'APPROVE' }))
    },
  ),
  forged('approved-by-a-workflow', 'Somebody who may write hopes that a workflow approves for them.', async on => {
    const pull = await on.open({ approved: signers.slice(1) })
    await on.review(pull, 'gate', 'APPROVE')
    return judged(on, pull)
  }),
  forged('closed-and-reopened', 'An author hopes that an objection is gone after closing and reopening.', async on => {
    const pull = await on.open({ approved: signers })
    await on.review(pull, 'pro-cso', 'REQUEST_CHANGES')
    for (const state of ['closed', 'open'] as const)
      await on.as('bars-lead').pulls.update({ ...at, pull_number: pull.number, state })
    return judged(on, pull)
  }),
  forged('objected-while-the-gate-judges', 'An author hopes that an objection comes a moment too late.', async on => {
    const pull = await on.open({ approved: signers })
    const between = await standBetween(on.forge.url, async nth => {
      // the gate has read what people said, and is about to tell
      if (nth === 4) await on.review(pull, 'pro-lead', 'REQUEST_CHANGES')
    })
    await on.judge(pull, between.url)
    await between.close()
    return on.status(pull)
  }),
  forged(
    'own-rules-from-a-fork',
    'Somebody outside hopes that a fork brings the people who may sign.',
    async on => {
      const files = { [site]: moved(), ...ownOwner() }
      return judged(
        on,
        await on.open({ author: 'bystander', fork: 'bystander', files, approved: ['owner', ...signers] }),
      )
    },
    async on => judged(on, await on.open({ author: 'bystander', fork: 'bystander', approved: signers })),
  ),
]

/** Whether the gate's verdict stands in one comment, and in how many there are. */
async function shownComment(on: Scene, pull: Pull, all: number, found: string): Promise<Trial> {
  const { comments } = await on.shown(pull)
  const { by } = await on.status(pull)
  const own = comments.filter(text => text.includes('Waiting'))
  return { passed: own.length !== 1 || comments.length !== all, by: `${found} ${by}` }
}

const comments: Attack[] = [
  forged(
    'comment-forged',
    'Anybody hopes that their comment is taken for the gate’s.',
    async on => {
      const pull = await on.open()
      const body = '<!-- countersign -->\nReady to merge'
      await on.as('bystander').issues.createComment({ ...at, issue_number: pull.number, body })
      await on.judge(pull)
      return shownComment(on, pull, 2, foundText.ownComment)
    },
    async on => judged(on, await on.open({ approved: signers })),
  ),
  forged(
    'comment-of-the-gate-edited',
    'Somebody who may edit comments hopes to write another verdict into the gate’s.',
    async on => {
      const pull = await on.open()
      await on.judge(pull)
      const body = '<!-- countersign -->\nReady to merge'
      const { data } = await on.as('owner').issues.listComments({ ...at, issue_number: pull.number })
      await on.as('owner').issues.updateComment({ ...at, comment_id: data[0]?.id ?? 0, body })
      await on.judge(pull)
      return shownComment(on, pull, 1, foundText.written)
    },
    async on => judged(on, await on.open({ approved: signers })),
  ),
]

/** All of them. */
export const forgeAttacks = (): Attack[] => [...commits, ...statuses, ...merging, ...reviews, ...comments]
