import type { OwnBalancer } from '../kernel/balancer';
import type { CertificateSecrets } from '../kernel/certificate-secrets';
import type { InnerLinkKind } from '../kernel/cloud/links';
import type { DnsProvider } from '../kernel/dns';
import type { Egress } from '../kernel/egress';
import type { Exposure } from '../kernel/exposure';
import type { CloudId, EngineId } from '../kernel/ids';
import type { PlainHttp } from '../kernel/plain-http';
import type { InternodeEncryption } from '../kernel/node-encryption';
import type { RedisPassword } from '../kernel/redis-password';
import type { PoolColour, UpgradeStrategy } from '../kernel/kong-upgrade';

/**
 * The facts of a topology that stands which no later spec may change by accident: the lock file holds them. They were true
 * when the trees were last written; whether all of it was applied nobody tells topogen.
 */
export interface Standing {
  /** Release of Kong that the schema is migrated to, e.g. `3.3.1`. */
  readonly kong: string;
  /** Release whose migrations the spec says are finished; absent if it says nothing. */
  readonly finished?: string;
  /** Absent while blue pools of that release are all there is and no upgrade is under way. */
  readonly pools?: StandingPools;
  /** Present exactly in hybrid mode. */
  readonly hybrid?: StandingHybrid;
  /** Absent in lock files of a version that always served plain HTTP. */
  readonly plainHttp?: PlainHttp;
  /** Program on machines of the topology that leads clients to Kong; absent if the clouds' own balancers do. */
  readonly balancer?: OwnBalancer;
  /** Absent if clients have names of their own. */
  readonly names?: StandingNames;
  /** Path on which clients are told whether a node serves; absent if there is none. */
  readonly healthPath?: string;
  /** Secrets with the certificate for clients, by cloud; absent if each node makes one of its own. */
  readonly certificate?: CertificateSecrets;
  readonly supernet: string;
  /** Number of the autonomous system of index 0. @default that of `DEFAULT_FIRST_ASN` */
  readonly firstAsn?: number;
  /** Place of Terraform's states. Absent in a lock file of a version that did not hold it: nobody knows then. */
  readonly state?: StandingState;
  /** Days for which flow logs are kept. Absent likewise. */
  readonly flowLogDays?: number;
  /** Days for which the clouds keep what units say on machines. Absent if it stays there. */
  readonly logDays?: number;
  /** Absent in a lock file of a version that did not hold it: nobody knows what stands then. */
  readonly links?: StandingLinks;
  /** Absent if no Redis stands, and in a lock file of a version that did not hold it: `mayHaveRedis` tells them apart. */
  readonly redis?: StandingRedis;
  readonly datastore: StandingDatastore;
  /** Datacenters by name. */
  readonly datacenters: Readonly<Record<string, StandingDatacenter>>;
}

/** The pools of each datacenter by colour, so that no colour's names ever come to mean another pool. */
export interface StandingPools {
  /** Release of the blue pools; absent if there are none. */
  readonly blue?: string;
  readonly green?: string;
  /** Colour that clients are sent to. */
  readonly serves: PoolColour;
  /** Strategy and stage of the upgrade that is under way; both are absent if there is none. */
  readonly strategy?: UpgradeStrategy;
  readonly stage?: string;
}

/** The other half of hybrid mode; control planes are of the release that the schema is migrated to. */
export interface StandingHybrid {
  /** Release of the data planes. */
  readonly dataPlanes: string;
}

/** True if a Redis stands, or if nobody knows: the versions that held no Redis had no word about port 80 either. */
export function mayHaveRedis({ redis, plainHttp }: Pick<Standing, 'redis' | 'plainHttp'>): boolean {
  return redis !== undefined || plainHttp === undefined;
}

