import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SsmAssociation } from '@cdktf/provider-aws/lib/ssm-association';
import { SsmDocument } from '@cdktf/provider-aws/lib/ssm-document';
import { shellQuoted } from '../../kernel/text/shell';
import { datastoreOf } from '../../plan/datastores/registry';
import { hostsNamespace, JOURNALS, KONG, journalsName, terraformName } from '../../plan/naming';
import type { JournalFiles } from '../../plan/nodes/journal-files';
import { WATCH_PATHS, type WatchFiles } from '../../plan/nodes/watch-files';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { MAY_HOLD_KEYS, shippedFiles } from '../journals';
import { hostMetricsSection } from './host-metrics';
import { accountId } from './keys';
import { retentionDays } from './logs';
import { metricRight } from './metric-right';
import { tags } from './tags';

/** The agent comes from this bucket of AWS's. Source: CloudWatch user guide, "Download the CloudWatch agent package". */
const PACKAGES = 'https://amazoncloudwatch-agent.s3.amazonaws.com';

/** The association repeats after this time: a machine on which the agent could not be installed gets another try. */
const REPEATED = 'rate(1 hour)';

/** A machine that installs its own packages holds the lock of dpkg for this long at most, as far as Systems Manager waits. */
const LIMIT_SECONDS = 1_800;

/** Scanners want logs to be kept for so long. */
const DAYS_OF_A_YEAR = 365;

const NO_RESOURCE =
  'These actions concern the machine that asks, whose id no policy knows beforehand, and associations, whose ids AWS makes.';

/** Returns the name of the log group of a datacenter's units. */
function groupOf({ topology }: Plan, { name }: DatacenterPlan): string {
  return journalsName(topology, name);
}

/**
 * Returns the name of the document with the program. AWS reserves names that begin with its own, as the name of a topology may.
 */
function documentOf(plan: Plan, datacenter: DatacenterPlan): string {
  return `topogen-${groupOf(plan, datacenter)}`;
}

/** Builds the log group in the network's stack, so that it outlives the machines; nothing where logs stay on them. */
export function buildJournalStore(scope: StackScope, datacenter: DatacenterPlan, key: KmsKey): void {
  const { plan } = scope;
  if (!plan.logs) return;
  const group = new CloudwatchLogGroup(scope.part(JOURNALS), JOURNALS, {
    name: groupOf(plan, datacenter),
    retentionInDays: retentionDays(plan.logs.retentionDays),
    kmsKeyId: key.arn,
    tags: tags(plan, datacenter, 'network', JOURNALS),
  });
  if (plan.logs.retentionDays < DAYS_OF_A_YEAR)
    scope.accept(group, { CKV_AWS_338: 'It is kept for the days that the spec states in monitoring.logs.' });
}

/** Lets machines of a role write to that log group, tell of memory and disks, and take the program from Systems Manager. */
export function grantJournals(scope: StackScope, datacenter: DatacenterPlan, name: string, role: string): void {
  const { plan } = scope;
  if (!plan.logs) return;
  const part = scope.part('identity');
  const id = terraformName(name, JOURNALS);
  const inAccount = (service: string, resource: string): string =>
    `arn:aws:${service}:${datacenter.region}:${accountId(scope, datacenter)}:${resource}`;
  const policy = new DataAwsIamPolicyDocument(part, id, {
    statement: [
      {
        sid: 'WriteOwnLogs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [inAccount('logs', `log-group:${groupOf(plan, datacenter)}:*`)],
      },
      {
        sid: 'ReadProgram',
        actions: ['ssm:GetDocument', 'ssm:DescribeDocument'],
        resources: [inAccount('ssm', `document/${documentOf(plan, datacenter)}`)],
      },
      {
        sid: 'RunAssociations',
        actions: [
          'ssm:DescribeAssociation',
          'ssm:ListAssociations',
          'ssm:ListInstanceAssociations',
          'ssm:PutComplianceItems',
          'ssm:UpdateAssociationStatus',
          'ssm:UpdateInstanceAssociationStatus',
        ],
        resources: ['*'],
      },
      ...(plan.hostMetrics ? [metricRight('TellMemoryAndDisks', hostsNamespace(plan.topology))] : []),
    ],
  });
  scope.accept(policy, { CKV_AWS_111: NO_RESOURCE, CKV_AWS_356: NO_RESOURCE });
  new IamRolePolicy(part, id, { name: 'ship-journals', role, policy: policy.json });
}

