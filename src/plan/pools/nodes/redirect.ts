import type { PoolRole, KongPlan } from '../pool';
import { servesClients } from '../client-pools';

/** Holds the server that sends clients of plain HTTP to https. */
export const REDIRECT_FILE = '/etc/topogen/redirect.conf';

/** True if nodes of a role send clients of plain HTTP to https. */
export function redirects({ plainHttp }: KongPlan, role: PoolRole): boolean {
  return plainHttp === 'redirect' && servesClients(role);
}
