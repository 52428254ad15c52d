import type { DatacenterCharge } from '../../../kernel/charge';
import { everywhere, goingToCopies, knownIn, storedWithCopies } from '../../../kernel/price';
import { BALANCED, HOME, NETWORK, OTHER_REGION, SNAPSHOTS, SSD } from './rates';

/** Google Cloud's charges for the nodes of Cassandra in a datacenter, apart from the machines. */
export const CASSANDRA_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'cassandra',
    resource: 'boot disks',
    resourceType: 'google_compute_instance',
    component: 'pd-balanced storage',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.nodes * datastore.bootDiskGib,
    price: BALANCED,
  },
  {
    role: 'cassandra',
    resource: 'data disks',
    resourceType: 'google_compute_disk',
    component: 'pd-ssd storage',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.nodes * datastore.dataDiskGib,
    price: SSD,
  },
  {
    role: 'cassandra',
    resource: 'snapshots',
    resourceType: 'google_compute_resource_policy',
    component: 'blocks of all that are kept, estimated',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.snapshotGib,
    // Those of a second region are stored there alone.
    price: storedWithCopies(knownIn(HOME, 0.05, SNAPSHOTS)),
  },
  {
    role: 'traffic',
    resource: 'snapshots',
    resourceType: 'google_network_egress',
    component: 'to the second region, after the first one',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.backupCopies?.movedGib ?? 0,
    price: goingToCopies(OTHER_REGION),
  },
  {
    role: 'traffic',
    resource: 'zones',
    resourceType: 'google_network_egress',
    component: 'replication between racks',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.zoneGib,
    price: everywhere(0.01, NETWORK),
  },
];
