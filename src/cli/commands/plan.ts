import { COLUMNS, EXIT } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly json: boolean;
}

/** `topogen plan` shows the plan, as tables for people or whole as JSON. */
export const plan: Command<Options> = {
  usage: 'plan <spec>',
  summary: 'Show the resolved plan: datacenters, addresses, nodes, links, firewall; writes nothing',
  examples: [
    ['$0 plan edge.json', 'tables for people'],
    ['$0 plan edge.json --json | jq .datastore.seeds', 'the whole plan for programs'],
  ],
  completes: { spec: 'spec' },
  options: (argv) =>
    specArgument(argv).option('json', {
      type: 'boolean',
      default: false,
      describe: 'The whole plan as JSON on standard output',
    }) as never,
  async run(options, terminal) {
    const [{ loadFromFile, withoutAdvice }, { planJson, planText }, { showIssues }] = await Promise.all([
      import('../io/loaded-topology'),
      import('../../actions/show-plan'),
      import('../views/issues'),
    ]);
    const loaded = loadFromFile(options.spec, terminal, { json: options.json });
    if (!loaded) return EXIT.error;
    if (options.json) showIssues(terminal, withoutAdvice(loaded.issues));
    const { plan } = loaded.topology;
    terminal.out(options.json ? planJson(plan) : planText(plan, terminal.columns ?? COLUMNS));
    return EXIT.ok;
  },
};
