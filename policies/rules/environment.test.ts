import { describe, expect, it } from 'vitest'
import type { Decision, Environment, Onboarding } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import { environment, stepDone } from './environment.ts'
import { act, brief, contextFor, noGo } from './fixture.ts'

type Step = Parameters<'environment'>['steps'][number]
type Side = 'sender' | 'receiver'
interface Options {
  asked?: Step[]
  participants?: Side[]
  decisions?: Decision[]
}

const steps: Step[] = ['onboarded', 'installed', 'configured', 'catalogued']
const onboarding = (on: string): Onboarding => ({
  serviceId: '2000072489',
  onboarded: act(on),
  installed: act(on),
  configured: act(on),
  catalogued: act(on),
})
const without = (step: keyof Onboarding): Onboarding =>
  Object.fromEntries(Object.entries(onboarding('2026-03-01')).filter(([key]) => key !== step))

describe('environment', () => {
  const judge = (
    held: Environment | undefined,
    { asked = steps, participants = ['sender', 'receiver'], decisions = [] }: Options = {},
  ) =>
    environment(
      { environment: 'uat', steps: asked },
      contextFor({ environments: held ? { uat: held } : {}, participants, decisions }),
    )
  const both = { sender: onboarding('2026-03-01'), receiver: onboarding('2026-03-01') }

  it.each<[string, Environment, Options]>([
    ['both sides done', both, {}],
    ['only the side that the site takes', { sender: onboarding('2026-03-01') }, { participants: ['sender'] }],
    ['only the other side', { receiver: onboarding('2026-03-01') }, { participants: ['receiver'] }],
    [
      'only the steps that are asked for',
      { sender: { installed: act('2026-03-01') }, receiver: { installed: act('2026-03-01') } },
      { asked: ['installed'] },
    ],
    [
      'like production: once, not for each side',
      { mirrorsProduction: act('2026-03-01') },
      { asked: ['mirrorsProduction'] },
    ],
  ])('valid: %s', (_, held, options) => expect(judge(held, options)).toEqual([]))

  it.each<[string, Environment | undefined, Options, string[]]>([
    [
      'nothing',
      undefined,
      { asked: ['installed'] },
      ['step-open environments.uat.sender.installed', 'step-open environments.uat.receiver.installed'],
    ],
    [
      'the receiving side is missing',
      { sender: onboarding('2026-03-01') },
      { asked: ['onboarded', 'installed'] },
      ['step-open environments.uat.receiver.onboarded', 'step-open environments.uat.receiver.installed'],
    ],
    [
      'the sending side is missing',
      { receiver: onboarding('2026-03-01') },
      { asked: ['configured'] },
      ['step-open environments.uat.sender.configured'],
    ],
    [
      'a step of one side',
      { ...both, receiver: without('configured') },
      {},
      ['step-open environments.uat.receiver.configured'],
    ],
    [
      'the endpoint is not in the catalogue',
      { ...both, sender: without('catalogued') },
      {},
      ['step-open environments.uat.sender.catalogued'],
    ],
    [
      'the endpoint is in the catalogue without its id',
      { ...both, sender: without('serviceId') },
      {},
      ['service-id-missing environments.uat.sender.serviceId'],
    ],
    [
      'neither in the catalogue nor with an id',
      { ...both, sender: {} },
      { asked: ['catalogued'] },
      ['step-open environments.uat.sender.catalogued', 'service-id-missing environments.uat.sender.serviceId'],
    ],
    ['not like production', both, { asked: ['mirrorsProduction'] }, ['step-open environments.uat.mirrorsProduction']],
  ])('invalid: %s', (_, held, options, expected) => expect(brief(judge(held, options))).toEqual(expected))

  it('asks for no service id where the catalogue is not asked for', () => {
    expect(judge({ ...both, sender: without('serviceId') }, { asked: ['onboarded'] })).toEqual([])
  })

  it('says which step of which side, and who may record it', () => {
    expect(judge({ ...both, receiver: {} }, { asked: ['onboarded'] }).map(({ problem }) => problem)).toEqual([
      {
        code: 'step-open',
        environment: 'UAT',
        side: 'receiver',
        step: 'onboarded',
        parties: ['supplier', 'provider', 'team'],
      },
    ])
    expect(judge(both, { asked: ['mirrorsProduction'] }).map(({ problem }) => problem)).toEqual([
      { code: 'step-open', environment: 'UAT', side: null, step: 'mirrorsProduction', parties: ['provider'] },
    ])
    expect(judge({ ...both, receiver: without('serviceId') }).map(({ problem }) => problem)).toEqual([
      { code: 'service-id-missing', environment: 'UAT', side: 'receiver' },
    ])
  })

  it('is judged by itself: another environment does not count', () => {
    const context = contextFor({ environments: { production: both } })
    expect(environment({ environment: 'uat', steps: ['installed'] }, context)).toHaveLength(2)
    expect(environment({ environment: 'production', steps: ['installed'] }, context)).toEqual([])
  })

  it.each<[string, string, string, boolean]>([
    ['uat', 'move', '2026-03-09', true],
    ['uat', 'move', '2026-03-10', false],
    ['uat', 'move', '2026-03-11', false],
    ['uat', 'go-live', '2026-03-11', true],
    ['production', 'move', '2026-03-10', false],
    ['production', 'go-live', '2026-03-10', false],
    ['production', 'acceptance', '2026-03-10', true],
  ])('%s of 2026-03-10, and a no-go of %s on %s: holds %s', (id, decision, on, holds) => {
    const held = { mirrorsProduction: act('2026-03-10'), sender: onboarding('2026-03-10') }
    const context = contextFor({
      environments: { [id]: held },
      participants: ['sender'],
      decisions: [noGo(decision, on)],
    })
    const found = environment({ environment: id, steps: ['installed', 'mirrorsProduction'] }, context)
    expect(brief(found)).toEqual(
      holds ? [] : [`voided environments.${id}.sender.installed`, `voided environments.${id}.mirrorsProduction`],
    )
  })

  it('says what is void, and since when', () => {
    const found = judge(
      { mirrorsProduction: act('2026-03-10') },
      { asked: ['mirrorsProduction'], decisions: [noGo('move', '2026-03-12')] },
    )
    expect(found.map(({ problem }) => problem)).toEqual([
      { code: 'voided', what: 'UAT: mirrorsProduction', on: '2026-03-10', since: '2026-03-12' },
    ])
  })
})

