import type { DatabaseFacts } from '../../kernel/cloud/databases';
import { published } from '../../kernel/figure';
import { AWS_DATABASE_COMMANDS } from './database-commands';
import { authorities } from './database-authorities.json';
import { date as copiesDate, regions as copies } from './database-copies.json';
import { HOME } from './prices/rates';
import { AWS_DISK } from './services';

const RDS = 'Amazon RDS user guide, quotas and constraints';

/**
 * Amazon RDS. Its limit of connections is the memory of the class, less what RDS itself takes, in parts of 9,531,392
 * bytes: 112 for a GiB of all of it. A class with 15.25 GiB was seen with 1,660.
 */
export const AWS_DATABASE: DatabaseFacts = {
  service: 'Amazon RDS',
  machines: [
    { type: 'db.r6g.large', vcpus: 2, memoryGib: 16, usdPerHour: { [HOME]: 0.225 } },
    { type: 'db.r6g.xlarge', vcpus: 4, memoryGib: 32, usdPerHour: { [HOME]: 0.45 } },
    { type: 'db.r6g.2xlarge', vcpus: 8, memoryGib: 64, usdPerHour: { [HOME]: 0.899 } },
    { type: 'db.r6g.4xlarge', vcpus: 16, memoryGib: 128, usdPerHour: {} },
    { type: 'db.r6g.8xlarge', vcpus: 32, memoryGib: 256, usdPerHour: {} },
  ],
  machineSource: {
    source: 'two tables of on-demand prices that agree, kept by hand; not of the price API',
    date: '2026-04',
  },
  pricedRegion: HOME,
  machineForm: { pattern: /^db\.[a-z][a-z0-9-]*\.[0-9a-z]+$/, example: 'db.r6g.large' },
  // A disk below 400 GiB has 3,000 operations and 125 MiB/s, and takes no other figures.
  disk: AWS_DISK,
  leastGib: { value: 20, unit: 'GiB', source: published('Amazon RDS user guide, gp3 storage', '2026') },
  connectionsPerGib: { value: 100, unit: 'connections/GiB', source: published(RDS, '2026') },
  mostConnections: { value: 5_000, unit: 'connections', source: published(RDS, '2026') },
  needsSubnets: true,
  regions: Object.keys(authorities),
  logSegmentMib: {
    value: 64,
    unit: 'MiB',
    source: published('artie.com, preventing WAL growth on RDS: one every five minutes', '2025-03'),
  },
  quietLagSeconds: {
    value: 300,
    unit: 's',
    source: published(
      'Amazon RDS user guide, read replicas of RDS for PostgreSQL: reported up to five minutes',
      '2026',
    ),
  },
  // It has an event of each that was made, and none of one that failed or was left out. Source: its user guide, event messages.
  backupNews: {
    failures: false,
    unheard: {
      value: 1,
      unit: 'backups',
      source: published(
        'Amazon RDS user guide: events come on a best effort basis, and under a heavy load a backup may be left out',
        '2026',
      ),
    },
  },
  // Source: Amazon RDS user guide, working with read replicas.
  mostReplicas: 15,
  backupRegions: { regions: copies, date: copiesDate },
  backupDays: { least: 1, most: 35 },
  commands: AWS_DATABASE_COMMANDS,
};
