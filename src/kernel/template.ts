/** The texts of `templates/`, by path relative to it. The command line reads them and passes them to the stages. */
export type Templates = Readonly<Record<string, string>>;

const HOLE = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/**
 * Returns the named template with its holes `{{name}}` filled.
 *
 * @throws Error if the template is missing, a hole has no value, or a value has no hole: each is a bug of the
 * generator, and silence would ship a half-filled file
 */
export function fillTemplate(
  templates: Templates,
  name: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const template = templates[name];
  if (template === undefined) throw new Error(`no template named ${name}`);
  const used = new Set<string>();
  const text = template.replace(HOLE, (_, hole: string) => {
    const value = values[hole];
    if (value === undefined) throw new Error(`template ${name} has a hole ${hole} that nothing fills`);
    used.add(hole);
    return String(value);
  });
  const unused = Object.keys(values).filter((key) => !used.has(key));
  if (unused.length > 0) throw new Error(`template ${name} has no hole for ${unused.join(', ')}`);
  return text;
}
