import { isObject, sameValue } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';

/**
 * Which attributes cannot change in place, by resource type; `aws_*` holds for every type of that provider.
 *
 * A rule is a path, such as `network_interface.subnet_id`, which leads into every block of that name. The path `*` stands for
 * every attribute and block. A condition may follow: `if smaller` for a number that may only grow, `if name` where another
 * attribute, a bool, decides.
 */
export type ReplacementRules = Readonly<Record<string, readonly string[]>>;

/** A step of Terraform's AttributePath. */
export type PathStep = { readonly attribute_name: string } | { readonly element_key_int: number };

/** The paths, of those that force a replacement, on which two states differ. */
export function changedPaths(
  rules: ReplacementRules,
  typeName: string,
  prior: ObjectValue,
  planned: ObjectValue,
): PathStep[][] {
  const general = rules[`${typeName.split('_')[0]}_*`] ?? [];
  const all = [...general, ...(rules[typeName] ?? [])];
  const each = all.includes('*') ? Object.keys(planned).filter((name) => !neverForces.has(name)) : all;
  return each.flatMap((rule) => changedByRule(rule, prior, planned));
}

/** With `*`: what follows from others, or is Terraform's own. */
const neverForces = new Set(['id', 'timeouts', 'tags_all', 'terraform_labels', 'effective_labels']);

function changedByRule(rule: string, prior: ObjectValue, planned: ObjectValue): PathStep[][] {
  const [path, condition] = rule.split(' if ') as [string, string | undefined];
  if (condition === 'smaller' && Number(planned[path]) >= Number(prior[path])) return [];
  if (condition !== undefined && condition !== 'smaller' && planned[condition] !== true) return [];
  return changedUnder(path.split('.'), prior, planned, []);
}

function changedUnder(names: readonly string[], prior: Value, planned: Value, at: readonly PathStep[]): PathStep[][] {
  const [name, ...rest] = names;
  if (name !== undefined && Array.isArray(prior) && Array.isArray(planned) && prior.length === planned.length) {
    return planned.flatMap((each, i) => changedUnder(names, prior[i] ?? null, each, [...at, { element_key_int: i }]));
  }
  if (name !== undefined && isObject(prior) && isObject(planned)) {
    return changedUnder(rest, prior[name] ?? null, planned[name] ?? null, [...at, { attribute_name: name }]);
  }
  return sameValue(prior, planned) ? [] : [[...at]];
}
