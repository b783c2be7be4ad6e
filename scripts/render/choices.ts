/** What can be chosen where the words are the product's own: the value that stands in a record, and what people call it. */

const titles = {
  accepted: 'Accepted',
  'application-data': 'The application’s data',
  blocked: 'It could not be run',
  bug: 'A bug mended',
  configuration: 'The provider’s configuration',
  delay: 'The release waits',
  development: 'In development',
  draft: 'A draft',
  elsewhere: 'Something else',
  enhancement: 'An improvement',
  error: 'An error that must be dealt with well',
  fail: 'It failed',
  feature: 'Something new',
  go: 'Go',
  'happy-path': 'An expected workflow',
  high: 'High',
  implementation: 'This implementation',
  'in-review': 'In review',
  live: 'Live patients',
  low: 'Low',
  medium: 'Medium',
  no: 'No',
  'no-go': 'No-go',
  other: 'In another way',
  'other-clinical-systems': 'Other clinical systems',
  pass: 'It passed',
  'pre-production': 'In pre-production',
  production: 'In production',
  refused: 'Refused',
  release: 'The release goes on with it as it is',
  'service-desk': 'Through the service desk',
  sit: 'In system integration testing',
  solution: 'The supplier’s solution',
  standard: 'The standard',
  superseded: 'Superseded by another',
  test: 'Test patients',
  'this-system': 'The system itself, further than now',
  uat: 'In user acceptance testing',
  undetermined: 'Nobody knows yet: counts as this implementation',
  yes: 'Yes',
} as const

export type ChoiceWord = keyof typeof titles

/** What people call a value. */
export const choiceTitle = (value: ChoiceWord): string => titles[value]

/** What sites must do. */
export const actionTitles = {
  order: 'Things in a certain order',
  training: 'Training',
  configuration: 'Configuration',
  other: 'Something else',
} as const

/** 1 is the worst. */
export const severityTitles = ['1, critical', '2, high', '3, medium', '4, low', '5, very low'] as const
