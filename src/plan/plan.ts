import type { Account } from '../kernel/cloud/account';
import type { OwnBalancer } from '../kernel/balancer';
import type { LinkKind, LinkPart } from '../kernel/cloud/links';
import type { Exposure } from '../kernel/exposure';
import type { CloudId, Role, Tier } from '../kernel/ids';
import type { Size } from '../kernel/size';
import type { RedisPassword, RedisPasswordMaker } from '../kernel/redis-password';
import type { Issue } from '../kernel/issue';
import type { UserText } from '../kernel/text/text';
import type { SpecDocument } from '../spec/schema';
import type { DatacenterDatastorePlan, DatastorePlan } from './datastores/plans';
import type { AlarmPlan } from './alarms/alarm';
import type { BackupCopiesPlan, BackupsPlan, ExportsPlan } from './backup-copies';
import type { DnsPlan } from './dns';
import type { EgressPlan } from './egress-plan';
import type { Limits } from './limits/limits';
import type { ScrapePlan } from './exporters';
import type { LogsPlan } from './logs-plan';
import type { ExistingNetworkPlan, GatewayPlan, SubnetPlan, ZonePlan } from './place';
import type { KongPlan, PoolPlan, PoolRole } from './pools/pool';
import type { Sizing } from './sizing/sizing';

/**
 * A plan says completely what will be built: the clouds' builders and the reports read it and decide nothing. It is
 * plain JSON, immutable, sorted (datacenters by index), and a function of the spec and the lock file alone: no clock,
 * no chance, no environment.
 */
export interface Plan {
  /** Format, raised when a field changes its meaning. */
  readonly format: 2;
  readonly topology: string;
  /** Base name of the spec, for headers of generated files. */
  readonly specFile: UserText;
  readonly requestsPerSecond: number;
  /** Absent where the topology is made for clients. */
  readonly size?: Exclude<Size, 'production'>;
  /** Range that contains every datacenter; every route between datacenters is within it. */
  readonly supernet: string;
  readonly flowLogRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: SpecDocument['state'];
  /** Datacenters sorted by index. */
  readonly datacenters: readonly DatacenterPlan[];
  readonly shape: ShapePlan;
  /** Links sorted by the indexes of their ends. */
  readonly links: readonly LinkPlan[];
  readonly datastore: DatastorePlan;
  /** Backups of everything that holds data; undefined if there are none. */
  readonly backups?: BackupsPlan;
  /** Passwords that Terraform makes; each datacenter's secret manager holds every one. */
  readonly secrets: readonly SecretPlan[];
  readonly kong: KongPlan;
  /** Endpoint of Redis; undefined if no plugin keeps its counters there. */
  readonly redis?: RedisEndpointPlan;
  /** Names by which clients find the gateway; undefined if they have their own. */
  readonly dns?: DnsPlan;
  /** Metrics for a Prometheus of the user's; undefined if machines have no exporters. */
  readonly scrape?: ScrapePlan;
  /** Logs of units in the clouds' log services; undefined if they stay on machines. */
  readonly logs?: LogsPlan;
  /** Set where the agents that ship logs also tell the clouds of memory and disks. */
  readonly hostMetrics?: true;
  /** The flow table, from which every security group rule and firewall rule comes. */
  readonly flows: readonly Flow[];
  /** Alarms by datacenter in order of index; empty if the spec names nobody to tell. */
  readonly alarms: readonly AlarmPlan[];
  /** Every stack in an order in which they can be applied. */
  readonly stacks: readonly StackPlan[];
  /** Sizes, with the arithmetic of every number. */
  readonly sizing: Sizing;
  /** Topology's use of the clouds' quotas and of its links. */
  readonly limits: Limits;
  /** Warnings and advice for the user; never errors. */
  readonly advisories: readonly Issue[];
}

