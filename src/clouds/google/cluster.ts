import type { DatacenterPlan } from '../../plan/plan';
import type { ClusterInputs, StackScope } from '../contract';
import { buildBalancer } from './balancer';
import { buildCassandra } from './cassandra';
import { buildFirewall } from './firewall';
import { buildIdentities } from './identity';
import { buildKong, buildMigrations } from './kong';
import { buildRedis } from './redis';
import { buildSecrets } from './secrets';

/** Everything of a datacenter that stands on its network. */
export function buildCluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void {
  const secrets = buildSecrets(scope, datacenter, inputs);
  const { cassandra, kong } = buildIdentities(scope, datacenter, secrets);
  buildFirewall(scope, datacenter, { cassandra, kong });

  buildCassandra(scope, datacenter, inputs.cassandra, cassandra);
  const pool = buildKong(scope, datacenter, inputs.kong, kong);
  buildBalancer(scope, datacenter, pool);
  if (inputs.migrations) buildMigrations(scope, datacenter, inputs.migrations, kong);
  if (datacenter.redis) buildRedis(scope, datacenter, datacenter.redis);
}
