import type { UserText } from '../../kernel/text/text';
import type { PluginSpec } from '../../spec/spec';

/**
 * What the nodes of a pool do. `traditional`: everything. In hybrid mode a `control-plane` keeps the configuration and
 * serves no clients, and a `data-plane` serves them without a datastore.
 */
export type PoolRole = 'traditional' | 'control-plane' | 'data-plane';

/** Which of two generations a pool belongs to: clients use one while the other is made ready or taken down. */
export type PoolColour = 'blue' | 'green';

/** What sets a pool apart in its datacenter: no two have both alike. */
export interface PoolKind {
  readonly role: PoolRole;
  readonly colour: PoolColour;
}

/** The Kong that a machine runs, and where it comes from. */
export interface KongSoftware {
  /** Full, e.g. `3.3.1`. */
  readonly release: string;
  /** Where the package is fetched. @default Kong's own repository */
  readonly packageUrl?: UserText;
  readonly packageSha256?: string;
  /** The user's own machine image, which has the release installed. */
  readonly image?: string;
}

/** Machines of one kind behind one scaling group. */
export interface PoolPlan extends PoolKind, KongSoftware {
  /** Unique in its datacenter, part of every name: `poolName` in `plan/naming.ts`. */
  readonly name: string;
  /** Whether the datacenter's balancer sends it clients. */
  readonly takesClients: boolean;
  readonly machineType: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** The sized number and the floor of automatic scaling. */
  readonly nodes: number;
  /** The ceiling of automatic scaling. */
  readonly maximumNodes: number;
  /** vCPU utilisation, in percent, that automatic scaling keeps to. */
  readonly scaleAtPercent: number;
  readonly diskGib: number;
  readonly ports: PoolPorts;
}

/** Where the nodes of a pool listen. */
export interface PoolPorts {
  /** The clients' own ports where the cloud's balancer cannot translate them. */
  readonly proxy: number;
  readonly proxyTls: number;
  readonly admin: number;
  readonly adminTls: number;
  /** Health checks: the status listener, or what stands in for it before 1.4. */
  readonly status: number;
}

/** What all pools of the topology have in common. */
export interface KongPlan {
  readonly plugins: readonly PluginSpec[];
  readonly proxyCidrs: readonly string[];
  readonly adminCidrs: readonly string[];
  readonly databaseUpdatePropagationSeconds: number;
  readonly migrations: MigrationsPlan;
}

/** The one job that migrates the schema, to its release. */
export interface MigrationsPlan extends KongSoftware {
  /** The datastore's initial one. */
  readonly datacenter: string;
  readonly machineType: string;
  readonly diskGib: number;
}
