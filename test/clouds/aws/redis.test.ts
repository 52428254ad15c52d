import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, datacenterOf, element } from './aws-stacks';

const PLAN = aPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });

test('Redis spans two zones, is encrypted, and admits only its own group', () => {
  const { json } = clusterOf(PLAN, 'us-east');
  expect(element(json.resource, 'aws_elasticache_replication_group', 'redis')).toMatchObject({
    replication_group_id: 'edge-us-east-redis',
    node_type: datacenterOf(PLAN, 'us-east').redis?.nodeType,
    num_cache_clusters: 2,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    at_rest_encryption_enabled: 'true',
    transit_encryption_enabled: true,
    security_group_ids: ['${aws_security_group.redis.id}'],
    subnet_group_name: '${aws_elasticache_subnet_group.redis.name}',
  });
  expect(element(json.resource, 'aws_elasticache_subnet_group', 'redis')['subnet_ids']).toHaveLength(3);
  expect(json.output).toHaveProperty('redis_address');
});

test.each([
  [6379, 'preferred'],
  [6378, 'required'],
])('where the flow table says port %i, encryption on the way is %s', (port, mode) => {
  const flows = PLAN.flows.map((flow) =>
    flow.to.kind === 'role' && flow.to.role === 'redis' ? { ...flow, ports: { from: port, to: port } } : flow,
  );
  const { json } = clusterOf({ ...PLAN, flows }, 'us-east');
  expect(element(json.resource, 'aws_elasticache_replication_group', 'redis')).toMatchObject({
    port,
    transit_encryption_mode: mode,
  });
  expect(json.output['redis_port']?.value).toBe(port);
});

test('without a plugin that needs it there is none', () => {
  const { json } = clusterOf(aPlan(TWO_CLOUDS), 'us-east');
  expect(json.resource).not.toHaveProperty('aws_elasticache_replication_group');
  expect(json.output).not.toHaveProperty('redis_address');
});
