import { EXIT } from '../ports';
import type { IssueJson } from '../views/issues';
import { shown } from '../views/shown';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly json: boolean;
}

/** The answer of `validate` of a spec that has warnings and advice at most. */
export interface ValidJson {
  readonly format: 1;
  readonly ok: true;
  readonly issues: readonly IssueJson[];
}

/** `topogen validate` reports every fault of a spec and writes nothing. */
export const validate: Command<Options> = {
  usage: 'validate <spec>',
  summary: 'Check a spec and report every fault at once; writes nothing',
  examples: [['$0 validate edge.yaml --json', 'for editors and CI']],
  completes: { spec: 'spec' },
  options: (argv) =>
    specArgument(argv).option('json', {
      type: 'boolean',
      default: false,
      describe: 'Report as JSON on standard output',
    }) as never,
  async run(options, terminal) {
    const [
      { loadFromFile },
      { userDataIssues },
      { renderedOnce },
      { readTemplates },
      { canonicalJson },
      { issuesJson },
    ] = await Promise.all([
      import('../io/loaded-topology'),
      import('../../actions/user-data'),
      import('../../actions/rendered-once'),
      import('../io/templates'),
      import('../../kernel/json'),
      import('../views/issues'),
    ]);
    const loaded = loadFromFile(options.spec, terminal, {
      json: options.json,
      advises: true,
      faultsOf: (plan) => userDataIssues(plan, renderedOnce(readTemplates())(plan)),
    });
    if (!loaded) return EXIT.error;
    const { plan } = loaded.topology;
    const valid: ValidJson = { format: 1, ok: true, issues: issuesJson(loaded.issues) };
    if (options.json) terminal.out(canonicalJson(valid));
    else
      terminal.err(
        `${shown(options.spec)}: valid; ${counted(plan.datacenters.length, 'datacenter')}, ${counted(plan.links.length, 'link')}\n`,
      );
    return EXIT.ok;
  },
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
