import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import { snapshotAlarm } from '../../alarms/backup-alarm';
import { certificateAlarm } from '../../alarms/certificate-alarm';
import { machineAlarm, ofSizing, type ReckonedAlarm } from '../../alarms/reckoned-alarm';
import { isHeardInLogs } from '../../nodes/watcher';
import type { DatacenterPlan, Plan } from '../../plan';
import { fromFigure } from '../../sizing/reckoned';
import { DISK_PART_USED, REMEMBERED_DAYS, REPAIR_DAYS } from './limits';
import { cassandraOf, ENGINE, ringOf } from './of-plan';

/** Nodes say every five minutes how they are: this is three times. */
const MINUTES = 15;

/** Plans the alarms of the nodes of a datacenter. */
export function ringAlarms(
  plan: Pick<Plan, 'datastore' | 'backups' | 'logs'>,
  datacenter: DatacenterPlan,
  facts: CloudFactsTable,
): readonly ReckonedAlarm[] {
  const { nodes } = cassandraOf(datacenter);
  return [
    ...nodes.map(({ name }) => machineAlarm(name)),
    ...(isHeardInLogs(plan, datacenter)
      ? [servingAlarm(datacenter.name, nodes.length), diskAlarm(), repairAlarm()]
      : []),
    ...(ringOf(plan).encryption ? [certificateAlarm('node-certificate')] : []),
    ...(plan.backups ? [disksAlarm(plan.backups.everyHours, datacenter, facts)] : []),
  ];
}

function disksAlarm(everyHours: number, datacenter: DatacenterPlan, facts: CloudFactsTable): ReckonedAlarm {
  const { countsDisksFound } = facts[datacenter.cloud].alarms;
  const watched = 2 + (countsDisksFound ? 1 : 0) + (datacenter.backupCopies?.ownKey ? 1 : 0);
  const { nodes } = cassandraOf(datacenter);
  return snapshotAlarm(everyHours, watched, nodes.length, nodesId(datacenter.name));
}

/** Returns the id of the number of nodes of a datacenter. */
function nodesId(datacenter: string): string {
  return `${datacenter}.${ENGINE}.nodes`;
}

function servingAlarm(datacenter: string, nodes: number): ReckonedAlarm {
  return {
    name: `${ENGINE}-serving`,
    kind: 'serving',
    limit: { is: 'below', value: nodes, unit: 'nodes', minutes: MINUTES },
    formula: 'nodes',
    inputs: [ofSizing('nodes', nodes, 'nodes', nodesId(datacenter))],
    reason: 'a restart takes less; one that says nothing any more counts as one that does not serve',
  };
}

function diskAlarm(): ReckonedAlarm {
  return {
    name: `${ENGINE}-disk`,
    kind: 'data-disk',
    limit: { is: 'above', value: 100 * DISK_PART_USED.value, unit: '%', minutes: MINUTES },
    formula: '100 * part',
    inputs: [fromFigure('part', DISK_PART_USED)],
    reason: 'a node whose disk is full stops',
  };
}

function repairAlarm(): ReckonedAlarm {
  return {
    name: `${ENGINE}-repair`,
    kind: 'repair',
    limit: { is: 'above', value: REMEMBERED_DAYS.value - REPAIR_DAYS.value, unit: 'days', minutes: MINUTES },
    formula: 'remembered - before',
    inputs: [fromFigure('remembered', REMEMBERED_DAYS), fromFigure('before', REPAIR_DAYS)],
    reason: 'every row has to be repaired before the marks of deleted ones are forgotten',
  };
}
