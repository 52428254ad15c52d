import { ComputeInstance } from '@cdktf/provider-google/lib/compute-instance';
import { ComputeRegionAutoscaler } from '@cdktf/provider-google/lib/compute-region-autoscaler';
import { ComputeRegionHealthCheck } from '@cdktf/provider-google/lib/compute-region-health-check';
import { ComputeRegionInstanceGroupManager } from '@cdktf/provider-google/lib/compute-region-instance-group-manager';
import { ComputeRegionInstanceTemplate } from '@cdktf/provider-google/lib/compute-region-instance-template';
import type { NodeFiles } from '../../plan/nodes/node-files';
import { KONG, MIGRATIONS_JOB, poolOutput, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import { KONG_HEALTH_PATH } from '../../plan/pools/ports';
import type { StackScope } from '../contract';
import { addMigrationsCause, MIGRATIONS_PART } from '../pools';
import { KEPT_WORDING } from '../wording';
import type { Identity } from './identity';
import { accountOf, BOOT_DISK_TYPE, imageOf, metadataOf, SHIELDED } from './machine';
import { networkOutputs, subnetIdOutput } from './outputs';
import { SURGE_PER_ZONE } from './pool-refresh';
import { addressOf } from './provider';
import { computeName, bootDiskTags, tags } from './tags';
import { BOOT_KEY_PATH, bootKey, machineFindings } from './users-key';

/**
 * The health of a new machine counts after this many seconds. Without an image of the user's it installs Kong first,
 * and in a new topology it waits for the ring and the migrations, which can take most of an hour.
 */
const INITIAL_DELAY_SECONDS = 3_600;

/** The processor load of a new machine counts after this many seconds. */
const WARM_UP_SECONDS = 300;

/** The inputs of a pool. */
export interface PoolParts {
  readonly pool: PoolPlan;
  readonly files: NodeFiles;
  readonly identity: Identity;
}

/** Builds a pool of Kong nodes: one template, one instance group over the three zones. */
export function buildPool(
  scope: StackScope,
  datacenter: DatacenterPlan,
  parts: PoolParts,
): ComputeRegionInstanceGroupManager {
  const { pool } = parts;
  const template = addTemplate(scope, datacenter, parts);
  const group = addGroup(scope, datacenter, pool, template);
  addScaling(scope, datacenter, pool, group);
  scope.output(poolOutput(pool), group.name, 'Managed instance group of the Kong nodes');
  return group;
}

function addTemplate(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { pool, files, identity }: PoolParts,
): ComputeRegionInstanceTemplate {
  const { plan } = scope;
  const { machineType, image, diskGib } = pool;
  const template = new ComputeRegionInstanceTemplate(scope.part(pool.name), terraformName(pool.name), {
    namePrefix: `${computeName(plan, datacenter, pool.name)}-`,
    region: datacenter.region,
    description: `Kong nodes of ${datacenter.name}`,
    instanceDescription: `Kong node of ${datacenter.name}`,
    machineType,
    disk: [
      {
        boot: true,
        autoDelete: true,
        sourceImage: imageOf(scope, datacenter, image),
        diskSizeGb: diskGib,
        diskType: BOOT_DISK_TYPE,
        labels: bootDiskTags(plan, datacenter, KONG),
        ...(datacenter.kmsKey === undefined ? {} : { diskEncryptionKey: { kmsKeySelfLink: datacenter.kmsKey } }),
      },
    ],
    networkInterface: [{ subnetwork: networkOutputs(scope, datacenter).string(subnetIdOutput(KONG)) }],
    metadata: metadataOf(scope, files),
    serviceAccount: accountOf(identity),
    shieldedInstanceConfig: SHIELDED,
    labels: tags(KONG),
    // An image of the user's own moves when the spec names another; Ubuntu's would roll the pool whenever there is a newer one.
    lifecycle: {
      createBeforeDestroy: true,
      ...(image === undefined ? { ignoreChanges: ['disk[0].source_image'] } : {}),
    },
    dependsOn: identity.grants,
  });
  if (image === undefined)
    scope.comment(
      template,
      'A newer image of Ubuntu alone changes nothing. To take it, replace the template: the pool then rolls over to it, node by node.',
    );
  return template;
}

/**
 * Builds the check that replaces nodes. It is slower than the balancer's check: a machine that is merely busy loses its
 * clients but is not replaced.
 */
function addHealing(scope: StackScope, datacenter: DatacenterPlan, pool: PoolPlan): ComputeRegionHealthCheck {
  return new ComputeRegionHealthCheck(scope.part(pool.name), terraformName(pool.name, 'healing'), {
    name: computeName(scope.plan, datacenter, pool.name, 'healing'),
    region: datacenter.region,
    description: 'Replaces a Kong node that has not answered for two minutes',
    checkIntervalSec: 30,
    timeoutSec: 10,
    healthyThreshold: 1,
    unhealthyThreshold: 4,
    httpHealthCheck: { port: pool.ports.status, requestPath: KONG_HEALTH_PATH },
    logConfig: { enable: true },
  });
}

function addGroup(
  scope: StackScope,
  datacenter: DatacenterPlan,
  pool: PoolPlan,
  template: ComputeRegionInstanceTemplate,
): ComputeRegionInstanceGroupManager {
  const healing = addHealing(scope, datacenter, pool);
  const name = computeName(scope.plan, datacenter, pool.name);
  return new ComputeRegionInstanceGroupManager(scope.part(pool.name), terraformName(pool.name), {
    name,
    region: datacenter.region,
    description: `Kong pool of ${datacenter.name} over its three zones`,
    baseInstanceName: name,
    distributionPolicyZones: datacenter.zones.map((zone) => zone.name),
    distributionPolicyTargetShape: 'EVEN',
    version: [{ instanceTemplate: template.selfLink }],
    namedPort: [
      { name: 'http', port: pool.ports.proxy },
      { name: 'https', port: pool.ports.proxyTls },
    ],
    updatePolicy: {
      type: 'PROACTIVE',
      minimalAction: 'REPLACE',
      replacementMethod: 'SUBSTITUTE',
      instanceRedistributionType: pool.held ? 'NONE' : 'PROACTIVE',
      // A pool never has fewer nodes than before.
      maxSurgeFixed: SURGE_PER_ZONE * datacenter.zones.length,
      maxUnavailableFixed: 0,
    },
    autoHealingPolicies: { healthCheck: healing.id, initialDelaySec: INITIAL_DELAY_SECONDS },
    ...(pool.held ? { instanceLifecyclePolicy: { defaultActionOnFailure: 'DO_NOTHING' } } : {}),
    // Machines wait for the ring and its migrations; Terraform does not wait for them.
    waitForInstances: false,
    lifecycle: KEPT_WORDING,
  });
}

function addScaling(
  scope: StackScope,
  datacenter: DatacenterPlan,
  pool: PoolPlan,
  group: ComputeRegionInstanceGroupManager,
): void {
  const { nodes, maximumNodes, scaleAtPercent, held } = pool;
  new ComputeRegionAutoscaler(scope.part(pool.name), terraformName(pool.name), {
    name: computeName(scope.plan, datacenter, pool.name),
    region: datacenter.region,
    description: `Scales the Kong pool of ${datacenter.name}`,
    target: group.id,
    autoscalingPolicy: {
      mode: held ? 'OFF' : 'ON',
      minReplicas: nodes,
      maxReplicas: maximumNodes,
      cooldownPeriod: WARM_UP_SECONDS,
      cpuUtilization: { target: scaleAtPercent / 100 },
      // Scaling in is slow, one zone's worth in ten minutes: connections drain, and the load may come back.
      scaleInControl: { maxScaledInReplicas: { fixed: datacenter.zones.length }, timeWindowSec: 600 },
    },
  });
}

/**
 * Builds the one job that migrates Kong's schema: a machine that runs once and stops. It is replaced, and so migrates
 * again, if something changes that migrations depend on; a new datacenter does not count.
 */
export function buildMigrations(
  scope: StackScope,
  datacenter: DatacenterPlan,
  files: NodeFiles,
  identity: Identity,
): void {
  const { plan } = scope;
  const { migrations } = plan.kong;
  const [zone] = datacenter.zones;
  if (!zone) throw new Error(`datacenter ${datacenter.name} has no zones`);
  const cause = addMigrationsCause(scope);
  const job = new ComputeInstance(scope.part(MIGRATIONS_PART), terraformName(MIGRATIONS_JOB), {
    name: computeName(plan, datacenter, MIGRATIONS_JOB),
    description: "Migrates Kong's schema once, then switches itself off",
    zone: zone.name,
    machineType: migrations.machineType,
    bootDisk: {
      ...bootKey(datacenter),
      initializeParams: {
        image: imageOf(scope, datacenter, migrations.image),
        size: migrations.diskGib,
        type: BOOT_DISK_TYPE,
        labels: bootDiskTags(plan, datacenter, KONG),
      },
    },
    networkInterface: [{ subnetwork: networkOutputs(scope, datacenter).string(subnetIdOutput(KONG)) }],
    metadata: metadataOf(scope, files),
    serviceAccount: accountOf(identity),
    shieldedInstanceConfig: SHIELDED,
    labels: tags(KONG),
    lifecycle: {
      ignoreChanges: ['metadata["user-data"]', 'boot_disk[0].initialize_params[0].image', BOOT_KEY_PATH],
      replaceTriggeredBy: [addressOf(cause)],
    },
    dependsOn: identity.grants,
  });
  scope.comment(job, 'Not a member of the pool. To run it again by hand, replace it.');
  scope.accept(job, machineFindings(datacenter));
}
