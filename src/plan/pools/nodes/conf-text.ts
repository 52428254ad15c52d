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
 * Renders the text of a kong.conf. Sections without entries keep their comments, which say what is left out on purpose.
 */
export function confText(heading: readonly string[], sections: readonly ConfSection[]): string {
  const head = heading.map((line) => `# ${line}\n`).join('');
  const body = sections.map((section) => {
    const why = section.why.map((line) => `# ${line}\n`).join('');
    return `\n${why}${section.entries.map(({ key, value }) => `${key} = ${confValue(value)}\n`).join('')}`;
  });
  return head + body.join('');
}

/** Escapes a value: Kong reads everything from an unescaped `#` on as a comment, in every release. */
function confValue(value: string | number): string {
  return String(value).replaceAll('#', '\\#');
}
