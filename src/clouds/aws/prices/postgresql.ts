import type { DatacenterCharge } from '../../../kernel/charge';
import { chargedThere, everywhere, knownIn, notKnown } from '../../../kernel/price';
import { DATABASES, GOLDENS, HOME, OTHER_REGION, SECRETS } from './rates';

/** AWS's charges for PostgreSQL in a datacenter, apart from the machines of the instance and its standby. */
export const POSTGRESQL_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'postgresql',
    resource: 'disks',
    resourceType: 'aws_db_instance',
    component: 'gp3 storage, of the standby too',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.nodes * datastore.dataDiskGib,
    price: knownIn(HOME, 0.115, DATABASES),
  },
  {
    role: 'postgresql',
    resource: 'backups',
    resourceType: 'aws_db_instance',
    component: 'storage above the size of the disk, which is free',
    unit: 'GiB',
    quantity: ({ datastore }) => (datastore.nodes > 0 ? undefined : 0),
    price: notKnown('grows with the changes of the data; not estimated'),
  },
  {
    role: 'postgresql',
    resource: 'copied backups',
    resourceType: 'aws_db_instance_automated_backups_replication',
    component: 'storage in the second region, and the way there',
    unit: 'GiB',
    quantity: ({ datastore }) => (datastore.nodes > 0 && datastore.backupCopies ? undefined : 0),
    price: notKnown('grows with the changes of the data; not estimated'),
  },
  {
    role: 'postgresql',
    resource: 'replica',
    resourceType: 'aws_data_transfer',
    component: 'log from the region of the primary',
    unit: 'GiB',
    quantity: ({ datastore }) => datastore.copiedGib,
    price: chargedThere(OTHER_REGION),
  },
  {
    role: 'postgresql',
    resource: 'name',
    resourceType: 'aws_route53_zone',
    component: 'private zone',
    unit: 'months',
    // Redis has its name in the same zone, and pays for it.
    quantity: ({ redis }) => (redis ? 0 : 1),
    price: everywhere(0.5, GOLDENS),
  },
  {
    role: 'secrets',
    resource: 'root certificates',
    resourceType: 'aws_secretsmanager_secret',
    component: 'secrets',
    unit: 'months',
    quantity: ({ datastore }) => (datastore.isUsed ? 1 : 0),
    price: everywhere(0.4, SECRETS),
  },
];
