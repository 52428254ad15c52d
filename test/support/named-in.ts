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
  'spec/datastores/contract.ts',
  'spec/datastores/registry.ts',
];

/** Files that name a cloud. */
export const CLOUDS_NAMED_IN: readonly string[] = [
  'clouds/price-lists.ts',
  'clouds/replacement.ts',
  'clouds/security.ts',
  'emit/promises.ts',
  'kernel/ids.ts',
  'kernel/secret-patterns.ts',
  'plan/datastores/cassandra/sizing/cassandra-node.ts',
  'plan/limits/capacity.ts',
  'plan/limits/quotas.ts',
  'plan/mesh.ts',
  'plan/pools/sizing/tables/plugin-costs.ts',
  'plan/shape-advice.ts',
  'plan/sizing/tables/cloud-limits.ts',
  'plan/sizing/tables/machine-sources.ts',
  'plan/sizing/tables/redis-node.ts',
  'report/operations/vpn-instances.ts',
  'spec/draft.ts',
  'spec/issues/links.ts',
  'spec/issues/names.ts',
  'spec/issues/placement.ts',
  'spec/parse.ts',
  'spec/plugins.ts',
  'spec/resolve.ts',
  'spec/rules/links.ts',
  'spec/rules/names.ts',
  'spec/rules/placement.ts',
  'spec/rules/state.ts',
  'spec/schema.ts',
  'spec/spec.ts',
  'spec/state-values.ts',
];

/** Files that name a datastore or one of its words: ring, rack, CQL. */
export const ENGINES_NAMED_IN: readonly string[] = [
  'clouds/aws/prices/datacenter-prices.ts',
  'clouds/google/prices/price-list.ts',
  'kernel/ids.ts',
];
