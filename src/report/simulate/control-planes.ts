import type { DataLeft, DatacenterAccess } from '../datastores/losses';
import { unreachedFrom, type Left } from './left';
import type { Model } from './model';

/**
 * Returns the access of a datacenter's Kong in hybrid mode: it reads all rows as long as a node is left, since each has them on
 * its disk and a new one takes those that were exported last. What is changed arrives if it reaches a control plane that writes.
 */
export function controlledAccess(
  model: Model,
  left: Left,
  data: DataLeft,
  from: string,
  unreached: readonly string[],
): DatacenterAccess {
  const own = data.access(from, unreached);
  const { hybrid } = model;
  if (!hybrid) return own;
  const { datacenter: home } = hybrid;
  const { copies } = own;
  const isLed = controlsLeft(model, left) > 0 && !left.gone.includes(home) && !unreached.includes(home);
  const writes = isLed ? data.access(home, unreachedFrom(model, left, home)).writes : 'none';
  return { reads: 'all', writes, copies };
}

/** Returns the number of control planes that are left. */
export function controlsLeft({ byName, hybrid }: Model, { touched }: Left): number {
  if (!hybrid) return 0;
  return touched.get(hybrid.datacenter)?.controlNodes ?? byName.get(hybrid.datacenter)?.control?.nodes ?? 0;
}
