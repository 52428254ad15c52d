import { EXIT } from '../ports';
import { shown } from '../views/shown';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly out?: string;
  readonly force: boolean;
}

/** `topogen report` writes the plan as one page for people who read no Terraform. */
export const report: Command<Options> = {
  usage: 'report <spec>',
  summary: 'Write one self-contained page: map, sizes with their arithmetic, cost, growth, limits, flows, losses',
  examples: [
    ['$0 report edge.json', 'writes edge-report.html'],
    ['$0 report edge.json --out board.html', 'to attach, to print, or to open without any network'],
  ],
  options: (argv) =>
    specArgument(argv)
      .option('out', { type: 'string', describe: 'File to write; default: <topology>-report.html' })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Overwrite a file that is no report of this topology',
      }) as never,
  async run({ spec, out, force }, terminal) {
    const [{ loadFromFile }, { isOwnReport, showReport }, { readTemplates }, { writeFileAtomically }, { holdsOther }] =
      await Promise.all([
        import('../io/loaded-topology'),
        import('../../actions/show-report'),
        import('../io/templates'),
        import('../io/write-file'),
        import('../io/holds-other'),
      ]);
    const loaded = loadFromFile(spec, terminal, { wouldWrite: true });
    if (!loaded) return EXIT.error;
    const { topology, issues } = loaded;
    const file = out ?? `${topology.plan.topology}-report.html`;
    if (!force && holdsOther(file, (text) => isOwnReport(topology, text))) {
      terminal.err(
        `error: ${shown(file)} exists and is no report of ${topology.plan.topology}; choose another name, or overwrite it with --force\n`,
      );
      return EXIT.error;
    }
    writeFileAtomically(file, await showReport(topology, issues, readTemplates()));
    terminal.err(`Wrote ${shown(file)}\n`);
    return EXIT.ok;
  },
};
