import type { AlarmKind } from '../../kernel/alarm';
import { certificateSecretOf } from '../pools/nodes/certificate-files';
import { exportsConfiguration } from '../pools/nodes/export-files';
import type { DatacenterPlan } from '../plan';
import type { KongPlan, PoolPlan } from '../pools/pool';

/** A certificate whose days nodes tell their cloud, by the kind of its alarm. */
export type ToldCertificate = Extract<AlarmKind, 'certificate' | 'cluster-certificate' | 'node-certificate'>;

/** A certificate whose days Kong's nodes tell. */
export type ToldByKong = Exclude<ToldCertificate, 'node-certificate'>;

/** A subject of the days that Kong's nodes tell: a certificate of theirs, or the newest export of the configuration. */
export type Told = ToldByKong | 'export';

/** Returns what the nodes of a pool tell days of; nothing if no alarm hears of it. */
export function toldBy(kong: KongPlan, datacenter: DatacenterPlan, pool: PoolPlan): readonly Told[] {
  if (datacenter.notify === undefined) return [];
  return [
    ...(certificateSecretOf(datacenter, pool) === undefined ? [] : (['certificate'] as const)),
    ...(kong.hybrid && pool.role !== 'traditional' ? (['cluster-certificate'] as const) : []),
    ...(exportsConfiguration(datacenter, pool) ? (['export'] as const) : []),
  ];
}

/** Returns what Kong's nodes in a datacenter tell days of. */
export function toldIn(kong: KongPlan, datacenter: DatacenterPlan): readonly Told[] {
  return [...new Set(datacenter.pools.flatMap((pool) => toldBy(kong, datacenter, pool)))].sort();
}
