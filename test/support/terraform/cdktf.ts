/**
 * The `cdktf` command in tests, against the same stand-in providers:
 *
 *     await withTerraform(async (tf) => {
 *       await tf.write('cdktf.json', JSON.stringify({ language: 'typescript', app: 'node app.js' }));
 *       await deployWithCdktf(tf);
 *       expect(await diffWithCdktf(tf)).toEqual({ hasChanges: false, ... });
 *     });
 *
 * The app runs in `tf.root` and finds the project's modules. Without --skip-provider-lock cdktf would ask the public registry.
 */
import * as path from 'node:path';
import { TerraformError } from './terraform';
import type { CommandResult, World } from './terraform';

const cli = path.join(path.dirname(require.resolve('cdktf-cli/package.json')), 'bundle', 'bin', 'cdktf');
const nodeModules = path.dirname(path.dirname(require.resolve('cdktf/package.json')));

/** Runs any cdktf command in the root; throws unless it succeeds. */
export async function cdktf(tf: World, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  const all = { NODE_PATH: nodeModules, FORCE_COLOR: '0', CI: '1', ...env };
  const result = await tf.run(process.execPath, [cli, ...args], tf.root, all);
  if (result.code !== 0) throw new TerraformError(`cdktf ${args.join(' ')}`, result);
  return result;
}

/** `cdktf deploy` of stacks, all by default. */
export const deployWithCdktf = (tf: World, env: NodeJS.ProcessEnv = {}, stacks = ['*']): Promise<CommandResult> =>
  cdktf(tf, ['deploy', ...stacks, '--auto-approve', '--skip-provider-lock'], env);

/** True if `cdktf diff` of one stack shows a change. */
export async function diffWithCdktf(
  tf: World,
  stack: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly hasChanges: boolean; readonly output: string }> {
  const { stdout } = await cdktf(tf, ['diff', stack, '--skip-provider-lock'], env);
  return { hasChanges: !/No changes\. Your infrastructure matches the configuration\./.test(stdout), output: stdout };
}
