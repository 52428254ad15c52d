import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import type { MonitoringAlertPolicyConditions } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
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

/**
 * Makes the condition on which no backup was made, by a metric that counts what the log has of them: there is no metric of the
 * service's. A metric that has counted nothing yet has no figures, which are the same as none. Source: Cloud Monitoring, "PromQL in
 * Cloud Monitoring", for its name.
 */
export function watchBackups(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { name, limit }: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const events = eventsOf(scope, datacenter);
  const metric = resourceName(scope.plan.topology, datacenter.name, name);
  new LoggingMetric(scope.part('alarms'), name, {
    name: metric,
    description: `Backups of ${datacenter.name} that were made`,
    filter: filterOf(datacenter, events, events.made),
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
  });
  const counted = `logging_googleapis_com:user_${metric.replaceAll('-', '_')}{monitored_resource="${events.resource}"}`;
  return [
    {
      displayName: `Backups made in ${limit.minutes / 60} hours below ${limit.value}`,
      conditionPrometheusQueryLanguage: {
        query: `(sum(increase(${counted}[${limit.minutes}m])) or vector(0)) < ${limit.value}`,
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
