import type { Plan } from '../../../plan/plan';
import type { Access, DatacenterAccess, DatastoreLosses, Member } from '../losses';
import { instanceIn, postgresqlOf } from './of-plan';

/**
 * Returns what losses mean for the cloud's own PostgreSQL: the primary and its standby have every row, and one of them is
 * enough. The cloud chooses which zone has which; the plan's order of zones is taken.
 */
export function postgresqlLosses(plan: Plan): DatastoreLosses {
  const { primaryDatacenter } = postgresqlOf(plan);
  const members = new Map(plan.datacenters.map((it) => [it.name, membersOf(it)]));
  const all = members.get(primaryDatacenter) ?? [];
  return {
    memberTitle: 'PostgreSQL machine',
    reads: 'the primary',
    writes: 'the primary',
    isLocal: plan.datacenters.length === 1,
    migrationsNeedAll: false,
    onReturn: 'A machine that is lost is made anew by the cloud, as a copy of the one that stands.',
    members: (datacenter) => members.get(datacenter) ?? [],
    after: (lost) => {
      const gone = lost.get(primaryDatacenter)?.size ?? 0;
      const left = Math.max(0, all.length - gone);
      return {
        access: (_from, unreached): DatacenterAccess => {
          const answers: Access = left > 0 && !unreached.includes(primaryDatacenter) ? 'all' : 'none';
          const copies = answers === 'all' ? left : 0;
          return {
            reads: answers,
            writes: answers,
            copies: { here: copies, ofHere: all.length, reached: copies, ofAll: all.length },
          };
        },
      };
    },
    remedies: {
      member: 'leave it to the cloud: the standby takes over within two minutes, and is made anew',
      access: 'restore the newest backup beside the lost instance, as OPERATIONS.md says',
    },
  };
}

function membersOf(datacenter: Plan['datacenters'][number]): readonly Member[] {
  const instance = instanceIn(datacenter);
  if (!instance) return [];
  const names = instance.standby ? ['primary', 'standby'] : ['primary'];
  return names.map((name, i) => ({ name: `postgresql-${name}`, zone: instance.zones[i]?.letter ?? '' }));
}
