import { EXIT } from '../ports';
import { specArgument, type Command } from './command';
import { runOptions } from './run-options';
import type { RunOptions } from '../io/run-stacks';

interface Options extends RunOptions {
  readonly confirm?: string;
}

/** `topogen destroy` takes a whole topology down, stack by stack. */
export const destroy: Command<Options> = {
  usage: 'destroy <spec>',
  summary: 'Run Terraform to destroy each stack of the tree, in the reverse order; all of its data goes',
  examples: [
    ['$0 destroy edge.json --plan-only', 'what would go'],
    ['$0 destroy edge.json --confirm edge', 'unattended: the name of the topology is the consent'],
  ],
  completes: { spec: 'spec', out: 'folder', from: 'nothing', with: 'file', confirm: 'nothing' },
  options: (argv) =>
    runOptions(specArgument(argv)).option('confirm', {
      type: 'string',
      describe: 'Name of the topology, as consent to the loss of all of it; without it you are asked',
    }) as never,
  async run(options, terminal) {
    const [{ checkedTree }, { assertInStep, runStacks }, { protectionsOf }, { assertConfirmed }] = await Promise.all([
      import('../io/checked-tree'),
      import('../io/run-stacks'),
      import('../../actions/carry-out/protections'),
      import('../io/confirm'),
    ]);
    const tree = await checkedTree(options, terminal);
    if (!tree) return EXIT.error;
    assertInStep(tree);
    const { plan, synthesis } = tree;
    if (!options.planOnly) await assertConfirmed(plan, options.confirm, terminal);
    const run = {
      command: 'destroy',
      deed: options.planOnly ? 'plan-destroy' : 'destroy',
      stacks: plan.stacks
        .toReversed()
        .map((each) => ({ plan: each, protections: protectionsOf(each.name, synthesis.assembly) })),
      wishes: { yes: true, allowed: [], isConfirmed: true },
    } as const;
    return runStacks(tree, run, options, terminal);
  },
};
