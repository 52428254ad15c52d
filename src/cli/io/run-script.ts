import { spawnSync } from 'node:child_process';
import { Refusal } from './refusal';

/**
 * Runs lines of bash on this terminal, which they keep until they end.
 *
 * @returns true if they ended well
 * @throws Refusal if bash cannot be started
 */
export function runScript(script: string): boolean {
  const { status, error } = spawnSync('bash', ['-c', `set -e\n${script}`], { stdio: 'inherit' });
  if (error) throw new Refusal(`bash cannot be started (${error.message}); type the commands yourself`);
  return status === 0;
}
