import type { LinkKind, LinkPart } from '../kernel/cloud/links';
import type { CloudId, Role, Tier } from '../kernel/ids';
import type { Issue } from '../kernel/issue';
import type { UserText } from '../kernel/text/text';
import type { SpecDocument } from '../spec/schema';
import type { DatacenterDatastorePlan, DatastorePlan } from './datastores/plans';
import type { Limits } from './limits/limits';
import type { SubnetPlan, ZonePlan } from './place';
import type { KongPlan, PoolPlan } from './pools/pool';
import type { Sizing } from './sizing/sizing';

/**
 * What will be built, complete: the clouds' builders and the reports read it and decide nothing. Plain JSON, immutable,
 * sorted (datacenters by index), and a function of the spec and the lock file alone: no clock, no chance, no environment.
 */
export interface Plan {
  /** Raised when a field changes its meaning. */
  readonly format: 2;
  readonly topology: string;
  /** Base name of the spec, for headers of generated files. */
  readonly specFile: UserText;
  readonly requestsPerSecond: number;
  /** The range that holds every datacenter; the one destination of every route between datacenters. */
  readonly supernet: string;
  readonly flowLogRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: SpecDocument['state'];
  /** Sorted by index. */
  readonly datacenters: readonly DatacenterPlan[];
  readonly shape: ShapePlan;
  /** Sorted by the indexes of their ends. */
  readonly links: readonly LinkPlan[];
  readonly datastore: DatastorePlan;
  /** Passwords that Terraform makes; each datacenter's secret manager holds every one. */
  readonly secrets: readonly SecretPlan[];
  readonly kong: KongPlan;
  /** Present when a plugin keeps its counters in Redis. */
  readonly redis?: RedisEndpointPlan;
  /** The one table that every security group rule and firewall rule comes from. */
  readonly flows: readonly Flow[];
  /** Every stack in an order in which they can be applied. */
  readonly stacks: readonly StackPlan[];
  /** How the numbers came about. */
  readonly sizing: Sizing;
  /** What it asks of the clouds' quotas and of its links. */
  readonly limits: Limits;
  /** Warnings and advice for the user; never errors. */
  readonly advisories: readonly Issue[];
}

export interface DatacenterPlan {
  readonly name: string;
  /** Never reused, from the lock file; addresses, ASN and tunnel ranges derive from it. */
  readonly index: number;
  readonly cloud: CloudId;
  readonly region: string;
  readonly project?: string;
  /** Part of the requests, 0 to 1. */
  readonly share: number;
  /** A /16. */
  readonly cidr: string;
  /** 16-bit private autonomous system number of its routers. */
  readonly asn: number;
  /** A /30 in 169.254.6.0/23 that its Cloud Router takes its identifier from. */
  readonly routerIdRange: string;
  /** Three, in rack order. */
  readonly zones: readonly ZonePlan[];
  readonly subnets: readonly SubnetPlan[];
  /** Each tier's whole range, wherever its subnets lie. Firewalls of other datacenters name these. */
  readonly tiers: Readonly<Record<Tier, string>>;
  /** Kong's machines. One is the common case. */
  readonly pools: readonly PoolPlan[];
  readonly datastore: DatacenterDatastorePlan;
  /** Present when a plugin keeps its counters in Redis: this datacenter's own. */
  readonly redis?: RedisPlan;
  /** Present when a link ends here that needs VPN instances. */
  readonly vpnInstances?: VpnInstancesPlan;
}

export interface RedisPlan {
  /** A primary and its replicas. */
  readonly nodes: number;
  readonly memoryGib: number;
  /** The machine or node type, where the cloud asks for one. */
  readonly nodeType?: string;
}

/**
 * Where plugins find Redis. Their configuration is a row in the datastore and so the same in every datacenter, while each
 * datacenter has a Redis of its own: the name leads to the local one, and port and TLS are alike everywhere. No password for
 * the same reason: Google makes one for each instance and takes none, and one row could name but one. Who may connect is
 * decided by the flow table. Nor are certificates verified (`redis_ssl_verify`): each Memorystore instance has an authority
 * of its own, which nodes would have to be told of after it is made. TLS keeps listeners out, not impostors.
 */
