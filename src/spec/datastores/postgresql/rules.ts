import type { Issue } from '../../../kernel/issue';
import { tryParseVersion } from '../../../kernel/version';
import { KONG_LINES } from '../../kong-releases';
import { tryResolveRelease } from '../../releases';
import type { AroundDatastore } from '../contract';
import { checkBackups } from './backups';
import * as issues from './issues';
import { checkKongOnPostgresql } from './kong';
import { checkParts, datacentersOfInstances } from './parts';
import { newestFor, POSTGRESQL_RELEASES } from './releases';
import type { PostgresqlSection } from './schema';

/** Checks that PostgreSQL is of a release that topogen builds and Kong has in its table, where it can be reached. */
export function checkPostgresql(section: PostgresqlSection, around: AroundDatastore): Issue[] {
  return [
    ...checkParts(section, around),
    ...checkKongOnPostgresql(around.kongVersion),
    ...checkRelease(section.version, around.kongVersion),
    ...checkHours(section),
    ...checkProtection(section),
    ...checkInstances(section, around),
  ];
}

function checkRelease(version: string | undefined, kong: string | undefined): Issue[] {
  const path = ['datastore', 'version'];
  if (version === undefined) return [];
  if (!POSTGRESQL_RELEASES.includes(version))
    return [issues.unknownPostgresqlRelease(path, version, POSTGRESQL_RELEASES)];
  if (kong === undefined || !tryParseVersion(kong)) return [];
  const newest = newestFor(tryResolveRelease(kong, KONG_LINES) ?? kong);
  return Number(version) > Number(newest) ? [issues.postgresqlNewerThanKongKnows(path, version, kong, newest)] : [];
}

/** Checks that backup and maintenance do not meet, which one of the clouds refuses. */
function checkHours({ backupHour, maintenanceHour }: PostgresqlSection): Issue[] {
  if (backupHour !== maintenanceHour) return [];
  return [issues.hoursMeet(['datastore', 'maintenanceHour'], backupHour)];
}

/** Advises of an instance that anybody with rights of Terraform deletes by one word. */
function checkProtection({ deletionProtection }: PostgresqlSection): Issue[] {
  return deletionProtection ? [] : [issues.databaseUnprotected(['datastore', 'deletionProtection'])];
}

/** Checks what the clouds of the primary and of its replicas sell, which is one cloud. */
function checkInstances(section: PostgresqlSection, around: AroundDatastore): Issue[] {
  const instances = datacentersOfInstances(section, around);
  const [first] = instances;
  if (!first) return checkBackups(section, around.backups, undefined);
  const { machineType } = section;
  const { title, database } = first.cloud;
  const types = database.machines.map(({ type }) => type);
  return [
    ...instances.flatMap(checkCertificates),
    ...(machineType === undefined || types.includes(machineType)
      ? []
      : [issues.unknownDatabaseMachine(['datastore', 'machineType'], machineType, title, types)]),
    ...checkBackups(section, around.backups, { days: database.backupDays.most, cloud: title }),
  ];
}

function checkCertificates({ path, region, cloud }: AroundDatastore['datacenters'][number]): Issue[] {
  const { database, regions } = cloud;
  // A region that the cloud does not have is told of as such.
  if (database.regions === undefined || database.regions.includes(region) || !(region in regions)) return [];
  return [issues.databaseCertificatesUnknown([...path, 'region'], region, database.service)];
}
