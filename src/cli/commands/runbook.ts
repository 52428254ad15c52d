import { EXIT } from '../ports';
import type { Command } from './command';

interface Options {
  readonly old: string;
  readonly new?: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/** Codes of losses that a runbook leads around: nodes hand over their data before they go, links come back. */
const WITH_STEPS: readonly string[] = ['nodes-lowered', 'links-changed'];

/** `topogen runbook` shows the steps from one spec to another, or from a git revision of a spec to the spec. */
export const runbook: Command<Options> = {
  usage: 'runbook <old> [new]',
  summary: 'Show the ordered steps from one spec to another: commands, what to see, the way back, the risk',
  examples: [
    ['$0 runbook edge.json', 'from what stands by the committed lock file to the spec as it is now'],
    ['$0 runbook HEAD topologies/edge.json', 'from the last commit to the spec as it is now'],
    ['$0 runbook edge.json edge-next.json --markdown', 'to paste into a change request'],
  ],
  completes: { old: 'revision', new: 'spec' },
  options: (argv) =>
    argv
      .positional('old', {
        type: 'string',
        demandOption: true,
        describe: 'Spec, or git revision of the new one; alone it is the new one, and the lock file says what stands',
      })
      .positional('new', { type: 'string', describe: 'Spec' })
      .option('markdown', { type: 'boolean', describe: 'Markdown, with a box for each step' })
      .option('json', { type: 'boolean', describe: 'JSON on standard output' })
      .conflicts('markdown', 'json') as never,
  async run(options, terminal) {
    const [{ showRunbook, kongStops }, { loadBoth }, { lockRevision }, { readTemplates }, { showFailed }] =
      await Promise.all([
        import('../../actions/show-runbook'),
        import('../io/load-both'),
        import('../io/lock-revision'),
        import('../io/templates'),
        import('../views/issues'),
      ]);
    const both =
      options.new === undefined
        ? { old: lockRevision(options.old), new: options.old }
        : { old: options.old, new: options.new };
    const loaded = await loadBoth({ ...both, json: options.json === true }, terminal);
    if (!loaded) return EXIT.error;
    const { before, after } = loaded;
    const isSplit = kongStops(before?.plan, after.plan).length > 0;
    const refused = loaded.refused.filter(
      ({ code }) => !WITH_STEPS.includes(code) && !(isSplit && code === 'kong-release-skipped'),
    );
    if (refused.length > 0) return showFailed(terminal, refused, options.json === true);
    const isCut = loaded.refused.some(({ code }) => code === 'links-changed');
    const form = options.json ? 'json' : options.markdown ? 'markdown' : 'text';
    const text = await showRunbook({ before: before?.plan, after: after.plan, isCut }, form, readTemplates);
    if (!text.ok) return showFailed(terminal, text.issues, options.json === true);
    terminal.out(text.value);
    return EXIT.ok;
  },
};
