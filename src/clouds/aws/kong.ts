import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import type { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Token } from 'cdktf';
import { KONG, MIGRATIONS_JOB, poolGroupName, poolOutput, resourceName, terraformName } from '../../plan/naming';
import { KONG_READY_HOOK } from '../../plan/pools/nodes/render';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { StackOutputs, StackScope } from '../contract';
import { addMigrationsCause, MIGRATIONS_PART } from '../pools';
import { imageOf, METADATA_OPTIONS, userData } from './machine';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { REFRESH } from './pool-refresh';
import { addressOf } from './provider';
import { launchedTags, tags } from './tags';

/** Ubuntu's root disk has this name. */
const ROOT_DEVICE = '/dev/sda1';

/**
 * A node must serve within this time from its launch. It installs its packages, and in a new topology it waits for the
 * ring and the migrations, which can take most of an hour. Until then it is in no target group, and no check counts;
 * after it the node is given up, and another one replaces it.
 */
const READY_SECONDS = 3_600;

/**
 * A network load balancer takes up to three minutes to find a node that serves; this is somewhat more. A refresh
 * continues with the next nodes only after it: a shorter warm-up than grace period would let it replace good nodes with
 * nodes that no balancer has seen.
 */
const SETTLE_SECONDS = 300;

const GROUP_METRICS = [
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupMaxSize',
  'GroupMinSize',
  'GroupPendingInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
];

/**
 * Without these a group starts, ends and replaces no node, whatever its load and health. Health checks stop too: what they
 * found meanwhile would be replaced when the group goes on.
 */
const HELD_PROCESSES = ['HealthCheck', 'Launch', 'Terminate'];

const HEALTH_NOTE =
  'A node that the balancer finds unhealthy is replaced; its check asks Kong alone and no datastore, so that a node which serves from its cache stays.';

const HELD_NOTE =
  'Held while its nodes serve from their caches: one that is started, replaced or taken away then is lost. ';

/** The inputs of the migrations job. */
export interface JobParts {
  readonly network: StackOutputs;
  readonly group: SecurityGroup;
  readonly profile: IamInstanceProfile;
  readonly files: NodeFiles;
}

/** The inputs of a pool. */
export interface PoolParts extends JobParts {
  readonly pool: PoolPlan;
  /** Target groups by which clients reach its nodes; empty for a pool that the balancer does not know. */
  readonly targetGroupArns: readonly string[];
}

/** Builds a pool of Kong nodes: one template, one scaling group over the three zones. */
export function buildPool(scope: StackScope, datacenter: DatacenterPlan, parts: PoolParts): void {
  const { pool } = parts;
  const template = buildTemplate(scope, datacenter, parts);
  const group = buildGroup(scope, datacenter, parts, template);
  new AutoscalingPolicy(scope.part(pool.name), terraformName(pool.name), {
    name: resourceName(scope.plan.topology, datacenter.name, pool.name, 'cpu'),
    autoscalingGroupName: group.name,
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
      targetValue: pool.scaleAtPercent,
    },
  });
  scope.output(poolOutput(pool), group.name, 'Auto Scaling group of the Kong nodes');
}

function buildTemplate(scope: StackScope, datacenter: DatacenterPlan, parts: PoolParts): LaunchTemplate {
  const { plan } = scope;
  const { pool } = parts;
  const template = new LaunchTemplate(scope.part(pool.name), terraformName(pool.name), {
    name: poolGroupName(plan.topology, datacenter.name, pool),
    description: `Kong nodes of ${datacenter.name}`,
    imageId: imageOf(scope, datacenter, pool.image),
    instanceType: pool.machineType,
    updateDefaultVersion: true,
    iamInstanceProfile: { arn: parts.profile.arn },
    networkInterfaces: [
      {
        deviceIndex: 0,
        associatePublicIpAddress: 'false',
        deleteOnTermination: 'true',
        securityGroups: [parts.group.id],
      },
    ],
    metadataOptions: METADATA_OPTIONS,
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: { volumeType: 'gp3', volumeSize: pool.diskGib, encrypted: 'true', deleteOnTermination: 'true' },
      },
    ],
    monitoring: { enabled: true },
    userData: userData(scope, parts.files),
    // Instances get their tags from the scaling group.
    tagSpecifications: ['volume', 'network-interface'].map((resourceType) => ({
      resourceType,
      tags: launchedTags(plan, datacenter, KONG, pool.name),
    })),
    tags: tags(plan, datacenter, KONG, pool.name),
    // An image of the user's own moves when the spec names another; Ubuntu's would roll the pool whenever there is a newer one.
    ...(pool.image === undefined ? { lifecycle: { ignoreChanges: ['image_id'] } } : {}),
  });
  const renewal = `A newer image of Ubuntu alone changes nothing. To take it: terraform apply -replace=aws_launch_template.${terraformName(pool.name)}; the pool then rolls over to it, node by node. `;
  scope.comment(
    template,
    `${pool.image === undefined ? renewal : ''}Disks are encrypted with the account's own EBS key: a customer managed one would have to admit the service role of Auto Scaling, which a new account does not have yet.`,
  );
  return template;
}

