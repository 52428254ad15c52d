import { join } from 'node:path';
import { EXIT } from '../ports';
import { STANDARD_INPUT } from '../standard-input';
import { pasted } from '../views/shown';
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
    const [
      { loadFromFile },
      { synthesize },
      { compareTree },
      { readTemplates },
      { readAtRest },
      { assertPlaces },
      { Refusal },
      view,
    ] = await Promise.all([
      import('../io/load'),
      import('../../actions/synthesize'),
      import('../../actions/check'),
      import('../io/templates'),
      import('../io/outputs/read-at-rest'),
      import('../io/places'),
      import('../io/refusal'),
      import('../views/check'),
    ]);
    if (options.spec === STANDARD_INPUT)
      throw new Refusal('a spec on standard input has no lock file, and a tree follows from both; name the file');
    const loaded = loadFromFile(options.spec, terminal, {
      frozenLock: 'indexes',
      tree: (topology) => join(options.out, topology),
      json: options.json,
    });
    if (!loaded) return EXIT.error;
    const { plan } = loaded.topology;
    assertPlaces({ out: options.out, topology: plan.topology, specFile: options.spec });
    const root = join(options.out, plan.topology);
    const { terraform } = await synthesize(plan, readTemplates());
    const { tree, interrupted } = readAtRest(root);
    const difference = compareTree(plan.topology, terraform, tree);
    const remedy = `topogen synth ${pasted(options.spec)}${options.out === 'terraform' ? '' : ` --out ${pasted(options.out)}`}`;
    const { changed } = loaded.topology.lock;
    const report = { difference, root, remedy, interrupted, ...(changed ? { lockFile: loaded.lockFile } : {}) };
    if (options.json) terminal.out(view.checkJson(report));
    else view.showCheck(terminal, report);
    return view.isMended(report) ? EXIT.ok : EXIT.difference;
  },
};