export interface RedisEndpointPlan {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** Two machines in two zones that end VPN tunnels where the cloud has no gateway to listen with; shared by every such link. */
export interface VpnInstancesPlan {
  readonly machineType: string;
  readonly diskGib: number;
  /** In order of the gateway interface that they are to a link: `TunnelPlan.interfaces`. */
  readonly nodes: readonly [VpnInstancePlan, VpnInstancePlan];
}

export interface VpnInstancePlan {
  /** `vpn-a` or `vpn-b`: after its zone; unique in its datacenter, part of names. */
  readonly name: string;
  readonly zone: ZonePlan;
  /** Fixed private address. */
  readonly address: string;
}

export type ShapePlan = { readonly shape: 'mesh' } | { readonly shape: 'hub'; readonly hub: string };

/** One pair of datacenters, joined. */
export interface LinkPlan {
  /** `<left>--<right>`, the lower index first. */
  readonly id: string;
  readonly kind: LinkKind;
  readonly encryption: LinkEncryption;
  readonly left: LinkEnd;
  readonly right: LinkEnd;
  /** Empty for kinds without tunnels of their own. */
  readonly tunnels: readonly TunnelPlan[];
}

/**
 * Who encrypts what goes over a link. `ipsec`: its gateways, with keys of the topology's own. `cloud`: the cloud, from region
 * to region, with keys that nobody else sees.
 */
export type LinkEncryption = 'ipsec' | 'cloud';

/**
 * One end of a link. A listening end's gateway is its cloud's own, or `DatacenterPlan.gateways`.
 */
export interface LinkEnd {
  readonly datacenter: string;
  readonly part: LinkPart;
  /** Names of the datacenters that it reaches over the link, in order of index: the far one and, where that is the hub, every other. */
  readonly reaches: readonly string[];
  /** The one range that leads to them all; towards a hub the supernet, so that a new spoke changes no route of the others. */
  readonly route: string;
}

export interface TunnelPlan {
  /** 0 to 3 within the link. */
  readonly number: number;
  /** A /30 in 169.254.0.0/16, unique in the topology. */
  readonly insideCidr: string;
  /** Inside address of each end. The dialling end has the first host, as AWS gives it; otherwise the left end has. */
  readonly insideAddresses: { readonly left: string; readonly right: string };
  /** Gateway interface (0 or 1) that the tunnel ends on, at each end that has such interfaces. */
  readonly interfaces: { readonly left: number; readonly right: number };
}

/** A way that packets may go; everything else is refused. */
export interface Flow {
  /** Unique and stable, e.g. `us-east-kong-to-us-east-cassandra-cql`. */
  readonly id: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp';
  /** First and last port; absent for protocols without ports. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** Why, as the rule's description: short, plain ASCII. */
  readonly purpose: string;
}

/**
 * The members of a role in a datacenter, a range of addresses, or the far ends of a link's tunnels on the internet, whose
 * addresses only the apply brings to light. `what` names the latter two for people.
 */
export type Endpoint =
  | RoleEnd
  | { readonly kind: 'range'; readonly cidr: string; readonly what: string }
  | { readonly kind: 'link'; readonly link: string; readonly what: string };

/** A generated password. */
export interface SecretPlan {
  /** e.g. `cassandra-kong-password`; part of names. */
  readonly key: string;
  /** Whose password it is, for people. */
  readonly title: string;
  /** Roles whose machines may read it. */
  readonly readBy: readonly Role[];
}

/** Machines or an endpoint of one role in a datacenter. */
export interface RoleEnd {
  readonly kind: 'role';
  readonly datacenter: string;
  readonly role: Role;
  /** Unique in its datacenter, part of names: the role itself, or the name of a pool. */
  readonly name: string;
  readonly cidr: string;
}

/** A unit of apply. `network-<dc>`, `cluster-<dc>`, `links`, `shared`. */
export interface StackPlan {
  readonly name: string;
  readonly layer: 'shared' | 'network' | 'links' | 'cluster';
  /** For network and cluster stacks. */
  readonly datacenter?: string;
  /** Stacks whose outputs it reads or that must stand before it. */
  readonly dependsOn: readonly string[];
}
