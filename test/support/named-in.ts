/* These files name a cloud or a datastore although it is not their room. Both lists may only get shorter. */

/** The one list of clouds of each layer. */
export const CLOUD_LISTS: readonly string[] = ['clouds/registry.ts', 'clouds/facts.ts', 'spec/schema.ts'];

/** The one list of datastores of each layer. */
export const ENGINE_LISTS: readonly string[] = [
  'plan/datastores/plans.ts',
  'plan/datastores/registry.ts',
  'report/datastores/registry.ts',
  'clouds/aws/datastores.ts',
  'clouds/google/datastores.ts',
  'clouds/aws/prices/datastores.ts',
  'clouds/google/prices/datastores.ts',
  'spec/datastores/registry.ts',
];

/** Files that name a cloud. */
export const CLOUDS_NAMED_IN: readonly string[] = ['kernel/ids.ts'];

/** Files that name a datastore or one of its words: ring, rack, CQL. */
export const ENGINES_NAMED_IN: readonly string[] = ['kernel/ids.ts'];
