import { kongStarts } from '../../../kernel/kong-steps';
import type { DatastoreContract } from '../contract';
import { schemaStyle } from '../schema-style';
import { postgresqlAlarms } from './alarms';
import { clientFlows } from './flows';
import { connectionSection, limitSection, propagationSection, replicaSection } from './kong/postgresql-conf';
import { postgresqlScripts } from './kong/scripts';
import { ENGINE, postgresqlIn, postgresqlOf, postgresqlSizingOf } from './of-plan';
import { planDatacenter, planPostgresql } from './plan-postgresql';
import { KONG_PASSWORD, postgresqlSecrets } from './secrets';
import { postgresqlSizer, sectionOf } from './sizing/sizer';

/** A row is on the instance and on its standby. */
const COPIES = 2;

/** `POSTGRESQL` plans the cloud's own PostgreSQL: one primary with a standby in another zone, and replicas of it elsewhere. */
export const POSTGRESQL: DatastoreContract = {
  id: ENGINE,
  sizer: postgresqlSizer,
  home: (spec) => sectionOf(spec.datastore).primary,
  planDatacenter: (datacenter, place, sizing) => planDatacenter(datacenter, place, postgresqlSizingOf(sizing)),
  planTopology: planPostgresql,
  standing: (plan) => {
    const { version, primaryDatacenter, backupRetentionDays } = postgresqlOf(plan);
    return {
      engine: ENGINE,
      release: version,
      replicationFactor: COPIES,
      primary: primaryDatacenter,
      backupDays: backupRetentionDays,
    };
  },
  standingSize: (datacenter) => {
    const { instance } = postgresqlIn(datacenter);
    return { nodes: instance ? COPIES : 0, diskGib: instance?.diskGib ?? 0 };
  },
  secrets: (spec) => postgresqlSecrets(sectionOf(spec.datastore).primary),
  machineRoles: [],
  dataFolders: [],
  machines: () => [],
  exporters: () => [],
  // Clients have it too: a replica may come and go there, and subnets cannot go before it does.
  serviceTiers: [ENGINE],
  memberFlows: () => [],
  clientFlows,
  alarms: postgresqlAlarms,
  rules: () => ({ recorded: [], alerts: [] }),
  nodeFiles: () => ({}),
  kong: {
    poolSettings: (plan, datacenter, version) => [
      connectionSection(plan, version),
      ...replicaSection(plan, datacenter),
      limitSection(version),
      propagationSection(plan, datacenter, version),
    ],
    jobSettings: (plan, _datacenter, version) => [connectionSection(plan, version)],
    schemaStyle,
    migratesFrom: kongStarts,
    passwordKey: KONG_PASSWORD,
    scripts: postgresqlScripts,
  },
  words: {
    title: 'PostgreSQL',
    accountEnding: 'psql',
    mending: 'nothing but patience',
    bridged: 'as long as it lasts',
  },
  consistency: () => [],
  // Kong and replicas ask the server by TLS alone.
  plainText: () => undefined,
};
