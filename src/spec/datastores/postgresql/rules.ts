import type { Issue } from '../../../kernel/issue';
import { tryParseVersion } from '../../../kernel/version';
import { KONG_LINES } from '../../kong-releases';
import { tryResolveRelease } from '../../releases';
import type { AroundDatastore } from '../contract';
import * as issues from './issues';
import { checkKongOnPostgresql } from './kong';
import { newestFor, POSTGRESQL_RELEASES } from './releases';
import type { PostgresqlSection } from './schema';

/** Checks that PostgreSQL is of a release that topogen builds and Kong has in its table, where it can be reached. */
export function checkPostgresql(section: PostgresqlSection, around: AroundDatastore): Issue[] {
  return [
    ...checkPlaces(around),
    ...checkKongOnPostgresql(around.kongVersion),
    ...checkRelease(section.version, around.kongVersion),
    ...checkHours(section),
    ...checkInstances(section, around),
  ];
}

/** Checks that there is one datacenter: further ones need a way to the primary that is not built yet. */
function checkPlaces({ datacenters }: AroundDatastore): Issue[] {
  return datacenters.length > 1 ? [issues.postgresqlInOneDatacenter(['datacenters'], datacenters.length)] : [];
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

/** Checks what each datacenter's cloud sells. */
function checkInstances(
  { machineType, backupRetentionDays }: PostgresqlSection,
  { datacenters }: AroundDatastore,
): Issue[] {
  const [first] = datacenters;
  if (!first) return [];
  const { title, database, regions } = first.cloud;
  const types = database.machines.map(({ type }) => type);
  const { most } = database.backupDays;
  const { region } = first;
  return [
    // A region that the cloud does not have is told of as such.
    ...(database.regions === undefined || database.regions.includes(region) || !(region in regions)
      ? []
      : [issues.databaseCertificatesUnknown([...first.path, 'region'], region, database.service)]),
    ...(machineType === undefined || types.includes(machineType)
      ? []
      : [issues.unknownDatabaseMachine(['datastore', 'machineType'], machineType, title, types)]),
    ...(backupRetentionDays > most
      ? [issues.backupsKeptTooLong(['datastore', 'backupRetentionDays'], backupRetentionDays, title, most)]
      : []),
  ];
}
