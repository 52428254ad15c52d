import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface';
import { VolumeAttachment } from '@cdktf/provider-aws/lib/volume-attachment';
import { cassandraOf, ENGINE } from '../../plan/datastores/cassandra/of-plan';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { CassandraNodePlan } from '../../plan/datastores/cassandra/plan';
import type { StackScope, TopologyPromise } from '../contract';
import type { MachineNeed } from '../machine-needs';
import { memberOf } from '../members';
import { equalShares, list } from '../promise-expressions';
import { DISK_REMOVAL } from '../snapshots';
import { backupPromises, backupTags, buildBackups } from './cassandra-backups';
import { accountKey } from './keys';
import { imageOf, METADATA_OPTIONS, userData } from './machine';
import type { DatastoreBuilder, DatastoreParts } from './datastore';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** This output of `cluster-<dc>` has the addresses of the nodes. */
const ADDRESSES_OUTPUT = 'cassandra_addresses';

/**
 * A machine finds its data disk by this tag, whatever name the kernel gives the disk:
 * `templates/clouds/aws/platform.sh`.
 */
const DATA_VOLUME_TAG = 'topogen-data-volume';

/**
 * Builds the ring's nodes of this datacenter: fixed machines, never a scaling group. Each node's address (the
 * interface) and data (the volume) are resources of their own that outlive the machine between them.
 */
function buildCassandra(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void {
  const { image: own, nodes } = cassandraOf(datacenter);
  const key = accountKey(scope, datacenter, {
    id: 'cassandra',
    role: 'cassandra',
    description: `Disks of the Cassandra nodes of ${datacenter.name}, and snapshots of them`,
  });
  const image = imageOf(scope, datacenter, own);
  for (const node of nodes) buildNode(scope, datacenter, node, { ...parts, key, image });
  if (scope.plan.backups) buildBackups(scope, datacenter, scope.plan.backups, key);
  scope.output(
    ADDRESSES_OUTPUT,
    Object.fromEntries(nodes.map((node) => [node.name, node.address])),
    'Addresses of the Cassandra nodes',
  );
}

interface NodeParts extends DatastoreParts {
  readonly key: KmsKey;
  readonly image: string;
}

function buildNode(scope: StackScope, datacenter: DatacenterPlan, node: CassandraNodePlan, parts: NodeParts): void {
  const part = scope.part('cassandra');
  const id = terraformName(node.name);
  const named = tags(scope.plan, datacenter, 'cassandra', node.name);
  const networkInterface = new NetworkInterface(part, id, {
    description: `Cassandra node ${resourceName(scope.plan.topology, datacenter.name, node.name)}`,
    subnetId: parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('cassandra', node.zone.letter)),
    privateIps: [node.address],
    securityGroups: [memberOf(parts.firewall, ENGINE).id],
    tags: named,
  });
  const volume = buildDataVolume(scope, datacenter, node, parts.key);
  const machine = buildMachine(scope, datacenter, node, parts, networkInterface, volume);
  new VolumeAttachment(part, id, {
    deviceName: '/dev/sdf',
    volumeId: volume.id,
    instanceId: machine.id,
    // A file system in use must not lose its disk.
    stopInstanceBeforeDetaching: true,
  });
}

function buildDataVolume(
  scope: StackScope,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  key: KmsKey,
): EbsVolume {
  const cassandra = cassandraOf(datacenter);
  const volume = new EbsVolume(scope.part('cassandra'), terraformName(node.name), {
    availabilityZone: node.zone.name,
    type: 'gp3',
    size: cassandra.dataDiskGib,
    iops: cassandra.dataDiskIops,
    throughput: cassandra.dataDiskMibPerSecond,
    encrypted: true,
    kmsKeyId: key.arn,
    finalSnapshot: true,
    timeouts: DISK_REMOVAL,
    tags: {
      ...tags(scope.plan, datacenter, 'cassandra', node.name, 'data'),
      ...backupTags(scope.plan, datacenter),
    },
  });
  scope.comment(
    volume,
    'Leaves a snapshot when it is destroyed, readable for as long as its key: 30 days once the key goes too.',
  );
  return volume;
}

function buildMachine(
  scope: StackScope,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  parts: NodeParts,
  networkInterface: NetworkInterface,
  volume: EbsVolume,
): Instance {
  const files = parts.files[node.name];
  if (!files) throw new Error(`Cassandra node ${node.name} has no files`);
  const named = tags(scope.plan, datacenter, 'cassandra', node.name);
  const machine = new Instance(scope.part('cassandra'), terraformName(node.name), {
    ami: parts.image,
    instanceType: cassandraOf(datacenter).machineType,
    iamInstanceProfile: memberOf(parts.identities, ENGINE).name,
    primaryNetworkInterface: { networkInterfaceId: networkInterface.id },
    metadataOptions: { ...METADATA_OPTIONS, instanceMetadataTags: 'enabled' },
    ebsOptimized: true,
    rootBlockDevice: {
      volumeType: 'gp3',
      volumeSize: cassandraOf(datacenter).bootDiskGib,
      encrypted: true,
      kmsKeyId: parts.key.arn,
      tags: tags(scope.plan, datacenter, 'cassandra', node.name, 'root'),
    },
    monitoring: true,
    // This prevents deletion by hand and by scripts. Terraform may delete: its plans are read before they are applied.
    disableApiTermination: true,
    forceDestroy: true,
    userDataBase64: userData(scope, files),
    tags: { ...named, [DATA_VOLUME_TAG]: volume.id },
    // A change of any of these on a running node would affect all nodes at once.
    lifecycle: { ignoreChanges: ['ami', 'instance_type', 'user_data_base64'] },
  });
  scope.comment(
    machine,
    `Keeps image, machine type and configuration of its first boot. To renew it: terraform apply -replace=aws_instance.${terraformName(node.name)}, one node at a time; address and data stay.`,
  );
  return machine;
}

function needs(datacenter: DatacenterPlan): MachineNeed[] {
  const { machineType, nodes } = cassandraOf(datacenter);
  return [{ type: machineType, zones: nodes.map(({ zone }) => zone) }];
}

function promises(plan: Plan, datacenter: DatacenterPlan): TopologyPromise[] {
  const nodes = cassandraOf(datacenter).nodes.map((node) => terraformName(node.name));
  const volumes = list(nodes.map((node) => `aws_ebs_volume.${node}.availability_zone`));
  const instances = list(nodes.map((node) => `aws_instance.${node}.associate_public_ip_address`));
  return [
    {
      name: 'cassandra_spans_three_zones',
      conditions: [equalShares(volumes, nodes.length, datacenter.zones.length)],
      message: `Datacenter ${datacenter.name} must have ${nodes.length} Cassandra nodes on ${datacenter.zones.length} zones.`,
    },
    {
      name: 'no_public_address_on_a_database_node',
      conditions: [`alltrue([for public in ${instances} : public != true])`],
      message: 'A Cassandra node must not have a public address.',
    },
    ...backupPromises(
      plan,
      datacenter,
      nodes.map((node) => `aws_ebs_volume.${node}`),
    ),
  ];
}

/** `CASSANDRA` builds Cassandra on machines of topogen's own. */
export const CASSANDRA: DatastoreBuilder = { build: buildCassandra, needs, entries: () => [], promises };
