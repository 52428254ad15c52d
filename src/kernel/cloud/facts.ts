import type { CloudId, Tier } from '../ids';
import type { InnerLinkKind, LinkCapacity } from './links';
import type { Architecture, MachineTypes } from './machine-families';
import type { Quota } from './quota';
import type { BalancerFacts, BootDiskFacts, DiskFacts, NatFacts, RedisFacts } from './services';

/**
 * What the stages before the clouds need to know of a cloud. Shared code never asks which cloud it has before it and keeps no
 * table by cloud; it reads a trait here, and each cloud declares its own answer in `clouds/<id>/facts.ts`.
 */
export interface CloudFacts {
  readonly id: CloudId;
  /** The name that people use, e.g. `Google Cloud`. */
  readonly title: string;
  /** Regions by name, each with its zones. Source and date stand beside the data. */
  readonly regions: Readonly<Record<string, RegionFacts>>;
  /** Whether accounts see different zones of a region, so that one missing in the table may still exist. */
  readonly zonesVaryByAccount: boolean;
  /** Machine types that topogen knows the size of, in the order of the table. */
  readonly machines: readonly MachineFacts[];
  /** How machine types are named, and what each family of them has: also those whose sizes topogen does not know. */
  readonly machineTypes: MachineTypes;
  /** Who says what the machine types are like and what they cost. */
  readonly machineSource: { readonly source: string; readonly date: string };
  /** Terraform's type of a machine that stands alone. */
  readonly machineResource: string;
  /** Families weighed when the spec names no machine type, the preferred one first, e.g. `c6i`, `n2-highmem`. */
  readonly machineFamilies: { readonly processor: readonly string[]; readonly memory: readonly string[] };
  /** The machine type of a VPN instance, where the cloud needs one; undefined where it never does. */
  readonly vpnMachineType: string | undefined;
  /** A small machine type for the one-off job that migrates Kong's schema. */
  readonly jobMachineType: string;
  /** How the cloud names a machine image. */
  readonly imageForm: { readonly pattern: RegExp; readonly what: string; readonly example: string };
  readonly bootDisks: BootDiskFacts;
  readonly dataDisk: DiskFacts;
  readonly balancer: BalancerFacts;
  readonly nat: NatFacts;
  readonly redis: RedisFacts;
  /** Whether a subnet lies in one zone or spans the region. */
  readonly subnetScope: 'zone' | 'region';
  /** Tiers that need subnets beside those of the machines: always, where there is a Redis, and where there are links. */
  readonly serviceTiers: {
    readonly always: readonly Tier[];
    readonly withRedis: readonly Tier[];
    readonly withLinks: readonly Tier[];
  };
  /** Addresses at both ends of each subnet that the cloud keeps for itself. */
  readonly reservedAddresses: { readonly first: number; readonly last: number };
  /** The project that a datacenter must name; undefined where it has none. */
  readonly project: ProjectFacts | undefined;
  /** Beginnings of names that the cloud keeps for itself. Names of resources begin with the topology's name and a hyphen. */
  readonly reservedNamePrefixes: readonly { readonly prefix: string; readonly what: string }[];
  /** The resource whose name `<topology>-<datacenter>-<ending>` has the least room. */
  readonly tightestName: { readonly what: string; readonly ending: string; readonly characters: number };
  /** Forms that its access keys and tokens are known by, wherever they stand. */
  readonly secretForms: readonly SecretPattern[];
  /** Tags, or labels, that a resource may have. */
  readonly mostTags: number;
  /** The days that flow logs can be kept for, in order; undefined where any number will do. */
  readonly logRetentions: { readonly service: string; readonly days: readonly number[] } | undefined;
  /** Where load balancer health checks come from; empty when the balancer sits inside the network as a member. */
  readonly healthCheckRanges: readonly string[];
  /** Whether the balancer hands packets on with the port that the client used, so that nodes must listen on it. */
  readonly balancerKeepsPorts: boolean;
  /** Where operators' shells come from, when they come by TCP; undefined when they need no open port. */
  readonly operatorAccess: { readonly cidr: string; readonly port: number; readonly what: string } | undefined;
  /**
   * Its part in a link between two clouds. `dials`: it makes site-to-site connections towards the addresses of a
   * gateway. `listens`: it has a gateway whose addresses are known before any connection is made.
   */
  readonly vpnPart: 'dials' | 'listens';
  readonly linkCapacity: LinkCapacity;
  /** Quotas that a topology can come near. */
  readonly quotas: readonly Quota[];
  /** How two datacenters of this cloud are linked; the first is the default. */
  readonly innerLinks: readonly [InnerLinkKind, ...InnerLinkKind[]];
  /** Why the default one cannot join two datacenters of one region; undefined where it can. */
  readonly innerLinkBarredInRegion: string | undefined;
  /**
   * Whether the others can reach each other through a datacenter of this cloud, so that it can be a hub: its gateway tells
   * each link what it learns over the others.
   */
  readonly transits: boolean;
  /** Names and regions that the short form `"datacenters": 3` takes in turn. */
  readonly shortForm: readonly { readonly name: string; readonly region: string }[];
}

/** Projects: what the cloud puts a datacenter's resources into. */
export interface ProjectFacts {
  /** The key of the spec that names the project of all datacenters that name none. */
  readonly defaultKey: string;
  readonly pattern: RegExp;
  /** What `pattern` takes, for people. */
  readonly form: string;
}

/** A form that a secret is known by. */
export interface SecretPattern {
  readonly what: string;
  readonly pattern: RegExp;
}

export interface RegionFacts {
  readonly zones: readonly string[];
  /** Degrees; good enough to order by distance, not for maps. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface MachineFacts {
  readonly type: string;
  /** e.g. `c6i`, `n2-highmem`. */
  readonly family: string;
  readonly role: 'cpu' | 'memory' | 'general';
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Sustained bandwidth in Gbit/s; undefined where the cloud publishes none. */
  readonly networkGbps: number | undefined;
  /** Ceiling in Gbit/s; undefined where unknown. */
  readonly networkBurstGbps: number | undefined;
  /** On-demand USD per hour by region; a region that is missing is unknown, never free. */
  readonly usdPerHour: Readonly<Record<string, number>>;
  /** Processor architecture of the machine images that it needs. */
  readonly architecture: Architecture;
}

/** The facts of every cloud, handed to the stages by whoever composes them. */
export type CloudFactsTable = Readonly<Record<CloudId, CloudFacts>>;
