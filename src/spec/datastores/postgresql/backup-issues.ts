import { issue, type Issue } from '../../../kernel/issue';

/** These functions make the issues about backups of a managed PostgreSQL. */

type Path = Issue['path'];

export function backupsKeptTooLong(path: Path, days: number, cloud: string, most: number): Issue {
  return issue('backups-kept-too-long', {
    path,
    message: `${cloud} takes data back to any moment of ${most} days at most, and ${days} are asked for`,
    remedy: `write ${most} or fewer`,
  });
}

export function databaseNeedsBackups(path: Path): Issue {
  return issue('database-needs-backups', {
    path,
    message:
      'the service makes backups of PostgreSQL: without them no standby can be filled and no moment gone back to',
    remedy: 'leave the key out, or name with { "keepDays": 1 } the fewest days that they are kept for',
  });
}

export function databaseBacksUpDaily(path: Path, hours: number, between: number): Issue {
  return issue('database-backs-up-daily', {
    path,
    message: `the service makes one backup a day of PostgreSQL and keeps the log between, so that any moment can be gone back to: there is no backup every ${hours} hours`,
    remedy: `leave the key out, or write ${between}`,
  });
}

export function backupsContradict(path: Path, days: number, ofDatastore: number): Issue {
  return issue('backups-contradict', {
    path,
    message: `backups are to be kept for ${days} days here, and for ${ofDatastore} by "backupRetentionDays" of the datastore, which is another word for the same`,
    remedy: `leave "backupRetentionDays" out`,
  });
}
