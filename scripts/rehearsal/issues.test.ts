import { describe, expect, test } from 'vitest'
import { at, change, refusal, stage } from './stage.ts'

const one = { ...at, issue_number: 1 }

describe('comments', () => {
  test('are written, changed and listed oldest first', async () => {
    let now = new Date('2026-01-01T00:00:00Z')
    const { as, open } = await stage({ now: () => now })
    await open()
    const { status, data } = await as('bot').issues.createComment({ ...one, body: 'First' })
    expect([status, data.user?.login, data.user?.type]).toEqual([201, 'github-actions[bot]', 'Bot'])
    await as('bob').issues.createComment({ ...one, body: 'Second' })
    now = new Date('2026-01-02T00:00:00Z')
    await as('bot').issues.updateComment({ ...at, comment_id: data.id, body: 'Changed' })
    const list = async (since?: string) =>
      (await as('ann').issues.listComments({ ...one, ...(since === undefined ? {} : { since }) })).data.map(
        ({ body }) => body,
      )
    expect(await list()).toEqual(['Changed', 'Second'])
    expect(await list('2026-01-01T12:00:00Z')).toEqual(['Changed'])
    const changed = (await as('ann').issues.listComments(one)).data[0]
    expect([changed?.created_at, changed?.updated_at]).toEqual(['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'])
  })

  test.each([
    ['a blank body', ' ', 'Body cannot be blank'],
    ['a body over 65,536', 'x'.repeat(65_537), 'Body is too long (maximum is 65536 characters)'],
  ])('refuse %s', async (_, body, message) => {
    const { as, open } = await stage()
    await open()
    const { data } = await as('bob').issues.createComment({ ...one, body: 'x'.repeat(65_536) })
    const calls = [
      () => as('bob').issues.createComment({ ...one, body }),
      () => as('bob').issues.updateComment({ ...at, comment_id: data.id, body }),
    ]
    for (const call of calls) expect(await refusal(call())).toMatchObject({ status: 422, errors: [{ message }] })
  })

  test('are 404 where there is no such pull request or comment', async () => {
    const { as } = await stage()
    const { issues } = as('bob')
    const calls = [
      () => issues.createComment({ ...one, body: 'x' }),
      () => issues.listComments(one),
      () => issues.updateComment({ ...at, comment_id: 1, body: 'x' }),
      () => issues.listEvents(one),
      () => issues.listEventsForTimeline(one),
    ]
    for (const call of calls) expect((await refusal(call())).status).toBe(404)
  })
})

describe('timeline', () => {
  test('holds commits, reviews, comments and events in the order of their happening', async () => {
    const { as, open, push } = await stage()
    await open()
    const pull = { ...at, pull_number: 1 }
    await as('bot').pulls.requestReviewers({ ...pull, reviewers: ['bob', 'cat'] })
    await as('ann').issues.createComment({ ...one, body: 'Please' })
    const review = (await as('bob').pulls.createReview({ ...pull, event: 'APPROVE' })).data
    await push(change({ files: { 'x.yaml': 'x\n' }, message: 'Later' }))
    await as('ann').pulls.removeRequestedReviewers({ ...pull, reviewers: ['cat'] })
    await as('ann').pulls.dismissReview({ ...pull, review_id: review.id, message: 'Changed since' })
    const { data } = await as('ann').issues.listEventsForTimeline(one)
    const events = data.map(entry => entry.event)
    expect(events).toEqual([
      'committed',
      'review_requested',
      'review_requested',
      'commented',
      'reviewed',
      'committed',
      'review_request_removed',
      'review_dismissed',
    ])
    expect(data[1]).toMatchObject({
      actor: { login: 'github-actions[bot]' },
      review_requester: { login: 'github-actions[bot]' },
      requested_reviewer: { login: 'bob', id: 12 },
    })
    expect(data[3]).toMatchObject({ body: 'Please', user: { login: 'ann' }, actor: { login: 'ann' } })
    // The review was dismissed since: the timeline shows the state of today.
    expect(data[4]).toMatchObject({ state: 'dismissed', commit_id: review.commit_id, user: { login: 'bob' } })
    expect(data[5]).toMatchObject({ message: 'Later' })
    const rest = await as('ann').issues.listEventsForTimeline({ ...one, exclude: 'committed,reviewed' } as never)
    expect(rest.data).toHaveLength(5)
  })

  test('shows what happened to the pull request, drafts included', async () => {
    const { as, forge, open } = await stage()
    await open({ draft: true })
    forge.setDraft(1, false)
    forge.setDraft(1, false)
    await as('ann').pulls.update({ ...at, pull_number: 1, state: 'closed' })
    const { data } = await as('ann').issues.listEventsForTimeline(one)
    expect(data.map(entry => entry.event)).toEqual(['committed', 'ready_for_review', 'closed'])
    expect(() => forge.setDraft(2, true)).toThrow('There is no pull request 2.')
  })

  test('a reviewer who is gone is left out of the request', async () => {
    const { as, forge, open } = await stage()
    await open()
    await as('ann').pulls.requestReviewers({ ...at, pull_number: 1, reviewers: ['bob'] })
    forge.deleteUser('bob')
    const { data } = await as('ann').issues.listEvents(one)
    expect(data[0]).toMatchObject({ event: 'review_requested', actor: { login: 'ann' } })
    expect(data[0]).not.toHaveProperty('requested_reviewer')
  })
})
