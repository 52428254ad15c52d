import { EXIT } from '../ports';
import { specArgument, type Command } from './command';
import { runOptions } from './run-options';
import type { RunOptions } from '../io/run-stacks';

interface Options extends RunOptions {
  readonly yes: boolean;
  readonly allow?: string;
}

/** `topogen apply` runs Terraform for every stack of a committed tree, in order. */
export const apply: Command<Options> = {
  usage: 'apply <spec>',
  summary: 'Run Terraform for each stack of the tree in order, with its plan first; only what differs is applied',
  examples: [
    ['$0 apply edge.json', 'each plan is shown, and asked about'],
    ['$0 apply edge.json --plan-only', 'what would change; exit 2 if anything would'],
    ['$0 apply edge.json --yes --from links', 'unattended, from a stack on'],
  ],
  completes: { spec: 'spec', out: 'folder', from: 'nothing', with: 'file', allow: 'nothing' },
  options: (argv) =>
    runOptions(specArgument(argv))
      .option('yes', {
        type: 'boolean',
        default: false,
        describe: 'Apply without a question what loses nothing',
      })
      .option('allow', {
        type: 'string',
        describe: 'What may be lost, by the names that the refusal gives, with commas between',
      }) as never,
  async run(options, terminal) {
    const [{ checkedTree }, { assertInStep, runStacks }, { wordsOf }, { Refusal }] = await Promise.all([
      import('../io/checked-tree'),
      import('../io/run-stacks'),
      import('../io/data-kept'),
      import('../io/refusal'),
    ]);
    if (!options.planOnly && !options.yes && !terminal.ask)
      throw new Refusal('nobody can be asked here; say --yes to apply what loses nothing, or --plan-only to see it');
    const tree = await checkedTree(options, terminal);
    if (!tree) return EXIT.error;
    assertInStep(tree);
    const run = {
      command: 'apply',
      deed: options.planOnly ? 'plan' : 'apply',
      stacks: tree.plan.stacks.map((plan) => ({ plan, protections: [] })),
      wishes: { yes: options.yes, allowed: wordsOf(options.allow), isConfirmed: false },
    } as const;
    return runStacks(tree, run, options, terminal);
  },
};
