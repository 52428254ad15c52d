import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import type { MonitoringAlertPolicyConditions } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import { DISKS } from '../../kernel/alarm';
import { resourceName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt } from '../built';
import type { StackScope } from '../contract';
import { projectOf } from './provider';

/** Entries on the backups of a datacenter in the log of system events, which is always on. */
interface BackupEvents {
  /** Type of the thing that a backup was made of, in logs and in metrics. */
  readonly resource: string;
  /** Terms of a filter that choose the backups. */
  readonly of: readonly string[];
  /** Term that chooses those that were made. */
  readonly made: string;
  /** Term that chooses those that failed. */
  readonly failed: string;
}

/**
 * Returns the events of scheduled snapshots of data disks, or of the database's own backups. Sources: Cloud Logging, sample queries for
 * Compute Engine, "Scheduled snapshot taken"; Cloud SQL, "View audit logs for automated backups".
 */
function eventsOf(scope: StackScope, datacenter: DatacenterPlan): BackupEvents {
  const [instance] = allBuilt(scope, SqlDatabaseInstance);
  if (instance) {
    return {
      resource: 'cloudsql_database',
      of: [
        `resource.labels.database_id="${projectOf(datacenter)}:${instance.name}"`,
        'protoPayload.methodName="cloudsql.instances.automatedBackup"',
      ],
      made: 'protoPayload.metadata.windowStatus="STATUS_SUCCEEDED"',
      failed: 'protoPayload.metadata.windowStatus=("STATUS_FAILED" OR "STATUS_ATTEMPT_FAILED")',
    };
  }
  const disks = resourceName(scope.plan.topology, datacenter.name, scope.plan.datastore.engine);
  return {
    resource: 'gce_disk',
    of: [
      'protoPayload.methodName="ScheduledSnapshots"',
      `(protoPayload.resourceName=~"/disks/${disks}-" OR protoPayload.response.targetLink=~"/disks/${disks}-")`,
    ],
    made: 'severity<ERROR',
    failed: 'severity>=ERROR',
  };
}

function filterOf(datacenter: DatacenterPlan, { resource, of }: BackupEvents, which: string): string {
  const log = `logName="projects/${projectOf(datacenter)}/logs/cloudaudit.googleapis.com%2Fsystem_event"`;
  return [`resource.type="${resource}"`, log, ...of, which].join(' AND ');
}

/** Builds the metric that counts backups in the log: there is none of the service's. */
export function countBackups(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): void {
  const events = eventsOf(scope, datacenter);
  new LoggingMetric(scope.part('alarms'), alarm.name, {
    name: metricName(scope, datacenter, alarm),
    description: `Backups of ${datacenter.name} that were made`,
    filter: filterOf(datacenter, events, events.made),
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
  });
}

function metricName({ plan }: StackScope, datacenter: DatacenterPlan, { name }: AlarmPlan): string {
  return resourceName(plan.topology, datacenter.name, name);
}

/**
 * Returns the number of backups that were made in the alarm's time, in PromQL, or of disks of which one was made: other disks' snapshots
 * do not stand for those of one that is on no schedule any more. A metric that has counted nothing yet has no figures, which are the
 * same as none. Sources: Cloud Monitoring, "PromQL in Cloud Monitoring", for its name; monitored resources, `gce_disk`, for its label.
 */
export function countedBackups(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): string {
  const name = `logging_googleapis_com:user_${metricName(scope, datacenter, alarm).replaceAll('-', '_')}`;
  const { resource } = eventsOf(scope, datacenter);
  const made = `increase(${name}{monitored_resource="${resource}"}[${alarm.limit.minutes}m])`;
  return `${alarm.limit.unit === DISKS ? `count(sum by (disk_id) (${made}) > 0)` : `sum(${made})`} or vector(0)`;
}

/** Makes the condition on which no backup was made. */
export function watchBackups(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const { value, minutes, unit } = alarm.limit;
  const what = unit === DISKS ? 'Disks with a snapshot' : 'Backups made';
  return [
    {
      displayName: `${what} in ${minutes / 60} hours below ${value}`,
      conditionPrometheusQueryLanguage: {
        query: `(${countedBackups(scope, datacenter, alarm)}) < ${value}`,
        duration: '0s',
        evaluationInterval: '300s',
        disableMetricValidation: true,
      },
    },
  ];
}

/** Makes the condition on which a backup has failed, by the same log. */
export function failedBackups(scope: StackScope, datacenter: DatacenterPlan): MonitoringAlertPolicyConditions {
  const events = eventsOf(scope, datacenter);
  return {
    displayName: `A backup of ${datacenter.name} has failed`,
    conditionMatchedLog: { filter: filterOf(datacenter, events, events.failed) },
  };
}
