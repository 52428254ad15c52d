import type { BackupsDocument } from './backups-schema';

/** Backups of everything that holds data, every default applied. */
export interface BackupsSpec {
  readonly everyHours: number;
  /** Hour in UTC in which the first of a day begins. */
  readonly hour: number;
  /** Days for which each is kept. */
  readonly keepDays: number;
  /** Present where Kong's configuration is exported beside them, once a day. */
  readonly configuration?: true;
}

/** Kong's load is low then in most places of the first two continents; whoever has another hour loses nothing by this one. */
const HOUR = 4;

const DEFAULTS: BackupsSpec = { everyHours: 24, hour: HOUR, keepDays: 7 };

/**
 * Fills in what the section leaves open: by what the datastore's own section says, else by the defaults.
 *
 * @param own what the datastore's own section says of its backups
 * @returns undefined if there are to be none
 */
export function resolveBackups(document: BackupsDocument, own: Partial<BackupsSpec>): BackupsSpec | undefined {
  if (document === 'none') return undefined;
  const { everyHours, keepDays, configuration = false } = document;
  return {
    ...DEFAULTS,
    ...own,
    ...(everyHours === undefined ? {} : { everyHours }),
    ...(keepDays === undefined ? {} : { keepDays }),
    ...(configuration ? { configuration } : {}),
  };
}
