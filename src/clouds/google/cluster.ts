import type { DatacenterPlan } from '../../plan/plan';
import type { ClusterInputs, StackScope } from '../contract';
import { buildBalancer } from './balancer';
import { datastoreBuilder } from './datastores';
import { buildFirewall } from './firewall';
import { buildIdentities, identityOf } from './identity';
import { buildKong, buildMigrations } from './kong';
import { buildRedis } from './redis';
import { buildSecrets } from './secrets';

/** Everything of a datacenter that stands on its network. */
export function buildCluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void {
  const secrets = buildSecrets(scope, datacenter, inputs);
  const identities = buildIdentities(scope, datacenter, secrets);
  const kong = identityOf(identities, 'kong');
  buildFirewall(scope, datacenter, identities);

  const identity = identityOf(identities, datacenter.datastore.engine);
  datastoreBuilder(scope.plan).build(scope, datacenter, { identity, files: inputs.files.datastore });
  const pool = buildKong(scope, datacenter, inputs.files.kong, kong);
  buildBalancer(scope, datacenter, pool);
  if (inputs.files.migrations) buildMigrations(scope, datacenter, inputs.files.migrations, kong);
  if (datacenter.redis) buildRedis(scope, datacenter, datacenter.redis);
}
