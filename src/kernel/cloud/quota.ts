import type { InputSource } from '../figure';
import type { Role } from '../ids';
import type { LinkKind, LinkPart } from './links';

/**
 * Whose limit it is. `default`: of every account until it asks for more. `new-project`: of projects seen to be new, while
 * others differ. `fixed`: of everyone, since the cloud raises it for nobody.
 */
export type LimitKind = 'default' | 'new-project' | 'fixed';

/** A quota of a cloud. */
export interface Quota {
  /** Last part of the ids of its uses. */
  readonly id: string;
  /** What is counted, e.g. `VPN connections in the region`. */
  readonly what: string;
  readonly limit: number;
  readonly kind: LimitKind;
  /** What each of it is for: all datacenters of a region, one datacenter, or all of a project. */
  readonly per: 'region' | 'datacenter' | 'project';
  /** What to do about it, where that is more than asking for a higher quota. */
  readonly remedy?: string;
  readonly source: InputSource;
  /** How much of it the datacenters of one place use. */
  count(datacenters: readonly DatacenterUse[]): number;
}

/** What quotas are counted on in a datacenter, in words of no cloud. */
export interface DatacenterUse {
  /** Whether there are other datacenters to reach. */
  readonly isLinked: boolean;
  /** Whether the others reach each other through it. */
  readonly isHub: boolean;
  readonly natAddresses: number;
  readonly vpnInstances: number;
  /** Firewall rules at each group of members: one a role, and one a pool. */
  readonly rules: readonly RulesUse[];
  readonly ends: readonly LinkEndUse[];
}

export interface RulesUse {
  readonly role: Role;
  readonly in: number;
  readonly out: number;
}

/** An end of a link as its own datacenter sees it. */
export interface LinkEndUse {
  readonly kind: LinkKind;
  readonly part: LinkPart;
  /** Name of the datacenter at the other end. */
  readonly far: string;
  /** Datacenters that are reached over it. */
  readonly reaches: number;
  readonly tunnels: number;
}

/** Counts each datacenter of a place for itself and takes the sum. */
export function inEach(count: (datacenter: DatacenterUse) => number): Quota['count'] {
  return (datacenters) => datacenters.reduce((sum, datacenter) => sum + count(datacenter), 0);
}

/** Sum of something over the ends of a datacenter's links. */
export function overEnds(count: (end: LinkEndUse) => number): (datacenter: DatacenterUse) => number {
  return ({ ends }) => ends.reduce((sum, end) => sum + count(end), 0);
}
