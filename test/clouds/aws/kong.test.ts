import { renderKongPool } from '../../../src/plan/pools/nodes/render';
import { readTemplates } from '../../support/templates';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, datacenterOf, element } from './aws-stacks';

const PLAN = aPlan([...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }], { tags: { team: 'edge' } });
const { resource } = clusterOf(PLAN, 'us-east').json;
const { kong } = datacenterOf(PLAN, 'us-east');
const template = element(resource, 'aws_launch_template', 'kong');
const pool = element(resource, 'aws_autoscaling_group', 'kong');

test('the template has no public address, session tokens only, and an encrypted disk', () => {
  expect(template).toMatchObject({
    instance_type: kong.machineType,
    network_interfaces: [{ associate_public_ip_address: 'false', security_groups: ['${aws_security_group.kong.id}'] }],
    metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
    block_device_mappings: [{ ebs: { encrypted: 'true', volume_type: 'gp3', volume_size: kong.diskGib } }],
    iam_instance_profile: { arn: '${aws_iam_instance_profile.kong.arn}' },
  });
});

test('the pool spans the zones between the planned floor and ceiling, and takes up each version of the template', () => {
  expect(pool).toMatchObject({
    min_size: kong.nodes,
    max_size: kong.maximumNodes,
    launch_template: { version: '${aws_launch_template.kong.latest_version}' },
    health_check_type: 'ELB',
    target_group_arns: ['${aws_lb_target_group.http.arn}', '${aws_lb_target_group.https.arn}'],
    lifecycle: { ignore_changes: ['desired_capacity'] },
  });
  expect(pool['vpc_zone_identifier']).toHaveLength(3);
});

test('a new node is kept out of the pool until it says that it serves, by the name that its script uses', () => {
  const [hook] = pool['initial_lifecycle_hook'] as Record<string, unknown>[];
  expect(hook).toEqual({
    name: 'kong-serves',
    lifecycle_transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    heartbeat_timeout: 3600,
    default_result: 'ABANDON',
  });
  const script = renderKongPool(PLAN, datacenterOf(PLAN, 'us-east'), readTemplates()).artifacts.find(
    ({ path }) => path === 'kong/topogen-kong-ready',
  );
  expect(script?.text).toContain(`platform_pool_ready '${String(pool['name'])}' '${String(hook?.['name'])}'`);
});

test('a refresh keeps all nodes that serve, and counts no node that is still within its grace', () => {
  const { preferences } = pool['instance_refresh'] as { preferences: Record<string, unknown> };
  expect(preferences).toMatchObject({ min_healthy_percentage: 100, auto_rollback: true });
  expect(preferences['max_healthy_percentage']).toBeGreaterThan(100);
  expect(Number(preferences['instance_warmup'])).toBeGreaterThanOrEqual(Number(pool['health_check_grace_period']));
});

test('what the group launches carries every tag, those of the provider included', () => {
  const wanted = {
    Name: 'edge-us-east-kong',
    datacenter: 'us-east',
    'managed-by': 'topogen',
    role: 'kong',
    team: 'edge',
    topology: 'edge',
  };
  const tags = pool['tag'] as { key: string; value: string; propagate_at_launch: boolean }[];
  expect(Object.fromEntries(tags.map(({ key, value }) => [key, value]))).toEqual(wanted);
  expect(tags.every((tag) => tag.propagate_at_launch)).toBe(true);
  expect(template['tag_specifications']).toEqual([
    { resource_type: 'volume', tags: wanted },
    { resource_type: 'network-interface', tags: wanted },
  ]);
});

test('scaling keeps to the planned utilisation', () => {
  expect(element(resource, 'aws_autoscaling_policy', 'kong')).toMatchObject({
    policy_type: 'TargetTrackingScaling',
    target_tracking_configuration: { target_value: kong.scaleAtPercent },
  });
});

test('migrations run on one machine in one datacenter, which stops when they are done', () => {
  expect(element(resource, 'aws_instance', 'kong_migrations')).toMatchObject({
    instance_type: PLAN.kong.migrations.machineType,
    instance_initiated_shutdown_behavior: 'stop',
    associate_public_ip_address: false,
    iam_instance_profile: '${aws_iam_instance_profile.kong.name}',
    vpc_security_group_ids: ['${aws_security_group.kong.id}'],
  });
  const elsewhere = clusterOf(PLAN, 'us-west').json.resource['aws_instance'] ?? {};
  expect(Object.keys(elsewhere)).toEqual(['cassandra_1', 'cassandra_2', 'cassandra_3']);
});

test('migrations run again for another version or plugin of Kong, not for another datacenter', () => {
  expect(element(resource, 'aws_instance', 'kong_migrations')['lifecycle']).toEqual({
    ignore_changes: ['ami', 'user_data_base64'],
    replace_triggered_by: ['terraform_data.kong_migrations'],
  });
  const causeOf = (fields: object, datacenters = TWO_CLOUDS): unknown =>
    element(clusterOf(aPlan(datacenters, { ...fields }), 'us-east').json.resource, 'terraform_data', 'kong_migrations')[
      'input'
    ];
  const usual = causeOf({});
  expect(causeOf({}, [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }])).toEqual(usual);
  expect(causeOf({ kong: { version: '2.8.5' } })).not.toEqual(usual);
  expect(causeOf({ kong: { plugins: ['key-auth'] } })).not.toEqual(usual);
});
