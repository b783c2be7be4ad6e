import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { generateTypes } from './generate.ts'

it('types.ts is what the schemas say; `npm run generate` brings it up to date', async () => {
  expect(readFileSync(new URL('types.ts', import.meta.url), 'utf8')).toBe(await generateTypes())
})
