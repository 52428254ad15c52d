import { HOURS_A_MONTH } from '../kernel/durations';
import { assumed, type Figure } from '../kernel/figure';
import type { Issue } from '../kernel/issue';
import { ofSizing } from './alarms/reckoned-alarm';
import { requestsFillDisk } from './issues';
import type { DatacenterPlan, Plan } from './plan';
import { logsRequests } from './pools/nodes/requests';
import type { PoolPlan } from './pools/pool';
import { fromFigure, Ledger, type Reckoned } from './sizing/reckoned';

const BYTES_PER_GIB = 2 ** 30;

const LINE_BYTES: Figure = {
  value: 400,
  unit: 'bytes',
  source: assumed('a line is some 300 bytes with a path of 40 characters, and log services count what they add to it'),
};

const FAILED_PART: Figure = {
  value: 0.001,
  unit: '',
  source: assumed('one request in a thousand fails where nothing is wrong: measure yours'),
};

const SECONDS_A_MONTH: Figure = {
  value: HOURS_A_MONTH * 3_600,
  unit: 's',
  source: assumed('the clouds count a month so'),
};

/** Logrotate's timer on nodes that log requests, with its accuracy. */
const ROTATED_SECONDS: Figure = {
  value: 660,
  unit: 's',
  source: assumed('logrotate looks every ten minutes, a minute late at most'),
};

/** Logrotate leaves the file that grows, and the one before. */
const FILES: Figure = { value: 2, unit: 'files', source: assumed('logrotate keeps the file before, as it is') };

/** Packages, the other logs and room to breathe have the rest of a node's disk. */
const DISK_PART = 0.5;

/** Returns the id of the number that says how much the log service of a datacenter is sent of requests in a month, in GiB. */
export function requestVolumeId(datacenter: string): string {
  return `${datacenter}.logs.requests-gib`;
}

type Built = Pick<Plan, 'datacenters' | 'logs' | 'sizing'>;

/**
 * Computes what a log of requests costs: GiB for the log service of each datacenter, and room on each node's disk, with a fault
 * where that is too small; nothing where requests are not logged.
 */
export function requestLogs(plan: Built): {
  readonly reckoned: readonly Reckoned[];
  readonly issues: readonly Issue[];
} {
  const ledger = new Ledger();
  if (!plan.logs?.access) return { reckoned: [], issues: [] };
  const issues = plan.datacenters.flatMap((datacenter) => {
    addVolume(plan, datacenter, ledger);
    const pools = datacenter.pools.filter((pool) => logsRequests(plan, pool));
    return pools.flatMap((pool) => {
      const gib = addDisk(plan, datacenter, pool, ledger);
      return gib > pool.diskGib * DISK_PART ? [requestsFillDisk(pool, datacenter.name, gib)] : [];
    });
  });
  return { reckoned: ledger.entries(), issues };
}

/** Adds what a mean month has; all requests of a datacenter go through its pools. */
function addVolume({ sizing, logs }: Built, { name }: DatacenterPlan, ledger: Ledger): void {
  const id = `${name}.traffic.mean-rate`;
  const rate = numberOf(sizing, id);
  const isAll = logs?.access === 'all';
  const logged = isAll ? 1 : FAILED_PART.value;
  ledger.add({
    id: requestVolumeId(name),
    title: isAll ? 'Log of all requests in a month' : 'Log of failed requests in a month',
    value: (rate * logged * LINE_BYTES.value * SECONDS_A_MONTH.value) / BYTES_PER_GIB,
    unit: 'GiB',
    formula: `meanRate * ${isAll ? '' : 'failedPart * '}lineBytes * seconds / 1073741824`,
    inputs: [
      ofSizing('meanRate', rate, 'requests/s', id),
      ...(isAll ? [] : [fromFigure('failedPart', FAILED_PART)]),
      fromFigure('lineBytes', LINE_BYTES),
      fromFigure('seconds', SECONDS_A_MONTH),
    ],
    reason: 'log services charge for what they are sent',
  });
}

/** Adds what lies on a node's disk at most, and returns it. In an outage all requests of a node may fail. */
function addDisk({ sizing }: Built, { name }: DatacenterPlan, pool: PoolPlan, ledger: Ledger): number {
  const id = `${name}.${pool.name}.node-capacity`;
  const capacity = numberOf(sizing, id);
  return ledger.add({
    id: `${name}.logs.${pool.name}-disk`,
    title: `Log of requests on the disk of a node of the pool ${pool.name}, of ${pool.diskGib} GiB`,
    value: (capacity * LINE_BYTES.value * ROTATED_SECONDS.value * FILES.value) / BYTES_PER_GIB,
    unit: 'GiB',
    formula: 'nodeCapacity * lineBytes * seconds * files / 1073741824',
    inputs: [
      ofSizing('nodeCapacity', capacity, 'requests/s', id),
      fromFigure('lineBytes', LINE_BYTES),
      fromFigure('seconds', ROTATED_SECONDS),
      fromFigure('files', FILES),
    ],
    reason: 'all that a node can carry is logged: in an outage all of it fails',
  }).value;
}

function numberOf(sizing: Built['sizing'], id: string): number {
  const value = sizing.reckoned.find((it) => it.id === id)?.value;
  if (typeof value !== 'number') throw new Error(`no number ${id}`);
  return value;
}