/**
 * Builds what has every machine of a datacenter ship what its units say, by the agent of Session Manager, which they have: a
 * machine that stands gets it too, and none is made anew for it.
 */
export function buildJournals(scope: StackScope, datacenter: DatacenterPlan, files: JournalFiles | undefined): void {
  const { plan } = scope;
  if (!files) return;
  const part = scope.part(JOURNALS);
  const document = new SsmDocument(part, JOURNALS, {
    name: documentOf(plan, datacenter),
    documentType: 'Command',
    documentFormat: 'JSON',
    targetType: '/AWS::EC2::Instance',
    content: scope.file(`${JOURNALS}/document.json`, documentText(plan, datacenter, files)),
    tags: tags(plan, datacenter, 'network', JOURNALS),
  });
  const roles = [KONG, ...datastoreOf(plan).machineRoles, ...(datacenter.balancers ? ['balancer'] : [])];
  const association = new SsmAssociation(part, JOURNALS, {
    name: document.name,
    associationName: documentOf(plan, datacenter),
    documentVersion: '$DEFAULT',
    scheduleExpression: REPEATED,
    targets: [
      { key: 'tag:topology', values: [plan.topology] },
      { key: 'tag:datacenter', values: [datacenter.name] },
      { key: 'tag:role', values: roles },
    ],
    tags: tags(plan, datacenter, 'network', JOURNALS),
  });
  scope.comment(
    association,
    'Runs on machines as they come, and hourly, where it changes what differs and nothing else.',
  );
}

/** Returns the document: what ships logs, after what has machines of the datastore say how they are, where alarms hear of it. */
function documentText(plan: Plan, datacenter: DatacenterPlan, files: JournalFiles): string {
  const { rules, rotation, program, watch } = files;
  const ships = {
    RULES: rules,
    ROTATION: rotation,
    AGENT: agentText(plan, datacenter),
    PACKAGES: datacenter.endpoints ? '' : PACKAGES,
  };
  const document = {
    schemaVersion: '2.2',
    description: `Ships what units say on machines of ${plan.topology} in ${datacenter.name}`,
    mainSteps: [...(watch ? [watchStep(watch)] : []), step(JOURNALS, ships, program)],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Returns the step that brings what says how a machine is. */
function watchStep({ knownBy, script, service, timer, program }: WatchFiles): object {
  const variables = {
    NODE: knownBy,
    SCRIPT: WATCH_PATHS.script,
    SCRIPT_TEXT: script,
    SERVICE: WATCH_PATHS.service,
    SERVICE_TEXT: service,
    TIMER: WATCH_PATHS.timer,
    TIMER_TEXT: timer,
  };
  return step('watch', variables, program);
}

/** Returns a step of the document. A line of the program is a line of it, so that a reviewer sees which changes. */
function step(name: string, variables: Readonly<Record<string, string>>, program: string): object {
  const lines = [
    '#!/bin/sh',
    ...Object.entries(variables).map(([variable, text]) => `${variable}=${shellQuoted(text.trimEnd())}`),
    program.trimEnd(),
  ].join('\n');
  return {
    action: 'aws:runShellScript',
    name,
    inputs: { timeoutSeconds: String(LIMIT_SECONDS), runCommand: lines.split('\n') },
  };
}

/** Returns the configuration of the agent. Each machine has streams of its own. */
function agentText(plan: Plan, datacenter: DatacenterPlan): string {
  const files = shippedFiles(plan).map(({ name, path, mayQuoteRequests }) => ({
    file_path: path,
    log_group_name: groupOf(plan, datacenter),
    log_stream_name: `{instance_id}/${name}`,
    ...(mayQuoteRequests ? { filters: [{ type: 'exclude', expression: MAY_HOLD_KEYS }] } : {}),
  }));
  const metrics = hostMetricsSection(plan, datacenter);
  const logs = { logs_collected: { files: { collect_list: files } } };
  return JSON.stringify({ ...(metrics ? { metrics } : {}), logs }, null, 2);
}
