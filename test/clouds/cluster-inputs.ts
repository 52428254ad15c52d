import type { ClusterInputs } from '../../src/clouds/contract';
import type { NodeFiles } from '../../src/plan/nodes/node-files';
import type { DatacenterPlan, Plan } from '../../src/plan/plan';

/** The datastore's machines of a datacenter; none where the cloud runs it. */
function nodesOf({ datastore }: DatacenterPlan): readonly { readonly name: string }[] {
  return 'nodes' in datastore ? datastore.nodes : [];
}

/**
 * Returns node files of no content, and secrets, as the stacks room would hand them in.
 *
 * @param userData name of the document of user data in a folder of node files
 */
export function emptyInputs(
  plan: Plan,
  datacenter: DatacenterPlan,
  userData: string,
): Pick<ClusterInputs, 'files' | 'secrets'> {
  const files = (name: string): NodeFiles => ({ artifacts: [], userData: `${name}/${userData}` });
  return {
    files: {
      datastore: Object.fromEntries(nodesOf(datacenter).map(({ name }) => [name, files(name)])),
      balancers: Object.fromEntries((datacenter.balancers?.nodes ?? []).map(({ name }) => [name, files(name)])),
      pools: Object.fromEntries(datacenter.pools.map(({ name }) => [name, files(name)])),
      ...(plan.kong.migrations.datacenter === datacenter.name ? { migrations: files('kong-migrations') } : {}),
    },
    secrets: Object.fromEntries(plan.secrets.map(({ key }) => [key, `value of ${key}`])),
  };
}
