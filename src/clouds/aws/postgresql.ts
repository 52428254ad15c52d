import { ENGINE, postgresqlIn } from '../../plan/datastores/postgresql/of-plan';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope, TopologyPromise } from '../contract';
import { isCalledFrom } from '../service-ends';
import type { DatastoreBuilder, DatastoreParts } from './datastore';
import { certificatesEntry, nameInstances } from './postgresql-access';
import { buildInstance } from './postgresql-instance';

/** Builds the instance of a datacenter, if it has one, and the names by which Kong finds PostgreSQL. */
function buildPostgresql(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void {
  const own = postgresqlIn(datacenter).instance ? buildInstance(scope, datacenter, parts) : undefined;
  if (isCalledFrom(scope.plan, datacenter, ENGINE)) nameInstances(scope, datacenter, parts.vpcId, own);
}

function promises(_plan: Plan, datacenter: DatacenterPlan): TopologyPromise[] {
  const { instance } = postgresqlIn(datacenter);
  if (!instance) return [];
  const database = `aws_db_instance.${ENGINE}`;
  return [
    {
      name: 'postgresql_survives_a_zone',
      conditions: [`${database}.multi_az == ${instance.standby}`, `${database}.backup_retention_period > 0`],
      message: `PostgreSQL of ${datacenter.name} must have its standby in another zone, and backups.`,
    },
    {
      name: 'postgresql_refuses_plain_text',
      conditions: [
        `length([for parameter in aws_db_parameter_group.${ENGINE}.parameter : parameter if parameter.name == "rds.force_ssl" && parameter.value == "1"]) == 1`,
        `${database}.parameter_group_name == aws_db_parameter_group.${ENGINE}.name`,
      ],
      message: `PostgreSQL of ${datacenter.name} must refuse connections without TLS: clients do not.`,
    },
    {
      name: 'postgresql_is_private_and_encrypted',
      conditions: [`${database}.publicly_accessible == false`, `${database}.storage_encrypted == true`],
      message: `PostgreSQL of ${datacenter.name} must have an encrypted disk and no public address.`,
    },
    ...copyPromises(datacenter),
  ];
}

function copyPromises({ name, backupCopies }: DatacenterPlan): TopologyPromise[] {
  if (!backupCopies) return [];
  const id = terraformName('backups', backupCopies.region);
  const copies = `aws_db_instance_automated_backups_replication.${id}`;
  return [
    {
      name: 'postgresql_backups_are_in_a_second_region',
      conditions: [
        `${copies}.region == "${backupCopies.region}"`,
        `aws_kms_key.${id}.region == "${backupCopies.region}"`,
        `${copies}.retention_period == aws_db_instance.${ENGINE}.backup_retention_period`,
      ],
      message: `Backups of PostgreSQL of ${name} must be copied to ${backupCopies.region}, with a key there, for as many days.`,
    },
  ];
}

/** `POSTGRESQL` builds PostgreSQL on Amazon RDS. */
export const POSTGRESQL: DatastoreBuilder = {
  build: buildPostgresql,
  needs: () => [],
  entries: (scope, datacenter) =>
    isCalledFrom(scope.plan, datacenter, ENGINE) ? [certificatesEntry(scope, datacenter)] : [],
  promises,
};
