import type { CassandraSpec } from '../../../spec/datastores/cassandra/resolve';
import type { DatacenterPlace } from '../contract';
import { addressOfNode, type Ranges } from '../../ranges';
import type { DatacenterPlan } from '../../plan';
import { planEncryption } from './encryption';
import { HINT_HOURS } from './sizing/cassandra-node';
import { cassandraOf, ENGINE } from './of-plan';
import type { CassandraNodePlan, CassandraPlan, RingPlan, RingSizing } from './plan';
import type { ZonePlan } from '../../place';

/** Each datacenter has this many seeds: more than one, and never all of its nodes. */
const SEEDS_PER_DATACENTER = 2;

/** Plans the Cassandra nodes of a datacenter from their sizes. Each zone is a rack. */
export function planCassandra(
  { zones, bootDiskGib, ...ranges }: DatacenterPlace,
  image: string | undefined,
  { machine, nodes, dataDiskGib, dataDiskIops, dataDiskMibPerSecond }: RingSizing,
): CassandraPlan {
  return {
    engine: ENGINE,
    machineType: machine.type,
    ...(machine.architecture === undefined ? {} : { architecture: machine.architecture }),
    vcpus: machine.vcpus,
    memoryGib: machine.memoryGib,
    bootDiskGib,
    dataDiskGib,
    dataDiskIops,
    dataDiskMibPerSecond,
    ...(image === undefined ? {} : { image }),
    nodes: planCassandraNodes(ranges, zones, nodes),
  };
}

/** Deals the nodes of a datacenter to its zones in turn. */
function planCassandraNodes(ranges: Ranges, zones: readonly ZonePlan[], count: number): CassandraNodePlan[] {
  return Array.from({ length: count }, (_, i) => {
    const position = i % zones.length;
    const zone = zones[position];
    if (!zone) throw new Error('a datacenter has no zones');
    const address = addressOfNode(ranges, ENGINE, position, Math.floor(i / zones.length));
    return {
      number: i + 1,
      name: `cassandra-${i + 1}`,
      zone,
      rack: `rack-${zone.letter}`,
      address,
      seed: i < SEEDS_PER_DATACENTER,
    };
  });
}

/** Plans the ring over all datacenters, sorted by index. */
export function planRing(topology: string, datacenters: readonly DatacenterPlan[], datastore: CassandraSpec): RingPlan {
  const [initial] = datacenters;
  if (!initial) throw new Error('a topology has no datacenters');
  const nodes = datacenters.flatMap((datacenter) =>
    cassandraOf(datacenter).nodes.map((node) => ({ datacenter: datacenter.name, node })),
  );
  // Seeds of each datacenter come first, so that every later node finds its own datacenter's seeds up.
  const startOrder = datacenters.flatMap((datacenter) => {
    const own = nodes.filter((entry) => entry.datacenter === datacenter.name);
    return [...own.filter((entry) => entry.node.seed), ...own.filter((entry) => !entry.node.seed)];
  });
  return {
    engine: ENGINE,
    clusterName: topology,
    version: datastore.version,
    replicationFactor: datastore.replicationFactor,
    replication: Object.fromEntries(datacenters.map((datacenter) => [datacenter.name, datastore.replicationFactor])),
    readConsistency: datastore.readConsistency,
    writeConsistency: datastore.writeConsistency,
    seeds: nodes.filter((entry) => entry.node.seed).map((entry) => entry.node.address),
    startOrder: startOrder.map(({ datacenter, node }) => ({ datacenter, node: node.name, address: node.address })),
    initialDatacenter: initial.name,
    ...planEncryption(topology, datastore.encryption),
    hintHours: HINT_HOURS,
    repositoryUrl: datastore.repositoryUrl,
    repositoryKeyUrl: datastore.repositoryKeyUrl,
    repositoryKeyFingerprints: datastore.repositoryKeyFingerprints,
    ...(datastore.packageSha256 === undefined ? {} : { packageSha256: datastore.packageSha256 }),
  };
}
