import type { Standing, StandingSize } from '../../../standing';
import { stayingDatacenters } from '../../../transitions/change';
import { transition, type Transition } from '../../../transitions/transition';
import * as issues from './issues';

/** Judges what a change would do to a PostgreSQL that stands. */
export function judgePostgresql(before: Standing, after: Standing): Transition[] {
  return [...judgePrimary(before, after), ...judgeInstances(before, after), ...judgeRelease(before, after)];
}

/** Judges another datacenter of the primary: a replica is promoted there, or an empty instance begins. */
function judgePrimary(before: Standing, after: Standing): Transition[] {
  const [was, is] = [primaryOf(before), after.datastore.primary];
  if (was === undefined || is === undefined || was === is) return [];
  return [
    sizeIn(before, is).nodes === 0
      ? transition(issues.primaryMoved(was, is), { datacenter: was, dataOf: [was] })
      : transition(issues.replicaPromoted(was, is), { datacenter: is, dataOf: [was] }),
    ...keptInstances(before, after)
      .filter((name) => name !== is)
      .map((name) =>
        transition(name === was ? issues.primaryAsReplica(was, is) : issues.replicaOfFormerPrimary(name, was, is), {
          datacenter: name,
          dataOf: [],
        }),
      ),
  ];
}

/** Returns the datacenters whose instance stands, and would be there still. */
function keptInstances(before: Standing, after: Standing): string[] {
  return stayingDatacenters({ before, after })
    .filter(({ before: was, after: is }) => was.nodes > 0 && is.nodes > 0)
    .map(({ name }) => name);
}

/** Returns the datacenter of the primary; lock files that did not hold it are of one instance. */
function primaryOf({ datastore, datacenters }: Standing): string | undefined {
  return datastore.primary ?? Object.entries(datacenters).find(([, { nodes }]) => nodes > 0)?.[0];
}

function sizeIn({ datacenters }: Standing, name: string): StandingSize {
  return new Map(Object.entries(datacenters)).get(name) ?? { nodes: 0, diskGib: 0 };
}

/** Judges instances: a disk never shrinks, and a datacenter that stays keeps the replica that it has. */
function judgeInstances(before: Standing, after: Standing): Transition[] {
  const primary = primaryOf(before);
  return stayingDatacenters({ before, after }).flatMap(({ name, before: was, after: is }) => {
    if (was.nodes > 0 && is.nodes === 0)
      return name === primary
        ? []
        : [transition(issues.replicaRemoved(name, !after.hybrid), { datacenter: name, dataOf: [name] })];
    if (is.nodes === 0 || is.diskGib >= was.diskGib) return [];
    return [
      transition(issues.databaseDiskLowered(name, was.diskGib, is.diskGib), { datacenter: name, dataOf: [name] }),
    ];
  });
}

/** Judges a change of the major release: the service upgrades in place, with an outage, and there is no way back. */
function judgeRelease(before: Standing, after: Standing): Transition[] {
  const [was, is] = [before, after].map(({ datastore }) => Number.parseInt(datastore.release, 10));
  if (was === undefined || is === undefined) return [];
  if (is < was) return [transition(issues.postgresqlStepBack(String(was), String(is)), {})];
  if (is === was) return [];
  const replicas = keptInstances(before, after).filter((name) => name !== after.datastore.primary);
  if (replicas.length > 0)
    return [transition(issues.postgresqlUpgradeWithReplicas(String(was), String(is), replicas), {})];
  return [transition(issues.postgresqlMajorUpgrade(String(was), String(is)), {})];
}
