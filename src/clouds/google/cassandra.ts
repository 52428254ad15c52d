import { ComputeDisk } from '@cdktf/provider-google/lib/compute-disk';
import { ComputeInstance } from '@cdktf/provider-google/lib/compute-instance';
import { cassandraOf, ENGINE } from '../../plan/datastores/cassandra/of-plan';
import { terraformName } from '../../plan/naming';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { CassandraNodePlan } from '../../plan/datastores/cassandra/plan';
import type { StackScope, TopologyPromise } from '../contract';
import type { MachineNeed } from '../machine-needs';
import { memberOf } from '../members';
import { equalShares, list } from '../promise-expressions';
import { WORDING } from '../wording';
import { DISK_REMOVAL } from '../snapshots';
import { backupPromises, buildBackups } from './cassandra-backups';
import type { DatastoreBuilder, DatastoreParts } from './datastore';
import type { Identity } from './identity';
import { accountOf, BOOT_DISK_TYPE, imageOf, metadataOf, SHIELDED } from './machine';
import { GOOGLE_MACHINE_TYPES } from './machine-families';
import { networkOutputs, subnetIdOutput } from './outputs';
import { addressOf } from './provider';
import { addFixedAddress } from './fixed-address';
import { bootDiskTags, computeName, tags } from './tags';
import { BOOT_KEY_PATH, bootKey, diskFindings, machineFindings } from './users-key';

const CASSANDRA_FILE = 'cassandra';

/** This output of `cluster-<dc>` has the addresses of the nodes. */
const ADDRESSES_OUTPUT = 'cassandra_addresses';

/**
 * A node gets changes of these only when it is replaced. Otherwise a change would stop or replace every node of the
 * datacenter in one apply, and with them the ring.
 */
const WAITS_FOR_REPLACEMENT = [
  'boot_disk[0].initialize_params[0].image',
  BOOT_KEY_PATH,
  ...WORDING,
  'machine_type',
  'metadata["user-data"]',
];

/** Builds the ring's nodes of this datacenter: fixed machines, each with an address and a data disk that outlive it. */
function buildCassandra(scope: StackScope, datacenter: DatacenterPlan, { files, identities }: DatastoreParts): void {
  const identity = memberOf(identities, ENGINE);
  const { nodes } = cassandraOf(datacenter);
  const disks = nodes.map((node) => {
    const own = files[node.name];
    if (!own) throw new Error(`there are no files for ${node.name} of ${datacenter.name}`);
    return [terraformName(node.name, 'data'), addNode(scope, datacenter, node, own, identity)] as const;
  });
  if (scope.plan.backups) buildBackups(scope, datacenter, scope.plan.backups, new Map(disks));
  scope.output(
    ADDRESSES_OUTPUT,
    Object.fromEntries(nodes.map((node) => [node.name, node.address])),
    'Addresses of the Cassandra nodes',
  );
}

/**
 * Builds a node, and returns its data disk. It is not protected from deletion: a node is replaced to change it, and its data is
 * on the data disk.
 */
