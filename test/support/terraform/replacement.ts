import { isObject, sameValue } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';
import { rulesOf, type ReplacementRules } from '../../../src/kernel/replacement';

export type { ReplacementRules } from '../../../src/kernel/replacement';

/** A step of Terraform's AttributePath. */
export type PathStep = { readonly attribute_name: string } | { readonly element_key_int: number };

/** Returns the paths, of those that force a replacement, on which two states differ. */
export function changedPaths(
  rules: ReplacementRules,
  typeName: string,
  prior: ObjectValue,
  planned: ObjectValue,
): PathStep[][] {
  const all = rulesOf(rules, typeName);
  const each = all.includes('*') ? Object.keys(planned).filter((name) => !neverForces.has(name)) : all;
  return each.flatMap((rule) => changedByRule(rule, prior, planned));
}

/** These attributes follow from others, or are Terraform's own: `*` does not mean them. */
const neverForces = new Set(['id', 'timeouts', 'tags_all', 'terraform_labels', 'effective_labels']);

function changedByRule(rule: string, prior: ObjectValue, planned: ObjectValue): PathStep[][] {
  const [path, condition] = rule.split(' if ') as [string, string | undefined];
  if (condition === 'smaller' && Number(planned[path]) >= Number(prior[path])) return [];
  if (condition !== undefined && !['smaller', 'stated'].includes(condition) && planned[condition] !== true) return [];
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
