import { ComputeInstance } from '@cdktf/provider-google/lib/compute-instance';
import { ComputeRegionAutoscaler } from '@cdktf/provider-google/lib/compute-region-autoscaler';
import { ComputeRegionHealthCheck } from '@cdktf/provider-google/lib/compute-region-health-check';
import { ComputeRegionInstanceGroupManager } from '@cdktf/provider-google/lib/compute-region-instance-group-manager';
import { ComputeRegionInstanceTemplate } from '@cdktf/provider-google/lib/compute-region-instance-template';
import { DataResource } from 'cdktf';
import type { NodeFiles } from '../../plan/nodes/node-files';
import { kongHealthPath } from '../../plan/pools/ports';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import type { Identity } from './identity';
import { accountOf, BOOT_DISK_TYPE, imageOf, metadataOf, SHIELDED } from './machine';
import { CLUSTER_OUTPUTS, networkOutputs, subnetIdOutput } from './outputs';
import { addressOf } from './provider';
import { computeName, bootDiskTags, tags } from './tags';

const KONG_FILE = 'kong';

/**
 * How long a new machine may take before its health counts, in seconds. Without an image of the user's it installs Kong
 * first, and in a new topology it waits for the ring and the migrations, which can take most of an hour.
 */
const INITIAL_DELAY_SECONDS = 3_600;

/** How long after its start the processor load of a new machine says nothing of the pool's, in seconds. */
const WARM_UP_SECONDS = 300;

/** The pool of Kong nodes over all zones. */
export function buildKong(
  scope: StackScope,
  datacenter: DatacenterPlan,
  files: NodeFiles,
  identity: Identity,
): ComputeRegionInstanceGroupManager {
  const template = addTemplate(scope, datacenter, files, identity);
  const pool = addPool(scope, datacenter, template, addHealing(scope, datacenter));
  addScaling(scope, datacenter, pool);
  scope.output(CLUSTER_OUTPUTS.kongPool, pool.name, 'Managed instance group of the Kong nodes');
  return pool;
}

function addTemplate(
  scope: StackScope,
  datacenter: DatacenterPlan,
  files: NodeFiles,
  identity: Identity,
): ComputeRegionInstanceTemplate {
  const { plan } = scope;
  const { machineType, image, diskGib } = datacenter.kong;
  const template = new ComputeRegionInstanceTemplate(scope.part(KONG_FILE), 'kong', {
    namePrefix: `${computeName(plan, datacenter, 'kong')}-`,
    description: `Kong nodes of ${datacenter.name}`,
    instanceDescription: `Kong node of ${datacenter.name}`,
    machineType,
    disk: [
      {
        boot: true,
        autoDelete: true,
        sourceImage: imageOf(scope, image),
        diskSizeGb: diskGib,
        diskType: BOOT_DISK_TYPE,
        labels: bootDiskTags(plan, datacenter, 'kong'),
      },
    ],
    networkInterface: [{ subnetwork: networkOutputs(scope, datacenter).string(subnetIdOutput('kong')) }],
    metadata: metadataOf(scope, files),
    serviceAccount: accountOf(identity),
    shieldedInstanceConfig: SHIELDED,
    labels: tags('kong'),
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ['disk[0].source_image'] },
    dependsOn: identity.grants,
  });
  scope.comment(
    template,
    'A newer image alone changes nothing. To take it, replace the template: the pool then rolls over to it, node by node.',
  );
  return template;
}

/** Slower to judge than the balancer's check: a machine that is merely busy loses its clients, not its life. */
function addHealing(scope: StackScope, datacenter: DatacenterPlan): ComputeRegionHealthCheck {
  const { kong } = scope.plan;
  return new ComputeRegionHealthCheck(scope.part(KONG_FILE), 'kong_healing', {
    name: computeName(scope.plan, datacenter, 'kong-healing'),
    description: 'Replaces a Kong node that has not answered for two minutes',
    checkIntervalSec: 30,
    timeoutSec: 10,
    healthyThreshold: 1,
    unhealthyThreshold: 4,
    httpHealthCheck: { port: kong.ports.status, requestPath: kongHealthPath(kong.version) },
    logConfig: { enable: true },
  });
}