function addNode(
  scope: StackScope,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  files: NodeFiles,
  identity: Identity,
): ComputeDisk {
  const { plan } = scope;
  const { machineType, image, bootDiskGib } = cassandraOf(datacenter);
  const subnetwork = networkOutputs(scope, datacenter).string(subnetIdOutput('cassandra'));
  const address = addFixedAddress(
    scope,
    datacenter,
    { ...node, role: 'cassandra', words: `Fixed address of Cassandra node ${node.number}` },
    { part: scope.part(CASSANDRA_FILE), subnetwork },
  );
  const disk = addDataDisk(scope, datacenter, node);
  const instance = new ComputeInstance(scope.part(CASSANDRA_FILE), terraformName(node.name), {
    name: computeName(plan, datacenter, node.name),
    description: `Cassandra node ${node.number} of ${datacenter.name}, rack ${node.rack}`,
    zone: node.zone.name,
    machineType,
    bootDisk: {
      ...bootKey(datacenter),
      initializeParams: {
        image: imageOf(scope, datacenter, image),
        size: bootDiskGib,
        type: BOOT_DISK_TYPE,
        labels: bootDiskTags(plan, datacenter, 'cassandra'),
      },
    },
    attachedDisk: [{ source: disk.id, deviceName: 'data' }],
    networkInterface: [{ subnetwork, networkIp: address.address }],
    metadata: metadataOf(scope, files),
    serviceAccount: accountOf(identity),
    shieldedInstanceConfig: SHIELDED,
    labels: tags('cassandra'),
    // The disk's id is its name, so that a disk that was destroyed and made again is not seen as another one.
    lifecycle: { ignoreChanges: WAITS_FOR_REPLACEMENT, replaceTriggeredBy: [`${addressOf(disk)}.id`] },
    dependsOn: identity.grants,
  });
  scope.comment(
    instance,
    `${node.seed ? 'A seed. ' : ''}To bring a new image, machine type or user data to it, replace it, one node at a time: address and data stay.`,
  );
  scope.accept(instance, machineFindings(datacenter));
  return disk;
}

/**
 * Builds a data disk. Operations and throughput of an SSD persistent disk come with its size, which the plan has taken
 * into account. The user's key encrypts it, or Google with keys of its own. Another key would make the provider replace
 * the disk: it is left as it was made.
 */
function addDataDisk(scope: StackScope, datacenter: DatacenterPlan, node: CassandraNodePlan): ComputeDisk {
  const disk = new ComputeDisk(scope.part(CASSANDRA_FILE), terraformName(node.name, 'data'), {
    name: computeName(scope.plan, datacenter, node.name, 'data'),
    description: `Data of Cassandra node ${node.number}`,
    zone: node.zone.name,
    type: GOOGLE_MACHINE_TYPES.disks.data,
    size: cassandraOf(datacenter).dataDiskGib,
    createSnapshotBeforeDestroy: true,
    timeouts: DISK_REMOVAL,
    createSnapshotBeforeDestroyPrefix: computeName(scope.plan, datacenter, node.name),
    labels: tags('cassandra'),
    ...(datacenter.kmsKey === undefined ? {} : { diskEncryptionKey: { kmsKeySelfLink: datacenter.kmsKey } }),
    lifecycle: { ignoreChanges: [...WORDING, 'disk_encryption_key'] },
  });
  scope.comment(disk, 'Outlives its machine. Should Terraform ever destroy it, a snapshot is taken first.');
  scope.accept(disk, diskFindings(datacenter));
  return disk;
}

function needs(datacenter: DatacenterPlan): MachineNeed[] {
  const { machineType, nodes } = cassandraOf(datacenter);
  return [{ type: machineType, zones: nodes.map(({ zone }) => zone) }];
}

function promises(plan: Plan, datacenter: DatacenterPlan): TopologyPromise[] {
  const names = cassandraOf(datacenter).nodes.map((node) => `google_compute_instance.${terraformName(node.name)}`);
  const disks = cassandraOf(datacenter).nodes.map((node) => terraformName(node.name, 'data'));
  const zones = list(names.map((name) => `${name}.zone`));
  return [
    {
      name: 'cassandra_spans_three_zones',
      conditions: [equalShares(zones, names.length, datacenter.zones.length)],
      message: `Datacenter ${datacenter.name} must have ${names.length} Cassandra nodes on ${datacenter.zones.length} zones.`,
    },
    {
      name: 'no_public_address_on_a_database_node',
      conditions: [`alltrue([for node in ${list(names)} : length(node.network_interface[0].access_config) == 0])`],
      message: 'A Cassandra node must not have a public address.',
    },
    ...backupPromises(plan, datacenter, disks),
  ];
}

/** `CASSANDRA` builds Cassandra on machines of topogen's own. */
export const CASSANDRA: DatastoreBuilder = {
  build: buildCassandra,
  needs,
  services: () => [],
  keyUsers: () => [],
  entries: () => [],
  promises,
};
