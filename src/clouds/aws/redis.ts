import {
  ElasticacheReplicationGroup,
  type ElasticacheReplicationGroupConfig,
} from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { TerraformVariable } from 'cdktf';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { resourceName } from '../../plan/naming';
import { redisSecrets } from '../../plan/redis-secrets';
import type { DatacenterPlan, RedisEndpointPlan, RedisPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { privateZoneOf } from './private-zone';
import type { SecretEntry } from './secrets';
import { tags } from './tags';

const REDIS_FILE = 'redis';

/** ElastiCache offers no later line of Redis itself. */
const ENGINE_VERSION = '7.1';

/** Machines may cache the address of the private name for this many seconds; a failover does not change it. */
const NAME_TTL_SECONDS = 60;

const NO_PASSWORD =
  'No password: plugins would hold one in plain text with a Kong before 3.0, which has no references that are on by default or, of some plugins, no TLS; and what stands without one keeps so until the spec says "redis": { "password": "prepared" }. The security group lets in Kong alone.';

const PASSWORD =
  'Each node has the password in its environment, where plugins find it by reference. ElastiCache takes another in place: with ROTATE beside the former one, or beside no password where there was none, and with SET alone.';
const NO_BACKUPS = 'No backups: counters live for a period of a limit, and start again at none.';

/** The next apply gives ElastiCache a password by this strategy. */
const REDIS_UPDATE_VARIABLE = 'redis_password_update';

/** The inputs of Redis. */
export interface RedisParts {
  readonly network: StackOutputs;
  readonly vpcId: string;
  readonly group: SecurityGroup;
  readonly redis: RedisPlan;
  /** Token of its password; undefined if it asks for none. */
  readonly password: string | undefined;
}

/** Builds the Redis for the counters of rate limiting, of this datacenter alone, and its private name for plugins. */
export function buildRedis(scope: StackScope, datacenter: DatacenterPlan, parts: RedisParts): void {
  const endpoint = scope.plan.redis;
  if (!endpoint) throw new Error('the plan does not say where plugins find Redis');
  const redis = addInstance(scope, datacenter, parts, endpoint);
  addName(scope, datacenter, parts.vpcId, endpoint, redis.primaryEndpointAddress);

  scope.output(CLUSTER_OUTPUTS.redisHost, endpoint.host, "For the plugins' redis_host, alike in every datacenter");
  scope.output(CLUSTER_OUTPUTS.redisPort, endpoint.port, "For the plugins' redis_port, alike in every datacenter");
  scope.output(CLUSTER_OUTPUTS.redisTls, endpoint.tls, "For the plugins' redis_ssl, alike in every datacenter");
  scope.output(CLUSTER_OUTPUTS.redisAddress, redis.primaryEndpointAddress, 'What redis_host leads to here');
}

function addInstance(
  scope: StackScope,
  datacenter: DatacenterPlan,
  parts: RedisParts,
  endpoint: RedisEndpointPlan,
): ElasticacheReplicationGroup {
  const { plan } = scope;
  const { port, tls } = endpoint;
  const { nodeType } = parts.redis;
  if (nodeType === undefined) throw new Error(`the plan gives Redis of ${datacenter.name} no node type`);
  const part = scope.part(REDIS_FILE);
  const name = resourceName(plan.topology, datacenter.name, 'redis');
  const subnets = new ElasticacheSubnetGroup(part, 'redis', {
    name,
    description: `Redis of ${datacenter.name}`,
    subnetIds: datacenter.zones.map(({ letter }) =>
      parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('redis', letter)),
    ),
    tags: tags(plan, datacenter, 'redis', 'redis'),
  });
  const redis = new ElasticacheReplicationGroup(part, 'redis', {
    replicationGroupId: name,
    description: `Rate limiting counters of ${datacenter.name}`,
    engine: 'redis',
    engineVersion: ENGINE_VERSION,
    nodeType,
    port,
    numCacheClusters: parts.redis.nodes,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    subnetGroupName: subnets.name,
    securityGroupIds: [parts.group.id],
    atRestEncryptionEnabled: 'true',
    transitEncryptionEnabled: true,
    transitEncryptionMode: tls ? 'required' : 'preferred',
    ...signIn(scope, endpoint, parts.password),
    autoMinorVersionUpgrade: 'true',
    tags: tags(plan, datacenter, 'redis', 'redis'),
  });
  const privacy = tls ? 'Plugins need redis_ssl.' : 'Takes plain connections too: plugins of this Kong know no others.';
  const open = parts.password === undefined;
  scope.comment(redis, `${privacy} ${open ? NO_PASSWORD : PASSWORD} ${NO_BACKUPS}`);
  scope.accept(redis, {
    ...(open ? { CKV_AWS_31: NO_PASSWORD } : {}),
    CKV_AWS_191: `The key of AWS encrypts it. ${NO_BACKUPS}`,
  });
  return redis;
}

/**
 * Returns the arguments of the password. Where it is required, a new one comes in with ROTATE by a variable, and the next apply
 * without that ends the former one.
 */
function signIn(
  scope: StackScope,
  { password: stage }: RedisEndpointPlan,
  authToken: string | undefined,
): Pick<ElasticacheReplicationGroupConfig, 'authToken' | 'authTokenUpdateStrategy'> {
  if (authToken === undefined) return {};
  if (stage === 'prepared') return { authToken, authTokenUpdateStrategy: 'ROTATE' };
  const update = new TerraformVariable(scope.root, REDIS_UPDATE_VARIABLE, {
    type: 'string',
    default: 'SET',
    description:
      'ROTATE while a new password of Redis is brought to nodes, which lets in those with the former one too; else SET.',
  });
  return { authToken, authTokenUpdateStrategy: update.stringValue };
}

/** Returns what machines read of Redis in the secret manager. */
export function redisEntries(
  scope: StackScope,
  datacenter: DatacenterPlan,
  password: string | undefined,
): SecretEntry[] {
  if (password === undefined) return [];
  return redisSecrets(scope.plan, datacenter).map((secret) => ({
    ...secret,
    value: password,
    copyOf: 'random_password.redis of this stack is the original',
    whyNotRotated:
      'Redis has to take a new password before nodes are given it, and to end the former one after: runbook --rotate of topogen has the steps.',
  }));
}

/** Builds the name by which plugins find the Redis of their own datacenter. */
function addName(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  { host }: RedisEndpointPlan,
  address: string,
): void {
  const zone = privateZoneOf(scope, datacenter, vpcId, { file: REDIS_FILE, role: 'redis' });
  const record = new Route53Record(scope.part(REDIS_FILE), 'redis', {
    zoneId: zone.zoneId,
    name: host,
    type: 'CNAME',
    ttl: NAME_TTL_SECONDS,
    records: [address],
  });
  scope.comment(
    record,
    'Plugins have one configuration for all datacenters: by this name each finds the Redis of its own.',
  );
}
