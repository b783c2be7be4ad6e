/** An octokit that takes no half answer for data, and retries what can be retried, a bounded number of times. */
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'

// biome-ignore lint/suspicious/noExplicitAny: octokit leaves what its hooks pass untyped
type Loose = any

export interface Patience {
  /** Every wait is multiplied by this. Below 1, writes are not spaced out either. */
  patience: number
  /** Seconds that GitHub may ask us to wait for one request, all its answers together. */
  longestWait: number
}

const retries = 3
/** What another attempt cannot mend. 403 and 429 are the throttling plugin's, unless it does not know them for a rate limit. */
const doNotRetry = [400, 401, 403, 404, 405, 409, 410, 415, 422, 451]
const silent = { debug() {}, info() {}, warn() {}, error() {} }
/** Stands in for a queue of the throttling plugin: runs at once. */
const unpaced = {
  key: () => ({
    schedule: (_job: unknown, run: (...given: unknown[]) => unknown, ...given: unknown[]) => run(...given),
  }),
}

/**
 * Each request must bring a `request` of its own with `shape: 'list' | 'object'`: without it octokit shares one object among all
 * requests, and the plugins write their counts into it.
 */
export function patientOctokit(baseUrl: string, token: string, send: typeof fetch, limits: Patience): Octokit {
  const retryAfterBaseValue = 1000 * limits.patience
  return new PatientOctokit({
    baseUrl,
    ...(token && { auth: token }),
    log: silent,
    request: { fetch: send, log: silent },
    retry: { doNotRetry, retries, retryAfterBaseValue },
    throttle: {
      retryAfterBaseValue,
      onRateLimit: willWait(limits.longestWait),
      onSecondaryRateLimit: willWait(limits.longestWait),
      ...(limits.patience < 1 && { write: unpaced as never, notifications: unpaced as never }),
    },
  })
}

/**
 * octokit reads a body that was cut off as an empty text, and broken JSON as a text, both with status 200; its `paginate` makes an
 * empty list of the first. Here both are failures that are retried. It sits inside the two plugins, so that they see the error.
 */
function whole(octokit: { hook: Octokit['hook'] }): Record<string, never> {
  octokit.hook.wrap('request', async (request, options: Loose) => {
    const response: Loose = await Promise.resolve(request(options)).catch(error => {
      throw worded(error)
    })
    const { data, status } = response
    const got = Array.isArray(data) ? 'list' : typeof data === 'object' && data !== null ? 'object' : 'nothing whole'
    if (status === 204 || got === options.request.shape) return response
    const message = `expected one ${options.request.shape} of JSON, got ${got}: the answer was cut off or malformed`
    throw Object.assign(new Error(message), { status: 502, request: { ...options }, response })
  })
  return {}
}

/** The throttling plugin knows a secondary rate limit by its wording alone; GitHub's proxies have others. */
function worded(error: Loose): unknown {
  const limited = [403, 429].includes(error.status) && error.response?.headers['retry-after']
  if (limited && !/\bsecondary rate\b/i.test(error.message)) error.message += ' (secondary rate limit)'
  return error
}

/** Whether to wait as long as GitHub asks. The sum is kept on the request; when it is too long, the retry plugin must not go on either. */
function willWait(longest: number) {
  return (after: number, options: Loose, _octokit: unknown, count: number): boolean => {
    const waited = (options.request.waited ?? 0) + after
    const wait = count < retries && waited <= longest
    Object.assign(options.request, wait ? { waited } : { retries: 0 })
    return wait
  }
}

// The first is the innermost.
const PatientOctokit = Octokit.plugin(whole, throttling, retry)
