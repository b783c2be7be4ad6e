import { expect, it } from 'vitest'
import { atlas, today, world } from '../notes/fixture.ts'
import type { RecordFile } from '../repository.ts'
import { site } from '../rules/fixture.ts'
import { productFindings } from './product.ts'
import { recordFindings } from './record.ts'

const said = (one: RecordFile, ...others: RecordFile[]) =>
  productFindings(one, world(one, ...others)).map(({ problem, at }) => [problem, at.pointer])
const named = (version: string, product: string) => atlas(version, { product })

it.each(['atlas', 'ATLAS', ' Atlas', 'At las', 'Atlas\u00A0', 'At\u200Blas'])(
  '%j is Atlas, spelled otherwise',
  product =>
    expect(said(named('1.1.0', product), named('1.0.0', 'Atlas'))).toEqual([
      [{ code: 'product-spelled', product, other: 'Atlas', release: 'beta/releases/1.0.0' }, ['product']],
    ]),
)

it('the same name is the same product, and another name another one', () => {
  expect(said(named('1.1.0', 'Atlas'), named('1.0.0', 'Atlas'), named('2.0.0', 'Atlas Two'))).toEqual([])
})

it('another programme spells as it likes', () =>
  expect(said(named('1.1.0', 'atlas'), { ...named('1.0.0', 'Atlas'), programme: 'gamma' })).toEqual([]))

it('is no matter of a site', () => expect(said(site())).toEqual([]))

it('is found with all that is wrong with a record', () => {
  const [one, other] = [named('1.1.0', 'atlas'), named('1.0.0', 'Atlas')]
  const codes = recordFindings(one, world(one, other), today).map(({ problem }) => problem.code)
  expect(codes).toContain('product-spelled')
})
