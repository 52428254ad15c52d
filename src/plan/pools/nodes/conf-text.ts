import { commentText } from '../../../kernel/text/comment';
import { made, type Text } from '../../../kernel/text/text';

/** One setting of kong.conf. */
export interface ConfEntry {
  readonly key: string;
  readonly value: string | number;
}

/** Settings that belong together, with a comment for readers of the file. */
export interface ConfSection {
  /** Comment in lines of prose; the code that makes the section wraps them. */
  readonly why: readonly string[];
  readonly entries: readonly ConfEntry[];
}

/**
 * Renders the text of a kong.conf, whatever words its values and comments have. Sections without entries keep their comments,
 * which say what is left out on purpose.
 */
export function confText(heading: readonly string[], sections: readonly ConfSection[]): Text<'kong-conf'> {
  const head = comment(heading);
  const body = sections.map((section) => {
    return `\n${comment(section.why)}${section.entries.map(({ key, value }) => `${key} = ${confValue(value)}\n`).join('')}`;
  });
  return made(head + body.join(''));
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${commentText(line)}\n`).join('');
}

/** Escapes a value: Kong reads everything from an unescaped `#` on as a comment, in every release, and has no escape of a line end. */
function confValue(value: string | number): string {
  return commentText(String(value)).replaceAll('#', '\\#');
}
