import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { compareVersions } from '../../kernel/version';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, KongPlan, RedisPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** The last line that ElastiCache offers of Redis itself. */
const ENGINE_VERSION = '7.1';

/** One primary and one replica in another zone: counters need no more. */
const CACHES = 2;

/** First Kong release in which each plugin can speak TLS to Redis. Source: their schemas at Kong's tags. */
const TLS_SINCE: Readonly<Record<string, string>> = { 'rate-limiting': '2.7.0', 'response-ratelimiting': '3.1.0' };

/** What Redis is built with. */
export interface RedisParts {
  readonly network: StackOutputs;
  readonly group: SecurityGroup;
  readonly redis: RedisPlan;
}

/**
 * The counters of rate limiting, of this datacenter alone. Encrypted on disk and on the way; who may connect is decided by
 * its security group, which admits Kong and no one else.
 */
export function buildRedis(scope: StackScope, datacenter: DatacenterPlan, parts: RedisParts): void {
  const { plan } = scope;
  const { nodeType } = parts.redis;
  if (nodeType === undefined) throw new Error(`the plan gives Redis of ${datacenter.name} no node type`);
  const part = scope.part('redis');
  const name = resourceName(plan.topology, datacenter.name, 'redis');
  const subnets = new ElasticacheSubnetGroup(part, 'redis', {
    name,
    description: `Redis of ${datacenter.name}`,
    subnetIds: datacenter.zones.map(({ letter }) =>
      parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('redis', letter)),
    ),
    tags: tags(plan, datacenter, 'redis', 'redis'),
  });
  const encrypting = speaksTls(plan.kong);
  const redis = new ElasticacheReplicationGroup(part, 'redis', {
    replicationGroupId: name,
    description: `Rate limiting counters of ${datacenter.name}`,
    engine: 'redis',
    engineVersion: ENGINE_VERSION,
    nodeType,
    numCacheClusters: CACHES,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    subnetGroupName: subnets.name,
    securityGroupIds: [parts.group.id],
    atRestEncryptionEnabled: 'true',
    transitEncryptionEnabled: true,
    transitEncryptionMode: encrypting ? 'required' : 'preferred',
    autoMinorVersionUpgrade: 'true',
    tags: tags(plan, datacenter, 'redis', 'redis'),
  });
  scope.comment(
    redis,
    encrypting
      ? 'Plugins need redis_ssl. No backups: counters live for a period of a limit, and start again at none.'
      : `Kong ${plan.kong.version} has a plugin that cannot speak TLS to Redis, so plain connections are accepted too. No backups: counters start again at none.`,
  );
  scope.output(CLUSTER_OUTPUTS.redisAddress, redis.primaryEndpointAddress, 'Address of Redis, for redis_host');
}

/** Whether every plugin that keeps counters in Redis can do so over TLS. */
function speaksTls({ version, plugins }: KongPlan): boolean {
  return plugins
    .filter((plugin) => plugin.policy === 'redis')
    .every((plugin) => {
      const since = TLS_SINCE[plugin.name];
      return since !== undefined && compareVersions(version, since) >= 0;
    });
}
