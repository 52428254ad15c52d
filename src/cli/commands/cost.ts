import { COLUMNS, EXIT, type ExitCode, type Terminal } from '../ports';
import { oneForm, specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly compare?: string;
  readonly json: boolean;
  readonly format?: string;
}

/** `topogen cost` estimates the monthly cost from a dated price table, or compares that of two specs. */
export const cost: Command<Options> = {
  usage: 'cost <spec>',
  summary: 'Estimate the monthly cost by datacenter, role and link; unknown prices are said to be unknown',
  examples: [
    ['$0 cost edge.json', 'table with the date of every price'],
    ['$0 cost edge-next.json --compare edge.json', 'what the change costs, line by line'],
    ['$0 cost edge.json --compare main', 'what a branch costs more or less than main'],
    ['$0 cost edge.json --compare origin/main --format markdown', 'for a comment of a pull request'],
  ],
  completes: { spec: 'spec', compare: 'revision' },
  options: (argv) =>
    specArgument(argv)
      .option('compare', {
        type: 'string',
        describe: 'Another spec, or a git revision of this one: show the difference from it to this one',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: "JSON on standard output, in the shape of infracost's breakdown",
      })
      .option('format', {
        choices: ['text', 'markdown'],
        describe: 'Form of the table: markdown fits a comment of a pull request',
      })
      .check(oneForm) as never,
  async run(options, terminal) {
    if (options.compare !== undefined) return compareCosts({ ...options, old: options.compare }, terminal);
    const [{ loadFromFile }, { costJson, costMarkdown, costText }] = await Promise.all([
      import('../io/loaded-topology'),
      import('../../actions/show-cost'),
    ]);
    const loaded = loadFromFile(options.spec, terminal, { json: options.json });
    if (!loaded) return EXIT.error;
    const { plan, inProduction } = loaded.topology;
    if (options.json) {
      terminal.out(costJson(plan));
      return EXIT.ok;
    }
    const show = options.format === 'markdown' ? costMarkdown : costText;
    terminal.out(show(plan, { columns: terminal.columns ?? COLUMNS, production: inProduction() }));
    return EXIT.ok;
  },
};

/** Shows the difference, which is there to be seen of a change too that synth would refuse. */
async function compareCosts(
  { old, spec, json, format }: Options & { readonly old: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const [
    { loadBoth },
    { nothingBefore },
    { costComparisonJson, costComparisonMarkdown, costComparisonText },
    { showIssues },
  ] = await Promise.all([
    import('../io/load-both'),
    import('../../actions/diff/nothing'),
    import('../../actions/show-cost'),
    import('../views/issues'),
  ]);
  const both = await loadBoth({ old, new: spec, json }, terminal);
  if (!both) return EXIT.error;
  if (!json || both.refused.length > 0) showIssues(terminal, both.issues);
  const after = both.after.plan;
  const before = both.before?.plan ?? nothingBefore(after).plan;
  const show = json ? costComparisonJson : format === 'markdown' ? costComparisonMarkdown : costComparisonText;
  terminal.out(show(before, after, terminal.columns ?? COLUMNS));
  return both.refused.length > 0 ? EXIT.error : EXIT.ok;
}
