import type { AlarmFacts, AlarmTargetFacts } from '../alarm';
import type { CloudId, Tier } from '../ids';
import type { AccountFacts } from './account';
import type { DiscoveryFacts } from './discovery';
import type { DnsFacts } from './dns';
import type { InnerLinkKind, LinkCapacity } from './links';
import type { DatabaseFacts } from './databases';
import type { Architecture, MachineTypes } from './machine-families';
import type { Offerings } from './offerings';
import type { PrivateAccessFacts } from './private-access';
import type { ExportCommands } from './exports';
import type { LogCommands } from './logs';
import type { SnapshotCommands } from './snapshots';
import type { OperatorCommands } from './operators';
import type { Quota } from './quota';
import type { TunnelCommands } from './tunnels';
import type { BalancerFacts, BootDiskFacts, DiskFacts, NatFacts, RedisFacts, UserDataFacts } from './services';

/**
 * A cloud declares its traits here, in `clouds/<id>/facts.ts`, for the stages before the clouds. Shared code keeps no
 * table by cloud and never asks which cloud it has: it reads a trait.
 */
export interface CloudFacts {
  readonly id: CloudId;
  /** Name for people, e.g. `Google Cloud`. */
  readonly title: string;
  /** Regions by name. Source and date are beside the data. */
  readonly regions: Readonly<Record<string, RegionFacts>>;
  /** Regions that an account does not have until somebody switches them on for it. */
  readonly regionsToSwitchOn: readonly string[];
  /** True if accounts see different zones of a region, so that a zone missing in the table may still exist. */
  readonly zonesVaryByAccount: boolean;
  /** Machine types whose size topogen knows, in the order of the table. */
  readonly machines: readonly MachineFacts[];
  /** Regions and zones in which machine types are sold. */
  readonly offerings: Offerings;
  /** Naming of machine types, and what each family of them has: also those whose sizes topogen does not know. */
  readonly machineTypes: MachineTypes;
  /** Source and date of the sizes and prices of machine types. */
  readonly machineSource: { readonly source: string; readonly date: string };
  /** Terraform's type of a machine that is in no group. */
  readonly machineResource: string;
  /** Returns Terraform's address of the data disk of such a machine, by the machine's name in Terraform. */
  readonly dataDiskAddress: (machine: string) => string;
  /** Families considered if the spec names no machine type, the preferred one first, e.g. `c6i`, `n2-highmem`. */
  readonly machineFamilies: { readonly processor: readonly string[]; readonly memory: readonly string[] };
  /** Machine types of a VPN instance, the preferred one first; empty if the cloud never needs one. */
  readonly vpnMachineTypes: readonly string[];
  /** Machine types of 2 vCPU and 8 GiB for nodes of size development, the preferred one first. */
  readonly developmentMachineTypes: readonly string[];
  /** Small machine types for the one-off job that migrates Kong's schema, the preferred one first. */
  readonly jobMachineTypes: readonly string[];
  /** Pattern of the cloud's names of machine images. */
  readonly imageForm: { readonly pattern: RegExp; readonly what: string; readonly example: string };
  readonly bootDisks: BootDiskFacts;
  readonly userData: UserDataFacts;
  readonly dataDisk: DiskFacts;
  readonly balancer: BalancerFacts;
  readonly nat: NatFacts;
  readonly privateAccess: PrivateAccessFacts;
  readonly redis: RedisFacts;
  readonly database: DatabaseFacts;
  /** Extent of a subnet: one zone or the whole region. */
  readonly subnetScope: 'zone' | 'region';
  /** Other clouds from whose buckets machines here can read the configuration that starts data planes without control planes. */
  readonly readsSeedsOf: readonly CloudId[];
  /** Terraform's address of the bucket of the seed, in the cluster's stack beside the control planes. */
  readonly seedBucketResource: string;
  /** Tiers that need subnets beside those of the machines: always, with Redis, and with a gateway for links. */
  readonly serviceTiers: {
    readonly always: readonly Tier[];
    readonly withRedis: readonly Tier[];
    readonly withManagedEnd: readonly Tier[];
  };
  /** Rules for networks that users have. */
  readonly existingNetwork: ExistingNetworkFacts;
  /** Numbers of addresses at both ends of each subnet that the cloud reserves for itself. */
  readonly reservedAddresses: { readonly first: number; readonly last: number };
  /** Rules for the project that a datacenter must name; undefined if the cloud has no projects. */
  readonly project: ProjectFacts | undefined;
  readonly account: AccountFacts;
  /** Rules for a key of the user's own; undefined if topogen makes the keys itself. */
  readonly kmsKey: KmsKeyFacts | undefined;
  /** Rules for the name of a secret that the user has made. */
  readonly secretName: SecretNameFacts;
  /** Rules for what an alarm of this cloud tells. */
  readonly alarmTarget: AlarmTargetFacts;
  readonly alarms: AlarmFacts;
  readonly discovery: DiscoveryFacts;
  /**
   * Prefixes of names that the cloud reserves for itself. Names of resources begin with the topology's name and a
   * hyphen.
   */
  readonly reservedNamePrefixes: readonly { readonly prefix: string; readonly what: string }[];
  /** The resource whose name `<topology>-<datacenter>-<ending>` may have the fewest characters. */
  readonly tightestName: { readonly what: string; readonly ending: string; readonly characters: number };
  /** Patterns of the cloud's access keys and tokens. */
  readonly secretForms: readonly SecretPattern[];
  /** Number of tags, or labels, that a resource may have. */
  readonly mostTags: number;
  /** True if a tag may have an empty value and keep it; otherwise every plan would show a change. */
  readonly emptyTags: boolean;
  /** Days that flow logs can be kept for, in order; undefined if any number is accepted. */
  readonly logRetentions: { readonly service: string; readonly days: readonly number[] } | undefined;
  /**
   * Ranges that health checks of the load balancer come from; empty if the balancer is inside the network as a member.
   */
  readonly healthCheckRanges: readonly string[];
  /**
   * True if the balancer forwards packets with the port that the client used, so that nodes must listen on that port.
   */
  readonly balancerKeepsPorts: boolean;
  /** Way to a balancer: an address that stays, or a name whose addresses change. */
  readonly balancerKnownBy: 'address' | 'name';
  readonly dns: DnsFacts;
  /** Commands by which operators reach machines. */
  readonly operators: OperatorCommands;
  readonly snapshots: SnapshotCommands;
  /** Commands by which they bring Kong's configuration back from an export. */
  readonly exports: ExportCommands;
  /** Commands by which they read what units said on machines. */
  readonly logs: LogCommands;
  /** `own-key`: snapshots are copied to a second region, with a key there; `stored-there`: that region has the only ones. */
  readonly backupCopies: 'own-key' | 'stored-there';
  /** Range and port of operators' shells that come by TCP; undefined if they need no open port. */
  readonly operatorAccess: { readonly cidr: string; readonly port: number; readonly what: string } | undefined;
  /**
   * The cloud's part in a link between two clouds. `dials`: it makes site-to-site connections towards the addresses of
   * a gateway. `listens`: it has a gateway whose addresses are known before any connection is made.
   */
  readonly vpnPart: 'dials' | 'listens';
  readonly linkCapacity: LinkCapacity;
  /** Commands by which operators look after tunnels on the cloud's own gateways. */
  readonly tunnels: TunnelCommands;
  /** Quotas that a topology can come near. */
  readonly quotas: readonly Quota[];
  /** Kinds of links between two datacenters of this cloud; the first is the default. */
  readonly innerLinks: readonly [InnerLinkKind, ...InnerLinkKind[]];
  /** Reason why the default kind cannot join two datacenters of one region, and the wish in `links` that can; undefined if it can. */
  readonly innerLinkBarredInRegion: { readonly why: string; readonly instead: string } | undefined;
  /**
   * True if a datacenter of this cloud can be a hub: its gateway advertises on each link the routes that it learns on
   * the others, so that the other datacenters reach each other through it.
   */
  readonly transits: boolean;
  /** Names and regions that the short form `"datacenters": 3` takes in turn. */
  readonly shortForm: readonly { readonly name: string; readonly region: string }[];
}

