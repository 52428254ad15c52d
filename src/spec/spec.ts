import type { AccessLog } from '../kernel/access-log';
import type { Account } from '../kernel/cloud/account';
import type { MachineFacts } from '../kernel/cloud/facts';
import type { InnerLinkKind } from '../kernel/cloud/links';
import type { DnsPolicy, DnsProvider } from '../kernel/dns';
import type { Balancer } from '../kernel/balancer';
import type { CertificateSecrets } from '../kernel/certificate-secrets';
import type { Egress } from '../kernel/egress';
import type { Exposure } from '../kernel/exposure';
import type { CloudId } from '../kernel/ids';
import type { Size } from '../kernel/size';
import type { UpgradeState } from '../kernel/kong-upgrade';
import type { PlainHttp } from '../kernel/plain-http';
import type { UserText } from '../kernel/text/text';
import type { BackupsSpec } from './backups';
import type { DatastoreSpec } from './datastores/section';
import type { ExistingEgress, SubnetPurpose } from './existing-network-schema';
import type { SpecDocument } from './schema';

/**
 * A spec holds what the user asked for, complete: every default is applied, every rule is held. The stages after this one
 * never fill in a default of their own. An absent field has none: sizing chooses the value (machines, disks, nodes), the
 * index gives it (a range), it follows from a release (Kong's package), or there is nothing to do (a checksum).
 */
export interface Spec extends Pick<SpecDocument, 'name' | 'requestsPerSecond' | 'redis' | 'state' | 'tags'> {
  readonly datacenters: readonly DatacenterSpec[];
  readonly kong: KongSpec;
  readonly gateway: GatewaySpec;
  readonly datastore: DatastoreSpec;
  /** Absent if there are to be none. */
  readonly backups?: BackupsSpec;
  /** Private ranges from which Prometheus reads metrics; absent if machines have no exporters. */
  readonly scrapeCidrs?: readonly string[];
  /** Set where the agents that ship logs also tell of memory and disks. */
  readonly hostMetrics?: true;
  /** Absent if logs of units stay on machines. */
  readonly logs?: LogsSpec;
  readonly size: Size;
  readonly links: LinksSpec;
  readonly network: NetworkSpec;
}

/** Logs of units in the clouds' log services. */
export interface LogsSpec {
  /** Days for which they are kept. */
  readonly retentionDays: number;
  /** Requests of clients that are among them; absent if none are. */
  readonly access?: AccessLog;
}

export type NetworkSpec = SpecDocument['network'] & { readonly egress: Egress };

/** A datacenter of which sizing decides what is left open. */
export interface DatacenterSpec {
  readonly name: string;
  readonly cloud: CloudId;
  readonly region: string;
  /** Project of the datacenter; present exactly on clouds that have projects. */
  readonly project?: string;
  /** Account, and the way there; absent where nothing is said of either. */
  readonly account?: Account;
  /** Exactly three. Their order decides which of them is zone a, b and c. */
  readonly zones: readonly string[];
  /** Part of the requests, 0 to 1; all shares add up to 1. */
  readonly share: number;
  /** The range that the user chose, or the range of an existing network; without either the index decides. */
  readonly cidr?: string;
  /** Network that the user has; without it topogen makes one. */
  readonly existing?: ExistingNetworkSpec;
  /** Gateway that the user has, on which its links end; without it topogen makes one. */
  readonly gateway?: ExistingGatewaySpec;
  /** Key of the user's own that encrypts what the datacenter keeps; without it the cloud's or topogen's own do. */
  readonly kmsKey?: string;
  /** Date of Canonical's image that its machines start from, as its cloud writes it. @default the newest */
  readonly imageDate?: string;
  readonly egress: Egress;
  /** Outside addresses that are reserved for it; absent where the cloud gives out its own, or reserves them in any case. */
  readonly egressAddresses?: number;
  /** Topic, or channel, of the user's own that is told when an alarm rings; absent if nobody is. */
  readonly notify?: string;
  /** Present where the console of its cloud has a dashboard of it. */
  readonly dashboard?: true;
  /** Second region that its backups are kept in; absent if they are in its own alone, or if it has none. */
  readonly copyRegion?: string;
  readonly exposure: Exposure;
  /** Ranges of the clients of its balancer; an internal one has private ranges alone. */
  readonly clientCidrs: readonly string[];
  /** True if the hostname, where there is one, leads to it. */
  readonly inName: boolean;
  readonly kong: KongNodeSpec;
  /** The datastore's nodes. */
  readonly datastore: NodeSpec;
}

