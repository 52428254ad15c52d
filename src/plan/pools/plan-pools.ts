import { jobMachineType } from '../sizing/machine';
import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import { DATASTORES } from '../datastores/registry';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import { poolName } from '../naming';
import type { PoolSizing } from '../sizing/sizing';
import { coveredLosses, type Covered } from '../sizing/demand';
import { servesClients } from './client-pools';
import type { KongPlan, KongSoftware, Loss, PoolColour, PoolKind, PoolPlan } from './pool';
import { kongPorts } from './ports';

const DISK_GIB = 24;

/** Clients use the pools of this colour. */
const SERVING: PoolColour = 'blue';

/** A pool that is made in each datacenter, before it has a size. */
export type WantedPool = Pick<PoolPlan, keyof PoolKind | 'name' | 'takesClients'>;

/** Returns the pools of each datacenter, in the order of both sizing and plan. */
export function wantedPools(): readonly WantedPool[] {
  const kinds: readonly PoolKind[] = [{ role: 'traditional', colour: SERVING }];
  return kinds.map((kind) => ({
    ...kind,
    name: poolName(kind),
    takesClients: servesClients(kind.role) && kind.colour === SERVING,
  }));
}

/**
 * Plans the pools of a datacenter.
 *
 * @param sized one size each, in the order of `wantedPools`
 */
export function planPools(
  spec: Spec,
  datacenter: DatacenterSpec,
  sized: readonly PoolSizing[],
  facts: CloudFacts,
): PoolPlan[] {
  return wantedPools().map((wanted, i) => {
    const size = sized[i];
    if (size?.pool !== wanted.name) throw new Error(`no sizing for pool ${wanted.name} of ${datacenter.name}`);
    return {
      ...wanted,
      ...kongSoftware(spec, datacenter),
      machineType: size.machine.type,
      vcpus: size.machine.vcpus,
      memoryGib: size.machine.memoryGib,
      nodes: size.nodes,
      maximumNodes: size.maximumNodes,
      scaleAtPercent: Math.round(spec.kong.targetUtilization * 100),
      diskGib: DISK_GIB,
      ports: kongPorts(facts.balancerKeepsPorts),
    };
  });
}

/**
 * Plans the parts that all pools have in common.
 *
 * @param ordered the datacenters in order of index; the first one runs the migrations
 */
export function planKong(spec: Spec, ordered: readonly DatacenterSpec[], facts: CloudFactsTable): KongPlan {
  const { kong } = spec;
  const [initial] = ordered;
  if (!initial) throw new Error('a topology has no datacenters');
  const cloud = facts[initial.cloud];
  return {
    plugins: kong.plugins,
    proxyCidrs: kong.proxyCidrs,
    adminCidrs: kong.adminCidrs,
    databaseUpdatePropagationSeconds: kong.databaseUpdatePropagationSeconds,
    survives: worstCovered(coveredLosses(spec)),
    targetUtilization: kong.targetUtilization,
    migrations: {
      ...kongSoftware(spec, initial),
      datacenter: initial.name,
      machineType: jobMachineType(initial, cloud),
      diskGib: cloud.bootDisks.jobGib,
      migratesFrom: DATASTORES[spec.datastore.engine].kong.migratesFrom(kong.version),
    },
  };
}

function worstCovered({ datacenter, zone }: Covered): Loss {
  if (datacenter) return 'datacenter';
  return zone ? 'zone' : 'node';
}

function kongSoftware({ kong }: Spec, { kong: { image } }: DatacenterSpec): KongSoftware {
  return {
    release: kong.version,
    ...(kong.packageUrl === undefined ? {} : { packageUrl: kong.packageUrl }),
    ...(kong.packageSha256 === undefined ? {} : { packageSha256: kong.packageSha256 }),
    ...(image === undefined ? {} : { image }),
  };
}
