import { poolName } from '../naming';
import type { PoolColour, PoolRole } from './pool';

const SERVES_CLIENTS: Readonly<Record<PoolRole, boolean>> = {
  traditional: true,
  'control-plane': false,
  'data-plane': true,
};

const COLOURS: readonly PoolColour[] = ['blue', 'green'];

/** Whether pools of a role may be what clients come to. */
export function servesClients(role: PoolRole): boolean {
  return SERVES_CLIENTS[role];
}

/** The names of all pools that clients may come to, whichever of them there are. */
export function clientPoolNames(): string[] {
  const roles = (Object.keys(SERVES_CLIENTS) as PoolRole[]).filter(servesClients);
  return roles.flatMap((role) => COLOURS.map((colour) => poolName({ role, colour })));
}