/** A network that the user has, with subnets for all that is built in it. */
export interface ExistingNetworkSpec {
  /** The cloud's id of it. */
  readonly id: string;
  readonly subnets: Readonly<Partial<Record<SubnetPurpose, ExistingSubnetsSpec>>>;
  /** Maker of what leads its machines out to the internet. */
  readonly egress: ExistingEgress;
  /** Ids of the route tables that topogen may add routes to. */
  readonly routeTables: readonly string[];
}

/** The subnets of one purpose. */
export interface ExistingSubnetsSpec {
  /** Range that holds them all, and none of another purpose. */
  readonly cidr: string;
  /** The one that spans the region; present exactly where subnets do. */
  readonly id?: string;
  /** One subnet in each zone, in the order of the datacenter's zones; none with `id`. */
  readonly zones: readonly { readonly id: string; readonly cidr: string }[];
}

/** A gateway that the user has, by the cloud's id of it, and its number of an autonomous system. */
export interface ExistingGatewaySpec {
  readonly id: string;
  /** Router that speaks for it, where the cloud has one beside it. */
  readonly router?: string;
  readonly asn: number;
}

export interface NodeSpec {
  /** Machine type of the user's choice, or of the size of the topology, with its own size; without it sizing chooses. */
  readonly machineType?: MachineSize;
  /** True if it is the one that the size of the topology chooses. */
  readonly bySize?: true;
  /** Machine image of the user's own; without it nodes install at first boot. */
  readonly image?: string;
}

export interface KongNodeSpec extends NodeSpec {
  /** Machine image of the user's own with the release that an upgrade brings. */
  readonly upgradeImage?: string;
}

/** A machine type as far as sizing needs to know it. */
export interface MachineSize extends Pick<MachineFacts, 'type' | 'vcpus' | 'memoryGib'> {
  /** Its processors, where they are not amd64. */
  readonly architecture?: 'arm64';
}

export interface KongSpec extends Omit<
  SpecDocument['kong'],
  'version' | 'mode' | 'dataPlaneVersion' | 'plugins' | 'survives' | 'upgrade' | 'finishMigrations'
> {
  /** Full release, e.g. `3.3.1`. */
  readonly version: string;
  /** The plugins, sorted by name, one entry a name. */
  readonly plugins: readonly PluginSpec[];
  readonly survives: 'datacenter' | 'zone' | 'node';
  /**
   * Control planes beside the datastore's primary keep the configuration, and data planes everywhere serve clients without a
   * datastore. @default traditional: every node is both
   */
  readonly mode?: 'traditional' | 'hybrid' | undefined;
  /** Kong of data planes that are of an earlier release than control planes; from Kong's own repository, or their image. */
  readonly dataPlane?: { readonly release: string; readonly packageSha256?: string };
  readonly upgrade?: KongUpgradeSpec;
  /** Full release whose migrations are finished. */
  readonly finishMigrations?: string;
}

/** The entrance of the gateway. */
export interface GatewaySpec {
  readonly balancer: Balancer;
  readonly plainHttp: PlainHttp;
  /** Path on which the proxy says whether the node serves; absent if it says so on none. */
  readonly healthPath?: string;
  /** Secrets with the certificate for clients, by cloud; absent if each node makes one of its own. */
  readonly certificate?: CertificateSecrets;
  /** Name that leads to every datacenter; absent if clients have names of their own. */
  readonly hostname?: string;
  /** Present exactly with a hostname. */
  readonly dns?: DnsSpec;
}

/** The service that answers for the hostname. */
export interface DnsSpec {
  readonly provider: DnsProvider;
  readonly policy: DnsPolicy;
  /** Zone that the user has; absent where a private one is made. */
  readonly zone?: string;
  readonly project?: string;
  /** Present exactly with the policy failover. */
  readonly primary?: string;
}

/** An upgrade that is under way, by a second pool. */
export type KongUpgradeSpec = UpgradeState & {
  /** Full release that comes, e.g. `3.3.1`. */
  readonly to: string;
  readonly packageUrl?: UserText;
  readonly packageSha256?: string;
};

export interface PluginSpec {
  readonly name: string;
  /** Place of the counters; present exactly on the plugins that count. */
  readonly policy?: 'local' | 'cluster' | 'redis';
  /** Periods that a counting plugin counts, each one counter per request. */
  readonly periods: number;
}

/** `innerLink`: the kind that is wished for between two datacenters of a cloud that offers it; others have their own. */
export type LinksSpec =
  | { readonly shape: 'mesh'; readonly innerLink: InnerLinkKind }
  | { readonly shape: 'hub'; readonly hub: string; readonly innerLink: InnerLinkKind };
