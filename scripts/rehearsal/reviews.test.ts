import { describe, expect, test } from 'vitest'
import { at, change, refusal, stage } from './stage.ts'

const one = { ...at, pull_number: 1 }
const many = Array.from({ length: 17 }, (_, at) => ({ login: `user${at}`, id: 100 + at, type: 'User' as const }))
const crowd = [
  { login: 'ann', id: 11, type: 'User' as const },
  { login: 'eve', id: 15, type: 'User' as const, collaborator: false },
  { login: 'helper[bot]', id: 16, type: 'Bot' as const },
  ...many,
]

describe('reviewing', () => {
  test('keeps every review with the head of its time', async () => {
    const { as, open, push } = await stage()
    await open()
    const first = (await as('bob').pulls.createReview({ ...one, event: 'APPROVE' })).data
    const [head] = await push(change({ files: { 'x.yaml': 'x\n' } }))
    await as('bob').pulls.createReview({ ...one, event: 'REQUEST_CHANGES', body: 'No' })
    await as('cat').pulls.createReview({ ...one, event: 'COMMENT', body: 'Hm', commit_id: first.commit_id ?? '' })
    const { data } = await as('ann').pulls.listReviews(one)
    expect(data.map(({ state, user, commit_id }) => [state, user?.login, commit_id])).toEqual([
      ['APPROVED', 'bob', first.commit_id],
      ['CHANGES_REQUESTED', 'bob', head],
      ['COMMENTED', 'cat', first.commit_id],
    ])
    expect(first.commit_id).not.toBe(head)
  })

  test.each([
    ['an approval of one’s own', 'ann', { event: 'APPROVE' }, 'Can not approve your own pull request'],
    [
      'an objection to one’s own',
      'ann',
      { event: 'REQUEST_CHANGES', body: 'x' },
      'Can not request changes on your own pull request',
    ],
    ['an objection without words', 'bob', { event: 'REQUEST_CHANGES' }, "Body can't be blank"],
    ['an empty comment', 'bob', { event: 'COMMENT', body: ' ' }, "Body can't be blank"],
    [
      'a long body',
      'bob',
      { event: 'APPROVE', body: 'x'.repeat(65_537) },
      'Body is too long (maximum is 65536 characters)',
    ],
    ['a pending review', 'bob', {}, 'The forge takes neither pending reviews nor comments on lines.'],
    [
      'a commit from elsewhere',
      'bob',
      { event: 'APPROVE', commit_id: '0'.repeat(40) },
      'Commit is not part of the pull request',
    ],
  ] as const)('refuses %s', async (_, who, review, message) => {
    const { as, open } = await stage()
    await open()
    const { status, errors } = await refusal(as(who).pulls.createReview({ ...one, ...review }))
    expect({ status, errors }).toEqual({ status: 422, errors: [message] })
  })

  test('takes the author’s comment and a body of exactly 65,536', async () => {
    const { as, open } = await stage()
    await open()
    const { status } = await as('ann').pulls.createReview({ ...one, event: 'COMMENT', body: 'x'.repeat(65_536) })
    expect(status).toBe(200)
  })

  test('takes a commit that a forced push has removed', async () => {
    const { as, open, push, root } = await stage()
    await open()
    const before = (await as('bob').pulls.get(one)).data.head.sha
    await push(change({ parents: [root], files: { 'y.yaml': 'y\n' } }))
    const { data } = await as('bob').pulls.createReview({ ...one, event: 'APPROVE', commit_id: before })
    expect(data.commit_id).toBe(before)
  })

  test('has no author once the account is deleted', async () => {
    const { as, forge, open } = await stage()
    await open()
    await as('bob').pulls.createReview({ ...one, event: 'APPROVE' })
    forge.deleteUser('bob')
    expect((await as('ann').pulls.listReviews(one)).data[0]?.user).toBeNull()
    expect((await refusal(as('bob').pulls.listReviews(one))).status).toBe(401)
    const timeline = (await as('ann').issues.listEventsForTimeline({ ...at, issue_number: 1 })).data
    expect(timeline.at(-1)).toMatchObject({ event: 'reviewed', user: { login: 'ghost' } })
  })
})

