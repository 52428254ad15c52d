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

/** The text of a kong.conf. Sections without entries keep their prose: what is left out on purpose is worth saying. */
export function confText(heading: readonly string[], sections: readonly ConfSection[]): string {
  const head = heading.map((line) => `# ${line}\n`).join('');
  const body = sections.map((section) => {
    const why = section.why.map((line) => `# ${line}\n`).join('');
    return `\n${why}${section.entries.map(({ key, value }) => `${key} = ${confValue(value)}\n`).join('')}`;
  });
  return head + body.join('');
}

/** Kong reads everything from an unescaped `#` on as a comment, in every release. */
function confValue(value: string | number): string {
  return String(value).replaceAll('#', '\\#');
}
