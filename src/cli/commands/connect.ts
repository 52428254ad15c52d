import { EXIT } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly datacenter: string;
  readonly to: string;
  readonly node?: string;
  readonly exec: boolean;
  readonly json: boolean;
}

/** `topogen connect` prints the commands by which an operator reaches a machine; with `--exec` it runs them. */
export const connect: Command<Options> = {
  usage: 'connect <spec> <datacenter> [to]',
  summary: 'Print the commands that reach a machine without a public address: a shell, the Admin API, the datastore',
  examples: [
    ['$0 connect edge.json us-east', "a shell on the first Kong node, by the cloud's own proxy"],
    ['$0 connect edge.json us-east admin', "that node's Admin API on port 8444 of this computer"],
    ['$0 connect edge.json eu-west shell --node kong-2 --exec', 'opens a shell on the second node'],
  ],
  completes: { spec: 'spec', datacenter: 'datacenter', to: 'nothing', node: 'nothing' },
  options: (argv) =>
    specArgument(argv)
      .positional('datacenter', { type: 'string', demandOption: true, describe: 'Datacenter, by its name in the spec' })
      .positional('to', {
        type: 'string',
        default: 'shell',
        describe:
          "shell, admin (Kong's Admin API), or the datastore's own terminal, whose word the answer to a wrong one names",
      })
      .option('node', {
        type: 'string',
        describe: 'Machine: a name such as kong-2, or its number; the first one without it',
      })
      .option('exec', { type: 'boolean', default: false, describe: 'Run the commands in bash, on this terminal' })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on standard output' }) as never,
  async run({ spec, datacenter, to, node, exec, json }, terminal) {
    const [{ loadFromFile }, { showFailed }, { showConnection }] = await Promise.all([
      import('../io/loaded-topology'),
      import('../views/issues'),
      import('../../actions/show-connection'),
    ]);
    const loaded = loadFromFile(spec, terminal, { json, quiet: true });
    if (!loaded) return EXIT.error;
    const wish = { datacenter, destination: to, ...(node === undefined ? {} : { node }) };
    const shown = showConnection(loaded.topology.plan, wish, json);
    if (!shown.ok) return showFailed(terminal, shown.issues, json);
    if (!exec) {
      terminal.out(shown.value.text);
      return EXIT.ok;
    }
    // What runs is printed as it would be typed; standard output belongs to the commands.
    terminal.err(shown.value.text);
    const { runScript } = await import('../io/run-script');
    return runScript(shown.value.script) ? EXIT.ok : EXIT.error;
  },
};
