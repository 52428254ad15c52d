/**
 * The attributes that cannot change in place, by resource type; `aws_*` holds for every type of that provider.
 *
 * A rule is a path, such as `network_interface.subnet_id`, which leads into every block of that name. The path `*`
 * means every attribute and block. A condition may follow: `if smaller` for a number that may only grow, `if stated` for
 * an attribute that the cloud fills in where it was absent before, `if name` if another attribute, a bool, decides.
 */
export type ReplacementRules = Readonly<Record<string, readonly string[]>>;

/**
 * A loss is the harm done by removing a resource: stored rows, counters of rate limiting, a link between datacenters,
 * an address that clients use, logs that somebody may have to show.
 */
export type Loss = 'data' | 'counters' | 'link' | 'address' | 'logs';

/** The loss by resource type; a type that is absent can be made again without harm. */
export type LossTable = Readonly<Record<string, Loss>>;

/** Returns the rules that hold for a type: its provider's and its own. */
export function rulesOf(rules: ReplacementRules, type: string): readonly string[] {
  return [...(rules[`${type.split('_')[0]}_*`] ?? []), ...(rules[type] ?? [])];
}

/** A configured resource, as Terraform's JSON has it. */
export type Configured = Readonly<Record<string, unknown>>;

/** These attributes follow from others, or are Terraform's own: a rule `*` does not mean them. */
const NEVER_FORCES = new Set(['id', 'timeouts', 'tags_all', 'lifecycle', 'depends_on', '//']);

/** Returns the paths whose change makes Terraform replace a resource rather than change it in place. */
export function replacingPaths(rules: ReplacementRules, type: string, before: Configured, after: Configured): string[] {
  const all = rulesOf(rules, type);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !NEVER_FORCES.has(name));
  return [...new Set(all.includes('*') ? names : all.flatMap((rule) => pathUnder(rule, before, after)))].filter(
    (path) => differs(valuesAt(before, path.split('.')), valuesAt(after, path.split('.'))),
  );
}

function pathUnder(rule: string, before: Configured, after: Configured): string[] {
  const [path = '', condition] = rule.split(' if ');
  if (condition === 'smaller' && !(Number(after[path]) < Number(before[path]))) return [];
  if (condition === 'stated') return path in before ? [path] : [];
  if (condition !== undefined && condition !== 'smaller' && after[condition] !== true) return [];
  return [path];
}

/**
 * True if a value that is known only during apply makes Terraform replace the resource when it is at this path. A rule
 * `if smaller` does not count: nobody knows yet that the number becomes smaller.
 */
export function forcesReplacement(rules: ReplacementRules, type: string, body: Configured, path: string): boolean {
  const all = rulesOf(rules, type);
  if (all.includes('*')) return !NEVER_FORCES.has(path.split('.')[0] ?? '');
  const forcing = all.filter((rule) => !rule.endsWith(' if smaller')).flatMap((rule) => pathUnder(rule, body, body));
  return forcing.some((rule) => path === rule || path.startsWith(`${rule}.`));
}

/**
 * The arguments that say in which place a resource is and that it takes from its provider unless it states them, by
 * type. The line of a type overrides that of its provider, `aws_*`.
 */
export type PlaceTable = Readonly<Record<string, readonly string[]>>;

/** Tags that a provider adds to resources of some types, beside each resource's own. */
export interface ProviderTags {
  /** Argument of the resource for its own tags, which override the provider's. */
  readonly argument: string;
  /** Returns the provider's tags from its configuration. */
  readonly ofProvider: (stated: Configured) => unknown;
  /** Types of resources that can have them. */
  readonly types: ReadonlySet<string>;
}

/** The tags by provider, e.g. `aws`. */
export type ProviderTagsTable = Readonly<Record<string, ProviderTags>>;

/** The additions of the providers to what resources state. */
export interface ProviderAdditions {
  readonly places: PlaceTable;
  readonly tags: ProviderTagsTable;
}

/** Returns the configured resource with the arguments of place and the tags that its provider adds. */
export function withProvider(
  { places, tags }: ProviderAdditions,
  type: string,
  body: Configured,
  providers: Readonly<Record<string, readonly Configured[]>>,
): Configured {
  const provider = type.split('_')[0] ?? type;
  const stated = providers[provider]?.[0] ?? {};
  const names = (places[type] ?? places[`${provider}_*`] ?? []).filter((name) => stated[name] !== undefined);
  return { ...Object.fromEntries(names.map((name) => [name, stated[name]])), ...body, ...allTags(tags[provider]) };

  function allTags(table: ProviderTags | undefined): Configured {
    if (!table?.types.has(type)) return {};
    const all = {
      ...(table.ofProvider(stated) as object | undefined),
      ...(body[table.argument] as object | undefined),
    };
    return Object.keys(all).length === 0 ? {} : { [table.argument]: all };
  }
}

/** Returns every value at a path, through every block of a name. */
function valuesAt(value: unknown, names: readonly string[]): unknown[] {
  const [name, ...rest] = names;
  if (Array.isArray(value) && name !== undefined) return value.flatMap((each) => valuesAt(each, names));
  if (name === undefined) return [value];
  if (value === null || typeof value !== 'object') return [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}

/**
 * True if two values differ in Terraform's JSON. The order of keys does not matter, and an undefined value equals an
 * unset one.
 */
export function differs(one: unknown, other: unknown): boolean {
  return stable(one) !== stable(other);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
