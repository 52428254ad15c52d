import type { Tier } from '../ids';

/**
 * Reasons for which machines call services of their cloud: the secrets of all; shells of operators; the group of Kong's nodes, which
 * waits for their word; the nodes that balancers lead clients to; the seed of data planes; exports of the configuration; the days
 * that certificates have left, and of when the newest export is; the log service, and what
 * brings its agent its configuration; metrics of memory and disks.
 */
export type ServiceNeed = 'secrets' | 'shells' | 'group' | 'members' | 'seed' | 'exports' | 'days' | 'logs' | 'metrics';

/** The way to the services of the cloud for machines that have none to the internet. */
export interface PrivateAccessFacts {
  /** Services that each need leads to, by the cloud's own names: the table of docs/concepts.md. */
  readonly services: Readonly<Record<ServiceNeed, readonly string[]>>;
  /** Those among them that routes lead to, at addresses which the cloud keeps a list of; the others have endpoints. */
  readonly byRoute: readonly string[];
  /** Tiers that the endpoints stand in; empty where there is a range of the cloud's. */
  readonly tiers: readonly Tier[];
  /** Range at which the cloud answers for all services; undefined where endpoints have addresses of the datacenter's own. */
  readonly range: string | undefined;
  /** True if endpoints lead to services of the datacenter's own region alone. */
  readonly ownRegionAlone: boolean;
}
