import type { RedisPassword } from '../../../src/kernel/redis-password';
import type { Plan } from '../../../src/plan/plan';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../support/a-spec';
import { clusterOf, datacenterOf, element } from './aws-stacks';

const TWO_OF_AWS: readonly ADatacenter[] = [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }];

function planOf(version = '3.3.1'): Plan {
  return aPlan(TWO_OF_AWS, { kong: { version, plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
}

const PLAN = planOf();

test('Redis spans two zones, is encrypted, and admits only its own group', () => {
  const { json } = clusterOf(PLAN, 'us-east');
  const redis = element(json.resource, 'aws_elasticache_replication_group', 'redis');
  expect(redis).toMatchObject({
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
});

describe('the password of Redis', () => {
  const inStage = (password: RedisPassword): Plan => ({ ...PLAN, redis: { ...PLAN.redis!, password } });

  test.each([
    ['prepared', 'ROTATE'],
    ['required', '${var.redis_password_update}'],
  ] as const)('when it is %s comes to ElastiCache by %s, and to the secret manager of its datacenter', (stage, by) => {
    const { json } = clusterOf(inStage(stage), 'us-east');
    const token = '${random_password.redis.result}';
    expect(element(json.resource, 'aws_elasticache_replication_group', 'redis')).toMatchObject({
      auth_token: token,
      auth_token_update_strategy: by,
    });
    expect(element(json.resource, 'aws_secretsmanager_secret', 'redis_password')).toMatchObject({
      name: 'edge-us-east-redis-password',
      kms_key_id: '${aws_kms_key.secrets.arn}',
    });
    expect(element(json.resource, 'aws_secretsmanager_secret_version', 'redis_password')['secret_string']).toBe(token);
    expect(JSON.stringify(json.data)).toContain('${aws_secretsmanager_secret.redis_password.arn}');
    expect(json.variable?.['redis_password_update']?.default).toBe(stage === 'required' ? 'SET' : undefined);
  });

  test.each([
    ['a spec without one', () => inStage('none')],
    ['a Kong without references', () => planOf('2.8.5')],
  ])('is nowhere with %s', (_, plan) => {
    const text = JSON.stringify(clusterOf(plan(), 'us-east').json);
    expect(text).not.toMatch(/auth_token|redis.password|random_password/);
  });
});

test.each([
  ['2.6.1', 6379, false, 'preferred'],
  ['3.3.1', 6378, true, 'required'],
])('plugins of Kong %s come by port %i, with TLS: %s', (version, port, tls, mode) => {
  const { json } = clusterOf(planOf(version), 'us-east');
  expect(element(json.resource, 'aws_elasticache_replication_group', 'redis')).toMatchObject({
    port,
    transit_encryption_mode: mode,
  });
  for (const type of ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule']) {
    expect(element(json.resource, type, 'us_east_kong_to_us_east_redis_redis')).toMatchObject({
      from_port: port,
      to_port: port,
    });
  }
  expect(json.output['redis_port']?.value).toBe(port);
  expect(json.output['redis_tls']?.value).toBe(tls);
});

test.each(['us-east', 'us-west'])('one name leads to the primary of %s, and is seen in its own VPC alone', (name) => {
  const { json } = clusterOf(PLAN, name);
  const zone = element(json.resource, 'aws_route53_zone', 'private');
  expect(zone).toMatchObject({ name: 'edge.topogen.internal' });
  expect(zone['vpc']).toEqual([
    { vpc_id: `\${data.terraform_remote_state.network_${name.replace('-', '_')}.outputs.vpc_id}` },
  ]);
  expect(element(json.resource, 'aws_route53_record', 'redis')).toMatchObject({
    zone_id: '${aws_route53_zone.private.zone_id}',
    name: 'redis.edge.topogen.internal',
    type: 'CNAME',
    records: ['${aws_elasticache_replication_group.redis.primary_endpoint_address}'],
  });
  expect(json.output['redis_host']?.value).toBe('redis.edge.topogen.internal');
  expect(json.output['redis_address']?.value).toBe(
    '${aws_elasticache_replication_group.redis.primary_endpoint_address}',
  );
});

test('without a plugin that needs it there is none, and no name for it', () => {
  const { json } = clusterOf(aPlan(TWO_CLOUDS), 'us-east');
  expect(Object.keys(json.resource).filter((type) => /elasticache|route53/.test(type))).toEqual([]);
  expect(Object.keys(json.output).filter((name) => name.startsWith('redis_'))).toEqual([]);
});
