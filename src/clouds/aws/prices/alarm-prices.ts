import { isReadOfLogs, type AlarmKind } from '../../../kernel/alarm';
import type { DatacenterCharge } from '../../../kernel/charge';
import { knownIn } from '../../../kernel/price';
import { ALARMS, CALLS, HOME } from './rates';

/** Kinds of alarms whose metrics are no service's, each of one metric. */
const TOLD_BY_NODES: readonly AlarmKind[] = ['certificate', 'cluster-certificate', 'export', 'node-certificate'];

/** AWS's charges for the alarms of a datacenter, and for its dashboard. */
export const ALARM_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'alarms',
    resource: 'alarms',
    resourceType: 'aws_cloudwatch_metric_alarm',
    component: 'metrics at standard resolution',
    unit: 'months',
    quantity: ({ alarms }) => alarms.reduce((sum, { watched }) => sum + watched, 0),
    price: knownIn(HOME, 0.1, ALARMS, 'ten of an account are free'),
  },
  {
    role: 'alarms',
    resource: 'dashboard',
    resourceType: 'aws_cloudwatch_dashboard',
    component: 'dashboards',
    unit: 'months',
    quantity: ({ dashboards }) => dashboards,
    price: knownIn(HOME, 3, ALARMS, 'three of an account are free'),
  },
  {
    role: 'alarms',
    resource: 'days left of certificates and exports',
    resourceType: 'aws_cloudwatch_metric_alarm',
    component: 'metrics that nodes tell',
    unit: 'months',
    quantity: ({ alarms }) =>
      alarms.filter(({ kind }) => TOLD_BY_NODES.includes(kind)).reduce((sum, { alarms: of }) => sum + of, 0),
    price: knownIn(HOME, 0.3, ALARMS, 'ten of an account are free'),
  },
  {
    role: 'alarms',
    resource: 'what nodes of the datastore say of themselves',
    resourceType: 'aws_cloudwatch_log_metric_filter',
    component: 'metrics that are read of logs',
    unit: 'months',
    quantity: ({ alarms }) =>
      alarms.filter(({ kind }) => isReadOfLogs(kind)).reduce((sum, { alarms: of }) => sum + of, 0),
    price: knownIn(HOME, 0.3, ALARMS, 'ten of an account are free'),
  },
  {
    role: 'logs',
    resource: 'memory and disks of machines',
    resourceType: 'aws_ssm_document',
    component: 'metrics that machines tell',
    unit: 'months',
    quantity: ({ hostMetrics }) => hostMetrics,
    price: knownIn(HOME, 0.3, ALARMS, 'ten of an account are free'),
  },
  {
    role: 'logs',
    resource: 'memory and disks of machines',
    resourceType: 'aws_ssm_document',
    component: 'calls by which machines tell them',
    unit: 'thousands',
    // All figures of a machine fit into one call of a minute.
    quantity: ({ tellingMachines, hours }) => (tellingMachines * hours * 60) / 1000,
    price: knownIn(HOME, 0.01, CALLS, 'a million of an account are free'),
  },
];
