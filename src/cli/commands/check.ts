import { EXIT } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly out: string;
  readonly json: boolean;
}

/** `topogen check` compares the committed HCL with what the spec gives. */
export const check: Command<Options> = {
  usage: 'check <spec>',
  summary: 'Compare the committed HCL with what the spec gives now; exit 2 when they differ',
  examples: [['$0 check topologies/two-clouds.json', 'in CI, on every pull request']],
  completes: { spec: 'spec', out: 'folder' },
  options: (argv) =>
    specArgument(argv)
      .option('out', { type: 'string', default: 'terraform', describe: 'Folder of the HCL trees' })
      .option('json', { type: 'boolean', default: false, describe: 'Report as JSON on standard output' }) as never,
  async run(options, terminal) {
    const [{ checkedTree }, view] = await Promise.all([import('../io/checked-tree'), import('../views/check')]);
    const checked = await checkedTree(options, terminal);
    if (!checked) return EXIT.error;
    const { report } = checked;
    if (options.json) terminal.out(view.checkJson(report));
    else view.showCheck(terminal, report);
    return view.isMended(report) ? EXIT.ok : EXIT.difference;
  },
};
