import { KONG_HEALTH_PATH } from '../../../src/plan/pools/ports';
import { renderKongPool } from '../../../src/plan/pools/nodes/render';
import { readTemplates } from '../../support/templates';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, datacenterOf, element } from './aws-stacks';
import { onlyPool } from '../../support/only-pool';

const PLAN = aPlan([...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }], { tags: { team: 'edge' } });
const { resource } = clusterOf(PLAN, 'us-east').json;
const kong = onlyPool(datacenterOf(PLAN, 'us-east'));
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
    target_group_arns: ['${aws_lb_target_group.https.arn}'],
    lifecycle: { ignore_changes: ['desired_capacity'] },
  });
  expect(pool['vpc_zone_identifier']).toHaveLength(3);
});

test('the group replaces by the check of the balancer, which asks nginx alone: none goes while the datastore is away', () => {
  const { health_check: check } = element(resource, 'aws_lb_target_group', 'https');
  expect(check).toMatchObject({ path: KONG_HEALTH_PATH, port: String(kong.ports.status) });
  // What answers there has no word with Kong's own code, which would ask the datastore.
  expect(readTemplates()['kong/health.nginx']).toMatch(/location = \S+ \{[^{}]*return 200[^{}]*\}/);
});

test('a new node is kept out of the pool until it says that it serves, by the name that its script uses', () => {
  const [hook] = pool['initial_lifecycle_hook'] as Record<string, unknown>[];
  expect(hook).toEqual({
    name: 'kong-serves',
    lifecycle_transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    heartbeat_timeout: 3600,
    default_result: 'ABANDON',
  });
  const script = renderKongPool(PLAN, datacenterOf(PLAN, 'us-east'), kong, readTemplates()).artifacts.find(
    ({ path }) => path === 'kong/topogen-kong-ready',
  );
  expect(script?.text).toContain(`platform_pool_ready '${String(pool['name'])}' '${String(hook?.['name'])}'`);
});

