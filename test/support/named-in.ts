/*
 * Where clouds and datastores are named although it is not their room. Both lists may only get shorter: what is struck out
 * here stays out.
 */

/** The one list of clouds of each layer. */
export const CLOUD_LISTS: readonly string[] = ['clouds/registry.ts', 'clouds/facts.ts'];

/** The one list of datastores of each layer. */
export const ENGINE_LISTS: readonly string[] = [
  'plan/datastores/plans.ts',
  'plan/datastores/registry.ts',
  'report/datastores/registry.ts',
  'clouds/aws/datastores.ts',
  'clouds/google/datastores.ts',
  'spec/datastores/registry.ts',
];

/** Files that name a cloud. */
export const CLOUDS_NAMED_IN: readonly string[] = ['kernel/ids.ts', 'spec/schema.ts'];

/** Files that name a datastore or one of its words: ring, rack, CQL. */
export const ENGINES_NAMED_IN: readonly string[] = [
  'clouds/aws/prices/datacenter-prices.ts',
  'clouds/google/prices/datacenter-prices.ts',
  'kernel/ids.ts',
  'plan/sizing/spec-input.ts',
  'spec/issues/datastore.ts',
  'spec/issues/kong.ts',
  'spec/issues/names.ts',
  'spec/racks.ts',
  'spec/releases.ts',
  'spec/resolve.ts',
  'spec/rules/datastore.ts',
  'spec/rules/kong.ts',
  'spec/rules/machines.ts',
  'spec/rules/names.ts',
  'spec/rules/placement.ts',
  'spec/schema.ts',
  'spec/short-form.ts',
  'spec/spec.ts',
  'spec/state-values.ts',
];
