import type { DatacenterCharge } from '../../../kernel/charge';
import { goingToCopies, knownIn, storedWithCopies } from '../../../kernel/price';
import { AWS_DISK } from '../services';
import { GOLDENS, GP3_IOPS, GP3_STORAGE, GP3_THROUGHPUT, HOME, OTHER_REGION, OTHER_ZONE } from './rates';

const SNAPSHOT_STORAGE = knownIn(HOME, 0.05, GOLDENS);

/** AWS's charges for the nodes of Cassandra in a datacenter, apart from the machines. */
export const CASSANDRA_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'cassandra',
    resource: 'boot disks',
    resourceType: 'aws_instance',
    component: 'gp3 storage',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.nodes * datastore.bootDiskGib,
    price: GP3_STORAGE,
  },
  {
    role: 'cassandra',
    resource: 'data disks',
    resourceType: 'aws_ebs_volume',
    component: 'gp3 storage',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.nodes * datastore.dataDiskGib,
    price: GP3_STORAGE,
  },
  {
    role: 'cassandra',
    resource: 'data disks',
    resourceType: 'aws_ebs_volume',
    component: 'operations over 3,000',
    unit: 'IOPS',
    quantity: ({ datastore }) => datastore.nodes * Math.max(0, datastore.dataDiskIops - AWS_DISK.baseIops.value),
    price: GP3_IOPS,
  },
  {
    role: 'cassandra',
    resource: 'data disks',
    resourceType: 'aws_ebs_volume',
    component: 'throughput over 125 MiB/s',
    unit: 'MiB/s',
    quantity: ({ datastore }) =>
      datastore.nodes * Math.max(0, datastore.dataDiskMibPerSecond - AWS_DISK.baseMibPerSecond.value),
    price: GP3_THROUGHPUT,
  },
  {
    role: 'cassandra',
    resource: 'snapshots',
    resourceType: 'aws_dlm_lifecycle_policy',
    component: 'blocks of all that are kept, estimated',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.snapshotGib,
    price: SNAPSHOT_STORAGE,
  },
  {
    role: 'cassandra',
    resource: 'copied snapshots',
    resourceType: 'aws_dlm_lifecycle_policy',
    component: 'blocks in the second region, estimated',
    unit: 'GiB',
    quantity: ({ datastore }) => (datastore.backupCopies ? datastore.snapshotGib : 0),
    price: storedWithCopies(SNAPSHOT_STORAGE),
  },
  {
    role: 'traffic',
    resource: 'copied snapshots',
    resourceType: 'aws_data_transfer',
    component: 'to the second region, after the first copy',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.backupCopies?.movedGib ?? 0,
    price: goingToCopies(OTHER_REGION),
  },
  {
    role: 'traffic',
    resource: 'zones',
    resourceType: 'aws_data_transfer',
    component: 'replication between racks, both ends',
    unit: 'GiB',
    quantity: ({ datastore }) => 2 * datastore.zoneGib,
    price: OTHER_ZONE,
  },
];