/** The links between datacenters, as far as a change of them cuts some. */
export interface StandingLinks {
  readonly shape: 'mesh' | 'hub';
  /** Present exactly with a hub. */
  readonly hub?: string;
  /** Kinds of the links between two datacenters of one cloud, of each cloud that has such links. */
  readonly inner: Readonly<Partial<Record<CloudId, InnerLinkKind>>>;
}

/** The place where the state of each stack lies, below a name of the stack's own. */
export interface StandingState {
  readonly backend: 'local' | 's3' | 'gcs' | 'cloud';
  /** Bucket and path in it, or host and organization; absent where the place is beside the trees. */
  readonly place?: string;
}

/** The name by which clients find the gateway, and where it is kept. */
export interface StandingNames {
  readonly hostname: string;
  readonly provider: DnsProvider;
  /** Zone of the user's; absent where it is a private one that topogen made. */
  readonly zone?: string;
}

/** The Redis of every datacenter. */
export interface StandingRedis {
  readonly password: RedisPassword;
}

export interface StandingDatastore {
  readonly engine: EngineId;
  /** Full release, e.g. `3.11.19`. */
  readonly release: string;
  /** Copies of each row in each datacenter. */
  readonly replicationFactor: number;
  /** Days for which backups are kept. Absent where there are none, and in lock files that did not hold it. */
  readonly backupDays?: number;
  /** Traffic between nodes of a ring that is encrypted. Absent if none is, as in lock files that did not hold it. */
  readonly internode?: Exclude<InternodeEncryption, 'none'>;
  /** Present if those who speak CQL do so by TLS alone. */
  readonly clientTls?: true;
  /** Datacenter that alone is written in; absent if all are, and in lock files that did not hold it. */
  readonly primary?: string;
}

export interface StandingDatacenter extends StandingSize {
  readonly cloud: CloudId;
  readonly region: string;
  /** Present exactly on clouds that have projects. */
  readonly project?: string;
  /** Number of the account; absent on clouds that have none, and where the spec did not tell it. */
  readonly account?: string;
  /** Key of the user's that data disks, secrets and logs were made with; absent if that is the cloud's or topogen's own. */
  readonly kmsKey?: string;
  /** Second region of backups, which has a key of their own there; absent where there is none. */
  readonly copyRegion?: string;
  /** Present where a bucket has exports of Kong's configuration. */
  readonly exports?: true;
  /** Absent where each zone has a NAT gateway, and where the cloud has one for all in any case. */
  readonly egress?: Egress;
  /** Number of its reserved outside addresses, where the spec reserves them. */
  readonly egressAddresses?: number;
  /** Absent where the balancer is public. */
  readonly exposure?: Exposure;
  /** The three zones, in order. */
  readonly zones: readonly string[];
  /** The /16, or the range of an existing network. */
  readonly cidr: string;
  /** Id of the user's network that it is built in; absent if topogen made one. */
  readonly network?: string;
  /** Ids of its subnets by tier and zone, e.g. `kong-a`; present exactly with `network`. */
  readonly subnets?: Readonly<Record<string, string>>;
  /**
   * Range of its subnet of datastore nodes, whose addresses are counted from its beginning. Absent without such nodes, and where a
   * subnet never gets another range.
   */
  readonly datastoreCidr?: string;
  /** Id of the user's gateway on which its links end; absent if topogen makes one where there are links. */
  readonly gateway?: string;
  /** Id of the router that speaks for it, where there is one beside it. */
  readonly gatewayRouter?: string;
  /** Present exactly where topogen leads machines out of such a network; absent if its owner does. */
  readonly networkEgress?: 'managed';
  /** Part of the requests, 0 to 1. */
  readonly share: number;
}

/** The part of a datacenter that holds data. */
export interface StandingSize {
  /** Number of the datastore's nodes. */
  readonly nodes: number;
  /** Data disk of each node. */
  readonly diskGib: number;
}

/** The sizes that stand, by datacenter. */
export type StandingSizes = Readonly<Record<string, StandingSize>>;
