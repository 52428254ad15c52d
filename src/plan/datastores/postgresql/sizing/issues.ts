import type { DatabaseMachine } from '../../../../kernel/cloud/databases';
import { issue, type Issue } from '../../../../kernel/issue';
import type { ReckonedNumber } from '../../../sizing/reckoned';

/* These functions make the issues about sizes of PostgreSQL. */

/** @param isNamed true if the spec names the machine type */
export function databaseTooSmall(
  isNamed: boolean,
  machine: DatabaseMachine,
  most: ReckonedNumber,
  connections: ReckonedNumber,
  vcpus: ReckonedNumber,
): Issue {
  const short =
    machine.vcpus < vcpus.value
      ? `${machine.vcpus} vCPU, and counters of plugins need ${vcpus.value}`
      : `memory for ${most.value} connections, and Kong may open ${connections.value} while an upgrade runs two pools`;
  return issue('database-too-small', {
    severity: 'warning',
    path: isNamed ? ['datastore', 'machineType'] : ['requestsPerSecond'],
    message: `${machine.type} has ${short}`,
    remedy: isNamed
      ? 'take a larger machine type, or leave it out and let the load decide'
      : 'keep counters in Redis, lower kong.maximumFactor, or write "engine": "cassandra"',
  });
}

export function databaseDiskKept(datacenter: string, gib: number, sized: number): Issue {
  return issue('database-disk-kept', {
    severity: 'advice',
    path: ['datastore'],
    message: `the disk of PostgreSQL in ${datacenter} stays at ${gib} GiB, although ${sized} would do: it stands, and no cloud makes a disk smaller`,
    remedy: 'nothing needs to be done',
  });
}
