import type { EngineId } from '../../kernel/ids';

/** The purposes of customer managed keys; that of the datastore's disks is named after its engine. */
export type KeyId = 'secrets' | 'logs' | 'vpn' | 'seed' | 'backups' | EngineId;

/**
 * Returns the keys of a datacenter, each of which AWS charges for. VPN instances have a key of their own for their
 * secrets and disks.
 *
 * @param engine of the datastore; undefined if none of its data is here
 * @param hasSeed true if the bucket of the seed is here
 * @param hasCopies true if backups are copied to a second region, where their key is
 */
export function keyIds(
  engine: EngineId | undefined,
  hasVpnInstances: boolean,
  hasSeed: boolean,
  hasCopies: boolean,
): readonly KeyId[] {
  return [
    'secrets',
    'logs',
    ...(engine === undefined ? [] : [engine]),
    ...(hasVpnInstances ? (['vpn'] as const) : []),
    ...(hasSeed ? (['seed'] as const) : []),
    ...(hasCopies ? (['backups'] as const) : []),
  ];
}
