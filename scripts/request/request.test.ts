import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { at, site } from '../gate/fixture.ts'
import { filled, incident, openRequestStage, type RequestStage } from './fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

let stage: RequestStage
beforeEach(async () => {
  stage = await openRequestStage()
})
afterEach(() => stage.close())

describe('a form that is well filled in', () => {
  test('becomes a pull request with that line alone, and the answer links to it', async () => {
    const number = await stage.ask(incident())
    const ran = await stage.answer(number)
    expect(ran, ran.err).toMatchObject({ code: 0, out: 'Answered: proposed.\n', err: '' })
    const [pull, ...others] = await stage.pulls()
    expect(others).toEqual([])
    expect(pull).toMatchObject({ title: 'Casework Hospital receives referrals: evidence', user: { login: 'github-actions[bot]' } })
    expect(pull?.head.ref).toBe(`request/${number}`)
    expect(pull?.body).toContain('**Bea Bars** asked for this with a form')
    expect(pull?.body).toContain(`Closes #${number}`)
    const [before, after] = ['main', `request/${number}`].map(branch => stage.fileAt(branch, site).split('\n'))
    expect(after?.filter(line => !before?.includes(line)).join('\n')).toMatchInlineSnapshot()
    expect(before?.filter(line => !after?.includes(line))).toEqual([])
    const [said, ...more] = await stage.said(number)
    expect(more).toEqual([])
    expect(said).toContain(`[Pull request ${pull?.number}](${pull?.html_url})`)
    expect(said).toContain('You sign there')
  })

  test('asks the gate to judge, and whoever asked to sign', async () => {
    const number = await stage.ask(incident(), 'pro-lead')
    await stage.answer(number)
    const [pull] = await stage.pulls()
    expect(stage.forge.dispatches).toEqual([
      { workflow: 'gate.yml', ref: 'main', inputs: { pr: `${pull?.number}` }, actor: 'github-actions[bot]' },
    ])
    expect(pull?.requested_reviewers?.map(({ login }) => login)).toEqual(['pro-lead'])
  })

  test('the commit is the workflow’s, and signed by GitHub', async () => {
    const number = await stage.ask(incident())
    await stage.answer(number)
    const { data } = await stage.as('owner').repos.getCommit({ ...at, ref: `request/${number}` })
    expect(data.author?.login).toBe('github-actions[bot]')
    expect(data.commit.verification?.verified).toBe(true)
    expect(data.commit.message).toContain(`Asked for by Bea Bars in #${number}`)
  })

  test('a second run says the same, and makes nothing', async () => {
    const number = await stage.ask(incident())
    await stage.answer(number)
    const [said] = await stage.said(number)
    expect(await stage.answer(number)).toMatchObject({ code: 0 })
    expect(await stage.said(number)).toEqual([said])
    expect(await stage.pulls()).toHaveLength(1)
  })
})