/** Rules for projects, which hold the resources of datacenters on a cloud that has them. */
export interface ProjectFacts {
  /** Key of the spec that names the project of all datacenters that name none. */
  readonly defaultKey: string;
  readonly pattern: RegExp;
  /** The texts that `pattern` accepts, in words. */
  readonly form: string;
}

/** Rules for the network of a user's own. */
export interface ExistingNetworkFacts {
  /** Forms of the cloud's ids; that of route tables is absent where routes need none. */
  readonly ids: {
    readonly network: ExistingIdForm;
    readonly subnet: ExistingIdForm;
    readonly routeTable?: ExistingIdForm;
    /** Range that the cloud's services have for themselves; absent where they stand in subnets. */
    readonly serviceRange?: ExistingIdForm;
  };
  /** Rules for a gateway of the user's own on which links end. */
  readonly gateway: ExistingGatewayFacts;
  /** True if topogen can make address translation there. */
  readonly ownNat: boolean;
  /** Shortest and longest prefix of a network and of a subnet. */
  readonly prefix: { readonly shortest: number; readonly longest: number };
}

/** Rules for a gateway that a user has. */
export interface ExistingGatewayFacts {
  readonly id: ExistingIdForm;
  /** Router that speaks for the gateway and stands in a network with it, which is then the user's too; absent where it speaks itself. */
  readonly router?: ExistingIdForm;
  /** Numbers of autonomous systems that it may have. */
  readonly asns: readonly { readonly first: number; readonly last: number }[];
}

/** Pattern of an id; its groups `project` and `region`, where it has them, must be those of the datacenter. */
export interface ExistingIdForm {
  readonly pattern: RegExp;
  readonly example: string;
}

/** Rules for the name of a key that the user has made. */
export interface KmsKeyFacts {
  /** Its group `location` is the region of the key. */
  readonly pattern: RegExp;
  /** The texts that `pattern` accepts, in words. */
  readonly form: string;
}

/** Rules for the name of a secret in the cloud's secret manager that the user has made. */
export interface SecretNameFacts {
  /** Its group `region`, where it has matched, is the one region in which the secret is. */
  readonly pattern: RegExp;
  /** The texts that `pattern` accepts, in words. */
  readonly form: string;
}

/** A pattern that recognises a kind of secret. */
export interface SecretPattern {
  readonly what: string;
  readonly pattern: RegExp;
}

export interface RegionFacts {
  readonly zones: readonly string[];
  /** Coordinates in degrees: good enough to order regions by distance, not for maps. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface MachineFacts {
  readonly type: string;
  /** Family of the type, e.g. `c6i`, `n2-highmem`. */
  readonly family: string;
  readonly role: 'cpu' | 'memory' | 'general';
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Sustained bandwidth in Gbit/s; undefined if the cloud publishes none. */
  readonly networkGbps: number | undefined;
  /** Highest bandwidth in Gbit/s; undefined if unknown. */
  readonly networkBurstGbps: number | undefined;
  /** On-demand USD per hour by region; the price of a region that is missing is unknown, never 0. */
  readonly usdPerHour: Readonly<Record<string, number>>;
  /** Processor architecture of the machine images that it needs. */
  readonly architecture: Architecture;
}

/** The facts of every cloud. The actions pass them to the stages. */
export type CloudFactsTable = Readonly<Record<CloudId, CloudFacts>>;
