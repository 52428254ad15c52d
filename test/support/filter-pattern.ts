/**
 * Returns the fields of a line by the names that a pattern of CloudWatch Logs gives them; undefined if the line does not fit. As AWS
 * documents it: a pattern in square brackets has a name for each field, fields are parted by blanks but within brackets or quotes, and
 * `name=value` has to be so, with `*` for anything.
 */
export function fieldsOf(pattern: string, line: string): Readonly<Record<string, string>> | undefined {
  const wanted = /^\[(.*)\]$/.exec(pattern)?.[1]?.split(', ') ?? [];
  const fields = line.match(/(?:\[[^\]]*\]|"[^"]*"|[^\s["])+/g) ?? [];
  if (wanted.length !== fields.length) return undefined;
  const named = wanted.map((it, i) => {
    const [, name = '', value] = /^(\w+)(?:="(.*)")?$/.exec(it) ?? [];
    const fits = value === undefined || new RegExp(`^${value.replaceAll('*', '.*')}$`).test(fields[i]!);
    return fits && name !== '' ? ([name, fields[i]!] as const) : undefined;
  });
  return named.every((it) => it !== undefined) ? Object.fromEntries(named) : undefined;
}
