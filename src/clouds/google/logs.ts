import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink';
import type { ProjectService } from '@cdktf/provider-google/lib/project-service';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { projectOf } from './provider';
import { computeName } from './tags';

/** A log bucket keeps nothing for longer than this. */
const LONGEST_RETENTION_DAYS = 3_650;

/**
 * Builds flow logs of the subnets and the logs of firewall rules, which have the same resource, in a bucket of their
 * own that keeps them for as long as the topology says. The project's own bucket, whose retention topogen cannot set,
 * still has its copy for as long as it keeps anything. Subnets of the user's have flow logs where their owner has them on.
 */
export function buildFlowLogs(
  scope: StackScope,
  datacenter: DatacenterPlan,
  subnetworks: readonly { readonly name: string }[],
  logging: ProjectService,
): void {
  const { plan } = scope;
  const part = scope.part('flow-logs');
  // In other regions a network of the user's may have subnets of the same names.
  const inRegion = datacenter.existing ? ` AND resource.labels.location:"${datacenter.region}-"` : '';
  const name = computeName(plan, datacenter, 'flow-logs');
  const bucket = addLogBucket(scope, datacenter, logging, {
    file: 'flow-logs',
    id: 'flow_logs',
    name,
    description: `Flow and firewall logs of datacenter ${datacenter.name}`,
    retentionDays: plan.flowLogRetentionDays,
  });
  const sink = new LoggingProjectSink(part, 'flow_logs', {
    name,
    description: `Takes the flow and firewall logs of datacenter ${datacenter.name} to their bucket`,
    destination: `logging.googleapis.com/${bucket.id}`,
    filter: `resource.type="gce_subnetwork" AND resource.labels.subnetwork_name=(${quotedNames(subnetworks)})${inRegion}`,
    uniqueWriterIdentity: true,
  });
  scope.comment(sink, 'A sink needs no grant to write to a bucket of its own project.');
}

function quotedNames(subnetworks: readonly { readonly name: string }[]): string {
  return subnetworks.map(({ name }) => `"${name}"`).join(' OR ');
}

/** The inputs of a log bucket. */
export interface LogBucket {
  /** Part of the stack that it stands in. */
  readonly file: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Days for which it keeps what it gets, as far as the service does. */
  readonly retentionDays: number;
}

/** Builds a bucket for logs in the region of the datacenter, encrypted by its key where it has one. */
export function addLogBucket(
  scope: StackScope,
  datacenter: DatacenterPlan,
  logging: ProjectService,
  { file, id, name, description, retentionDays }: LogBucket,
): LoggingProjectBucketConfig {
  const bucket = new LoggingProjectBucketConfig(scope.part(file), id, {
    project: projectOf(datacenter),
    location: datacenter.region,
    bucketId: name,
    description,
    retentionDays: Math.min(retentionDays, LONGEST_RETENTION_DAYS),
    ...(datacenter.kmsKey === undefined ? {} : { cmekSettings: { kmsKeyName: datacenter.kmsKey } }),
    // A bucket keeps the encryption that it was made with.
    lifecycle: { ignoreChanges: ['cmek_settings'] },
    dependsOn: [logging],
  });
  scope.comment(
    bucket,
    'A deleted log bucket keeps its name for seven days. To build it again sooner, run "gcloud logging buckets undelete" first.',
  );
  return bucket;
}
