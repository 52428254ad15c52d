import type { BackupsPlan, ExportsPlan } from './backup-copies';
import type { DatacenterPlan } from './plan';
import { readsDatastore } from './pools/client-pools';

/**
 * Exports that fail for longer than they are kept leave none. For this time somebody can still find out, and bring the last ones
 * back.
 */
const RECOVERABLE_DAYS = 30;

/**
 * Plans the exports of Kong's configuration: on each cloud, in the first datacenter by index whose nodes have the datastore. A
 * datacenter that comes later has a higher index, so that it never moves them.
 *
 * @param datacenters in order of index
 */
export function withExports(
  datacenters: readonly DatacenterPlan[],
  backups: BackupsPlan | undefined,
): readonly DatacenterPlan[] {
  if (!backups?.configuration) return datacenters;
  const { hour, keepDays } = backups;
  const exports: ExportsPlan = { hour, keptDays: keepDays, recoverableDays: RECOVERABLE_DAYS };
  const homes = datacenters.filter(({ pools }) => pools.some(({ role }) => readsDatastore(role)));
  return datacenters.map((datacenter) =>
    homes.find(({ cloud }) => cloud === datacenter.cloud) === datacenter ? { ...datacenter, exports } : datacenter,
  );
}
