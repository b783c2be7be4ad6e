import { describe, expect, it } from 'vitest'
import { kindAt } from './repository.ts'

describe('which kind of file belongs at a path', () => {
  it.each<[string, string | null]>([
    ['deployments/demo/site.yaml', 'Deployment'],
    ['deployments/demo/north/site-2.yaml', 'Deployment'],
    ['deployments/demo/releases-of-others.yaml', 'Deployment'],
    ['deployments/demo/releases/1.0.0-beta.1.yaml', 'Release'],
    ['deployments/demo/releases/1.0.0-RC.1.yaml', 'Release'],
    // each looks like another one, or is the same file on many machines
    ['deployments/demo/Site.yaml', null],
    ['deployments/demo/sit\u0435.yaml', null],
    ['deployments/demo/site\u200B.yaml', null],
    ['deployments/demo/caf\u00E9.yaml', null],
    ['deployments/demo/site .yaml', null],
    ['deployments/demo/site-.yaml', null],
    ['deployments/demo/site.yml', null],
    ['deployments/demo/a\\b.yaml', null],
    ['deployments/demo/../site.yaml', null],
    ['deployments/demo/README.md/site.yaml', null],
    ['deployments/demo/Releases/1.0.0.yaml', null],
    ['deployments/demo/releases.yaml', null],
    ['deployments/demo/north/releases/1.0.0.yaml', null],
    ['deployments/demo/releases/1.0.0\u200B.yaml', null],
    ['deployments/demo/releases/north/1.0.0.yaml', null],
    ['deployments/site.yaml', null],
  ])('%j: %s', (path, kind) => expect(kindAt(path)).toBe(kind))
})
