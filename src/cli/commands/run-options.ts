import type { Argv } from 'yargs';

/** Adds the options that `apply` and `destroy` share. */
export function runOptions<T>(argv: Argv<T>): Argv<T> {
  return argv
    .option('out', { type: 'string', default: 'terraform', describe: 'Folder of the HCL trees' })
    .option('plan-only', {
      type: 'boolean',
      default: false,
      describe: 'Show the plans and apply none; it ends at a stack that needs what was never applied',
    })
    .option('from', { type: 'string', describe: 'Stack to begin with; without it all are run' })
    .option('with', { type: 'string', describe: 'Program to run: terraform, tofu, or the path of one' });
}
