import type { Topology } from '../../actions/load-topology';
import { EXIT, type ExitCode } from '../ports';
import { oneForm, type Command } from './command';

interface Options {
  readonly old: string;
  readonly new: string;
  readonly json: boolean;
  readonly format?: string;
}

/** `topogen diff` shows the changes between two specs, or between a git revision of a spec and the spec. */
export const diff: Command<Options> = {
  usage: 'diff <old> <new>',
  summary: 'Show what changes between two specs, or from a git revision to a spec; exit 2 when they differ',
  examples: [
    ['$0 diff HEAD~1 topologies/edge.json', 'against the last commit but one'],
    ['$0 diff main:old/edge.json edge.json', 'against another place of a branch'],
    ['$0 diff edge.json edge-next.json --json', 'two files, for programs'],
    ['$0 diff origin/main edge.json --format markdown', 'for a comment of a pull request'],
  ],
  completes: { old: 'revision', new: 'spec' },
  options: (argv) =>
    argv
      .positional('old', { type: 'string', demandOption: true, describe: 'Spec, or git revision of the new one' })
      .positional('new', { type: 'string', demandOption: true, describe: 'Spec' })
      .option('json', { type: 'boolean', default: false, describe: 'Report as JSON on standard output' })
      .option('format', {
        choices: ['text', 'markdown'],
        describe: 'Form of the report: markdown fits a comment of a pull request',
      })
      .check(oneForm) as never,
  async run(options, terminal) {
    const [
      { synthesize },
      { diffTopologies, isSame },
      { nothingBefore },
      { readTemplates },
      { showIssues },
      view,
      { diffMarkdown },
    ] = await Promise.all([
      import('../../actions/synthesize'),
      import('../../actions/diff/diff-topologies'),
      import('../../actions/diff/nothing'),
      import('../io/templates'),
      import('../views/issues'),
      import('../views/diff'),
      import('../views/diff-markdown'),
    ]);
    const { loadBoth } = await import('../io/load-both');
    const loaded = await loadBoth(options, terminal);
    if (!loaded) return EXIT.error;
    const templates = readTemplates();
    const versionOf = async ({ plan }: Topology) => ({ plan, synthesis: await synthesize(plan, templates) });
    const after = await versionOf(loaded.after);
    const before = loaded.before ? await versionOf(loaded.before) : nothingBefore(after.plan);
    const difference = diffTopologies(before, after);
    const show = options.json ? view.diffJson : options.format === 'markdown' ? diffMarkdown : view.diffText;
    terminal.out(show(difference, before.plan, after.plan, loaded.refused));
    showIssues(terminal, loaded.refused);
    if (loaded.refused.length > 0) return EXIT.error;
    return isSame(difference) ? EXIT.ok : (EXIT.difference as ExitCode);
  },
};
