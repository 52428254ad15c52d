import type { DatacenterPlan, Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';

/** A machine that operators can reach, or the machines of a group. */
export interface Machine {
  /** Name after that of topology and datacenter, e.g. `cassandra-2`, `kong`. */
  readonly name: string;
  readonly part: 'pool' | 'datastore' | 'balancer' | 'vpn';
  /** True if the cloud names the machines of the group itself. */
  readonly isGroup: boolean;
  /** Machines that there are at most. */
  readonly count: number;
  readonly position: number;
  readonly zone?: string;
  /** True if an Admin API runs there. */
  readonly hasAdmin: boolean;
}

/** Returns the machines of a datacenter that run all the time, Kong's pools first. */
export function machinesOf(plan: Plan, datacenter: DatacenterPlan): readonly Machine[] {
  const zoneOf = (letter: string): string => datacenter.zones.find((it) => it.letter === letter)?.name ?? letter;
  const own = { isGroup: false, count: 1, position: 1, hasAdmin: false } as const;
  return [
    ...datacenter.pools.map(({ name, role, maximumNodes }): Machine => {
      const group = { isGroup: true, count: maximumNodes, position: 1, hasAdmin: role !== 'data-plane' };
      return { name, part: 'pool', ...group };
    }),
    ...datastoreReport(plan)
      .losses(plan)
      .members(datacenter.name)
      .map(({ name, zone }): Machine => ({ ...own, name, part: 'datastore', zone: zoneOf(zone) })),
    ...(datacenter.balancers?.nodes ?? []).map(({ name, zone }): Machine => ({
      ...own,
      name,
      part: 'balancer',
      zone: zone.name,
    })),
    ...(datacenter.vpnInstances?.nodes ?? []).map(({ name, zone }): Machine => ({
      ...own,
      name,
      part: 'vpn',
      zone: zone.name,
    })),
  ];
}
