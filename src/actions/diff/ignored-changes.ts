import type { Configured } from '../../kernel/replacement';

/*
 * Terraform overlooks changes at the paths of `lifecycle.ignore_changes`, which are written `disk[0].image` and
 * `metadata["user-data"]`. An index means every block here: topogen ignores parts of blocks only where there is one.
 */

/** Returns a configured resource without the ignored arguments. */
export function withoutIgnored(body: Configured, ignored: IgnoredChanges): Configured {
  if (ignored === 'all') return {};
  return ignored.reduce((rest, names) => without(rest, names) as Configured, body);
}

/** True if a change at a path, such as `disk.image`, is ignored. */
export function isIgnored(path: string, ignored: IgnoredChanges): boolean {
  const steps = path.split('.');
  return ignored === 'all' || ignored.some((names) => names.every((name, i) => steps[i] === name));
}

/** Ignored paths as lists of names, or all of them. */
export type IgnoredChanges = 'all' | readonly (readonly string[])[];

export function ignoredChanges(body: Configured): IgnoredChanges {
  const lifecycle = body['lifecycle'] as { readonly ignore_changes?: string | readonly string[] } | undefined;
  const ignored = lifecycle?.ignore_changes ?? [];
  if (typeof ignored === 'string') return 'all';
  return ignored.map((path) => [...path.matchAll(/\["([^"]*)"\]|\[\d+\]|([\w-]+)/g)].flatMap(nameOfStep));
}

function nameOfStep([, key, name]: RegExpMatchArray): string[] {
  const word = key ?? name;
  return word === undefined ? [] : [word];
}

function without(value: unknown, names: readonly string[]): unknown {
  const [name, ...rest] = names;
  if (Array.isArray(value)) return value.map((each) => without(each, names));
  if (value === null || typeof value !== 'object' || name === undefined) return value;
  const { [name]: inner, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
}
