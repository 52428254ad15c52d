import type { BackupsDocument } from './backups-schema';

/** The datacenters of a spec, as far as copies of backups ask of them. */
interface Place {
  readonly name: string;
  readonly region: string;
}

/** A place that backups of a datacenter are copied to, as the user wrote it, with the steps to it in the section. */
export interface WrittenCopy {
  readonly datacenter: string;
  readonly to: string;
  readonly steps: readonly string[];
}

/**
 * Returns the places that `copyTo` names: for each datacenter of an object, else the same for all.
 *
 * @param names those of all datacenters
 */
export function writtenCopies(backups: BackupsDocument | undefined, names: readonly string[]): WrittenCopy[] {
  const copyTo = backups === undefined || backups === 'none' ? undefined : backups.copyTo;
  if (copyTo === undefined) return [];
  return typeof copyTo === 'string'
    ? names.map((datacenter) => ({ datacenter, to: copyTo, steps: ['copyTo'] }))
    : Object.entries(copyTo).map(([datacenter, to]) => ({ datacenter, to, steps: ['copyTo', datacenter] }));
}

/** Returns the region that a place stands for: that of the datacenter with the name, else the one of the name. */
export function regionOfCopy(to: string, datacenters: readonly Place[]): string {
  return datacenters.find(({ name }) => name === to)?.region ?? to;
}

/** Returns the region that backups of a datacenter are copied to; undefined if they stay in its own. */
export function copyRegionOf(
  datacenter: string,
  backups: BackupsDocument,
  datacenters: readonly Place[],
): string | undefined {
  const written = writtenCopies(backups, [datacenter]).find((it) => it.datacenter === datacenter);
  return written && regionOfCopy(written.to, datacenters);
}
