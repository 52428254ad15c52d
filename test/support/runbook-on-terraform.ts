import { join } from 'node:path';
import { terraformAddresses } from '../../src/actions/terraform-addresses';
import type { Plan } from '../../src/plan/plan';
import { planRunbook } from '../../src/report/runbook/plan-runbook';
import type { RunbookStep } from '../../src/report/runbook/runbook';
import type { World } from './terraform/terraform';

/** Returns the steps of a runbook of one part that come after the change of the spec. */
export async function stepsOf(before: Plan, after: Plan): Promise<readonly RunbookStep[]> {
  const made = await planRunbook({ before, after, addresses: terraformAddresses(before, after) }, () =>
    Promise.resolve([]),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  const [part, ...others] = made.value.parts;
  expect(others).toEqual([]);
  return part!.steps.slice(1);
}

/** Runs a command of a runbook in the tree of `edge`, whose plans are applied unasked; returns what it says. */
export async function follow(tf: World, command: string): Promise<string> {
  const ran = await tf.run('bash', ['-c', command], join(tf.root, 'terraform/edge'), {
    TF_CLI_ARGS_apply: '-auto-approve -no-color -lock=false',
    TF_CLI_ARGS_output: '-no-color',
  });
  expect([command, ran.code, ran.code === 0 ? '' : ran.stderr]).toEqual([command, 0, '']);
  return ran.stdout;
}
