import { EXIT } from '../ports';
import type { Command } from './command';

/** `topogen schema` prints the JSON Schema of specs. */
export const schema: Command<object> = {
  usage: 'schema',
  summary: 'Print the JSON Schema of specs, for editors',
  examples: [['$0 schema > topology.schema.json', 'then name it in "$schema"']],
  options: (argv) => argv,
  async run(_options, terminal) {
    const { schemaText } = await import('../../actions/show-schema');
    terminal.out(schemaText());
    return EXIT.ok;
  },
};
