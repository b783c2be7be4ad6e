/** Verdicts for tests: a small one for which everything holds, and the parts to change it with. */
import type {
  Consultation,
  CriterionResult,
  Finding,
  Glossary,
  SignOff,
  SignOffStatus,
  Standing,
  Subject,
  Uncovered,
  Verdict,
} from '../../policies/model.ts'
import type { Problem } from '../../policies/problems.ts'
import { standingName } from '../../policies/standing.ts'

export const noGlossary: Glossary = { people: {}, roles: {}, parties: {}, phases: {}, tasks: {}, clauses: {} }

export const glossary: Glossary = {
  people: Object.fromEntries(
    ['Ann', 'Ben', 'Cas', 'Dee'].map(name => [name.toLowerCase(), { name, login: `${name.toLowerCase()}-login` }]),
  ),
  roles: {
    'supplier/project-lead': "Supplier's Project Lead",
    'provider/project-lead': "Provider's Project Lead",
    'provider/clinical-safety-officer': "Provider's Clinical Safety Officer",
    'team/policy-lead': "Team's Policy Lead",
  },
  parties: { supplier: 'Supplier', provider: 'Provider', team: 'National Team' },
  phases: { testing: 'Private beta (UAT)', live: 'Public beta', end: 'Beta complete' },
  tasks: { smoke: 'Smoke testing', governance: 'Clinical governance' },
  clauses: {
    'S3-01': {
      says: 'Smoke tests come first.',
      link: 'https://guide.example/page.md?plain=1#L7',
      document: 'Beta Guide',
    },
    'S3-02': {
      says: 'A "go" is \\ needed & recorded.',
      link: 'https://guide.example/page.md?plain=1#L9',
      document: 'Beta Guide',
    },
    'S3-99': { says: 'Nobody cites this.', link: 'https://guide.example/page.md?plain=1#L99', document: 'Beta Guide' },
  },
}

export const record = 'beta/site'
export const path = `deployments/${record}.yaml`
export const web = { repository: 'https://github.com/acme/releases' }

export const finding = (problem: Problem, more: Partial<Finding> = {}): Finding => ({
  problem,
  at: { path, line: 12, column: 3 },
  weight: 'wrong',
  clauses: [],
  ...more,
})

export const failedTest = (test = 'SMK-04 Status updates'): Problem => ({
  code: 'test-not-passed',
  test,
  result: 'fail',
  on: '2026-11-18',
})

export const criterion = (more: Partial<CriterionResult> = {}): CriterionResult => ({
  id: 'smoke-passed',
  title: 'Every smoke test has passed',
  clauses: ['S3-01'],
  enforcement: 'mandatory',
  status: 'met',
  findings: [],
  facts: [],
  earliest: null,
  waivableBy: null,
  ...more,
})

export const unmet = (...problems: Problem[]): CriterionResult =>
  criterion({ status: 'unmet', findings: problems.map(problem => finding(problem)) })

export const waits = criterion({
  id: 'live-long-enough',
  title: 'The provider has run live for long enough',
  status: 'waiting',
  earliest: '2026-12-01',
  findings: [
    finding(
      {
        code: 'period-running',
        since: '2026-11-03',
        days: 28,
        done: 17,
        level: 'medium',
        until: '2026-12-01',
        after: null,
      },
      { weight: 'wait' },
    ),
  ],
})

export const signOff = (status: SignOffStatus, more: Partial<SignOff> = {}): SignOff => ({
  role: 'supplier/project-lead',
  party: 'supplier',
  letters: ['R'],
  tasks: ['smoke'],
  clauses: ['S3-01'],
  holders: ['ann', 'ben'],
  status,
  ...more,
})

export const consultation = (status: Consultation['status'], more: Partial<Consultation> = {}): Consultation => ({
  role: 'provider/project-lead',
  party: 'provider',
  tasks: ['governance'],
  clauses: ['S3-02'],
  holders: ['cas', 'dee'],
  status,
  ...more,
})

export const uncovered = (more: Partial<Uncovered> = {}): Uncovered => ({
  path,
  pointer: ['checklists', 'training', 'users-trained'],
  name: { part: 'item', name: 'Users are trained' },
  by: ['provider'],
  people: ['cas'],
  ...more,
})

export const forward: Extract<Subject, { is: 'transition' }> = {
  is: 'transition',
  record,
  pathway: 'beta',
  direction: 'forward',
  from: 'testing',
  to: 'live',
  reason: null,
}

/** A verdict: everything holds and everybody has signed, but for what is said otherwise. */
export const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  state: 'success',
  pull: 7,
  head: '0123456789abcdef0123456789abcdef01234567',
  draft: false,
  subject: forward,
  title: 'A site',
  criteria: [criterion()],
  signOffs: [signOff({ is: 'signed', by: 'ann', how: 'approved' })],
  consultations: [],
  informed: [],
  objections: [],
  uncovered: [],
  changed: [],
  notes: [],
  findings: [],
  ask: [],
  earliest: '2026-11-20',
  glossary,
  ...more,
})

export function standing(more: Partial<Standing> = {}): Standing {
  const one: Omit<Standing, 'standing'> = {
    record,
    title: 'A site',
    pathway: 'beta',
    phase: 'testing',
    next: 'live',
    ended: false,
    criteria: [criterion()],
    signOffs: [{ role: 'supplier/project-lead', letters: ['R'], holders: ['ann', 'ben'] }],
    consultations: [],
    earliest: '2026-11-20',
    ...more,
  }
  return { standing: standingName(one), ...one }
}
