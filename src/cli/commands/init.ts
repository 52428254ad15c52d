import { EXIT } from '../ports';
import type { InitOptions } from '../io/starter/init-options';
import type { Command } from './command';

/** `topogen init` writes a repository of the user's own to start from, or a commented spec alone. */
export const init: Command<InitOptions> = {
  usage: 'init [folder]',
  summary: 'Write a repository to start from: a commented spec, and what cdktf, git and CI read',
  examples: [
    ['$0 init edge', 'in the folder edge; asks on a terminal'],
    ['$0 init --datacenters 3 --rate 20000 --ci github', 'here, without a question'],
    ['$0 init edge.yaml', 'the spec alone'],
  ],
  options: (argv) =>
    argv
      .positional('folder', {
        type: 'string',
        default: '.',
        describe:
          'Folder to write to; files that are there stay as they are. A name that ends in .yaml is the spec alone',
      })
      .option('name', { type: 'string', describe: 'Name of the topology; by default that of the folder' })
      .option('clouds', { type: 'string', describe: 'Clouds that give the datacenters in turn, with commas between' })
      .option('datacenters', { type: 'string', describe: 'Number of datacenters' })
      .option('rate', { type: 'string', describe: 'Requests per second over all datacenters' })
      .option('ci', { type: 'string', describe: 'Workflow to write: github, gitlab or none' })
      .option('yes', { type: 'boolean', default: false, describe: 'Ask nothing' })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Overwrite a spec that exists, where it is written alone',
      }) as never,
  async run(options, terminal) {
    const [{ writeRepository }, { writeSpecAlone }] = await Promise.all([
      import('../io/starter/repository'),
      import('../io/starter/spec-alone'),
    ]);
    const isFile = /\.(ya?ml|json)$/i.test(options.folder);
    return (await (isFile ? writeSpecAlone : writeRepository)(options, terminal)) ? EXIT.ok : EXIT.error;
  },
};
