import { join } from 'node:path';
import { EXIT } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly out: string;
  readonly json: boolean;
}

/** `topogen check`: is the committed HCL what the spec gives? */
export const check: Command<Options> = {
  usage: 'check <spec>',
  summary: 'Compare the committed HCL with what the spec gives now; exit 2 when they differ',
  examples: [['$0 check topologies/two-clouds.json', 'in CI, on every pull request']],
  options: (argv) =>
    specArgument(argv)
      .option('out', { type: 'string', default: 'terraform', describe: 'Folder of the HCL trees' })
      .option('json', { type: 'boolean', default: false, describe: 'Report as JSON on standard output' }) as never,
  async run(options, terminal) {
    const [{ loadFromFile }, { synthesize }, { compareTree, inStep }, { readTemplates }, { readTree }, view] =
      await Promise.all([
        import('../io/load'),
        import('../../actions/synthesize'),
        import('../../actions/check'),
        import('../io/templates'),
        import('../io/read-tree'),
        import('../views/check'),
      ]);
    const loaded = loadFromFile(options.spec, terminal, { frozenLock: true, json: options.json });
    if (!loaded) return EXIT.error;
    const { plan } = loaded.topology;
    const root = join(options.out, plan.topology);
    const { terraform } = await synthesize(plan, readTemplates());
    const difference = compareTree(terraform, readTree(root));
    const remedy = `topogen synth ${options.spec}${options.out === 'terraform' ? '' : ` --out ${options.out}`}`;
    if (options.json) terminal.out(view.checkJson(difference, root, remedy));
    else view.showCheck(terminal, difference, root, remedy);
    return inStep(difference) ? EXIT.ok : EXIT.difference;
  },
};
