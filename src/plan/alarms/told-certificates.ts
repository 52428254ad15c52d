import type { AlarmKind } from '../../kernel/alarm';
import { certificateSecretOf } from '../pools/nodes/certificate-files';
import type { DatacenterPlan } from '../plan';
import type { KongPlan, PoolPlan } from '../pools/pool';

/** A certificate whose days nodes tell their cloud, by the kind of its alarm. */
export type ToldCertificate = Extract<AlarmKind, 'certificate' | 'cluster-certificate'>;

/** Returns the certificates whose days the nodes of a pool tell; none if no alarm hears of them. */
export function toldBy(kong: KongPlan, datacenter: DatacenterPlan, pool: PoolPlan): readonly ToldCertificate[] {
  if (datacenter.notify === undefined) return [];
  return [
    ...(certificateSecretOf(datacenter, pool) === undefined ? [] : (['certificate'] as const)),
    ...(kong.hybrid && pool.role !== 'traditional' ? (['cluster-certificate'] as const) : []),
  ];
}

/** Returns the certificates whose days the nodes of a datacenter tell. */
export function certificatesOf(kong: KongPlan, datacenter: DatacenterPlan): readonly ToldCertificate[] {
  return [...new Set(datacenter.pools.flatMap((pool) => toldBy(kong, datacenter, pool)))].sort();
}
