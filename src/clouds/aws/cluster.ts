import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { ClusterInputs, StackScope } from '../contract';
import { kongNeeds, MACHINE_TYPES_PART } from '../machine-needs';
import { memberOf } from '../members';
import { poolFiles, poolOfMigrations } from '../pools';
import { buildBalancer } from './balancer';
import { buildBalancerMachines } from './balancer-machines';
import { grantCertificate } from './certificate';
import { buildControlBalancer, nameControlPlanes } from './control-balancer';
import { datastoreBuilder } from './datastores';
import { grantDays } from './days-left';
import { buildExports } from './exports';
import { buildFirewall } from './firewall';
import { buildIdentities } from './identity';
import { buildJournals, grantJournals } from './journals';
import { buildMigrations, buildPool, type JobParts } from './kong';
import { requireMachineTypes } from './offerings';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { buildRedis, redisEntries } from './redis';
import { buildSecrets } from './secrets';
import { grantSeed, placeSeed, seedEntry } from './seed';

/** Builds everything of a datacenter that is on its network. */
export function buildCluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void {
  const datastore = datastoreBuilder(scope.plan);
  const needs = [...kongNeeds(scope.plan, datacenter), ...datastore.needs(datacenter)];
  requireMachineTypes(scope, scope.part(MACHINE_TYPES_PART), 'machine_types', needs);
  const network = networkOutputs(scope, datacenter);
  const vpcId = network.string(NETWORK_OUTPUTS.vpcId);
  const { hybrid } = scope.plan.kong;
  const seed = hybrid && placeSeed(scope, datacenter, hybrid);
  const secrets = buildSecrets(scope, datacenter, inputs.secrets, [
    ...datastore.entries(scope, datacenter),
    ...(seed ? [seedEntry(hybrid, seed)] : []),
    ...redisEntries(scope, datacenter, inputs.redisPassword),
  ]);
  const identities = buildIdentities(scope, datacenter, secrets);
  if (seed) grantSeed(scope, datacenter, seed, identities);
  const { exports } = datacenter;
  if (exports) buildExports(scope, datacenter, exports, { key: secrets.key, identities });
  grantCertificate(scope, datacenter, identities);
  grantDays(scope, datacenter, identities);
  for (const [name, { role }] of identities) grantJournals(scope, datacenter, name, role);
  buildJournals(scope, datacenter, inputs.files.journals);
  const firewall = buildFirewall(scope, datacenter, vpcId);

  datastore.build(scope, datacenter, {
    network,
    vpcId,
    firewall,
    identities,
    passwords: inputs.secrets,
    files: inputs.files.datastore,
  });
  const { balancers } = datacenter;
  const group = memberOf(firewall, 'balancer');
  if (balancers) buildBalancerMachines(scope, datacenter, balancers, { network, group, inputs });
  const targetGroups = balancers ? undefined : buildBalancer(scope, datacenter, { network, vpcId, group });
  const hasControl = hybrid?.datacenter === datacenter.name;
  const control =
    hybrid && hasControl
      ? buildControlBalancer(scope, datacenter, hybrid, { network, vpcId, group: memberOf(firewall, 'control') })
      : undefined;
  if (hybrid) nameControlPlanes(scope, datacenter, vpcId, hybrid, control);
  const jobParts = ({ name }: PoolPlan, files: NodeFiles): JobParts => {
    return { network, group: memberOf(firewall, name), profile: memberOf(identities, name), files };
  };
  for (const pool of datacenter.pools) {
    buildPool(scope, datacenter, {
      ...jobParts(pool, poolFiles(inputs, pool)),
      pool,
      targetGroupArns: targetGroups?.get(pool.name) ?? control?.targets.get(pool.name) ?? [],
    });
  }
  const { migrations } = inputs.files;
  if (migrations) buildMigrations(scope, datacenter, jobParts(poolOfMigrations(datacenter, scope.plan), migrations));
  if (datacenter.redis) {
    buildRedis(scope, datacenter, {
      network,
      vpcId,
      group: memberOf(firewall, 'redis'),
      redis: datacenter.redis,
      password: inputs.redisPassword,
    });
  }
}
