import { printable } from '../../kernel/printable';
import { shellWord } from '../../kernel/text/shell';
import type { Words } from '../../kernel/text/text';

/** The name of a file or of a revision in a line on the terminal, of which it can make no second line. */
export function shown(name: Words): string {
  return printable(name as string);
}

/** The same as a word of a command that people paste into a shell. */
export function pasted(name: Words): string {
  return shown(shellWord(name));
}

/** The option that names the folder of the trees, with a space before it; nothing where it is the default. */
export function outOption(out: string): string {
  return out === 'terraform' ? '' : ` --out ${pasted(out)}`;
}
