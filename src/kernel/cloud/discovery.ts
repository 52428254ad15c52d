/** A pool of machines as Prometheus looks for it. */
export interface PoolPlace {
  /** Name of the scaling group, with which the names of its machines begin. */
  readonly group: string;
  readonly region: string;
  readonly project: string | undefined;
  readonly zones: readonly string[];
  /** Port that is scraped. */
  readonly port: number;
}

/** The discovery of a pool's machines by Prometheus: entries of one key of a scrape config, in its own words. */
export interface PoolDiscovery {
  readonly key: string;
  readonly entries: readonly Readonly<Record<string, DiscoveryValue>>[];
}

export type DiscoveryValue = string | number | readonly Readonly<Record<string, string | readonly string[]>>[];

/** Facts by which Prometheus finds the machines of pools, which come and go. */
export interface DiscoveryFacts {
  pool(place: PoolPlace): PoolDiscovery;
  /** Rights that its identity needs. */
  readonly rights: string;
}
