import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import type { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { DataResource, Token } from 'cdktf';
import { resourceName } from '../../plan/naming';
import { KONG_READY_HOOK } from '../../plan/pools/nodes/render';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';
import { imageOf, METADATA_OPTIONS, userData } from './machine';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { addressOf } from './provider';
import { launchedTags, tags } from './tags';

/** Ubuntu names its root disk so. */
const ROOT_DEVICE = '/dev/sda1';

/**
 * How long a node may take from launch until Kong answers on it. It installs its packages, and in a new topology it waits
 * for the ring and the migrations, which can take most of an hour. Until then it is in no target group, and no check
 * counts; after it the node is given up, and another takes its place.
 */
const READY_SECONDS = 3_600;

/**
 * What a network load balancer takes to find a node that serves, three minutes at times, and some more. A refresh goes on
 * to the next nodes only after it: a shorter warm-up than grace would let it replace good nodes with nodes that no
 * balancer has seen.
 */
const SETTLE_SECONDS = 300;

/** New nodes first, a third of the pool at a time: what one zone holds. */
const REFRESH = { minHealthyPercentage: 100, maxHealthyPercentage: 133 } as const;

const GROUP_METRICS = [
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupMaxSize',
  'GroupMinSize',
  'GroupPendingInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
];

/** What the pool and the migrations job are built with. */
export interface KongParts {
  readonly network: StackOutputs;
  readonly group: SecurityGroup;
  readonly profile: IamInstanceProfile;
  readonly targetGroupArns: readonly string[];
  readonly files: NodeFiles;
}

/** The pool of Kong nodes: one template, one scaling group over the three zones. */
export function buildKong(scope: StackScope, datacenter: DatacenterPlan, parts: KongParts): void {
  const template = buildTemplate(scope, datacenter, parts);
  const pool = buildPool(scope, datacenter, parts, template);
  new AutoscalingPolicy(scope.part('kong'), 'kong', {
    name: resourceName(scope.plan.topology, datacenter.name, 'kong-cpu'),
    autoscalingGroupName: pool.name,
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
      targetValue: datacenter.kong.scaleAtPercent,
    },
  });
  scope.output(CLUSTER_OUTPUTS.kongPool, pool.name, 'Auto Scaling group of the Kong nodes');
}

function buildTemplate(scope: StackScope, datacenter: DatacenterPlan, parts: KongParts): LaunchTemplate {
  const { plan } = scope;
  const { kong } = datacenter;
  const template = new LaunchTemplate(scope.part('kong'), 'kong', {
    name: resourceName(plan.topology, datacenter.name, 'kong'),
    description: `Kong nodes of ${datacenter.name}`,
    imageId: imageOf(scope, kong.image),
    instanceType: kong.machineType,
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
        ebs: { volumeType: 'gp3', volumeSize: kong.diskGib, encrypted: 'true', deleteOnTermination: 'true' },
      },
    ],
    monitoring: { enabled: true },
    userData: userData(scope, parts.files),
    // Instances get theirs from the scaling group.
    tagSpecifications: ['volume', 'network-interface'].map((resourceType) => ({
      resourceType,
      tags: launchedTags(plan, datacenter, 'kong'),
    })),
    tags: tags(plan, datacenter, 'kong', 'kong'),
  });
  scope.comment(
    template,
    "Disks are encrypted with the account's own EBS key: a customer managed one would have to admit the service role of Auto Scaling, which a new account does not have yet.",
  );
  return template;
}

function buildPool(
  scope: StackScope,
  datacenter: DatacenterPlan,
  parts: KongParts,
  template: LaunchTemplate,
): AutoscalingGroup {
  const { plan } = scope;
  const { kong } = datacenter;
  const pool = new AutoscalingGroup(scope.part('kong'), 'kong', {
    name: resourceName(plan.topology, datacenter.name, 'kong'),
    minSize: kong.nodes,
    desiredCapacity: kong.nodes,
    maxSize: kong.maximumNodes,
    vpcZoneIdentifier: datacenter.zones.map(({ letter }) =>
      parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('kong', letter)),
    ),
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    targetGroupArns: [...parts.targetGroupArns],
    healthCheckType: 'ELB',
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
    // Nodes of one stack wait for rings of others: none of them is healthy while a first apply is still at work.
    waitForCapacityTimeout: '0',
    enabledMetrics: GROUP_METRICS,
    instanceRefresh: {
      strategy: 'Rolling',
      preferences: { ...REFRESH, instanceWarmup: String(SETTLE_SECONDS), autoRollback: true },
    },
    tag: Object.entries(launchedTags(plan, datacenter, 'kong')).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    })),
    // What automatic scaling has set is not undone.
    lifecycle: { ignoreChanges: ['desired_capacity'] },
  });
  scope.comment(
    pool,
    'A new version of the template replaces the nodes, new ones first; Terraform starts that and does not wait for its end. The hook keeps a new node back until it has said that Kong serves.',
  );
  return pool;
}

/**
 * The one job that migrates Kong's schema: a machine that runs once and stops. It is made anew, and so migrates again, when
 * something changes that migrations depend on; a new datacenter is no such thing.
 */
export function buildMigrations(
  scope: StackScope,
  datacenter: DatacenterPlan,
  parts: Omit<KongParts, 'targetGroupArns'>,
): void {
  const { plan } = scope;
  const [zone] = datacenter.zones;
  if (!zone) throw new Error(`datacenter ${datacenter.name} has no zones`);
  const part = scope.part('kong');
  const cause = new DataResource(part, 'kong_migrations', {
    input: {
      kong_version: plan.kong.version,
      package_url: plan.kong.packageUrl ?? '',
      package_sha256: plan.kong.packageSha256 ?? '',
      image: datacenter.kong.image ?? '',
      plugins: plan.kong.plugins.map((plugin) => plugin.name).join(','),
    },
  });
  const named = tags(plan, datacenter, 'kong', 'kong-migrations');
  const job = new Instance(part, 'kong_migrations', {
    ami: imageOf(scope, datacenter.kong.image),
    instanceType: plan.kong.migrations.machineType,
    iamInstanceProfile: parts.profile.name,
    subnetId: parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('kong', zone.letter)),
    vpcSecurityGroupIds: [parts.group.id],
    associatePublicIpAddress: false,
    metadataOptions: METADATA_OPTIONS,
    rootBlockDevice: { volumeType: 'gp3', volumeSize: plan.kong.migrations.diskGib, encrypted: true, tags: named },
    monitoring: true,
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
