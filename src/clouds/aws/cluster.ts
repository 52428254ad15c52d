import type { DatacenterPlan } from '../../plan/plan';
import type { ClusterInputs, StackScope } from '../contract';
import { buildBalancer } from './balancer';
import { datastoreBuilder } from './datastores';
import { buildFirewall, groupOf } from './firewall';
import { buildIdentities } from './identity';
import { buildKong, buildMigrations } from './kong';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { buildRedis } from './redis';
import { buildSecrets } from './secrets';

/** Everything of a datacenter that stands on its network. */
export function buildCluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void {
  const network = networkOutputs(scope, datacenter);
  const vpcId = network.string(NETWORK_OUTPUTS.vpcId);
  const secrets = buildSecrets(scope, datacenter, inputs.secrets);
  const identities = buildIdentities(scope, datacenter, secrets);
  const firewall = buildFirewall(scope, datacenter, vpcId);

  datastoreBuilder(scope.plan).build(scope, datacenter, {
    network,
    group: groupOf(firewall, scope.plan.datastore.engine),
    profile: identities.datastore,
    files: inputs.files.datastore,
  });
  const targetGroupArns = buildBalancer(scope, datacenter, { network, vpcId, group: groupOf(firewall, 'balancer') });
  const kong = { network, group: groupOf(firewall, 'kong'), profile: identities.kong };
  buildKong(scope, datacenter, { ...kong, targetGroupArns, files: inputs.files.kong });
  if (inputs.files.migrations) buildMigrations(scope, datacenter, { ...kong, files: inputs.files.migrations });
  if (datacenter.redis) {
    buildRedis(scope, datacenter, { network, vpcId, group: groupOf(firewall, 'redis'), redis: datacenter.redis });
  }
}
