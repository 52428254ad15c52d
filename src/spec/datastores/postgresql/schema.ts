import * as z from 'zod';
import { NAME_PATTERN, text } from '../../schema-values';
import { POSTGRESQL_RELEASES } from './releases';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const hour = z.int().min(0).max(23);

/** Disks have at least this size: the least that both clouds sell is smaller, and so would be its speed. */
export const LEAST_DISK_GIB = 20;

const datacenterName = text(NAME_PATTERN, 'must be the name of a datacenter');

/** Fields of the section `datastore` where the engine is PostgreSQL. */
export const postgresqlSection = {
  version: z
    .string()
    .optional()
    .meta({
      description: `Major release of PostgreSQL: ${POSTGRESQL_RELEASES.join(', ')}; the cloud keeps it current. Default: the newest in Kong's own table, 16 from Kong 3.4 on.`,
    }),
  primary: datacenterName.optional().meta({
    description:
      'Name of the datacenter that everything is written in; required with several datacenters. Default: the only one.',
  }),
  replicas: z.array(datacenterName).max(64).default([]).meta({
    description:
      "Names of datacenters with a replica, on the primary's cloud and in other regions. In traditional mode their own Kong nodes read from it; in hybrid mode it waits to be promoted when the primary's datacenter is lost.",
  }),
  machineType: text(/^[a-z0-9][a-z0-9.-]*$/, 'must be lower-case letters, digits, . and -')
    .optional()
    .meta({
      description:
        "The cloud's name of the machine type of the instance, such as db.r7g.large or db-custom-2-13312. Default: the smallest with memory for all of Kong's connections.",
    }),
  diskGib: z.int().min(LEAST_DISK_GIB).max(16_384).optional().meta({
    description: 'Disk in GiB that the instance begins with; the cloud makes it larger when it fills. Default: sized.',
  }),
  backupRetentionDays: z.int().min(1).max(35).optional().meta({
    description:
      'Days for which backups are kept, and for which the data can be taken back to any moment: another word for keepDays of backups. Default: what that says.',
  }),
  backupHour: hour.default(2).meta({ description: 'Hour in UTC in which the daily backup begins.' }),
  maintenanceDay: z.enum(WEEKDAYS).default('sunday').meta({
    description: 'Day on which the cloud may install minor releases, which stops the instance for some seconds.',
  }),
  maintenanceHour: hour.default(4).meta({ description: 'Hour in UTC of that day.' }),
  deletionProtection: z.boolean().default(true).meta({
    description: 'Whether the cloud refuses to delete the instance. To retire it: apply with false first.',
  }),
};

/** The section after validation, with the fixed defaults filled in. */
export type PostgresqlSection = z.output<z.ZodObject<typeof postgresqlSection>>;
