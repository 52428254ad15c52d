import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import { assumed, type Figure } from '../../../kernel/figure';
import { backupAlarm } from '../../alarms/backup-alarm';
import { ofSizing, type ReckonedAlarm } from '../../alarms/reckoned-alarm';
import { fromFigure } from '../../sizing/reckoned';
import type { DatacenterPlan, Plan } from '../../plan';
import { propagationSeconds } from './kong/postgresql-conf';
import { ENGINE, postgresqlIn } from './of-plan';

const DISK_PERCENT = 70;

const CONNECTIONS_PERCENT = 80;

const MINUTES = 15;

/** The services make one backup a day. */
const DAY_HOURS = 24;

/** A replica that no node reads is for promotion alone: what it has not got by then is lost. */
const UNREAD_LAG_SECONDS = 300;

/** Plans the alarms of the instance of a datacenter; none where Kong uses that of another one. */
export function postgresqlAlarms(
  plan: Pick<Plan, 'kong'>,
  datacenter: DatacenterPlan,
  facts: CloudFactsTable,
): readonly ReckonedAlarm[] {
  const { part, instance } = postgresqlIn(datacenter);
  const { quietLagSeconds, backupNews } = facts[datacenter.cloud].database;
  if (!instance) return [];
  return [
    diskAlarm(),
    connectionsAlarm(datacenter, instance.maxConnections),
    ...(part === 'replica' ? [lagAlarm(plan, datacenter, quietLagSeconds)] : []),
    ...(part === 'primary' ? [backupAlarm(DAY_HOURS, backupNews.failures ? 2 : 1, backupNews.unheard)] : []),
  ];
}

function diskAlarm(): ReckonedAlarm {
  return {
    name: `${ENGINE}-disk`,
    kind: 'disk',
    limit: { is: 'above', value: DISK_PERCENT, unit: '%', minutes: MINUTES },
    formula: 'part',
    inputs: [
      {
        name: 'part',
        value: DISK_PERCENT,
        unit: '%',
        source: assumed('time to look before the service grows the disk'),
      },
    ],
    reason: 'a configuration grows slowly: what fills a disk this far is something else',
  };
}

function connectionsAlarm({ name }: DatacenterPlan, most: number): ReckonedAlarm {
  return {
    name: `${ENGINE}-connections`,
    kind: 'connections',
    limit: {
      is: 'above',
      value: Math.floor((most * CONNECTIONS_PERCENT) / 100),
      unit: 'connections',
      minutes: MINUTES,
    },
    formula: 'floor(most * part / 100)',
    inputs: [
      ofSizing('most', most, 'connections', `${name}.${ENGINE}.max-connections`),
      {
        name: 'part',
        value: CONNECTIONS_PERCENT,
        unit: '%',
        source: assumed('room for the nodes that a refresh adds'),
      },
    ],
    reason: 'a server that has given out every connection refuses the next node',
  };
}

/**
 * Makes the alarm of a replica that is late: later than nodes expect, and than the service says of one that is not late at all.
 *
 * @param quiet what the service says of it while nothing is written
 */
function lagAlarm(plan: Pick<Plan, 'kong'>, datacenter: DatacenterPlan, quiet: Figure): ReckonedAlarm {
  const isRead = datacenter.pools.some(({ reachesDatastore }) => reachesDatastore);
  const seconds = isRead ? propagationSeconds(plan, datacenter) : UNREAD_LAG_SECONDS;
  return {
    name: `${ENGINE}-lag`,
    kind: 'lag',
    limit: { is: 'above', value: Math.max(seconds, quiet.value), unit: 's', minutes: MINUTES },
    formula: 'max(allowed, quiet)',
    inputs: [
      {
        name: 'allowed',
        value: seconds,
        unit: 's',
        source: assumed(
          isRead ? 'db_update_propagation in kong.conf here' : 'what a promotion may lose; no node reads the replica',
        ),
      },
      fromFigure('quiet', quiet),
    ],
    reason: 'what comes later than nodes expect is never noticed by them, and what has not come is lost by a promotion',
  };
}
