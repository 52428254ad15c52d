import { EXIT } from '../ports';
import { pasted, shown } from '../views/shown';
import type { Command } from './command';

interface Options {
  readonly file: string;
  readonly force: boolean;
}

/** `topogen init` writes a commented spec to start from. */
export const init: Command<Options> = {
  usage: 'init [file]',
  summary: 'Write a commented starter spec',
  examples: [['$0 init edge.yaml', 'then edit it and run: $0 synth edge.yaml']],
  options: (argv) =>
    argv
      .positional('file', {
        type: 'string',
        default: 'topology.yaml',
        describe: 'File to write; YAML, since JSON has no comments',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Overwrite a file that exists' }) as never,
  async run(options, terminal) {
    const [{ lstatSync }, { starterSpec }, { writeFileAtomically }, { readTemplates }] = await Promise.all([
      import('node:fs'),
      import('../../actions/starter-spec'),
      import('../io/write-file'),
      import('../io/templates'),
    ]);
    if (!/\.ya?ml$/i.test(options.file)) {
      terminal.err(
        `error: ${shown(options.file)}: the starter spec is YAML, since it is full of comments; name it *.yaml\n`,
      );
      return EXIT.error;
    }
    if (lstatSync(options.file, { throwIfNoEntry: false }) && !options.force) {
      terminal.err(`error: ${shown(options.file)} exists; choose another name, or overwrite it with --force\n`);
      return EXIT.error;
    }
    writeFileAtomically(options.file, starterSpec(readTemplates()));
    terminal.err(
      `Wrote ${shown(options.file)}. Edit it, then run:\n  topogen validate ${pasted(options.file)}\n  topogen synth ${pasted(options.file)}\n`,
    );
    return EXIT.ok;
  },
};
