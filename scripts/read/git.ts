/** Runs git. Nothing is checked out and nothing of a repository runs. */
import { execFileSync } from 'node:child_process'

/** Runs git in a repository. */
export type Git = (args: string[], input?: string) => Buffer

/** `environment` is added to git's own, for credentials that must not stand in arguments or files. */
export function gitIn(directory: string, environment: Record<string, string> = {}): Git {
  const fixed = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_NO_REPLACE_OBJECTS: '1', LC_ALL: 'C' }
  const env = { ...inherited(), ...fixed, ...environment }
  return (args, input) =>
    execFileSync('git', args, {
      cwd: directory,
      env,
      input: input ?? '',
      maxBuffer: 1 << 30,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
}

/** The environment without what a hook or a rebase around us says of another repository. */
const inherited = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|PREFIX|NAMESPACE)$/.test(name),
    ),
  )

/** What git said when it failed, in one line: the first that calls itself an error, before the advice that may follow. */
export const gitError = (error: unknown): string => {
  const said = String((error as { stderr?: Buffer }).stderr ?? '').trim()
  const first = /^(?:fatal|error): .*/m.exec(said)?.[0] ?? said.split('\n').at(-1)
  return first || (error instanceof Error ? error.message : String(error))
}

/** The full id of a commit. Throws where there is none. */
export function commitOf(git: Git, name: string): string {
  try {
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
      .toString()
      .trim()
  } catch {
    throw new Error(`git knows no commit ${name}`)
  }
}
