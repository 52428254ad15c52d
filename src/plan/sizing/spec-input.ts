import type { StatedPaths } from '../../spec/stated';
import type { Reckoned, ReckonedInput } from './reckoned';

/** Makes an input of a formula from a field of the spec, by the field's name. */
export function fromSpec(path: string, value: number | string, unit: string): ReckonedInput {
  return fromSpecAs(path.split('.').at(-1) ?? path, path, value, unit);
}

/** Makes an input of a formula from a field of the spec, by another name. */
export function fromSpecAs(name: string, path: string, value: number | string, unit: string): ReckonedInput {
  return { name, value, unit, source: { kind: 'spec', path } };
}

/** Makes an input of a formula from the list of plugins. */
export function fromPlugins(name: string, what: string, value: number): ReckonedInput & { readonly value: number } {
  return { name, what, value, unit: '', source: { kind: 'spec', path: 'kong.plugins' } };
}

/** Returns the numbers with every input marked as a default that comes from a field that the user did not write. */
export function withDefaultsNamed(reckoned: readonly Reckoned[], stated: StatedPaths): readonly Reckoned[] {
  return reckoned.map((entry) => ({ ...entry, inputs: entry.inputs.map((input) => withDefaultNamed(input, stated)) }));
}

function withDefaultNamed(input: ReckonedInput, stated: StatedPaths): ReckonedInput {
  const { source } = input;
  if (source.kind !== 'spec' || stated.has(source.path)) return input;
  return { ...input, source: { kind: 'default', path: source.path } };
}
