import { SHELLS, type Shell } from '../completion/shells';
import { EXIT } from '../ports';
import type { Command } from './command';

interface Options {
  readonly shell: Shell;
}

/** `topogen completion` prints the script that makes a shell complete command lines of topogen. */
export const completion: Command<Options> = {
  usage: 'completion [shell]',
  summary: 'Print a script that completes commands, files, numbers and losses in bash, zsh or fish',
  examples: [
    ['source <($0 completion bash)', 'in ~/.bashrc'],
    ['source <($0 completion zsh)', 'in ~/.zshrc, after compinit'],
    ['$0 completion fish > ~/.config/fish/completions/topogen.fish', 'once'],
  ],
  completes: { shell: 'shell' },
  options: (argv) =>
    argv.positional('shell', { type: 'string', default: 'bash', choices: SHELLS, describe: 'The shell' }) as never,
  async run({ shell }, terminal) {
    const { readTemplates } = await import('../io/templates');
    terminal.out(readTemplates()[`completion/topogen.${shell}`] ?? '');
    return EXIT.ok;
  },
};
