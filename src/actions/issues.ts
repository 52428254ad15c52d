import { issue, type Issue } from '../kernel/issue';

/** Makes the issue that `--frozen-lock` reports if this run would have written or changed the lock file. */
export function lockFrozen(lockFile: string, missing: boolean, names: readonly string[]): Issue {
  return issue('lock-frozen', {
    path: [],
    message: missing
      ? `the lock file ${lockFile} is missing, and --frozen-lock forbids writing it`
      : `the lock file ${lockFile} does not fit the spec (${names.join(', ')}), and --frozen-lock forbids changing it`,
    remedy: 'run topogen synth without --frozen-lock and commit the lock file with the spec',
  });
}
