import { UsageError } from '../arguments';
import { EXIT, type ExitCode, type Terminal } from '../ports';
import type { Command } from './command';

interface Options {
  readonly old: string;
  readonly new?: string;
  readonly lost?: string;
  readonly rotate?: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/** `topogen runbook` shows the steps from one spec to another, after a loss, or of a new password. */
export const runbook: Command<Options> = {
  usage: 'runbook <old> [new]',
  summary: 'Show the ordered steps of a change or after a loss: commands, what to see, the way back, the risk',
  examples: [
    ['$0 runbook edge.json', 'from what stands by the committed lock file to the spec as it is now'],
    ['$0 runbook HEAD topologies/edge.json', 'from the last commit to the spec as it is now'],
    ['$0 runbook edge.json edge-next.json --markdown', 'to paste into a change request'],
    ['$0 runbook edge.json --lost zone:us-east/a', 'what is left, and how each of it comes back'],
  ],
  completes: { old: 'revision', new: 'spec', lost: 'lost', rotate: 'password' },
  options: (argv) =>
    argv
      .positional('old', {
        type: 'string',
        demandOption: true,
        describe: 'Spec, or git revision of the new one; alone it is the new one, and the lock file says what stands',
      })
      .positional('new', { type: 'string', describe: 'Spec' })
      .option('lost', {
        type: 'string',
        describe:
          'Thing that is lost: datacenter:<name>, zone:<datacenter>/<zone>, node:<datacenter>/<machine>, link:<one>--<other>',
      })
      .option('rotate', {
        type: 'string',
        describe: 'Password to change, by its key, which the answer to a wrong one lists; the spec stays as it is',
      })
      .option('markdown', { type: 'boolean', describe: 'Markdown, with a box for each step' })
      .option('json', { type: 'boolean', describe: 'JSON on standard output' })
      .conflicts('markdown', 'json')
      .conflicts('lost', 'rotate')
      .check(oneSpec) as never,
  run: (options, terminal) =>
    options.rotate === undefined && options.lost === undefined
      ? showChange(options, terminal)
      : showStanding(options, terminal),
};

/** Refuses a second spec beside `--lost` and `--rotate`, which are about one. */
function oneSpec({ lost, rotate, new: fresh }: Readonly<Record<string, unknown>>): true {
  const option = rotate !== undefined ? '--rotate' : '--lost';
  if ((lost ?? rotate) !== undefined && fresh !== undefined)
    throw new UsageError(`${option} is about one spec, as it stands; leave the second out`);
  return true;
}

function formOf({ json, markdown }: Options): 'json' | 'markdown' | 'text' {
  return json ? 'json' : markdown ? 'markdown' : 'text';
}

async function showStanding(options: Options, terminal: Terminal): Promise<ExitCode> {
  const [{ loadFromFile }, { showFailed }, action] = await Promise.all([
    import('../io/loaded-topology'),
    import('../views/issues'),
    import('../../actions/show-recovery'),
  ]);
  const json = options.json === true;
  const loaded = loadFromFile(options.old, terminal, { json, quiet: true });
  if (!loaded) return EXIT.error;
  const { plan } = loaded.topology;
  const text =
    options.lost === undefined
      ? action.showRotation(plan, options.rotate ?? '', formOf(options))
      : action.showLost(plan, options.lost, formOf(options));
  if (!text.ok) return showFailed(terminal, text.issues, json);
  terminal.out(text.value);
  return EXIT.ok;
}

async function showChange(options: Options, terminal: Terminal): Promise<ExitCode> {
  const [{ showRunbook, ledAround, CUT }, { loadBoth }, { lockRevision }, { readTemplates }, { showFailed }] =
    await Promise.all([
      import('../../actions/show-runbook'),
      import('../io/load-both'),
      import('../io/lock-revision'),
      import('../io/templates'),
      import('../views/issues'),
    ]);
  const json = options.json === true;
  const both =
    options.new === undefined
      ? { old: lockRevision(options.old), new: options.old }
      : { old: options.old, new: options.new };
  const loaded = await loadBoth({ ...both, json }, terminal);
  if (!loaded) return EXIT.error;
  const { before, after } = loaded;
  const known = ledAround(before?.plan, after.plan);
  const refused = loaded.refused.filter(({ code }) => !known.includes(code));
  if (refused.length > 0) return showFailed(terminal, refused, json);
  const isCut = loaded.refused.some(({ code }) => code === CUT);
  const change = { before: before?.plan, after: after.plan, isCut };
  const text = await showRunbook(change, formOf(options), readTemplates);
  if (!text.ok) return showFailed(terminal, text.issues, json);
  terminal.out(text.value);
  return EXIT.ok;
}
