import type { Spec } from '../../spec/spec';
import type { ReckonedInput } from './reckoned';

/**
 * The spec's documented defaults as far as sizing reads them, to tell a default from a choice. A value that equals the
 * default is called the default, whether or not the user wrote it out. A test holds this table against the schema.
 */
export const SPEC_DEFAULTS: Readonly<Record<string, number | string | boolean>> = {
  'kong.version': '3.3.1',
  'kong.targetUtilization': 0.6,
  'kong.peakFactor': 1.5,
  'kong.tls': true,
  'kong.requestBytes': 1_024,
  'kong.responseBytes': 8_192,
  'kong.upstreamLatencyMilliseconds': 50,
  'kong.entities': 1_000,
  'kong.maximumFactor': 2,
  'datastore.replicationFactor': 3,
  'datastore.readConsistency': 'LOCAL_QUORUM',
  'datastore.writeConsistency': 'LOCAL_QUORUM',
};

/** A field of the spec as an input of a formula; the formula calls it by the field's name. */
export function fromSpec(path: string, value: number | string, unit: string): ReckonedInput {
  const name = path.split('.').at(-1) ?? path;
  return { name, value, unit, source: { kind: SPEC_DEFAULTS[path] === value ? 'default' : 'spec', path } };
}

/** A field whose default is worked out from other fields: whether the value is that default is the caller's to say. */
export function fromSpecOrDefault(
  name: string,
  path: string,
  value: number | string,
  unit: string,
  isDefault: boolean,
): ReckonedInput {
  return { name, value, unit, source: { kind: isDefault ? 'default' : 'spec', path } };
}

/** A number that the list of plugins gives: the default's when there are none. */
export function fromPlugins(
  name: string,
  what: string,
  value: number,
  plugins: Spec['kong']['plugins'],
): ReckonedInput & { readonly value: number } {
  const kind = plugins.length === 0 ? 'default' : 'spec';
  return { name, what, value, unit: '', source: { kind, path: 'kong.plugins' } };
}