function addPool(
  scope: StackScope,
  datacenter: DatacenterPlan,
  template: ComputeRegionInstanceTemplate,
  healing: ComputeRegionHealthCheck,
): ComputeRegionInstanceGroupManager {
  const name = computeName(scope.plan, datacenter, 'kong');
  const { plain, tls } = datacenter.kong.proxyPorts;
  return new ComputeRegionInstanceGroupManager(scope.part(KONG_FILE), 'kong', {
    name,
    description: `Kong pool of ${datacenter.name} over its three zones`,
    baseInstanceName: name,
    distributionPolicyZones: datacenter.zones.map((zone) => zone.name),
    distributionPolicyTargetShape: 'EVEN',
    version: [{ instanceTemplate: template.selfLink }],
    namedPort: [
      { name: 'http', port: plain },
      { name: 'https', port: tls },
    ],
    updatePolicy: {
      type: 'PROACTIVE',
      minimalAction: 'REPLACE',
      replacementMethod: 'SUBSTITUTE',
      instanceRedistributionType: 'PROACTIVE',
      // One more in each zone, which is the least that a pool over zones may have, and never one less than before.
      maxSurgeFixed: datacenter.zones.length,
      maxUnavailableFixed: 0,
    },
    autoHealingPolicies: { healthCheck: healing.id, initialDelaySec: INITIAL_DELAY_SECONDS },
    // Machines wait for the ring and its migrations; Terraform does not wait for them.
    waitForInstances: false,
  });
}

function addScaling(scope: StackScope, datacenter: DatacenterPlan, pool: ComputeRegionInstanceGroupManager): void {
  const { nodes, maximumNodes, scaleAtPercent } = datacenter.kong;
  new ComputeRegionAutoscaler(scope.part(KONG_FILE), 'kong', {
    name: computeName(scope.plan, datacenter, 'kong'),
    description: `Scales the Kong pool of ${datacenter.name}`,
    target: pool.id,
    autoscalingPolicy: {
      mode: 'ON',
      minReplicas: nodes,
      maxReplicas: maximumNodes,
      cooldownPeriod: WARM_UP_SECONDS,
      cpuUtilization: { target: scaleAtPercent / 100 },
      // Down slowly, one zone's worth in ten minutes: connections drain, and the load may come back.
      scaleInControl: { maxScaledInReplicas: { fixed: datacenter.zones.length }, timeWindowSec: 600 },
    },
  });
}

/**
 * The one machine that brings the schema to Kong's version and then switches itself off. It is made anew, and so runs
 * again, when something changes that migrations depend on; a new datacenter is no such thing.
 */
export function buildMigrations(
  scope: StackScope,
  datacenter: DatacenterPlan,
  files: NodeFiles,
  identity: Identity,
): void {
  const { plan } = scope;
  const [zone] = datacenter.zones;
  if (!zone) throw new Error(`datacenter ${datacenter.name} has no zones`);
  const part = scope.part(KONG_FILE);
  const cause = new DataResource(part, 'kong_migrations', {
    input: {
      kong_version: plan.kong.version,
      package_url: plan.kong.packageUrl ?? '',
      package_sha256: plan.kong.packageSha256 ?? '',
      image: datacenter.kong.image ?? '',
      plugins: plan.kong.plugins.map((plugin) => plugin.name).join(','),
    },
  });
  const job = new ComputeInstance(part, 'kong_migrations', {
    name: computeName(plan, datacenter, 'kong-migrations'),
    description: "Migrates Kong's schema once, then switches itself off",
    zone: zone.name,
    machineType: plan.kong.migrations.machineType,
    bootDisk: {
      initializeParams: {
        image: imageOf(scope, datacenter.kong.image),
        size: plan.kong.migrations.diskGib,
        type: BOOT_DISK_TYPE,
        labels: bootDiskTags(plan, datacenter, 'kong'),
      },
    },
    networkInterface: [{ subnetwork: networkOutputs(scope, datacenter).string(subnetIdOutput('kong')) }],
    metadata: metadataOf(scope, files),
    serviceAccount: accountOf(identity),
    shieldedInstanceConfig: SHIELDED,
    labels: tags('kong'),
    lifecycle: {
      ignoreChanges: ['metadata["user-data"]', 'boot_disk[0].initialize_params[0].image'],
      replaceTriggeredBy: [addressOf(cause)],
    },
    dependsOn: identity.grants,
  });
  scope.comment(job, 'Not a member of the pool. To run it again by hand, replace it.');
}
