import type { DatacenterCharge } from '../../../kernel/charge';
import { chargedThere, everywhere, knownIn, notKnown } from '../../../kernel/price';
import { GOLDENS, HOME, OTHER_REGION } from './rates';

/** Google Cloud's charges for PostgreSQL in a datacenter, apart from the machines of the instance and its standby. */
export const POSTGRESQL_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'postgresql',
    resource: 'disks',
    resourceType: 'google_sql_database_instance',
    component: 'SSD storage, of the standby too',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.nodes * datastore.dataDiskGib,
    price: knownIn(HOME, 0.17, GOLDENS),
  },
  {
    role: 'postgresql',
    resource: 'backups',
    resourceType: 'google_sql_database_instance',
    component: 'storage, 0.08 USD a GiB',
    unit: 'GiB',
    quantity: ({ datastore }) => (datastore.nodes > 0 ? undefined : 0),
    price: notKnown('grows with the changes of the data; not estimated'),
  },
  {
    role: 'postgresql',
    resource: 'endpoint',
    resourceType: 'google_compute_forwarding_rule',
    component: 'Private Service Connect',
    unit: 'hours',
    quantity: ({ hours, datastore }) => (datastore.nodes > 0 ? hours : 0),
    price: notKnown('no list of prices of endpoints could be read'),
  },
  {
    role: 'postgresql',
    resource: 'replica',
    resourceType: 'google_network_egress',
    component: 'log from the region of the primary',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.copiedGib,
    price: chargedThere(OTHER_REGION),
  },
  {
    role: 'postgresql',
    resource: 'name',
    resourceType: 'google_dns_managed_zone',
    component: 'private zone',
    unit: 'months',
    // Redis has its name in the same zone, and pays for it.
    quantity: ({ redis }) => (redis ? 0 : 1),
    price: everywhere(0.2, GOLDENS),
  },
  {
    role: 'secrets',
    resource: 'root certificates',
    resourceType: 'google_secret_manager_secret',
    component: 'active versions',
    unit: 'months',
    quantity: ({ datastore }) => (datastore.isUsed ? 1 : 0),
    price: everywhere(0.06, GOLDENS),
  },
];
