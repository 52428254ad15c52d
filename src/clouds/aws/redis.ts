import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan, RedisPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** The last line that ElastiCache offers of Redis itself. */
const ENGINE_VERSION = '7.1';

/** One primary and one replica in another zone: counters need no more. */
const CACHES = 2;

/**
 * By its port the flow table says whether Kong speaks TLS to Redis. Plugins have one configuration for all datacenters, and
 * Memorystore answers encrypted connections on this port and plain ones on Redis's own.
 */
const TLS_PORT = 6378;

const ENCRYPTED_COMMENT =
  'Plugins need redis_ssl. No backups: counters live for a period of a limit, and start again at none.';
const PLAIN_COMMENT =
  'Takes plain connections beside encrypted ones: the flow table opens the port for plain ones. No backups: counters start again at none.';

/** What Redis is built with. */
export interface RedisParts {
  readonly network: StackOutputs;
  readonly group: SecurityGroup;
  readonly redis: RedisPlan;
}

/**
 * The counters of rate limiting, of this datacenter alone. Who may connect is decided by its security group, which admits
 * Kong and no one else; there is no password, since plugins could name but one for every datacenter.
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
  const port = redisPort(plan, datacenter);
  const isEncrypted = port === TLS_PORT;
  const redis = new ElasticacheReplicationGroup(part, 'redis', {
    replicationGroupId: name,
    description: `Rate limiting counters of ${datacenter.name}`,
    engine: 'redis',
    engineVersion: ENGINE_VERSION,
    nodeType,
    port,
    numCacheClusters: CACHES,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    subnetGroupName: subnets.name,
    securityGroupIds: [parts.group.id],
    atRestEncryptionEnabled: 'true',
    transitEncryptionEnabled: true,
    transitEncryptionMode: isEncrypted ? 'required' : 'preferred',
    autoMinorVersionUpgrade: 'true',
    tags: tags(plan, datacenter, 'redis', 'redis'),
  });
  scope.comment(redis, isEncrypted ? ENCRYPTED_COMMENT : PLAIN_COMMENT);
  scope.output(
    CLUSTER_OUTPUTS.redisAddress,
    redis.primaryEndpointAddress,
    "Address of Redis, for the plugins' redis_host",
  );
  scope.output(CLUSTER_OUTPUTS.redisPort, port, "Port of Redis, for the plugins' redis_port");
}

/** The one port by which the flow table lets Kong reach Redis. */
function redisPort(plan: Plan, datacenter: DatacenterPlan): number {
  const flow = plan.flows.find(
    ({ to }) => to.kind === 'role' && to.role === 'redis' && to.datacenter === datacenter.name,
  );
  if (!flow?.ports) throw new Error(`no flow leads to the Redis of ${datacenter.name}`);
  return flow.ports.from;
}
