import { expect, test } from 'vitest'
import { schemaLine } from './line.ts'

test.each([
  ['deployments/one/site.yaml', '../../schemas/editor/deployment.schema.json'],
  ['deployments/one/region/site.yaml', '../../../schemas/editor/deployment.schema.json'],
  ['deployments/one/releases/1.0.0.yaml', '../../../schemas/editor/release.schema.json'],
  ['policies/pathways/one.yaml', '../../schemas/pathway.schema.json'],
  ['policies/governance.yaml', '../schemas/governance.schema.json'],
])('%s begins with the way to %s', (path, schema) =>
  expect(schemaLine(path)).toBe(`# yaml-language-server: $schema=${schema}`),
)

test.each(['deployments/site.yaml', 'deployments/README.md', 'package.json'])('%s has no such line', path =>
  expect(schemaLine(path)).toBeNull(),
)
