import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refuse } from './answers.ts'
import { sharedContract } from './contract.ts'
import { cut, operations, print, structure } from './cut-openapi.ts'
import { routes } from './routes.ts'

const text = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8')
const description = JSON.parse(text)

describe('openapi.json', () => {
  test('holds exactly the operations that the forge carries out', () => {
    const { operations: described } = sharedContract()
    expect(described.toSorted()).toEqual(Object.keys(routes).toSorted())
    expect(operations.toSorted()).toEqual(Object.keys(routes).toSorted())
  })

  test('says what it was cut from, and cutting it again changes nothing', () => {
    const { info } = description
    expect(info).toMatchObject({ package: '@octokit/openapi', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(print({ info }, cut(description, operations))).toBe(text)
  })
})

describe('structure', () => {
  test('drops prose and keeps properties of the same names', () => {
    const schema = {
      description: 'x',
      type: 'object',
      properties: { title: { type: 'string', example: 'x' } },
      'x-y': 1,
    }
    expect(structure(schema)).toEqual({ type: 'object', properties: { title: { type: 'string' } } })
  })

  test('turns nullable into a union', () => {
    expect(structure({ type: 'string', enum: ['a'], nullable: true })).toEqual({
      type: ['string', 'null'],
      enum: ['a', null],
    })
    const reference = { $ref: '#/components/schemas/a' }
    expect(structure({ allOf: [reference], nullable: true })).toEqual({
      anyOf: [{ allOf: [reference] }, { type: 'null' }],
    })
  })

  test('refuses an operation that the description has not', () => {
    expect(() => cut(description, ['GET /nowhere'])).toThrow('The description has no GET /nowhere.')
  })
})

describe('answers of ours', () => {
  const contract = sharedContract()
  const get = 'GET /repos/{owner}/{repo}/git/ref/{ref}'
  const good = {
    ref: 'r',
    node_id: 'n',
    url: 'https://a/b',
    object: { type: 'commit', sha: 'a'.repeat(40), url: 'https://a/b' },
  }

  test('pass when they are as described', () => {
    expect(contract.response(get, { status: 200, body: good })).toEqual([])
    expect(contract.response(get, refuse(404, 'Not Found'))).toEqual([])
  })

  test.each([
    ['a missing key', 200, { ...good, ref: undefined }, "must have required property 'ref'"],
    ['a bad address', 200, { ...good, url: 'no address' }, 'must match format "uri"'],
    ['an answer that is not described', 204, undefined, 'the description has no answer 204'],
  ])('are breaches with %s', (_, status, body, message) => {
    const found = contract.response(get, { status, ...(body === undefined ? {} : { body }) })
    expect(found.join('\n')).toContain(message)
  })
})
