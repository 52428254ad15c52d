import type { DatabaseFacts } from '../../kernel/cloud/databases';
import { assumed, published } from '../../kernel/figure';
import { GOOGLE_DATABASE_COMMANDS } from './database-commands';
import { HOME } from './prices/rates';
import { GOOGLE_DISK } from './services';

/** Prices of the Enterprise edition in `HOME`: for a virtual processor, and for a GiB of memory. */
const VCPU_HOUR = 0.0413;
const MEMORY_GIB_HOUR = 0.007;

/** Memory in MiB for each virtual processor: the most that a machine type of this edition may have. */
const MEMORY_MIB = 6_656;

/**
 * Cloud SQL, Enterprise edition. Machine types have names by their size. The service sets no limit of connections for
 * each GiB that could be read; its own defaults are far lower than RDS's, so that the figure leaves each connection
 * 20 MiB.
 */
export const GOOGLE_DATABASE: DatabaseFacts = {
  service: 'Cloud SQL',
  machines: [2, 4, 8, 16, 32].map((vcpus) => {
    const memoryGib = (vcpus * MEMORY_MIB) / 1_024;
    return {
      type: `db-custom-${vcpus}-${vcpus * MEMORY_MIB}`,
      vcpus,
      memoryGib,
      usdPerHour: { [HOME]: Number((vcpus * VCPU_HOUR + memoryGib * MEMORY_GIB_HOUR).toFixed(4)) },
    };
  }),
  machineSource: { source: 'infracost sql_database_instance_test.golden', date: '2024-07-01' },
  pricedRegion: HOME,
  machineForm: { pattern: /^db-custom-[1-9][0-9]*-[1-9][0-9]*$/, example: 'db-custom-2-13312' },
  disk: GOOGLE_DISK,
  leastGib: {
    value: 10,
    unit: 'GiB',
    source: published('hashicorp/google 6.50, google_sql_database_instance', '2026'),
  },
  connectionsPerGib: {
    value: 50,
    unit: 'connections/GiB',
    source: assumed('20 MiB for a connection; the service publishes no figure that could be read'),
  },
  mostConnections: { value: 5_000, unit: 'connections', source: assumed('as many as RDS allows') },
  needsSubnets: true,
  regions: undefined,
  logSegmentMib: {
    value: 16,
    unit: 'MiB',
    source: assumed("the server's own default; the service publishes no other"),
  },
  quietLagSeconds: {
    value: 0,
    unit: 's',
    source: assumed('the service writes to a database of its own all the while; it publishes no other figure'),
  },
  backupNews: { failures: true },
  // Source: Cloud SQL documentation, create read replicas.
  mostReplicas: 8,
  // Of the Enterprise edition: its logs of transactions are kept for a week.
  backupRegions: undefined,
  backupDays: { least: 1, most: 7 },
  commands: GOOGLE_DATABASE_COMMANDS,
};
