import type { MachineFacts } from '../kernel/cloud/facts';
import type { InnerLinkKind } from '../kernel/cloud/links';
import type { CloudId } from '../kernel/ids';
import type { SpecDocument } from './schema';

/**
 * What the user asked for, complete: every default applied, every rule held. The stages after this one never fill in
 * a default of their own.
 */
export interface Spec extends Pick<
  SpecDocument,
  'name' | 'requestsPerSecond' | 'redis' | 'network' | 'state' | 'tags'
> {
  readonly datacenters: readonly DatacenterSpec[];
  readonly kong: KongSpec;
  readonly datastore: DatastoreSpec;
  readonly links: LinksSpec;
}

/** One datacenter with nothing left open but what sizing decides. */
export interface DatacenterSpec {
  readonly name: string;
  readonly cloud: CloudId;
  readonly region: string;
  /** Present exactly on clouds that need one. */
  readonly project?: string;
  /** Exactly three, one per Cassandra rack, in rack order. */
  readonly zones: readonly string[];
  /** Part of the requests, 0 to 1; all shares add up to 1. */
  readonly share: number;
  /** A /16 that the user chose; without it the index decides. */
  readonly cidr?: string;
  readonly kong: NodeSpec;
  readonly cassandra: NodeSpec;
}

export interface NodeSpec {
  /** The user's own choice with its size; without it sizing chooses. */
  readonly machineType?: MachineSize;
  /** The user's own machine image; without it nodes install at first boot. */
  readonly image?: string;
}

/** A machine type as far as sizing needs to know it. */
export type MachineSize = Pick<MachineFacts, 'type' | 'vcpus' | 'memoryGib'>;

export interface KongSpec extends Omit<SpecDocument['kong'], 'plugins' | 'survives'> {
  /** Sorted by name, one entry a name. */
  readonly plugins: readonly PluginSpec[];
  readonly survives: 'datacenter' | 'zone' | 'node';
}

export interface PluginSpec {
  readonly name: string;
  /** Where counters are kept. Present exactly on the plugins that count. */
  readonly policy?: 'local' | 'cluster' | 'redis';
  /** Periods that a counting plugin counts, each one counter per request. */
  readonly periods: number;
}

export type DatastoreSpec = Omit<SpecDocument['datastore'], 'engine'> & { readonly engine: 'cassandra' };

/** `innerLink`: the kind that is wished for between two datacenters of a cloud that offers it; others have their own. */
export type LinksSpec =
  | { readonly shape: 'mesh'; readonly innerLink: InnerLinkKind }
  | { readonly shape: 'hub'; readonly hub: string; readonly innerLink: InnerLinkKind };
