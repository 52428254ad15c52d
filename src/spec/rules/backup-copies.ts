import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { regionOfCopy, writtenCopies, type WrittenCopy } from '../backup-copies';
import { roomOf } from '../datastores/section';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/backup-copies';
import { regionToSwitchOn } from '../issues/placement';

/**
 * Checks that copies of backups go to another region of their own cloud, where they can be read when their datacenter's region is
 * lost. AWS lets a schedule copy to three regions; `copyTo` has one for each. A datastore with one home has backups there alone, which
 * its service makes, and copies to where it offers that.
 */
export function checkBackupCopies(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { datastore, datacenters } = draft;
  // While the datastore or a datacenter cannot be read, nobody knows what has backups, or whose name a place is.
  const isKnown = draft.complete || draft.datacenterCount !== undefined;
  if (!datastore || !isKnown) return [];
  const names = datacenters.map(({ document }) => document.name);
  const { home: homeOf } = roomOf(datastore);
  const home = homeOf?.(datastore, names);
  // Of a primary that nobody can find its own rule speaks.
  if (homeOf && (home === undefined || !names.includes(home))) return [];
  return writtenCopies(draft.backups, home === undefined ? names : [home]).flatMap((copy) => {
    const path = ['backups', ...copy.steps];
    const from = datacenters.find(({ document }) => document.name === copy.datacenter);
    if (from && home !== undefined && copy.datacenter !== home)
      return [issues.copyOfNoBackups(path, copy.datacenter, home)];
    return from
      ? checkCopy({ ...copy, from, path, isOfService: home !== undefined }, draft, facts)
      : [issues.copyOfNoDatacenter(path, copy.datacenter, names)];
  });
}

interface CopyOf extends WrittenCopy {
  readonly from: DatacenterDraft;
  readonly path: Issue['path'];
  /** True if the service of a managed database makes it. */
  readonly isOfService: boolean;
}

function checkCopy({ to, from, path, isOfService }: CopyOf, { datacenters }: Draft, facts: CloudFactsTable): Issue[] {
  const { name, cloud: id, region: own, kmsKey } = from.document;
  const cloud = facts[id];
  const named = datacenters.find(({ document }) => document.name === to)?.document;
  const isRegion = Object.values(facts).some(({ regions }) => Object.hasOwn(regions, to));
  if (named && isRegion && named.region !== to) return [issues.ambiguousCopy(path, to, named.region)];
  const region = regionOfCopy(
    to,
    datacenters.map(({ document }) => document),
  );
  if (named && named.cloud !== id)
    return [issues.copyOnAnotherCloud(path, to, facts[named.cloud].title, name, cloud.title)];
  if (!Object.hasOwn(cloud.regions, region)) {
    // A region of the datacenter that the cloud does not have is told of as such.
    if (named) return [];
    const other = Object.values(facts).find(({ regions }) => Object.hasOwn(regions, region));
    if (other) return [issues.copyOnAnotherCloud(path, to, other.title, name, cloud.title)];
    const known = [...datacenters.map(({ document }) => document.name), ...Object.keys(cloud.regions)];
    return [issues.unknownCopyPlace(path, to, cloud.title, suggest(to, known))];
  }
  if (region === own) return [issues.copyInOwnRegion(path, to, name, own)];
  if (kmsKey !== undefined) return [issues.copyWithoutKey(path, name, own)];
  const { service, backupRegions } = cloud.database;
  const offered = backupRegions?.regions[own] ?? [];
  if (isOfService && backupRegions && !offered.includes(region))
    return [issues.copyNotOffered(path, region, { service, datacenter: name, own, offered, date: backupRegions.date })];
  return cloud.regionsToSwitchOn.includes(region) ? [regionToSwitchOn(path, region, cloud.title)] : [];
}
