import type { DatacenterLoad } from './load';
import type { Loss, LostRole } from './loss';
import type { Model } from './model';
import type { Outcome } from './outcome';
import { isBroken } from './simulation-json';

/* Both renderings for people take these words. */

const ROLES: Readonly<Record<Exclude<LostRole, 'datastore'>, string>> = {
  kong: 'Kong node',
  control: 'control plane',
  redis: 'Redis node',
  balancer: 'balancer',
  vpn: 'VPN instance',
};

/** Returns the kind of a loss as people call it, e.g. `Kong node`. */
export function kindTitle({ datastore }: Model, loss: Loss): string {
  if (loss.kind !== 'node') return loss.kind;
  return loss.role === 'datastore' ? datastore.memberTitle : ROLES[loss.role];
}

/** Returns a loss by its place: `zone a of us-east`. */
export function lossTitle(model: Model, loss: Loss): string {
  switch (loss.kind) {
    case 'node':
      return ['datastore', 'balancer', 'vpn'].includes(loss.role)
        ? `${loss.name} of ${loss.datacenter}`
        : `a ${kindTitle(model, loss)} of ${loss.datacenter}`;
    case 'zone':
      return `zone ${loss.zone} of ${loss.datacenter}`;
    case 'datacenter':
      return `datacenter ${loss.datacenter}`;
    case 'link':
      return `the link ${loss.ends.join(' - ')}`;
  }
}

export function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** Returns the load of the busiest datacenter, and how many fall under theirs. */
export function loadText(busiest: DatacenterLoad | undefined, falls: readonly string[]): string {
  if (!busiest) return 'none left';
  if (falls.length === 0) return percent(busiest.utilization);
  return `${percent(busiest.utilization)}, ${falls.length} ${falls.length === 1 ? 'falls' : 'fall'}`;
}

export function promiseCell(outcome: Outcome): string {
  if (!outcome.promised) return 'none';
  return isBroken(outcome) ? 'BROKEN' : 'kept';
}

/** Makes a heading with a line under it. */
export function heading(title: string): string {
  return `${title}\n${'-'.repeat(title.length)}\n`;
}
