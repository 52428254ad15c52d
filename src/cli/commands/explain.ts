import { COLUMNS, EXIT } from '../ports';
import { shown } from '../views/shown';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly what?: string;
  readonly json: boolean;
  readonly curve?: boolean;
  readonly svg?: string;
}

/** `topogen explain` shows the source of every number, and the growth of sizes with the rate. */
export const explain: Command<Options> = {
  usage: 'explain <spec> [what]',
  summary: 'Show every number with its formula, its inputs and where they come from; writes nothing',
  examples: [
    ['$0 explain edge.json us-east.kong.nodes', 'one number and what it rests on'],
    ['$0 explain edge.json --curve --svg curve.svg', 'nodes and cost against request rate'],
  ],
  completes: { spec: 'spec', what: 'number', svg: 'file' },
  options: (argv) =>
    specArgument(argv)
      .positional('what', { type: 'string', describe: 'A number or a group of them, e.g. us-east.kong; default: all' })
      .option('curve', { type: 'boolean', describe: 'Nodes and cost against request rate instead' })
      .option('svg', { type: 'string', implies: 'curve', describe: 'Also draw the curve into this file' })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on standard output' }) as never,
  async run(options, terminal) {
    const [{ loadFromFile }, { showFailed }, action, { writeFileAtomically }] = await Promise.all([
      import('../io/loaded-topology'),
      import('../views/issues'),
      import('../../actions/show-explain'),
      import('../io/write-file'),
    ]);
    const loaded = loadFromFile(options.spec, terminal, { json: options.json });
    if (!loaded) return EXIT.error;
    const { plan } = loaded.topology;
    const columns = terminal.columns ?? COLUMNS;
    if (options.curve) {
      const points = action.curve(loaded.topology);
      terminal.out(options.json ? action.curveJson(points) : action.curveText(points, plan, columns));
      if (options.svg !== undefined) {
        writeFileAtomically(options.svg, await action.curveSvg(points, plan));
        terminal.err(`Wrote ${shown(options.svg)}\n`);
      }
      return EXIT.ok;
    }
    const text = action.explainText(plan, options.what, options.json, columns);
    if (!text.ok) return showFailed(terminal, text.issues, options.json);
    terminal.out(text.value);
    return EXIT.ok;
  },
};