function buildGroup(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { pool, network, targetGroupArns }: PoolParts,
  template: LaunchTemplate,
): AutoscalingGroup {
  const { plan } = scope;
  const group = new AutoscalingGroup(scope.part(pool.name), terraformName(pool.name), {
    name: poolGroupName(plan.topology, datacenter.name, pool),
    minSize: pool.nodes,
    desiredCapacity: pool.nodes,
    maxSize: pool.maximumNodes,
    vpcZoneIdentifier: datacenter.zones.map(({ letter }) =>
      network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey(KONG, letter)),
    ),
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    targetGroupArns: [...targetGroupArns],
    healthCheckType: targetGroupArns.length === 0 ? 'EC2' : 'ELB',
    healthCheckGracePeriod: SETTLE_SECONDS,
    defaultInstanceWarmup: SETTLE_SECONDS,
    initialLifecycleHook: [
      {
        name: KONG_READY_HOOK,
        lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatTimeout: READY_SECONDS,
        defaultResult: 'ABANDON',
      },
    ],
    // Nodes of one stack wait for rings of others: none of them is healthy during a first apply.
    waitForCapacityTimeout: '0',
    ...(pool.held ? { suspendedProcesses: HELD_PROCESSES } : {}),
    enabledMetrics: GROUP_METRICS,
    instanceRefresh: {
      strategy: 'Rolling',
      preferences: { ...REFRESH, instanceWarmup: String(SETTLE_SECONDS), autoRollback: true },
    },
    tag: Object.entries(launchedTags(plan, datacenter, KONG, pool.name)).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    })),
    // Terraform leaves the number that automatic scaling has set.
    lifecycle: { ignoreChanges: ['desired_capacity'] },
  });
  scope.comment(
    group,
    `${pool.held ? HELD_NOTE : ''}A new version of the template replaces the nodes, new ones first; Terraform starts that and does not wait for its end. The hook keeps a new node back until it has said that Kong serves.${targetGroupArns.length === 0 ? '' : ` ${HEALTH_NOTE}`}`,
  );
  return group;
}

/**
 * Builds the one job that migrates Kong's schema: a machine that runs once and stops. It is replaced, and so migrates
 * again, if something changes that migrations depend on; a new datacenter does not count.
 */
export function buildMigrations(scope: StackScope, datacenter: DatacenterPlan, parts: JobParts): void {
  const { plan } = scope;
  const { migrations } = plan.kong;
  const [zone] = datacenter.zones;
  if (!zone) throw new Error(`datacenter ${datacenter.name} has no zones`);
  const cause = addMigrationsCause(scope);
  const named = tags(plan, datacenter, KONG, MIGRATIONS_JOB);
  const job = new Instance(scope.part(MIGRATIONS_PART), terraformName(MIGRATIONS_JOB), {
    ami: imageOf(scope, datacenter, migrations.image),
    instanceType: migrations.machineType,
    iamInstanceProfile: parts.profile.name,
    subnetId: parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey(KONG, zone.letter)),
    vpcSecurityGroupIds: [parts.group.id],
    associatePublicIpAddress: false,
    metadataOptions: METADATA_OPTIONS,
    rootBlockDevice: { volumeType: 'gp3', volumeSize: migrations.diskGib, encrypted: true, tags: named },
    monitoring: true,
    ebsOptimized: true,
    instanceInitiatedShutdownBehavior: 'stop',
    userDataBase64: userData(scope, parts.files),
    tags: named,
    lifecycle: {
      ignoreChanges: ['ami', 'user_data_base64'],
      replaceTriggeredBy: [addressOf(cause)],
    },
  });
  scope.comment(
    job,
    'Stops itself when it is done and is kept, so that its log can be read. To migrate again by hand, replace it.',
  );
}
