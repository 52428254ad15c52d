import type { DatacenterUse, MachinesUse } from '../../kernel/cloud/quota';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import { DATASTORES } from '../datastores/registry';
import type { BalancersPlan, DatacenterPlan } from '../plan';
import type { KongPlan, PoolPlan } from '../pools/pool';

/** Returns the machines of a datacenter, as quotas count them. */
export function machinesOf(
  { kong, facts }: { readonly kong: Pick<KongPlan, 'migrations'>; readonly facts: CloudFactsTable },
  datacenter: DatacenterPlan,
): Pick<DatacenterUse, 'machines' | 'balancedPools'> {
  const { cloud, pools, balancers, vpnInstances } = datacenter;
  const { migrations } = kong;
  const other = (type: string, number: number, diskGib: number): MachinesUse => {
    // The migrations job may have the type of a pool, whose size the spec states if the cloud's table has none.
    const vcpus =
      facts[cloud].machines.find((known) => known.type === type)?.vcpus ??
      pools.find(({ machineType }) => machineType === type)?.vcpus;
    if (vcpus === undefined) throw new Error(`the size of ${type} is unknown`);
    return { type, vcpus, number, diskGib, isPool: false };
  };
  return {
    machines: [
      ...pools.map(poolUse),
      ...DATASTORES[datacenter.datastore.engine].machines(datacenter),
      ...(migrations.datacenter === datacenter.name ? [other(migrations.machineType, 1, migrations.diskGib)] : []),
      ...(balancers ? [balancersUse(balancers)] : []),
      ...(vpnInstances ? [other(vpnInstances.machineType, vpnInstances.nodes.length, vpnInstances.diskGib)] : []),
    ],
    // Machines have no targets that a quota counts.
    balancedPools: balancers ? [] : pools.filter(({ balanced }) => balanced).map(poolUse),
  };
}

function balancersUse({ machineType: type, vcpus, nodes, diskGib }: BalancersPlan): MachinesUse {
  return { type, vcpus, number: nodes.length, diskGib, isPool: false };
}

function poolUse({ machineType: type, vcpus, maximumNodes, diskGib }: PoolPlan): MachinesUse {
  return { type, vcpus, number: maximumNodes, diskGib, isPool: true };
}