export interface DatacenterPlan extends GatewayPlan, EgressPlan {
  readonly name: string;
  /** Index from the lock file, never reused; addresses, tunnel ranges and mostly the ASN derive from it. */
  readonly index: number;
  readonly cloud: CloudId;
  readonly region: string;
  readonly project?: string;
  /** Account, and the way there; absent where the credentials at hand decide. */
  readonly account?: Account;
  /** Number of the account, where the cloud has one and the spec tells it. */
  readonly accountId?: string;
  /**
   * Name of the account's provider in the stack that touches several datacenters; present exactly where those of one cloud are
   * reached in different ways.
   */
  readonly providerAlias?: string;
  /** Key of the user's own for disks, secrets and logs; present only on clouds that take one. */
  readonly kmsKey?: string;
  /** Date of Canonical's image that its machines start from, as its cloud writes it. @default the newest */
  readonly imageDate?: string;
  readonly exposure: Exposure;
  /** Ranges of the clients of its balancer; an internal one has private ranges alone. */
  readonly clientCidrs: readonly string[];
  /** Name, or ARN, of the user's secret with the certificate for clients; absent if each node makes one of its own. */
  readonly certificateSecret?: string;
  /** Topic, or channel, of the user's own that is told when an alarm rings; absent if nobody is. */
  readonly notify?: string;
  /** Present where the console of its cloud has a dashboard of it. */
  readonly dashboard?: true;
  /** Copies of its backups in a second region; absent if there are none. */
  readonly backupCopies?: BackupCopiesPlan;
  /** Exports of Kong's configuration that its nodes put into a bucket here; absent where they put in none. */
  readonly exports?: ExportsPlan;
  /** Part of the requests, 0 to 1. */
  readonly share: number;
  /** Address range of the datacenter: a /16 to /22, or that of an existing network. */
  readonly cidr: string;
  /** Network of the user's own that it is built in; absent where topogen makes one. */
  readonly existing?: ExistingNetworkPlan;
  /** Three zones, in rack order. */
  readonly zones: readonly ZonePlan[];
  readonly subnets: readonly SubnetPlan[];
  /** Whole range of each tier, in an existing network of those with subnets: firewalls of other datacenters refer to it. */
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
  /** Machines that lead clients to Kong; undefined where the cloud's own balancer does. */
  readonly balancers?: BalancersPlan;
  /** Kong's machines. Most datacenters have one pool. */
  readonly pools: readonly PoolPlan[];
  readonly datastore: DatacenterDatastorePlan;
  /** The datacenter's own Redis; undefined if no plugin keeps its counters there. */
  readonly redis?: RedisPlan;
  /** VPN instances; undefined if no link that ends here needs them. */
  readonly vpnInstances?: VpnInstancesPlan;
}

export interface RedisPlan {
  /** Number of nodes: a primary and its replicas. */
  readonly nodes: number;
  readonly memoryGib: number;
  /** Commands a second that it has to carry at the busiest time. */
  readonly commandsPerSecond: number;
  /** Machine or node type; undefined if the cloud asks for none. */
  readonly nodeType?: string;
  readonly passwordMaker: RedisPasswordMaker;
  /** True if its certificate is of an authority of its own, which Kong's machines are given. */
  readonly ownAuthority: boolean;
}

/**
 * The endpoint of Redis for plugins. Their configuration is a row in the datastore and so the same in every datacenter,
 * while each datacenter has a Redis of its own: the name resolves to the local one, and port and TLS are the same
 * everywhere. So is the password, as far as a row goes: it refers to a variable of the node's environment, and each node has
 * the password of its own datacenter's Redis there. Where the release has no references there is none, since a row would hold
 * it in plain text; the flow table alone decides then who may connect. Where there is one, certificates are verified too: by
 * authority and not by name, since a row can name one server alone.
 */
export interface RedisEndpointPlan {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly password: RedisPassword;
}

/**
 * Two machines in two zones that end VPN tunnels if the cloud has no gateway that can listen; all such links of a
 * datacenter share them.
 */
export interface VpnInstancesPlan {
  readonly machineType: string;
  readonly diskGib: number;
  /** Instances in order of their gateway interfaces in `TunnelPlan.interfaces`. */
  readonly nodes: readonly [VpnInstancePlan, VpnInstancePlan];
}

export interface VpnInstancePlan {
  /** Name `vpn-a` or `vpn-b`, after its zone; unique in its datacenter, part of names of resources. */
  readonly name: string;
  readonly zone: ZonePlan;
  /** Fixed private address. */
  readonly address: string;
}

/** Two machines in two zones that lead clients to the pool that takes them, each with an address that stays. */
export interface BalancersPlan {
  readonly program: OwnBalancer;
  readonly machineType: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly diskGib: number;
  readonly nodes: readonly [BalancerPlan, BalancerPlan];
}

