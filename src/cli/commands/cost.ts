import { canonicalJson } from '../../kernel/json';
import { EXIT } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly compare?: string;
  readonly json: boolean;
}

/** `topogen cost` estimates the monthly cost from a dated price table, or compares that of two specs. */
export const cost: Command<Options> = {
  usage: 'cost <spec>',
  summary: 'Estimate the monthly cost by datacenter, role and link; unknown prices are said to be unknown',
  examples: [
    ['$0 cost edge.json', 'table with the date of every price'],
    ['$0 cost edge-next.json --compare edge.json', 'what the change costs, line by line'],
  ],
  options: (argv) =>
    specArgument(argv)
      .option('compare', { type: 'string', describe: 'Another spec: show the difference from it to this one' })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: "JSON on standard output, in the shape of infracost's breakdown",
      }) as never,
  async run(options, terminal) {
    const [{ loadFromFile }, action] = await Promise.all([import('../io/load'), import('../../actions/show-cost')]);
    const loaded = loadFromFile(options.spec, terminal, {
      json: options.json,
      ...(options.compare === undefined ? {} : { former: options.compare }),
    });
    if (!loaded) return EXIT.error;
    const { plan } = loaded.topology;
    if (options.compare === undefined) {
      terminal.out(options.json ? action.costJson(plan) : action.costText(plan));
      return EXIT.ok;
    }
    const other = loadFromFile(options.compare, terminal, { json: options.json });
    if (!other) return EXIT.error;
    const before = other.topology.plan;
    terminal.out(
      options.json ? canonicalJson(action.costComparison(before, plan)) : action.costComparisonText(before, plan),
    );
    // The numbers are there to be seen, of a change too that synth would refuse.
    return loaded.issues.some(({ severity }) => severity === 'error') ? EXIT.error : EXIT.ok;
  },
};
