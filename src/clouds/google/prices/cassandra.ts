import type { DatacenterCharge } from '../../../kernel/charge';
import { everywhere } from '../../../kernel/price';
import { BALANCED, NETWORK, SSD } from './rates';

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
    role: 'traffic',
    resource: 'zones',
    resourceType: 'google_network_egress',
    component: 'replication between racks',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.zoneGib,
    price: everywhere(0.01, NETWORK),
  },
];