test('a group that is held starts, ends and replaces nothing, whatever it finds; any other one does', () => {
  const upgrade = { strategy: 'cut', stage: 'held', to: '3.3.1' };
  const held = clusterOf(aPlan(TWO_CLOUDS, { kong: { version: '2.8.5', upgrade } }), 'us-east').json.resource;
  const [group] = Object.values(held['aws_autoscaling_group'] as Record<string, Record<string, unknown>>);
  expect(group!['suspended_processes']).toEqual(['HealthCheck', 'Launch', 'Terminate']);
  expect(pool).not.toHaveProperty('suspended_processes');
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

describe('the pool to the letter', () => {
  test('a machine has one interface, which goes with it, and so do its disks', () => {
    expect(template).toMatchObject({
      name: 'edge-us-east-kong',
      description: 'Kong nodes of us-east',
      image_id: '${data.aws_ssm_parameter.ubuntu.insecure_value}',
      update_default_version: true,
      // Another Ubuntu of tomorrow rolls no pool.
      lifecycle: { ignore_changes: ['image_id'] },
      network_interfaces: [
        {
          device_index: 0,
          associate_public_ip_address: 'false',
          delete_on_termination: 'true',
          security_groups: ['${aws_security_group.kong.id}'],
        },
      ],
      block_device_mappings: [
        {
          device_name: '/dev/sda1',
          ebs: { volume_type: 'gp3', volume_size: kong.diskGib, encrypted: 'true', delete_on_termination: 'true' },
        },
      ],
      metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
      monitoring: { enabled: true },
      user_data: expect.stringContaining('kong/user-data.yaml') as unknown,
      tags: { Name: 'edge-us-east-kong', role: 'kong' },
    });
  });

  test('a date in the spec says which image of Ubuntu new machines of the pool get; what stands keeps its own', () => {
    const own = clusterOf(aPlan(TWO_CLOUDS, { ubuntu: { aws: '20260906.1' } }), 'us-east').json;
    expect(element(own.data, 'aws_ssm_parameter', 'ubuntu')['name']).toBe(
      '/aws/service/canonical/ubuntu/server/22.04/stable/20260906.1/amd64/hvm/ebs-gp2/ami-id',
    );
    expect(element(own.resource, 'aws_launch_template', 'kong')['lifecycle']).toEqual({ ignore_changes: ['image_id'] });
    expect(element(own.resource, 'aws_instance', 'cassandra_1')['lifecycle']).toMatchObject({
      ignore_changes: expect.arrayContaining(['ami']) as unknown,
    });
  });

  test('an image of the user is taken as it is, and moves with the spec', () => {
    const plan = aPlan([{ name: 'us-east', cloud: 'aws', kong: { image: 'ami-0123456789abcdef0' } }, TWO_CLOUDS[1]!]);
    const own = clusterOf(plan, 'us-east').json.resource;
    expect(element(own, 'aws_launch_template', 'kong')['image_id']).toBe('ami-0123456789abcdef0');
    expect(element(own, 'aws_launch_template', 'kong')['lifecycle']).toBeUndefined();
    expect(element(own, 'aws_instance', 'kong_migrations')['ami']).toBe('ami-0123456789abcdef0');
  });

  test('it begins with the planned floor, waits for no capacity, and judges a node after five minutes', () => {
    expect(pool).toMatchObject({
      name: 'edge-us-east-kong',
      min_size: kong.nodes,
      desired_capacity: kong.nodes,
      launch_template: { id: '${aws_launch_template.kong.id}' },
      health_check_grace_period: 300,
      default_instance_warmup: 300,
      wait_for_capacity_timeout: '0',
      instance_refresh: {
        strategy: 'Rolling',
        preferences: {
          min_healthy_percentage: 100,
          max_healthy_percentage: 133,
          instance_warmup: '300',
          auto_rollback: true,
        },
      },
    });
    expect(pool['vpc_zone_identifier']).toEqual(
      ['a', 'b', 'c'].map(
        (letter) => `\${data.terraform_remote_state.network_us_east.outputs.subnet_ids["kong_${letter}"]}`,
      ),
    );
  });

  test('whoever watches it sees every number of the group', () => {
    expect(pool['enabled_metrics']).toEqual([
      'GroupDesiredCapacity',
      'GroupInServiceInstances',
      'GroupMaxSize',
      'GroupMinSize',
      'GroupPendingInstances',
      'GroupTerminatingInstances',
      'GroupTotalInstances',
    ]);
  });

  test('it scales by the processor load of the pool', () => {
    expect(element(resource, 'aws_autoscaling_policy', 'kong')).toMatchObject({
      name: 'edge-us-east-kong-cpu',
      autoscaling_group_name: '${aws_autoscaling_group.kong.name}',
      policy_type: 'TargetTrackingScaling',
      target_tracking_configuration: {
        predefined_metric_specification: { predefined_metric_type: 'ASGAverageCPUUtilization' },
        target_value: kong.scaleAtPercent,
      },
    });
  });

  test('other stacks and people find it by name', () => {
    const { output } = clusterOf(PLAN, 'us-east').json;
    expect(output['kong_pool']).toEqual({
      value: '${aws_autoscaling_group.kong.name}',
      description: 'Auto Scaling group of the Kong nodes',
    });
  });

  test('all of it stands in one file, with the migrations', () => {
    const all = [
      'aws_launch_template',
      'aws_autoscaling_group',
      'aws_autoscaling_policy',
      'terraform_data',
      'aws_instance',
    ];
    const paths = all.flatMap((type) =>
      Object.entries(resource[type] ?? {})
        .filter(([name]) => name.startsWith('kong'))
        .map(([, body]) => (body['//'] as { metadata: { path: string } }).metadata.path),
    );
    expect(paths).toEqual([
      'cluster-us-east/kong.tf/kong',
      'cluster-us-east/kong.tf/kong',
      'cluster-us-east/kong.tf/kong',
      'cluster-us-east/kong.tf/kong_migrations',
      'cluster-us-east/kong.tf/kong_migrations',
    ]);
  });

  test('what a reader would stumble over is said beside it', () => {
    const { comments } = clusterOf(PLAN, 'us-east');
    expect(comments['aws_launch_template.kong']).toMatch(/encrypted with the account's own EBS key/);
    expect(comments['aws_autoscaling_group.kong']).toMatch(/replaces the nodes, new ones first/);
    expect(comments['aws_instance.kong_migrations']).toMatch(/To migrate again by hand, replace it/);
  });
});

describe('the migrations job to the letter', () => {
  const job = element(resource, 'aws_instance', 'kong_migrations');

  test('is a machine beside the pool, as closed as its nodes', () => {
    expect(job).toMatchObject({
      ami: '${data.aws_ssm_parameter.ubuntu.insecure_value}',
      subnet_id: '${data.terraform_remote_state.network_us_east.outputs.subnet_ids["kong_a"]}',
      metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
      root_block_device: { volume_type: 'gp3', volume_size: kong.diskGib, encrypted: true },
      monitoring: true,
      user_data_base64: expect.stringContaining('migrations/user-data.yaml') as unknown,
      tags: { Name: 'edge-us-east-kong-migrations', role: 'kong' },
    });
  });

  test('runs again for exactly what its migrations depend on', () => {
    const inputOf = (fields: object): unknown =>
      element(
        clusterOf(
          aPlan([{ ...TWO_CLOUDS[0]!, kong: { image: 'ami-0123456789abcdef0' } }, TWO_CLOUDS[1]!], { ...fields }),
          'us-east',
        ).json.resource,
        'terraform_data',
        'kong_migrations',
      )['input'];
    const packageSha256 = 'a'.repeat(64);
    expect(
      inputOf({
        kong: {
          version: '3.2.2',
          packageUrl: 'https://mirror.example.com/kong.deb',
          packageSha256,
          plugins: ['key-auth', 'acl'],
        },
      }),
    ).toEqual({
      kong_version: '3.2.2',
      package_url: 'https://mirror.example.com/kong.deb',
      package_sha256: packageSha256,
      image: 'ami-0123456789abcdef0',
      plugins: 'acl,key-auth',
    });
    expect(element(resource, 'terraform_data', 'kong_migrations')['input']).toMatchObject({
      package_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      image: '',
      plugins: '',
    });
  });

  test('cannot be placed in a datacenter without zones', () => {
    const [east, ...others] = PLAN.datacenters;
    const plan = { ...PLAN, datacenters: [{ ...east!, zones: [] }, ...others] };
    expect(() => clusterOf(plan, 'us-east')).toThrow(/zone/);
  });
});
