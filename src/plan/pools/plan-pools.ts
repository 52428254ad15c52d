import { jobMachineType } from '../sizing/machine';
import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import { stageOf, type PoolColour } from '../../kernel/kong-upgrade';
import { DATASTORES } from '../datastores/registry';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import type { PoolSizing } from '../sizing/sizing';
import { coveredLosses, type Covered } from '../sizing/demand';
import type { KongPlan, KongSoftware, Loss, PoolPlan, PoolRole, UpgradePlan } from './pool';
import { controlDatacenter, planHybrid } from './hybrid';
import { kongPorts } from './ports';
import { wantedPools } from './wanted-pools';

const DISK_GIB = 24;

/**
 * Plans the pools of a datacenter.
 *
 * @param colour of the pools of `kong.version`
 * @param hasControl true if control planes stand in this datacenter, where there are any
 * @param sized one size each, in the order of `wantedPools`
 */
export function planPools(
  spec: Spec,
  colour: PoolColour,
  datacenter: DatacenterSpec,
  hasControl: boolean,
  sized: readonly PoolSizing[],
  facts: CloudFacts,
): PoolPlan[] {
  return wantedPools(spec.kong, colour, hasControl).map(({ isComing, isTrial, ...wanted }, i) => {
    const size = sized[i];
    if (size?.pool !== wanted.name) throw new Error(`no sizing for pool ${wanted.name} of ${datacenter.name}`);
    return {
      ...wanted,
      ...(isComing ? comingSoftware(spec, datacenter) : softwareOf(spec, datacenter, wanted.role)),
      machineType: size.machine.type,
      vcpus: size.machine.vcpus,
      memoryGib: size.machine.memoryGib,
      nodes: isTrial ? 1 : size.nodes,
      maximumNodes: isTrial ? 1 : size.maximumNodes,
      scaleAtPercent: Math.round(spec.kong.targetUtilization * 100),
      diskGib: DISK_GIB,
      ports: kongPorts(facts.balancerKeepsPorts && spec.gateway.balancer === 'cloud', wanted.role),
    };
  });
}

/**
 * Plans the parts that all pools have in common.
 *
 * @param ordered the datacenters in order of index; the first one runs the migrations, if the datastore has no home
 */
export function planKong(spec: Spec, ordered: readonly DatacenterSpec[], facts: CloudFactsTable): KongPlan {
  const { kong, gateway } = spec;
  const home = DATASTORES[spec.datastore.engine].home(spec);
  const initial = ordered.find(({ name }) => name === home) ?? ordered[0];
  if (!initial) throw new Error('a topology has no datacenters');
  const cloud = facts[initial.cloud];
  const { upgrade } = kong;
  const control = controlDatacenter(spec);
  const isMigrated = upgrade !== undefined && stageOf(upgrade).migrated;
  const software = isMigrated ? comingSoftware(spec, initial) : kongSoftware(spec, initial);
  return {
    plugins: kong.plugins,
    plainHttp: gateway.plainHttp,
    balancer: gateway.balancer,
    ...(gateway.healthPath === undefined ? {} : { healthPath: gateway.healthPath }),
    proxyCidrs: kong.proxyCidrs,
    adminCidrs: kong.adminCidrs,
    databaseUpdatePropagationSeconds: kong.databaseUpdatePropagationSeconds,
    survives: worstCovered(coveredLosses(spec)),
    targetUtilization: kong.targetUtilization,
    ...planUpgrade(kong),
    ...(kong.finishMigrations === undefined ? {} : { finished: kong.finishMigrations }),
    migrations: {
      ...software,
      datacenter: initial.name,
      machineType: jobMachineType(initial, cloud),
      diskGib: cloud.bootDisks.jobGib,
      finishes: kong.finishMigrations === software.release,
      migratesFrom: DATASTORES[spec.datastore.engine].kong.migratesFrom(software.release),
    },
    ...(control === undefined ? {} : { hybrid: planHybrid(spec.name, control) }),
  };
}

function worstCovered({ datacenter, zone }: Covered): Loss {
  if (datacenter) return 'datacenter';
  return zone ? 'zone' : 'node';
}

/** Returns the Kong of the release that an upgrade brings. */
function comingSoftware({ kong }: Spec, { kong: node }: DatacenterSpec): KongSoftware {
  const { upgrade } = kong;
  if (!upgrade) throw new Error('no upgrade is under way');
  const image = node.upgradeImage;
  return {
    release: upgrade.to,
    ...(upgrade.packageUrl === undefined ? {} : { packageUrl: upgrade.packageUrl }),
    ...(upgrade.packageSha256 === undefined ? {} : { packageSha256: upgrade.packageSha256 }),
    ...(image === undefined ? {} : { image }),
  };
}

function planUpgrade({ upgrade, version }: Spec['kong']): Pick<KongPlan, 'upgrade'> {
  if (!upgrade) return {};
  const { strategy, stage, to } = upgrade;
  return { upgrade: { strategy, stage, from: version, to } as UpgradePlan };
}

/** Returns the Kong of a pool that is no newcomer: data planes may be of an earlier release than control planes. */
function softwareOf(spec: Spec, datacenter: DatacenterSpec, role: PoolRole): KongSoftware {
  const { dataPlane } = spec.kong;
  if (role !== 'data-plane' || !dataPlane) return kongSoftware(spec, datacenter);
  const { image } = datacenter.kong;
  return { ...dataPlane, ...(image === undefined ? {} : { image }) };
}

function kongSoftware({ kong }: Spec, { kong: { image } }: DatacenterSpec): KongSoftware {
  return {
    release: kong.version,
    ...(kong.packageUrl === undefined ? {} : { packageUrl: kong.packageUrl }),
    ...(kong.packageSha256 === undefined ? {} : { packageSha256: kong.packageSha256 }),
    ...(image === undefined ? {} : { image }),
  };
}
