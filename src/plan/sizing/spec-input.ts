import type { StatedPaths } from '../../spec/stated';
import type { Reckoned, ReckonedInput } from './reckoned';

/** A field of the spec as an input of a formula; the formula calls it by the field's name. */
export function fromSpec(path: string, value: number | string, unit: string): ReckonedInput {
  return fromSpecAs(path.split('.').at(-1) ?? path, path, value, unit);
}

/** A field of the spec that the formula calls by another name. */
export function fromSpecAs(name: string, path: string, value: number | string, unit: string): ReckonedInput {
  return { name, value, unit, source: { kind: 'spec', path } };
}

/** A number that the list of plugins gives. */
export function fromPlugins(name: string, what: string, value: number): ReckonedInput & { readonly value: number } {
  return { name, what, value, unit: '', source: { kind: 'spec', path: 'kong.plugins' } };
}

/** The numbers with every input called a default that comes from a field of the spec and that the user did not write. */
export function withDefaultsNamed(reckoned: readonly Reckoned[], stated: StatedPaths): readonly Reckoned[] {
  return reckoned.map((entry) => ({ ...entry, inputs: entry.inputs.map((input) => withDefaultNamed(input, stated)) }));
}

function withDefaultNamed(input: ReckonedInput, stated: StatedPaths): ReckonedInput {
  const { source } = input;
  if (source.kind !== 'spec' || stated.has(source.path)) return input;
  return { ...input, source: { kind: 'default', path: source.path } };
}
