import type { UserText } from '../../kernel/text/text';
import type { Balancer } from '../../kernel/balancer';
import type { KongStretch } from '../../kernel/kong-steps';
import type { PlainHttp } from '../../kernel/plain-http';
import type { PoolColour, UpgradeState } from '../../kernel/kong-upgrade';
import type { PluginSpec } from '../../spec/spec';

/**
 * The role of a pool. A `traditional` pool does everything. In hybrid mode a `control-plane` keeps the configuration
 * and serves no clients, and a `data-plane` serves them without a datastore.
 */
export type PoolRole = 'traditional' | 'control-plane' | 'data-plane';

/** Role and colour of a pool, a combination that is unique in its datacenter. */
export interface PoolKind {
  readonly role: PoolRole;
  readonly colour: PoolColour;
}

/** The Kong that a machine runs, and the source of it. */
export interface KongSoftware {
  /** Full release, e.g. `3.3.1`. */
  readonly release: string;
  /** Address of the package. @default Kong's own repository */
  readonly packageUrl?: UserText;
  readonly packageSha256?: string;
  /** User's own machine image, which has the release installed. */
  readonly image?: string;
}

/** A pool is machines of one kind in one scaling group. */
export interface PoolPlan extends PoolKind, KongSoftware {
  /** Name from `poolName` of `plan/naming.ts`, unique in its datacenter and part of every name of a resource. */
  readonly name: string;
  /** True if the datacenter's balancer sends it clients. */
  readonly takesClients: boolean;
  /** True if the balancer knows it: one that takes clients, or may take them next. */
  readonly balanced: boolean;
  /** True if it may reach the datastore. A pool without it serves what it has in its caches. */
  readonly reachesDatastore: boolean;
  /** True if none of its nodes may be started, replaced or taken away for now. */
  readonly held: boolean;
  readonly machineType: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Sized number of nodes, which is the minimum of automatic scaling. */
  readonly nodes: number;
  /** Maximum of automatic scaling. */
  readonly maximumNodes: number;
  /** vCPU utilisation, in percent, that automatic scaling aims at. */
  readonly scaleAtPercent: number;
  readonly diskGib: number;
  readonly ports: PoolPorts;
}

/** The ports on which the nodes of a pool listen. */
export interface PoolPorts {
  /** Proxy's port: the clients' own, if the cloud's balancer cannot translate it. */
  readonly proxy: number;
  readonly proxyTls: number;
  readonly admin: number;
  readonly adminTls: number;
  /** Port of health checks: the status listener, or the responder that replaces it before 1.4. */
  readonly status: number;
  /** Port of control planes for data planes; other pools have none. */
  readonly cluster?: number;
}

/** A loss that pools can be sized for. Each includes the ones after it. */
export type Loss = 'datacenter' | 'zone' | 'node';

/** The parts that all pools of the topology have in common. */
export interface KongPlan {
  readonly plugins: readonly PluginSpec[];
  readonly plainHttp: PlainHttp;
  readonly balancer: Balancer;
  /** Path on which the proxy says whether the node serves; absent if it says so on none. */
  readonly healthPath?: string;
  readonly proxyCidrs: readonly string[];
  readonly adminCidrs: readonly string[];
  readonly databaseUpdatePropagationSeconds: number;
  /** Worst loss that every pool is sized for; that of a datacenter needs a second one. */
  readonly survives: Loss;
  /** Part of the vCPU time that may be busy, still after that loss. */
  readonly targetUtilization: number;
  /** Upgrade that is under way; absent if there is none. */
  readonly upgrade?: UpgradePlan;
  /** Release whose migrations the spec says are finished. */
  readonly finished?: string;
  readonly migrations: MigrationsPlan;
  /** Absent where every node keeps the configuration and serves clients. */
  readonly hybrid?: HybridPlan;
}

/** Control planes and the way to them. */
export interface HybridPlan {
  /** Datacenter of the control planes: that of the datastore's primary. */
  readonly datacenter: string;
  /** Private name of their balancer, the same in every datacenter. */
  readonly host: string;
  readonly port: number;
  readonly certificate: ClusterCertificatePlan;
  readonly seed: SeedPlan;
}

/**
 * The copy of the configuration in a bucket beside the control planes, by which new data planes serve while no control plane
 * answers. It holds every key and credential that the configuration has.
 */
export interface SeedPlan {
  /** Key of the secret manager's entry that says where the bucket is; the entry is no secret. */
  readonly place: string;
  /** Name of the object. */
  readonly object: string;
  /** Control planes export it every so many minutes; a bucket keeps what differs alone. */
  readonly intervalMinutes: number;
  /** Earlier seeds are kept for this many days. */
  readonly keptDays: number;
}

/** The certificate by which control planes and data planes know each other: all of them hold it and its key. */
export interface ClusterCertificatePlan {
  /** Key of the secret with both. */
  readonly secret: string;
  /** Kong asks for this name, whatever the name of the control planes is. */
  readonly commonName: string;
  readonly validityHours: number;
  /** Terraform makes another one so many hours before the end. */
  readonly renewalHours: number;
}

/** An upgrade by a second pool: its strategy and stage, and the releases that leave and come. */
export type UpgradePlan = UpgradeState & { readonly from: string; readonly to: string };

/** The one job that migrates the schema, to its release. */
export interface MigrationsPlan extends KongSoftware {
  /** Initial datacenter of the datastore. */
  readonly datacenter: string;
  readonly machineType: string;
  readonly diskGib: number;
  /** True if it also removes what only earlier releases read, which an upgrade leaves for the time after. */
  readonly finishes: boolean;
  /** Releases whose schema it takes over; any other it leaves as it is. */
  readonly migratesFrom: readonly KongStretch[];
}
