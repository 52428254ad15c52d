import { foldedLines } from '../../kernel/folded-lines';
import type { Terminal } from '../ports';

const INDENT = 4;

/**
 * Breaks the lines of a message between words where the terminal ends, as Terraform does. Where a program reads the error stream, a
 * message stays on its line.
 */
export function foldedMessage(text: string, { foldsAt }: Terminal): string {
  if (foldsAt === undefined) return text;
  const fold = (line: string): string => foldedLines(line, foldsAt, INDENT).join(`\n${' '.repeat(INDENT)}`);
  return text.split('\n').map(fold).join('\n');
}
