import type { DataDiskAt } from '../../../kernel/cloud/snapshots';
import type { DatacenterPlan } from '../../../plan/plan';
import type { Standing } from '../recovery';
import { cassandraOf } from './of-plan';

/** Returns the data disk of the first node of a datacenter, which stands for all of them in commands, and that node's name. */
export function diskOf(
  { addresses }: Standing,
  datacenter: DatacenterPlan,
): { readonly at: DataDiskAt; readonly node: string } {
  const { name, region, project, kmsKey } = datacenter;
  const [node] = cassandraOf(datacenter).nodes;
  if (!node) throw new Error(`${name} has no Cassandra node`);
  return {
    node: node.name,
    at: {
      ...addresses.names(name, node.name),
      region,
      zone: node.zone.name,
      ...(project === undefined ? {} : { project }),
      ...(kmsKey === undefined ? {} : { kmsKey }),
    },
  };
}
