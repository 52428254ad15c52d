import type { Plan } from '../../../plan/plan';
import type { Access, DatacenterAccess, DatastoreLosses, Member } from '../losses';
import { machinesOf, postgresqlIn, postgresqlOf } from './of-plan';

/**
 * Returns what losses mean for the cloud's own PostgreSQL: the primary and its standby have every row, as replicas do, and one
 * of each is enough. The cloud chooses which zone has which; the plan's order of zones is taken. Nobody is promoted here: that
 * is a decision of people.
 */
export function postgresqlLosses(plan: Plan): DatastoreLosses {
  const { primaryDatacenter, replicaDatacenters } = postgresqlOf(plan);
  const members = new Map(plan.datacenters.map((it) => [it.name, membersOf(it)]));
  const membersIn = (datacenter: string): readonly Member[] => members.get(datacenter) ?? [];
  const all = [...members.values()].flat();
  return {
    memberTitle: 'PostgreSQL machine',
    reads:
      all.length > membersIn(primaryDatacenter).length
        ? 'the replica of their datacenter, or the primary'
        : 'the primary',
    writes: 'the primary',
    isLocal: plan.datacenters.length === 1,
    migrationsNeedAll: false,
    onReturn: 'A machine that is lost is made anew by the cloud, as a copy of the one that stands.',
    members: membersIn,
    after: (lost) => {
      const left = (datacenter: string): number =>
        Math.max(0, membersIn(datacenter).length - (lost.get(datacenter)?.size ?? 0));
      return {
        access: (from, unreached): DatacenterAccess => {
          const reached = (datacenter: string): boolean => !unreached.includes(datacenter);
          const answers = (datacenter: string): Access =>
            reached(datacenter) && left(datacenter) > 0 ? 'all' : 'none';
          const near = from !== primaryDatacenter && membersIn(from).length > 0 ? from : primaryDatacenter;
          const copies = (datacenters: readonly string[]): number =>
            datacenters.filter(reached).reduce((sum, it) => sum + left(it), 0);
          return {
            reads: answers(near),
            writes: answers(primaryDatacenter),
            copies: {
              here: copies([from]),
              ofHere: membersIn(from).length,
              reached: copies([...members.keys()]),
              ofAll: all.length,
            },
          };
        },
      };
    },
    standIns: replicaDatacenters,
    remedies: {
      member: 'leave it to the cloud: the standby takes over within two minutes, and is made anew',
      access:
        all.length > membersIn(primaryDatacenter).length
          ? 'promote a replica, or restore the newest backup beside the lost instance, as OPERATIONS.md says'
          : 'restore the newest backup beside the lost instance, as OPERATIONS.md says',
    },
  };
}

function membersOf(datacenter: Plan['datacenters'][number]): readonly Member[] {
  const { part, instance } = postgresqlIn(datacenter);
  if (!instance) return [];
  const names = part === 'primary' ? ['primary', 'standby'] : ['replica', 'replica-standby'];
  return names
    .slice(0, machinesOf(instance))
    .map((name, i) => ({ name: `postgresql-${name}`, zone: instance.zones[i]?.letter ?? '' }));
}
