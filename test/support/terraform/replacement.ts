import { isObject, sameValue } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';

/**
 * Which attributes cannot change in place, by resource type. A path such as `network_interface.subnet_id` leads into blocks;
 * the single path `*` stands for every attribute and block.
 */
export type ReplacementRules = Readonly<Record<string, readonly string[]>>;

/** A step of Terraform's AttributePath. */
export type PathStep = { readonly attribute_name: string } | { readonly element_key_int: number };

/** The paths, of those that force a replacement, on which two states differ. */
export function changedPaths(rules: readonly string[], prior: ObjectValue, planned: ObjectValue): PathStep[][] {
  const names = rules.includes('*') ? Object.keys(planned).filter((name) => !neverForces.has(name)) : rules;
  return names.flatMap((rule) => changedUnder(rule.split('.'), prior, planned, []));
}

/** With `*`: what follows from others, or is Terraform's own. */
const neverForces = new Set(['id', 'timeouts', 'tags_all', 'terraform_labels', 'effective_labels']);

function changedUnder(names: readonly string[], prior: Value, planned: Value, at: readonly PathStep[]): PathStep[][] {
  const [name, ...rest] = names;
  if (name === undefined) return sameValue(prior, planned) ? [] : [[...at]];
  if (Array.isArray(prior) && Array.isArray(planned) && prior.length === planned.length) {
    return planned.flatMap((each, i) => changedUnder(names, prior[i] ?? null, each, [...at, { element_key_int: i }]));
  }
  if (isObject(prior) && isObject(planned)) {
    return changedUnder(rest, prior[name] ?? null, planned[name] ?? null, [...at, { attribute_name: name }]);
  }
  return sameValue(prior, planned) ? [] : [[...at]];
}
