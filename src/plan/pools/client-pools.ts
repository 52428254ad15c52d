import { POOL_COLOURS } from '../../kernel/kong-upgrade';
import { poolName } from '../naming';
import type { PoolPlan, PoolRole } from './pool';

const SERVES_CLIENTS: Readonly<Record<PoolRole, boolean>> = {
  traditional: true,
  'control-plane': false,
  'data-plane': true,
};

const READS_DATASTORE: Readonly<Record<PoolRole, boolean>> = {
  traditional: true,
  'control-plane': true,
  'data-plane': false,
};

/** True if pools of a role read their configuration from the datastore. */
export function readsDatastore(role: PoolRole): boolean {
  return READS_DATASTORE[role];
}

/** Returns the roles of pools that read their configuration from the datastore. */
export function datastorePoolRoles(): PoolRole[] {
  return (Object.keys(READS_DATASTORE) as PoolRole[]).filter(readsDatastore);
}

/** True if pools of a role can serve clients. */
export function servesClients(role: PoolRole): boolean {
  return SERVES_CLIENTS[role];
}

/**
 * Returns the pool of a datacenter that takes clients.
 *
 * @throws Error if none does
 */
export function clientPool({ name, pools }: { readonly name: string; readonly pools: readonly PoolPlan[] }): PoolPlan {
  const serving = pools.find(({ takesClients }) => takesClients);
  if (!serving) throw new Error(`no pool of ${name} takes clients`);
  return serving;
}

/** Returns the names of all pools that can serve clients, whether they exist or not. */
export function clientPoolNames(): string[] {
  const roles = (Object.keys(SERVES_CLIENTS) as PoolRole[]).filter(servesClients);
  return roles.flatMap((role) => POOL_COLOURS.map((colour) => poolName({ role, colour })));
}
