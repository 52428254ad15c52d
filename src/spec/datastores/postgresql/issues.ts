import { issue, type Issue } from '../../../kernel/issue';
import { suggest } from '../../../kernel/suggest';
import { hint, oneOf, show } from '../../issues/show';

/** These functions make the issues about PostgreSQL: its release and Kong's, its place, its machine and its hours. */

type Path = Issue['path'];

export function kongWithoutOpenRelease(path: Path, version: string, newest: string): Issue {
  return issue('kong-without-open-release', {
    path,
    message: `there is no open-source Kong ${version}: 3.9 is its last line`,
    remedy: `write ${show(newest)}`,
  });
}

export function kongWithoutScram(path: Path, kong: string, oldest: string): Issue {
  return issue('kong-without-scram', {
    path,
    message: `Kong ${kong} signs in to PostgreSQL by md5 alone, and the servers take scram-sha-256`,
    remedy: `write ${show(oldest)} or newer`,
  });
}

export function unknownPostgresqlRelease(path: Path, version: string, known: readonly string[]): Issue {
  return issue('unknown-postgresql-release', {
    path,
    message: `topogen does not build PostgreSQL ${show(version)}: Kong's tables have 12 to 16, and the clouds keep the last of them`,
    remedy: `write ${oneOf(known.map(show))}, without a minor release, which the cloud keeps current`,
  });
}

export function postgresqlNewerThanKongKnows(path: Path, version: string, kong: string, newest: string): Issue {
  return issue('postgresql-newer-than-kong-knows', {
    path,
    message: `Kong ${kong} does not have PostgreSQL ${version} in its table, which ends at ${newest}`,
    remedy: `write ${show(newest)} or leave the key out, or take Kong 3.4 or newer`,
  });
}

export function hoursMeet(path: Path, hour: number): Issue {
  return issue('hours-meet', {
    path,
    message: `backups begin in hour ${hour} too, and no cloud does both at once`,
    remedy: `write another hour here or as backupHour`,
  });
}

export function databaseUnprotected(path: Path): Issue {
  return issue('database-unprotected', {
    severity: 'advice',
    path,
    message:
      'once this is applied, nothing refuses to delete PostgreSQL: one destroy, one plan that makes the instance anew or one click in the console takes all of the configuration that Kong has, and leaves backups alone',
    remedy:
      'leave the key out; to retire a datacenter, -var=postgresql_deletion_protection=false takes the protection away for one apply',
  });
}

export function unknownDatabaseMachine(path: Path, type: string, cloud: string, known: readonly string[]): Issue {
  return issue('unknown-database-machine', {
    path,
    message: `topogen does not know ${show(type)} as a machine type of databases on ${cloud}${hint(suggest(type, known))}`,
    remedy: `write ${oneOf(known)}, or leave the key out and let Kong's connections decide`,
  });
}

export function databaseCertificatesUnknown(path: Path, region: string, service: string): Issue {
  return issue('database-certificates-unknown', {
    path,
    message: `topogen does not know the certificates of ${service} in ${show(region)}, so that Kong could not tell the server from an impostor`,
    remedy: 'name another region, or write "engine": "cassandra"',
  });
}
