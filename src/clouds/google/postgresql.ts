import { ENGINE, postgresqlIn } from '../../plan/datastores/postgresql/of-plan';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope, TopologyPromise } from '../contract';
import { isCalledFrom } from '../service-ends';
import type { DatastoreBuilder, DatastoreParts } from './datastore';
import { certificatesEntry, nameInstances } from './postgresql-access';
import { buildInstance } from './postgresql-instance';

/** Builds the instance of a datacenter, if it has one, and the names by which Kong finds PostgreSQL. */
function buildPostgresql(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void {
  const own = postgresqlIn(datacenter).instance ? buildInstance(scope, datacenter, parts) : undefined;
  if (isCalledFrom(scope.plan, datacenter, ENGINE)) nameInstances(scope, datacenter, own);
}

/** Returns Cloud SQL's API where an instance is, and that of DNS where somebody calls one by its name. */
function services(plan: Plan, datacenter: DatacenterPlan): string[] {
  return [
    ...(isCalledFrom(plan, datacenter, ENGINE) ? ['dns'] : []),
    ...(postgresqlIn(datacenter).instance ? ['sqladmin'] : []),
  ];
}

function promises(_plan: Plan, datacenter: DatacenterPlan): TopologyPromise[] {
  const { part, instance } = postgresqlIn(datacenter);
  if (!instance) return [];
  const settings = `google_sql_database_instance.${ENGINE}.settings[0]`;
  // A replica has no backups of its own.
  const backups = `${settings}.backup_configuration[0]`;
  const there = part === 'primary' ? datacenter.backupCopies?.region : undefined;
  return [
    ...(there === undefined
      ? []
      : [
          {
            name: 'postgresql_backups_are_in_a_second_region',
            conditions: [`${backups}.location == "${there}"`],
            message: `Backups of PostgreSQL of ${datacenter.name} must be stored in ${there}.`,
          },
        ]),
    {
      name: 'postgresql_survives_a_zone',
      conditions: [
        `${settings}.availability_type == "${instance.standby ? 'REGIONAL' : 'ZONAL'}"`,
        ...(part === 'primary' ? [`${backups}.enabled && ${backups}.point_in_time_recovery_enabled`] : []),
      ],
      message: `PostgreSQL of ${datacenter.name} must have its standby in another zone, and backups.`,
    },
    {
      name: 'postgresql_refuses_plain_text',
      conditions: [`${settings}.ip_configuration[0].ssl_mode == "ENCRYPTED_ONLY"`],
      message: `PostgreSQL of ${datacenter.name} must refuse connections without TLS: clients do not.`,
    },
    {
      name: 'postgresql_is_private',
      conditions: [`${settings}.ip_configuration[0].ipv4_enabled == false`],
      message: `PostgreSQL of ${datacenter.name} must have no public address.`,
    },
  ];
}

/** `POSTGRESQL` builds PostgreSQL on Cloud SQL. */
export const POSTGRESQL: DatastoreBuilder = {
  build: buildPostgresql,
  needs: () => [],
  services,
  keyUsers: (datacenter) => (postgresqlIn(datacenter).instance ? ["Cloud SQL's"] : []),
  entries: (scope, datacenter) =>
    isCalledFrom(scope.plan, datacenter, ENGINE) ? [certificatesEntry(scope, datacenter)] : [],
  promises,
};
