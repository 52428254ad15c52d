import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, datacenterOf, element, type Synthesised } from './aws-stacks';

const withPlugin = (name: string, version: string): Synthesised =>
  clusterOf(aPlan(TWO_CLOUDS, { kong: { version, plugins: [{ name, policy: 'redis' }] } }), 'us-east');

test('Redis spans two zones, is encrypted, and admits only its own group', () => {
  const plan = aPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
  const { json } = clusterOf(plan, 'us-east');
  expect(element(json.resource, 'aws_elasticache_replication_group', 'redis')).toMatchObject({
    replication_group_id: 'edge-us-east-redis',
    node_type: datacenterOf(plan, 'us-east').redis?.nodeType,
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
  ['rate-limiting', '2.6.1', 'preferred'],
  ['rate-limiting', '2.7.2', 'required'],
  ['response-ratelimiting', '3.0.2', 'preferred'],
  ['response-ratelimiting', '3.3.1', 'required'],
])('with %s of Kong %s encryption on the way is %s', (plugin, version, mode) => {
  const { json } = withPlugin(plugin, version);
  expect(element(json.resource, 'aws_elasticache_replication_group', 'redis')['transit_encryption_mode']).toBe(mode);
});

test('without a plugin that needs it there is none', () => {
  const { json } = clusterOf(aPlan(TWO_CLOUDS), 'us-east');
  expect(json.resource).not.toHaveProperty('aws_elasticache_replication_group');
  expect(json.output).not.toHaveProperty('redis_address');
});
