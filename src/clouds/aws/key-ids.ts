import type { EngineId } from '../../kernel/ids';

/** What a customer managed key is for; that of the datastore's disks is called like its engine. */
export type KeyId = 'secrets' | 'logs' | 'vpn' | EngineId;

/** Keys of a datacenter, each of which AWS charges for. The secrets of VPN instances have one of their own. */
export function keyIds(engine: EngineId, hasVpnInstances: boolean): readonly KeyId[] {
  return ['secrets', 'logs', engine, ...(hasVpnInstances ? (['vpn'] as const) : [])];
}
