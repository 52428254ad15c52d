import type { Standing, StandingDatacenter } from '../spec/standing';
import { datastoreOf } from './datastores/registry';
import type { DatacenterPlan, Plan } from './plan';

/** Returns what the lock file remembers of a plan: what stands once it is applied. */
export function standingOf(plan: Plan): Standing {
  const datastore = datastoreOf(plan);
  return {
    kong: plan.kong.migrations.release,
    supernet: plan.supernet,
    datastore: datastore.standing(plan),
    datacenters: Object.fromEntries(plan.datacenters.map((it) => [it.name, standingAt(it)])),
  };

  function standingAt(datacenter: DatacenterPlan): StandingDatacenter {
    const { cloud, region, project, zones, cidr, share } = datacenter;
    return {
      cloud,
      region,
      ...(project === undefined ? {} : { project }),
      zones: zones.map(({ name }) => name),
      cidr,
      share,
      ...datastore.standingSize(datacenter),
    };
  }
}