describe('stepDone', () => {
  it.each<[string, Environment, Side[], { done: string; again: string } | null]>([
    [
      'for both sides by the last one, and since the first one',
      { sender: { installed: act('2026-03-02') }, receiver: { installed: act('2026-03-01') } },
      ['sender', 'receiver'],
      { done: '2026-03-02', again: '2026-03-01' },
    ],
    [
      'the only side',
      { sender: { installed: act('2026-03-02') } },
      ['sender'],
      { done: '2026-03-02', again: '2026-03-02' },
    ],
    ['a side is open', { sender: { installed: act('2026-03-02') } }, ['sender', 'receiver'], null],
    ['another step', { sender: { configured: act('2026-03-02') } }, ['sender'], null],
    ['a side that the site does not take', { receiver: { installed: act('2026-03-02') } }, ['sender'], null],
  ])('%s', (_, held, participants, expected) => {
    expect(stepDone('uat', 'installed', contextFor({ environments: { uat: held }, participants }))).toEqual(expected)
  })
  it('tells one step from another', () => {
    const context = contextFor({
      participants: ['sender'],
      environments: {
        uat: { sender: { onboarded: act('2026-03-01'), installed: act('2026-03-02'), configured: act('2026-03-03') } },
      },
    })
    expect(
      (['onboarded', 'installed', 'configured'] as const).map(step => stepDone('uat', step, context)?.done),
    ).toEqual(['2026-03-01', '2026-03-02', '2026-03-03'])
  })
  it('is null without the environment', () => expect(stepDone('uat', 'installed', contextFor({}))).toBeNull())
})
