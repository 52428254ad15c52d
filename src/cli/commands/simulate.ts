import { EXIT, type ExitCode } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly lose?: string | readonly string[];
  readonly json: boolean;
}

/** `topogen simulate` shows what still works after losses; it reads the plan alone and touches no cloud. */
export const simulate: Command<Options> = {
  usage: 'simulate <spec>',
  summary: 'Show what still works after each loss and each two; exit 2 when one breaks what kong.survives promises',
  examples: [
    ['$0 simulate edge.json', 'every single loss and every two at once'],
    ['$0 simulate edge.json --lose datacenter:us-east --lose link:eu-west--us-west', 'these two together, in detail'],
    ['$0 simulate edge.json --lose zone', 'each zone in turn, in detail'],
  ],
  completes: { spec: 'spec', lose: 'loss' },
  options: (argv) =>
    specArgument(argv)
      .option('lose', {
        type: 'string',
        describe:
          'Only this loss: datacenter:<name>, zone:<datacenter>/<zone>, node:<datacenter>/<machine>, link:<one>--<other>, ' +
          'or a kind, for each of that kind in turn; may be repeated',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on standard output' }) as never,
  async run({ spec, lose = [], json }, terminal) {
    const [{ loadFromFile }, { showFailed }, action] = await Promise.all([
      import('../io/loaded-topology'),
      import('../views/issues'),
      import('../../actions/show-simulation'),
    ]);
    const loaded = loadFromFile(spec, terminal, { json, quiet: true });
    if (!loaded) return EXIT.error;
    const { plan } = loaded.topology;
    const words = [lose].flat();
    if (words.length === 0) {
      const shown = action.showSimulation(plan, json);
      terminal.out(shown.text);
      return codeOf(shown.isBroken);
    }
    const cases = action.showCases(plan, words, json);
    if (!cases.ok) return showFailed(terminal, cases.issues, json);
    terminal.out(cases.value.text);
    return codeOf(cases.value.isBroken);
  },
};

function codeOf(isBroken: boolean): ExitCode {
  return isBroken ? EXIT.difference : EXIT.ok;
}
