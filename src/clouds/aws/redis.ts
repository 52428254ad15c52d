import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, RedisEndpointPlan, RedisPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { privateZoneOf } from './private-zone';
import { tags } from './tags';

const REDIS_FILE = 'redis';

/** ElastiCache offers no later line of Redis itself. */
const ENGINE_VERSION = '7.1';

/** Machines may cache the address of the private name for this many seconds; a failover does not change it. */
const NAME_TTL_SECONDS = 60;

const NO_PASSWORD =
  'No password: the configuration of plugins is alike in every datacenter, and would hold it in plain text; Kong 3 could refer to one that each node is given, and none is. The security group lets in Kong alone.';
const NO_BACKUPS = 'No backups: counters live for a period of a limit, and start again at none.';

/** The inputs of Redis. */
export interface RedisParts {
  readonly network: StackOutputs;
  readonly vpcId: string;
  readonly group: SecurityGroup;
  readonly redis: RedisPlan;
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
  { port, tls }: RedisEndpointPlan,
): ElasticacheReplicationGroup {
  const { plan } = scope;
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
    autoMinorVersionUpgrade: 'true',
    tags: tags(plan, datacenter, 'redis', 'redis'),
  });
  const privacy = tls ? 'Plugins need redis_ssl.' : 'Takes plain connections too: plugins of this Kong know no others.';
  scope.comment(redis, `${privacy} ${NO_PASSWORD} ${NO_BACKUPS}`);
  scope.accept(redis, {
    CKV_AWS_31: NO_PASSWORD,
    CKV_AWS_191: `The key of AWS encrypts it. ${NO_BACKUPS}`,
  });
  return redis;
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
