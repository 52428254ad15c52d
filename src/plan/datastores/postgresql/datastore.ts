import { kongStarts } from '../../../kernel/kong-steps';
import type { DatastoreContract } from '../contract';
import { schemaStyle } from '../schema-style';
import { clientFlows } from './flows';
import { connectionSection, limitSection, propagationSection } from './kong/postgresql-conf';
import { postgresqlScripts } from './kong/scripts';
import { ENGINE, postgresqlIn, postgresqlOf, postgresqlSizingOf } from './of-plan';
import { planDatacenter, planPostgresql } from './plan-postgresql';
import { KONG_PASSWORD, POSTGRESQL_SECRETS } from './secrets';
import { postgresqlSizer } from './sizing/sizer';

/** A row is on the instance and on its standby. */
const COPIES = 2;

/** `POSTGRESQL` plans the cloud's own PostgreSQL: one primary with a standby in another zone. */
export const POSTGRESQL: DatastoreContract = {
  id: ENGINE,
  sizer: postgresqlSizer,
  planDatacenter: (datacenter, place, sizing) => planDatacenter(datacenter, place, postgresqlSizingOf(sizing)),
  planTopology: planPostgresql,
  standing: (plan) => ({ engine: ENGINE, release: postgresqlOf(plan).version, replicationFactor: COPIES }),
  standingSize: (datacenter) => {
    const { instance } = postgresqlIn(datacenter);
    return { nodes: instance ? COPIES : 0, diskGib: instance?.diskGib ?? 0 };
  },
  secrets: POSTGRESQL_SECRETS,
  machineRoles: [],
  machines: () => [],
  serviceTiers: (sizing) => (postgresqlSizingOf(sizing).instance ? [ENGINE] : []),
  memberFlows: () => [],
  clientFlows,
  nodeFiles: () => ({}),
  kong: {
    poolSettings: (plan, _datacenter, version) => [
      connectionSection(plan, version),
      limitSection(version),
      propagationSection(version),
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
};
