import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { FlowLog, type FlowLogConfig } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { journalsName, resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { AWS_FACTS } from './facts';
import { accountId, accountKey, encryptsLogs } from './keys';
import { tags } from './tags';

/** Returns the shortest retention on offer that keeps logs for at least as long as requested. */
export function retentionDays(asked: number): number {
  const offered = AWS_FACTS.logRetentions?.days.find((days) => days >= asked);
  if (offered === undefined) throw new Error(`CloudWatch Logs keeps nothing for ${asked} days`);
  return offered;
}

/** Returns the name of the flow logs' log group. */
function flowLogGroup(plan: Plan, datacenter: DatacenterPlan): string {
  return resourceName(plan.topology, datacenter.name, 'flow-logs');
}

/**
 * Returns the name of the VPN tunnels' log group. AWS grants its own delivery service access to groups below this
 * prefix by one short policy; others are listed one by one in a policy of limited length.
 */
export function vpnLogGroup(plan: Plan, datacenter: DatacenterPlan): string {
  return `/aws/vendedlogs/${resourceName(plan.topology, datacenter.name, 'vpn')}`;
}

/** A place whose flows are logged, with the Terraform name of its flow log. */
export interface LoggedPlace {
  readonly id: string;
  readonly place: Pick<FlowLogConfig, 'vpcId' | 'subnetId'>;
}

/**
 * Builds flow logs, encrypted: of the whole VPC, or of the subnets that the topology has in one of the user's own, since the
 * rest of that is not the topology's to log. Returns the key, which the links' logs use as well.
 */
export function buildFlowLogs(scope: StackScope, datacenter: DatacenterPlan, logged: readonly LoggedPlace[]): KmsKey {
  const { plan } = scope;
  const part = scope.part('flow-logs');
  const key = logsKey(scope, datacenter);
  const group = new CloudwatchLogGroup(part, 'flow_logs', {
    name: flowLogGroup(plan, datacenter),
    retentionInDays: retentionDays(plan.flowLogRetentionDays),
    kmsKeyId: key.arn,
    tags: tags(plan, datacenter, 'network', 'flow-logs'),
  });
  const writer = flowLogWriter(scope, datacenter, group);
  for (const { id, place } of logged) {
    new FlowLog(part, id, {
      ...place,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: writer.arn,
      tags: tags(plan, datacenter, 'network', 'flow-logs'),
    });
  }
  return key;
}

function logsKey(scope: StackScope, datacenter: DatacenterPlan): KmsKey {
  const { plan } = scope;
  const groups = [
    flowLogGroup(plan, datacenter),
    vpnLogGroup(plan, datacenter),
    ...(plan.logs ? [journalsName(plan.topology, datacenter.name)] : []),
  ];
  return accountKey(scope, datacenter, {
    id: 'logs',
    role: 'network',
    description: `Flow logs and VPN logs of ${datacenter.name}`,
    statements: [encryptsLogs(scope, datacenter, groups)],
  });
}

/** Builds the role that the flow log service writes with: to this one group, and for this account alone. */
function flowLogWriter(scope: StackScope, datacenter: DatacenterPlan, group: CloudwatchLogGroup): IamRole {
  const part = scope.part('flow-logs');
  const trust = new DataAwsIamPolicyDocument(part, 'flow_logs_trust', {
    statement: [
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['vpc-flow-logs.amazonaws.com'] }],
        condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId(scope, datacenter)] }],
      },
    ],
  });
  const permissions = new DataAwsIamPolicyDocument(part, 'flow_logs', {
    statement: [
      {
        sid: 'WriteFlowLogs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        resources: [`${group.arn}:*`],
      },
    ],
  });
  const role = new IamRole(part, 'flow_logs', {
    name: resourceName(scope.plan.topology, datacenter.name, 'flow-logs'),
    description: `Writes the flow logs of ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    tags: tags(scope.plan, datacenter, 'network', 'flow-logs'),
  });
  new IamRolePolicy(part, 'flow_logs', { name: 'write-flow-logs', role: role.name, policy: permissions.json });
  return role;
}
