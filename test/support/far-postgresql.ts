import { ENGINE, postgresqlIn } from '../../src/plan/datastores/postgresql/of-plan';
import { poolEnd, role, tcp } from '../../src/plan/flow';
import type { DatacenterPlan, Plan } from '../../src/plan/plan';
import { aPlan, type ADatacenter } from './a-spec';

/**
 * Makes the plan of a primary in the first datacenter, replicas in those of its cloud, and clients everywhere. The spec refuses
 * several datacenters as yet; the clouds' builders read what a plan says.
 */
export function planOfSeveral([first, ...others]: readonly ADatacenter[]): Plan {
  if (!first) throw new Error('a plan needs a datacenter');
  const alone = aPlan([first], { datastore: { engine: ENGINE } });
  const together = aPlan([first, ...others]);
  const [primary] = alone.datacenters;
  const { instance } = postgresqlIn(primary!);
  const partOf = (datacenter: DatacenterPlan): DatacenterPlan['datastore'] => {
    if (datacenter.name === first.name) return primary!.datastore;
    return datacenter.cloud === first.cloud
      ? { engine: ENGINE, part: 'replica', ...(instance ? { instance } : {}) }
      : { engine: ENGINE, part: 'clients' };
  };
  const datacenters = together.datacenters.map((it) => ({ ...it, datastore: partOf(it) }));
  const to = datacenters.filter(({ datastore }) => 'instance' in datastore && datastore.instance);
  const flows = datacenters.flatMap((from) =>
    to
      .filter((it) => it.name === first.name || it.name === from.name)
      .flatMap((it) =>
        from.pools.map((pool) => tcp(poolEnd(from, pool), role(it, ENGINE), 5432, 'sql', 'Kong reads and writes')),
      ),
  );
  return {
    ...together,
    datacenters,
    datastore: {
      ...(alone.datastore as Extract<Plan['datastore'], { engine: typeof ENGINE }>),
      replicaDatacenters: to.map(({ name }) => name).filter((name) => name !== first.name),
    },
    secrets: alone.secrets,
    flows: [...together.flows.filter((flow) => !JSON.stringify(flow).includes('cassandra')), ...flows],
  };
}
