import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { RedisInstance, type RedisInstanceConfig } from '@cdktf/provider-google/lib/redis-instance';
import { subnetOf } from '../../kernel/cidr';
import { REDIS_AUTHORITY_KEY, REDIS_PASSWORD_KEY, type RedisPassword } from '../../kernel/redis-password';
import type { DatacenterPlan, RedisEndpointPlan, RedisPlan } from '../../plan/plan';
import { rangeOfTier } from '../../plan/ranges';
import { NO_PASSWORD_YET, redisSecrets } from '../../plan/redis-secrets';
import type { StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { privateZoneOf } from './private-zone';
import type { SecretEntry } from './secrets';
import { computeName, tags } from './tags';

const REDIS_FILE = 'redis';

/** From version 7 on, encrypted connections are not limited to a thousand for each small instance. */
const REDIS_VERSION = 'REDIS_7_2';

/** Prefix of the range that an instance without read replicas takes; with them it would be 28. */
const INSTANCE_PREFIX = 29;

/** Machines may cache the address of the private name for this many seconds; a failover does not change it. */
const NAME_TTL_SECONDS = 60;

const NO_PASSWORD =
  'No password: plugins would hold one in plain text with a Kong before 3.0, which has no references that are on by default or, of some plugins, no TLS; and what stands without one keeps so until the spec says "redis": { "password": "prepared" }. The firewall lets out Kong alone.';

const NO_PASSWORD_YET_REASON =
  'No password yet: Google makes it when the instance begins to ask for one, and refuses from then on who has none. Nodes are prepared to find it, and the spec says when: "redis": { "password": "required" }. The firewall lets out Kong alone.';

const PASSWORD =
  'Google makes the password, the only one that the instance takes. Each node has it in its environment, where plugins find it by reference.';

const REASONS: Readonly<Record<RedisPassword, string>> = {
  none: NO_PASSWORD,
  prepared: NO_PASSWORD_YET_REASON,
  required: PASSWORD,
};

const INSTANCE = `google_redis_instance.main`;

/** Builds the Redis for the counters of rate limiting, of this datacenter alone, and its private name for plugins. */
export function buildRedis(scope: StackScope, datacenter: DatacenterPlan, redis: RedisPlan): void {
  const endpoint = scope.plan.redis;
  if (!endpoint) throw new Error('the plan does not say where plugins find Redis');
  const instance = addInstance(scope, datacenter, redis, endpoint);
  addName(scope, datacenter, endpoint, instance.host);

  scope.output(CLUSTER_OUTPUTS.redisHost, endpoint.host, "For the plugins' redis_host, alike in every datacenter");
  scope.output(CLUSTER_OUTPUTS.redisPort, endpoint.port, "For the plugins' redis_port, alike in every datacenter");
  scope.output(CLUSTER_OUTPUTS.redisTls, endpoint.tls, "For the plugins' redis_ssl, alike in every datacenter");
  scope.output(CLUSTER_OUTPUTS.redisAddress, instance.host, 'What redis_host leads to here');
}

/**
 * Builds two nodes in two zones, one taking over from the other. Google peers the instance's own network with the
 * datacenter's, which an existing one has been peered with before.
 */
function addInstance(
  scope: StackScope,
  datacenter: DatacenterPlan,
  redis: RedisPlan,
  { tls, password }: RedisEndpointPlan,
): RedisInstance {
  const [first, second] = datacenter.zones;
  if (!first || !second) throw new Error(`datacenter ${datacenter.name} has fewer than two zones`);
  const instance = new RedisInstance(scope.part(REDIS_FILE), 'main', {
    name: computeName(scope.plan, datacenter, 'redis'),
    region: datacenter.region,
    displayName: `Counters of the Kong nodes in ${datacenter.name}`,
    tier: 'STANDARD_HA',
    memorySizeGb: Math.ceil(redis.memoryGib),
    redisVersion: REDIS_VERSION,
    locationId: first.name,
    alternativeLocationId: second.name,
    authorizedNetwork: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId),
    ...connectionOf(datacenter),
    authEnabled: password === 'required',
    transitEncryptionMode: tls ? 'SERVER_AUTHENTICATION' : 'DISABLED',
    labels: tags('redis'),
  });
  const privacy = tls ? 'Plugins need redis_ssl.' : 'Plain connections alone: plugins of this Kong know no others.';
  scope.comment(instance, `${privacy} ${REASONS[password]}`);
  if (password !== 'required') scope.accept(instance, { CKV_GCP_95: REASONS[password] });
  return instance;
}

/**
 * Returns how an instance is joined to the network: by a peering of its own or, in a network of the user's, by the private
 * services access that it has, which is then not changed.
 */
function connectionOf(datacenter: DatacenterPlan): Pick<RedisInstanceConfig, 'connectMode' | 'reservedIpRange'> {
  const range = datacenter.existing?.tiers.redis?.id;
  return range === undefined
    ? { connectMode: 'DIRECT_PEERING', reservedIpRange: subnetOf(rangeOfTier(datacenter, 'redis'), INSTANCE_PREFIX, 0) }
    : { connectMode: 'PRIVATE_SERVICE_ACCESS', reservedIpRange: range.split('/').at(-1) ?? range };
}

/** Returns what machines read of Redis in the secret manager: its password, and the certificates of its own authority. */
export function redisEntries({ plan }: StackScope, datacenter: DatacenterPlan): SecretEntry[] {
  const password = `${INSTANCE}.auth_string`;
  // Until the instance asks for one there is none, which is a word that nodes know, and no secret.
  const soFar = `${INSTANCE}.auth_enabled ? ${password} : ${JSON.stringify(NO_PASSWORD_YET)}`;
  const values = new Map([
    [REDIS_PASSWORD_KEY, `\${${plan.redis?.password === 'required' ? password : soFar}}`],
    // Two while one follows the other, so that nodes trust both.
    [REDIS_AUTHORITY_KEY, `\${join("\\n", ${INSTANCE}.server_ca_certs[*].cert)}`],
  ]);
  return redisSecrets(plan, datacenter).map((secret) => {
    const value = values.get(secret.key);
    if (value === undefined) throw new Error(`${secret.key} of Redis has no value`);
    return { ...secret, value };
  });
}

/** Builds the name by which plugins find the Redis of their own datacenter. */
function addName(scope: StackScope, datacenter: DatacenterPlan, { host }: RedisEndpointPlan, address: string): void {
  const zone = privateZoneOf(scope, datacenter, { file: REDIS_FILE, role: 'redis' });
  const record = new DnsRecordSet(scope.part(REDIS_FILE), 'redis', {
    managedZone: zone.name,
    name: `${host}.`,
    type: 'A',
    ttl: NAME_TTL_SECONDS,
    rrdatas: [address],
  });
  scope.comment(
    record,
    'Plugins have one configuration for all datacenters: by this name each finds the Redis of its own.',
  );
}