export interface BalancerPlan {
  /** Name `balancer-a` or `balancer-b`, after its zone; unique in its datacenter, part of names of resources. */
  readonly name: string;
  readonly zone: ZonePlan;
  /** Fixed private address. */
  readonly address: string;
}

export type ShapePlan = { readonly shape: 'mesh' } | { readonly shape: 'hub'; readonly hub: string };

/** A link joins two datacenters. */
export interface LinkPlan {
  /** Id `<left>--<right>`, the lower index first. */
  readonly id: string;
  readonly kind: LinkKind;
  readonly encryption: LinkEncryption;
  readonly left: LinkEnd;
  readonly right: LinkEnd;
  /** Empty for kinds without tunnels of their own. */
  readonly tunnels: readonly TunnelPlan[];
}

/** The encryption of a link: by its gateways, with keys of the topology's own, or by the cloud, from region to region, with its own. */
export type LinkEncryption = 'ipsec' | 'cloud';

/** One end of a link. The gateway of a listening end is its cloud's own, or one of `DatacenterPlan.vpnInstances`. */
export interface LinkEnd {
  readonly datacenter: string;
  readonly part: LinkPart;
  /**
   * Names of the datacenters that it reaches over the link, in order of index: the far one or, if that is the hub,
   * every other one.
   */
  readonly reaches: readonly string[];
  /** Range of the route to them all; towards a hub the supernet, so that a new spoke changes no route of the others. */
  readonly route: string;
}

export interface TunnelPlan {
  /** Number from 0 to 3 within the link. */
  readonly number: number;
  /** Inside range, a /30 in 169.254.0.0/16, unique in the topology. */
  readonly insideCidr: string;
  /**
   * Inside address of each end. The dialling end has the first host, which AWS assigns to it; if neither end dials, the
   * left end has it.
   */
  readonly insideAddresses: { readonly left: string; readonly right: string };
  /** Gateway interface (0 or 1) that the tunnel ends on, at each end that has such interfaces. */
  readonly interfaces: { readonly left: number; readonly right: number };
}

/** A flow allows packets between two ends; the firewalls refuse everything else. */
export interface Flow {
  /** Unique and stable id, e.g. `us-east-kong-to-us-east-cassandra-cql`. */
  readonly id: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp';
  /** First and last port; undefined for protocols without ports. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** Purpose, which becomes the rule's description: short, plain ASCII. */
  readonly purpose: string;
}

/**
 * An end of a flow: the members of a role in a datacenter, a range of addresses, or what has addresses only after the apply: the far
 * ends of a link's tunnels on the internet, and a service that routes lead to. `what` names the latter three for people.
 */
export type Endpoint =
  | RoleEnd
  | { readonly kind: 'range'; readonly cidr: string; readonly what: string }
  | { readonly kind: 'link'; readonly link: string; readonly what: string }
  | { readonly kind: 'service'; readonly datacenter: string; readonly service: string; readonly what: string };

/** A generated password, or a certificate that Terraform makes. */
export interface SecretPlan {
  /** Key, e.g. `cassandra-kong-password`; part of names of resources. */
  readonly key: string;
  /** Title with the password's owner, for people. */
  readonly title: string;
  /** Roles whose machines may read it. */
  readonly readBy: readonly Role[];
  /** Roles of Kong's pools whose machines may read it, and which alone need a copy. @default all pools */
  readonly pools?: readonly PoolRole[];
  /** Name of the one datacenter that has a copy. @default every datacenter has one */
  readonly onlyIn?: string;
}

/** The machines of one role in a datacenter, or its endpoint. */
export interface RoleEnd {
  readonly kind: 'role';
  readonly datacenter: string;
  readonly role: Role;
  /** Name, unique in its datacenter and part of names of resources: the role itself, or the name of a pool. */
  readonly name: string;
  readonly cidr: string;
}

/** A stack is a unit of apply: `network-<dc>`, `cluster-<dc>`, `links`, `shared`, `dns`. */
export interface StackPlan {
  readonly name: string;
  readonly layer: 'shared' | 'network' | 'links' | 'cluster' | 'dns';
  /** Datacenter of a network or cluster stack. */
  readonly datacenter?: string;
  /** Stacks whose outputs it reads, or that must exist before it. */
  readonly dependsOn: readonly string[];
}
