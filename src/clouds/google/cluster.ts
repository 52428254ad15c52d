import type { DatacenterPlan } from '../../plan/plan';
import type { ClusterInputs, StackScope } from '../contract';
import { kongNeeds, MACHINE_TYPES_PART } from '../machine-needs';
import { memberOf } from '../members';
import { poolFiles, poolOfMigrations } from '../pools';
import { buildBalancer } from './balancer';
import { buildBalancerIdentity, buildBalancerMachines } from './balancer-machines';
import { grantCertificate } from './certificate';
import { buildControlBalancer, nameControlPlanes } from './control-balancer';
import { datastoreBuilder } from './datastores';
import { grantDays } from './days-left';
import { buildExports } from './exports';
import { buildFirewall } from './firewall';
import { buildIdentities } from './identity';
import { grantHostMetrics } from './host-metrics';
import { buildJournals, grantJournals } from './journals';
import { buildMigrations, buildPool } from './kong';
import { requireMachineTypes } from './offerings';
import { buildRedis, redisEntries } from './redis';
import { buildSecrets } from './secrets';
import { grantSeed, placeSeed, seedEntry } from './seed';
import { requireKey } from './users-key';

/** Builds everything of a datacenter that is on its network. */
export function buildCluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void {
  const datastore = datastoreBuilder(scope.plan);
  const needs = [...kongNeeds(scope.plan, datacenter), ...datastore.needs(datacenter)];
  requireMachineTypes(scope, scope.part(MACHINE_TYPES_PART), 'machine_types', needs);
  const { hybrid } = scope.plan.kong;
  const { exports } = datacenter;
  requireKey(scope, datacenter, [
    "Compute Engine's",
    "Secret Manager's",
    ...datastore.keyUsers(datacenter),
    ...(hybrid?.datacenter === datacenter.name || exports ? (["Cloud Storage's"] as const) : []),
  ]);
  const seed = hybrid && placeSeed(scope, datacenter, hybrid);
  const secrets = buildSecrets(scope, datacenter, inputs.secrets, [
    ...datastore.entries(scope, datacenter),
    ...(seed ? [seedEntry(hybrid, seed)] : []),
    ...redisEntries(scope, datacenter),
  ]);
  const { balancers } = datacenter;
  const entrance = balancers && buildBalancerIdentity(scope, datacenter);
  const identities = new Map([
    ...buildIdentities(scope, datacenter, secrets),
    ...(entrance ? [['balancer', entrance] as const] : []),
  ]);
  if (seed) grantSeed(scope, datacenter, seed, identities);
  if (exports) buildExports(scope, datacenter, exports, identities);
  grantCertificate(scope, datacenter, identities);
  grantDays(scope, datacenter, identities);
  grantJournals(scope, datacenter, identities);
  grantHostMetrics(scope, datacenter, identities);
  buildJournals(scope, datacenter, inputs.files.journals);
  buildFirewall(scope, datacenter, identities);

  const { secrets: passwords, files } = inputs;
  datastore.build(scope, datacenter, { identities, passwords, files: files.datastore });
  const groups = datacenter.pools.map((pool) => ({
    pool,
    group: buildPool(scope, datacenter, {
      pool,
      files: poolFiles(inputs, pool),
      identity: memberOf(identities, pool.name),
    }),
  }));
  if (balancers && entrance) {
    buildBalancerMachines(scope, datacenter, balancers, { identity: entrance, inputs });
  } else {
    buildBalancer(
      scope,
      datacenter,
      groups.filter(({ pool }) => pool.balanced),
    );
  }
  const controls = groups.filter(({ pool }) => pool.role === 'control-plane');
  const control = hybrid && controls.length > 0 ? buildControlBalancer(scope, datacenter, hybrid, controls) : undefined;
  if (hybrid) nameControlPlanes(scope, datacenter, hybrid, control);
  const { migrations } = inputs.files;
  if (migrations) {
    buildMigrations(scope, datacenter, migrations, memberOf(identities, poolOfMigrations(datacenter, scope.plan).name));
  }
  if (datacenter.redis) buildRedis(scope, datacenter, datacenter.redis);
}
