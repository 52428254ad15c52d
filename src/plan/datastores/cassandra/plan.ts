import type { NodeEncryption } from '../../../kernel/node-encryption';
import type { UserText } from '../../../kernel/text/text';
import type { MachineSize } from '../../../spec/spec';
import type { NodeCertificatePlan } from '../../node-certificate';
import type { ZonePlan } from '../../place';
import type { MachinePrice } from '../../sizing/machine-price';

/** The Cassandra nodes of one datacenter. */
export interface CassandraPlan {
  readonly engine: 'cassandra';
  readonly machineType: string;
  /** Its processors, where they are not amd64. */
  readonly architecture?: 'arm64';
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly bootDiskGib: number;
  readonly dataDiskGib: number;
  readonly dataDiskIops: number;
  readonly dataDiskMibPerSecond: number;
  readonly image?: string;
  /**
   * Nodes in order of address within each zone, zones in rack order: node 1 is in zone a, node 2 in zone b, node 4 in
   * zone a again.
   */
  readonly nodes: readonly CassandraNodePlan[];
}

export interface CassandraNodePlan {
  /** Number from 1 to n within the datacenter. */
  readonly number: number;
  /** Name, e.g. `cassandra-1`; unique in its datacenter, part of names of resources. */
  readonly name: string;
  readonly zone: ZonePlan;
  /** Cassandra's name for the zone, e.g. `rack-a`. */
  readonly rack: string;
  /** Fixed private address, for listening, broadcasting and clients alike. */
  readonly address: string;
  readonly seed: boolean;
}

/** The ring over all datacenters. */
export interface RingPlan {
  readonly engine: 'cassandra';
  readonly clusterName: string;
  /** Full release, e.g. `3.11.17`. */
  readonly version: string;
  readonly replicationFactor: number;
  /** Replicas by datacenter name, in order of index. */
  readonly replication: Readonly<Record<string, number>>;
  readonly readConsistency: string;
  readonly writeConsistency: string;
  /** Addresses of two nodes of each datacenter, in order of index: the same list on every node. */
  readonly seeds: readonly string[];
  /** The ring's nodes start in this order: each waits until the one before it is up and normal. */
  readonly startOrder: readonly { readonly datacenter: string; readonly node: string; readonly address: string }[];
  /** Datacenter that initialises the ring and runs migrations: the one with the lowest index. */
  readonly initialDatacenter: string;
  /** Absent where nothing is encrypted. */
  readonly encryption?: RingEncryptionPlan;
  /** Hours for which nodes keep writes for another that does not answer. */
  readonly hintHours: number;
  /** Apt repository of the release, and the keys that sign it. */
  readonly repositoryUrl: UserText;
  readonly repositoryKeyUrl: UserText;
  /** Fingerprints of the keys that nodes trust, of those at that address. */
  readonly repositoryKeyFingerprints: readonly string[];
  /** Checksum of the package; if undefined, the repository's signature alone is checked. */
  readonly packageSha256?: string;
}

/** TLS of the ring, with the certificate that it needs. */
export interface RingEncryptionPlan extends NodeEncryption {
  readonly certificate: NodeCertificatePlan;
}

/** Sizes of the Cassandra nodes of one datacenter. */
export interface RingSizing {
  readonly engine: 'cassandra';
  readonly machine: MachineSize;
  /** Number of nodes, a multiple of three. */
  readonly nodes: number;
  readonly dataDiskGib: number;
  /** Operations of each disk: bought, if the cloud sells them apart from the size, else those of the size. */
  readonly dataDiskIops: number;
  readonly dataDiskMibPerSecond: number;
  /** Snapshots that are kept of all data disks of the datacenter; undefined if there are none. */
  readonly snapshotGib?: number;
  /** Snapshots that go to a second region in a mean month; undefined if there is none. */
  readonly copiedGibPerMonth?: number;
  /** Sizes that the load needs, where more stands and is kept; undefined if nothing is. */
  readonly sized?: { readonly nodes?: number; readonly dataDiskGib?: number };
  /** Replication between the zones of the datacenter in a mean month. */
  readonly zoneGibPerMonth: number;
  readonly price: MachinePrice;
}
