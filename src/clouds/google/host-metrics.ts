import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { tellersOf } from '../../plan/alarms/days-tellers';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import type { Identities } from './identity';
import { projectOf } from './provider';

/**
 * `LEFT_OUT` has what the receiver of the Ops Agent takes beside the parts of memory and disks that are used: each is charged for.
 * Source: Cloud Monitoring, "Ops Agent metrics", metrics of `agent.googleapis.com`.
 */
const LEFT_OUT = [
  ...['cpu', 'gpu', 'interface', 'network', 'pagefile', 'processes', 'swap'].map((group) => `${group}/*`),
  'memory/bytes_used',
  ...['bytes_used', 'io_time', 'merged_operations', 'operation_count', 'operation_time', 'pending_operations'].map(
    (name) => `disk/${name}`,
  ),
  ...['read_bytes_count', 'write_bytes_count', 'weighted_io_time'].map((name) => `disk/${name}`),
];

/** Returns the part of the agent's configuration that says which metrics it takes: none, unless the spec asks for them. */
export function hostMetricsSection({ hostMetrics }: Plan): string[] {
  const pipeline = (receivers: string): string[] => [
    '  service:',
    '    pipelines:',
    '      default_pipeline:',
    `        receivers: [${receivers}]`,
  ];
  if (!hostMetrics) return ['metrics:', ...pipeline('')];
  return [
    'metrics:',
    '  receivers:',
    '    hostmetrics:',
    '      type: hostmetrics',
    '      collection_interval: 60s',
    '  processors:',
    '    metrics_filter:',
    '      type: exclude_metrics',
    '      metrics_pattern:',
    ...LEFT_OUT.map((name) => `        - agent.googleapis.com/${name}`),
    ...pipeline('hostmetrics'),
    '        processors: [metrics_filter]',
  ];
}

/** Lets machines write metrics, but for those that may already, to tell days. The role reads nothing but the kinds of metrics. */
export function grantHostMetrics(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  if (!scope.plan.hostMetrics) return;
  const tellers = tellersOf(scope.plan, datacenter);
  for (const [name, { account }] of identities) {
    if (tellers.includes(name)) continue;
    new ProjectIamMember(scope.part('identity'), terraformName(name, 'host', 'metrics'), {
      project: projectOf(datacenter),
      role: 'roles/monitoring.metricWriter',
      member: account.member,
    });
  }
}