describe('dismissing', () => {
  test('changes the state and leaves an event', async () => {
    const { as, open } = await stage()
    await open()
    const { data } = await as('bob').pulls.createReview({ ...one, event: 'APPROVE' })
    const dismissed = await as('cat').pulls.dismissReview({ ...one, review_id: data.id, message: 'Old' })
    expect(dismissed.data.state).toBe('DISMISSED')
    expect((await as('ann').pulls.listReviews(one)).data[0]?.state).toBe('DISMISSED')
    const events = (await as('ann').issues.listEvents({ ...at, issue_number: 1 })).data
    expect(events).toMatchObject([
      {
        event: 'review_dismissed',
        actor: { login: 'cat' },
        dismissed_review: { state: 'approved', review_id: data.id, dismissal_message: 'Old' },
      },
    ])
  })

  test('refuses comments, dismissed reviews, silence and unknown reviews', async () => {
    const { as, open } = await stage()
    await open()
    const comment = (await as('bob').pulls.createReview({ ...one, event: 'COMMENT', body: 'Hm' })).data.id
    const approval = (await as('bob').pulls.createReview({ ...one, event: 'APPROVE' })).data.id
    const dismiss = (review_id: number, message = 'Old') =>
      as('cat').pulls.dismissReview({ ...one, review_id, message })
    expect((await refusal(dismiss(comment))).errors).toEqual(['Can not dismiss a commented pull request review'])
    expect((await refusal(dismiss(approval, ' '))).errors).toEqual(["Message can't be blank"])
    await dismiss(approval)
    expect((await refusal(dismiss(approval))).errors).toEqual(['Can not dismiss a dismissed pull request review'])
    expect((await refusal(dismiss(1))).status).toBe(404)
  })
})

describe('asking for reviews', () => {
  test('asks once, answers end the request, and asking again is a new event', async () => {
    const { as, open } = await stage()
    await open()
    const ask = () => as('bot').pulls.requestReviewers({ ...one, reviewers: ['BOB', 'cat'] })
    expect((await ask()).data.requested_reviewers?.map(({ login }) => login)).toEqual(['bob', 'cat'])
    await ask()
    await as('bob').pulls.createReview({ ...one, event: 'APPROVE' })
    expect((await as('ann').pulls.get(one)).data.requested_reviewers?.map(({ login }) => login)).toEqual(['cat'])
    await ask()
    const removed = await as('ann').pulls.removeRequestedReviewers({ ...one, reviewers: ['CAT'] })
    expect(removed.data.requested_reviewers?.map(({ login }) => login)).toEqual(['bob'])
    const { data } = await as('ann').issues.listEvents({ ...at, issue_number: 1 })
    const rows = data.map(event => [
      event.event,
      event.actor.login,
      'requested_reviewer' in event ? event.requested_reviewer?.login : null,
    ])
    expect(rows).toEqual([
      ['review_requested', 'github-actions[bot]', 'bob'],
      ['review_requested', 'github-actions[bot]', 'cat'],
      ['review_requested', 'github-actions[bot]', 'bob'],
      ['review_request_removed', 'ann', 'cat'],
    ])
  })

  test.each([
    ['the author', ['ANN'], 'Review cannot be requested from pull request author.'],
    ['a stranger', ['nobody'], /users you specified is not a collaborator of the acme\/releases repository/],
    ['somebody who is no collaborator', ['eve'], /collaborators/],
    ['a bot', ['helper[bot]'], /collaborators/],
    [
      'sixteen people',
      many.slice(0, 16).map(({ login }) => login),
      'A pull request has at most 15 requested reviewers.',
    ],
  ])('refuses %s', async (_, reviewers, message) => {
    const { as, open } = await stage({ users: crowd })
    await open()
    const said = await refusal(as('ann').pulls.requestReviewers({ ...one, reviewers }))
    expect(said.status).toBe(422)
    expect(said.message).toMatch(message)
    expect((await as('ann').pulls.get(one)).data.requested_reviewers).toEqual([])
  })

  test('refuses teams', async () => {
    const { as, open } = await stage()
    await open()
    const said = await refusal(as('bot').pulls.requestReviewers({ ...one, team_reviewers: ['safety'] }))
    expect(said).toMatchObject({ status: 422, message: expect.stringContaining('teams') })
  })

  test('takes fifteen, and counts those who are asked already', async () => {
    const { as, open } = await stage({ users: crowd })
    await open()
    const ask = (from: number, to: number) =>
      as('ann').pulls.requestReviewers({ ...one, reviewers: many.slice(from, to).map(({ login }) => login) })
    expect((await ask(0, 15)).status).toBe(201)
    expect((await refusal(ask(15, 16))).status).toBe(422)
  })
})
