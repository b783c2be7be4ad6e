import { expect, test } from 'vitest'
import { mergedPulls } from './merged-pulls.ts'
import type { Pull, Review, State, Token } from './state.ts'

const token: Token = { token: 't', login: 'ann', permissions: { 'pull-requests': 'read' } }
const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString()

const pull = (number: number) =>
  ({
    number,
    title: 'T',
    author: 'ann',
    base: { branch: 'main' },
    head: { sha: 'h' },
    // two of them at one moment
    updatedAt: at(Math.floor(number / 2)),
    merged: { sha: `m${number}` },
  }) as Pull

function stateOf(pulls: Pull[], reviews: Review[] = []): State {
  const known = { owner: 'acme', name: 'releases', deleted: new Set<string>(), users: [] }
  return { ...known, pulls, reviews } as unknown as State
}

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: { number: number; reviews: { totalCount: number; nodes: { commit: { oid: string } }[] } }[]
}

function page(state: State, after: string | null = null): Page {
  const found = mergedPulls(state, token, { owner: 'acme', name: 'releases', branch: 'main', after })
  if (!('data' in found)) throw new Error(found.message)
  return (found.data as { repository: { pullRequests: Page } }).repository.pullRequests
}

test('a hundred on a page, newest first, and the rest after its cursor', () => {
  const state = stateOf(Array.from({ length: 150 }, (_, index) => pull(index + 1)))
  const first = page(state)
  const second = page(state, first.pageInfo.endCursor)
  const numbers = [...first.nodes, ...second.nodes].map(({ number }) => number)
  expect(numbers).toEqual(Array.from({ length: 150 }, (_, index) => 150 - index))
  expect([first, second].map(({ nodes, pageInfo }) => [nodes.length, pageInfo.hasNextPage])).toEqual([
    [100, true],
    [50, false],
  ])
})

test('what is touched between two pages is on neither', () => {
  const pulls = Array.from({ length: 150 }, (_, index) => pull(index + 1))
  const first = page(stateOf(pulls))
  const moved = pulls.map(one => (one.number === 1 ? { ...one, updatedAt: at(1000) } : one))
  const second = page(stateOf(moved), first.pageInfo.endCursor)
  expect(second.nodes.map(({ number }) => number)).not.toContain(1)
  expect(page(stateOf(moved)).nodes[0]?.number).toBe(1)
})

test('the last hundred reviews, and how many there are', () => {
  const reviews = Array.from({ length: 103 }, (_, index) => ({ pull: 1, author: 'x', commit: `${index}` }) as Review)
  const [one] = page(stateOf([pull(1)], reviews)).nodes
  expect(one?.reviews.totalCount).toBe(103)
  expect(one?.reviews.nodes.map(({ commit }) => commit.oid)).toEqual(
    Array.from({ length: 100 }, (_, at) => `${at + 3}`),
  )
})
