import type { InputSource } from '../figure';
import type { Role } from '../ids';
import type { LinkKind, LinkPart } from './links';

/**
 * Accounts that a limit holds for. `default`: every account until it asks for more. `new-account`, `new-project`: those
 * that are new; others differ. `fixed`: everyone, since the cloud raises it for nobody.
 */
export type LimitKind = 'default' | 'new-account' | 'new-project' | 'fixed';

/** A quota is a number of resources that a cloud allows in a place. */
export interface Quota {
  /** Last part of the ids of its uses. */
  readonly id: string;
  /** Name of the resources counted, e.g. `VPN connections in the region`. */
  readonly what: string;
  readonly limit: number;
  readonly kind: LimitKind;
  /**
   * Place that the limit is for: all datacenters of a region, one datacenter, all datacenters of a project, or those of
   * a project in one region.
   */
  readonly per: 'region' | 'datacenter' | 'project' | 'project-region';
  /**
   * True if it is of new accounts or projects, and small topologies are above it already: that is advice and no warning,
   * since whoever has used the cloud for a while has more.
   */
  readonly hitByAll?: true;
  /** Remedy for a use above the limit, if it is more than asking for a higher quota. */
  readonly remedy?: string;
  readonly source: InputSource;
  /** Returns how much of the quota the datacenters of one place use. */
  count(datacenters: readonly DatacenterUse[]): number;
}

/** A datacenter's use of resources that quotas count, in terms of no cloud. */
export interface DatacenterUse {
  /** True if topogen makes its network; false if the user has it. */
  readonly hasOwnNetwork: boolean;
  /** True if a link ends on the cloud's own gateway here. */
  readonly hasGateway: boolean;
  /** True if topogen makes that gateway. */
  readonly hasOwnGateway: boolean;
  /** True if the other datacenters reach each other through this one. */
  readonly isHub: boolean;
  readonly natAddresses: number;
  /** Those of them that the spec reserves. */
  readonly reservedAddresses: number;
  /** Services of the cloud with endpoints in its network. */
  readonly endpoints: number;
  /** Routes of its machines out of the network: that to the internet, or those to services of the cloud. */
  readonly routesOut: number;
  readonly vpnInstances: number;
  /** True if clients reach Kong from the internet. */
  readonly isPublic: boolean;
  /** Addresses on the internet of machines that lead clients to Kong. */
  readonly balancerAddresses: number;
  /** All machines, pools among them. */
  readonly machines: readonly MachinesUse[];
  /** Snapshots that are kept of all data disks, by a schedule of the datacenter's own; 0 if there is none. */
  readonly snapshots: number;
  /** Pools that the balancer has targets of, whether it sends them clients or not. */
  readonly balancedPools: readonly MachinesUse[];
  /** Number of the ports that clients use: 443, and 80 where that is open. */
  readonly clientPorts: number;
  /** Numbers of firewall rules for each group of members: one group a role, and one a pool. */
  readonly rules: readonly RulesUse[];
  readonly ends: readonly LinkEndUse[];
}

/** Machines of one type and role. */
export interface MachinesUse {
  readonly type: string;
  readonly vcpus: number;
  /** Most that automatic scaling starts; of others their number. */
  readonly number: number;
  /** All disks of one machine. */
  readonly diskGib: number;
  /** True for a pool, whose nodes are replaced by new ones beside them. */
  readonly isPool: boolean;
}

export interface RulesUse {
  readonly role: Role;
  /** True if the cloud runs it, so that it has no machine of the topology's. */
  readonly isService: boolean;
  readonly in: number;
  readonly out: number;
}

/** An end of a link, from its own datacenter's point of view. */
export interface LinkEndUse {
  readonly kind: LinkKind;
  readonly part: LinkPart;
  /** Name of the datacenter at the other end. */
  readonly far: string;
  /** Number of datacenters that are reached over it. */
  readonly reaches: number;
  readonly tunnels: number;
}

/** Makes a count that takes each datacenter of a place by itself and returns the sum. */
export function inEach(count: (datacenter: DatacenterUse) => number): Quota['count'] {
  return (datacenters) => datacenters.reduce((sum, datacenter) => sum + count(datacenter), 0);
}

/** Makes a count that returns the sum of something over the ends of a datacenter's links. */
export function overEnds(count: (end: LinkEndUse) => number): (datacenter: DatacenterUse) => number {
  return ({ ends }) => ends.reduce((sum, end) => sum + count(end), 0);
}
