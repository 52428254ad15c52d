import { commentText } from '../../../kernel/text/comment';
import { made, type Text } from '../../../kernel/text/text';

/** One setting of kong.conf. */
export interface ConfEntry {
  readonly key: string;
  readonly value: string | number;
}

/** Settings that belong together, with the reason that a reader of the file should know. */
export interface ConfSection {
  /** Lines of prose; wrapped by the writer of the section. */
  readonly why: readonly string[];
  readonly entries: readonly ConfEntry[];
}

/** The text of a kong.conf, whatever words stand in its values and comments. Sections without entries keep their prose: what is left out on purpose is worth saying. */
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

/** Kong reads everything from an unescaped `#` on as a comment, in every release, and knows no way to write a line end. */
function confValue(value: string | number): string {
  return commentText(String(value)).replaceAll('#', '\\#');
}
