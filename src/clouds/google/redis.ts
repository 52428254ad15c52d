import { RedisInstance } from '@cdktf/provider-google/lib/redis-instance';
import { subnetOf } from '../../kernel/cidr';
import type { DatacenterPlan, Plan, RedisPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { addSecret } from './secrets';
import { computeName, tags } from './tags';

/** Of the seventh line on, encrypted connections are not held to a thousand for each small instance. */
const REDIS_VERSION = 'REDIS_7_2';

/** Memorystore answers encrypted connections on this port and no other. */
const TLS_PORT = 6378;

/** Prefix of the range that an instance without read replicas takes. */
const INSTANCE_PREFIX = 29;

/** The managed Redis that plugins keep their counters in: two nodes in two zones, one taking over from the other. */
export function buildRedis(scope: StackScope, datacenter: DatacenterPlan, redis: RedisPlan): void {
  const { plan } = scope;
  const [first, second] = datacenter.zones;
  if (!first || !second) throw new Error(`datacenter ${datacenter.name} has fewer than two zones`);
  const isEncrypted = redisPort(plan, datacenter) === TLS_PORT;
  const instance = new RedisInstance(scope.part('redis'), 'main', {
    name: computeName(plan, datacenter, 'redis'),
    displayName: `Counters of the Kong nodes in ${datacenter.name}`,
    tier: 'STANDARD_HA',
    memorySizeGb: Math.ceil(redis.memoryGib),
    redisVersion: REDIS_VERSION,
    locationId: first.name,
    alternativeLocationId: second.name,
    authorizedNetwork: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId),
    connectMode: 'DIRECT_PEERING',
    reservedIpRange: subnetOf(datacenter.tiers.redis, INSTANCE_PREFIX, 0),
    authEnabled: true,
    transitEncryptionMode: isEncrypted ? 'SERVER_AUTHENTICATION' : 'DISABLED',
    labels: tags('redis'),
  });
  if (!isEncrypted) {
    scope.comment(instance, 'Connections are not encrypted: the flow table opens the port for plain ones.');
  }
  const auth = addSecret(scope, datacenter, 'redis-auth', instance.authString);
  scope.output(CLUSTER_OUTPUTS.redisAddress, instance.host, "Address of Redis, for the plugins' redis_host");
  scope.output(CLUSTER_OUTPUTS.redisPort, instance.port, "Port of Redis, for the plugins' redis_port");
  scope.output(
    CLUSTER_OUTPUTS.redisAuthSecret,
    auth.secret.secretId,
    "Secret that holds the password of Redis, for the plugins' redis_password",
  );
  if (isEncrypted) {
    scope.output(
      CLUSTER_OUTPUTS.redisCertificate,
      instance.serverCaCerts.get(0).cert,
      'Certificate of the authority that signs for Redis',
    );
  }
}

/** The one port by which the flow table lets Kong reach Redis. */
function redisPort(plan: Plan, datacenter: DatacenterPlan): number {
  const flow = plan.flows.find(
    ({ to }) => to.kind === 'role' && to.role === 'redis' && to.datacenter === datacenter.name,
  );
  if (!flow?.ports) throw new Error(`no flow leads to the Redis of ${datacenter.name}`);
  return flow.ports.from;
}
