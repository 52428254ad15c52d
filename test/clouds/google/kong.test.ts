import { ALL_DATACENTERS, clusterOf, namesOf, planOf, resource, type Synthesised } from './google-stacks';
import { onlyPool } from '../../support/only-pool';

const plan = planOf();
const cluster = clusterOf(plan);
const pool = (made: Synthesised = cluster) => resource(made, 'google_compute_region_instance_group_manager', 'kong');

describe('the Kong pool of a datacenter', () => {
  test('spans the three zones of the plan', () => {
    expect(pool()).toMatchObject({
      distribution_policy_zones: plan.datacenters[0]!.zones.map((zone) => zone.name),
      distribution_policy_target_shape: 'EVEN',
    });
  });

  test('is replaced node by node and never shrinks on the way', () => {
    expect(pool()['update_policy']).toMatchObject({
      type: 'PROACTIVE',
      minimal_action: 'REPLACE',
      max_surge_fixed: 3,
      max_unavailable_fixed: 0,
    });
  });

  test('that is held is neither scaled, healed nor moved between zones; any other one is', () => {
    const upgrade = { strategy: 'cut', stage: 'held', to: '3.3.1' };
    const held = clusterOf(planOf({ kong: { version: '2.8.5', upgrade } }));
    const traits = [held, cluster].map((made) => {
      const [group] = Object.values(made.json.resource['google_compute_region_instance_group_manager']!);
      const [scaler] = Object.values(made.json.resource['google_compute_region_autoscaler']!);
      return { group, scaler };
    });
    expect(traits).toMatchObject([
      {
        group: {
          update_policy: { instance_redistribution_type: 'NONE' },
          instance_lifecycle_policy: { default_action_on_failure: 'DO_NOTHING' },
        },
        scaler: { autoscaling_policy: { mode: 'OFF' } },
      },
      {
        group: { update_policy: { instance_redistribution_type: 'PROACTIVE' } },
        scaler: { autoscaling_policy: { mode: 'ON' } },
      },
    ]);
    expect(traits[1]!.group).not.toHaveProperty('instance_lifecycle_policy');
  });

  test('scales between the planned numbers by processor load, and leaves its size to that', () => {
    const { nodes, maximumNodes } = onlyPool(plan.datacenters[0]!);
    expect(resource(cluster, 'google_compute_region_autoscaler', 'kong')['autoscaling_policy']).toMatchObject({
      min_replicas: nodes,
      max_replicas: maximumNodes,
      cpu_utilization: { target: 0.6 },
    });
    expect(pool()).not.toHaveProperty('target_size');
  });

  test('asks for the health of Kong where Kong tells it, to heal later than to turn clients away', () => {
    const check = (name: string) => resource(cluster, 'google_compute_region_health_check', name);
    for (const name of ['kong_healing', 'balancer']) {
      expect(check(name)['http_health_check']).toEqual({ port: 8007, request_path: '/status' });
    }
    const seconds = (name: string) =>
      Number(check(name)['check_interval_sec']) * Number(check(name)['unhealthy_threshold']);
    expect(seconds('kong_healing')).toBeGreaterThan(seconds('balancer'));
    expect(pool()['auto_healing_policies']).toMatchObject({
      health_check: '${google_compute_region_health_check.kong_healing.id}',
    });
  });

  test('has a template whose successor stands before it goes, and which no new image alone replaces', () => {
    expect(resource(cluster, 'google_compute_region_instance_template', 'kong')).toMatchObject({
      name_prefix: 'edge-belgium-kong-',
      lifecycle: { create_before_destroy: true, ignore_changes: ['disk[0].source_image'] },
    });
  });

  test('starts from the image of Ubuntu whose date the spec states, or from the newest; what stands keeps its own', () => {
    const data = (fields: Parameters<typeof planOf>[0]) =>
      clusterOf(planOf(fields)).json.data?.['google_compute_image'];
    expect(data({ ubuntu: { google: '20260906a' } })).toEqual({
      ubuntu: expect.objectContaining({ name: 'ubuntu-2204-jammy-v20260906a', project: 'ubuntu-os-cloud' }) as unknown,
    });
    expect(data({})).toEqual({ ubuntu: expect.objectContaining({ family: 'ubuntu-2204-lts' }) as unknown });
  });

  test('has a template that another image of the user replaces', () => {
    const image = 'projects/acme-edge/global/images/kong';
    const datacenters = ALL_DATACENTERS.map((it) => (it.name === 'belgium' ? { ...it, kong: { image } } : it));
    const template = resource(clusterOf(planOf({ datacenters })), 'google_compute_region_instance_template', 'kong');
    expect(template['lifecycle']).toEqual({ create_before_destroy: true });
    expect(template).toMatchObject({ disk: [{ source_image: image }] });
  });

  test('does not change when a datacenter is added', () => {
    // Fixed, since a datacenter takes load off the others, which may make for other machines.
    const fixed = ALL_DATACENTERS.map((it) =>
      it.cloud === 'google' ? { ...it, kong: { machineType: 'n2-standard-8' } } : it,
    );
    const [two, three] = [fixed.slice(0, 2), fixed].map((datacenters) =>
      resource(clusterOf(planOf({ datacenters })), 'google_compute_region_instance_template', 'kong'),
    );
    expect(two).toMatchObject({ machine_type: 'n2-standard-8' });
    expect(three).toEqual(two);
  });
});

describe('the migrations job', () => {
  const job = resource(cluster, 'google_compute_instance', 'kong_migrations');
  const cause = (wish: Readonly<Record<string, unknown>>) =>
    resource(clusterOf(planOf(wish)), 'terraform_data', 'kong_migrations');

  test('exists in the initial datacenter alone', () => {
    expect(namesOf(clusterOf(plan, 'iowa'), 'google_compute_instance')).toEqual([
      'cassandra_1',
      'cassandra_2',
      'cassandra_3',
    ]);
    expect(job).toMatchObject({ machine_type: 'e2-medium', zone: 'europe-west1-b' });
    expect(job).not.toHaveProperty('desired_status');
  });

  test('runs again for another Kong or other plugins, not for another datacenter', () => {
    expect(job['lifecycle']).toMatchObject({ replace_triggered_by: ['terraform_data.kong_migrations'] });
    expect(cause({})).toEqual(resource(cluster, 'terraform_data', 'kong_migrations'));
    expect(cause({ datacenters: ALL_DATACENTERS.slice(0, 2) })).toEqual(cause({}));
    expect(cause({ kong: { version: '2.8.5' } })).not.toEqual(cause({}));
    expect(cause({ kong: { plugins: ['acl'] } })).not.toEqual(cause({}));
  });
});

describe('the pool to the letter', () => {
  const [belgium] = plan.datacenters;
  const ADDRESS = '${google_compute_region_instance_group_manager.kong';

  test('a machine of it has a disk that goes with it, no public address, and boots measured', () => {
    expect(resource(cluster, 'google_compute_region_instance_template', 'kong')).toMatchObject({
      description: 'Kong nodes of belgium',
      instance_description: 'Kong node of belgium',
      machine_type: onlyPool(belgium!).machineType,
      disk: [
        {
          boot: true,
          auto_delete: true,
          source_image: '${data.google_compute_image.ubuntu.self_link}',
          disk_size_gb: onlyPool(belgium!).diskGib,
          disk_type: 'pd-balanced',
          labels: { datacenter: 'belgium', 'managed-by': 'topogen', role: 'kong', topology: 'edge' },
        },
      ],
      network_interface: [{ subnetwork: '${data.terraform_remote_state.network_belgium.outputs.kong_subnet_id}' }],
      metadata: {
        'block-project-ssh-keys': 'TRUE',
        'enable-oslogin': 'TRUE',
        'serial-port-enable': 'FALSE',
        'user-data': expect.stringContaining('templatefile') as unknown,
      },
      service_account: {
        email: '${google_service_account.kong.email}',
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      },
      shielded_instance_config: {
        enable_secure_boot: true,
        enable_vtpm: true,
        enable_integrity_monitoring: true,
      },
      labels: { role: 'kong' },
    });
  });

  test('is replaced by other machines of other names, and heals one that has not answered for two minutes', () => {
    expect(pool()).toMatchObject({
      name: 'edge-belgium-kong',
      description: 'Kong pool of belgium over its three zones',
      base_instance_name: 'edge-belgium-kong',
      version: [{ instance_template: '${google_compute_region_instance_template.kong.self_link}' }],
      named_port: [
        { name: 'http', port: onlyPool(belgium!).ports.proxy },
        { name: 'https', port: onlyPool(belgium!).ports.proxyTls },
      ],
      update_policy: {
        type: 'PROACTIVE',
        minimal_action: 'REPLACE',
        replacement_method: 'SUBSTITUTE',
        instance_redistribution_type: 'PROACTIVE',
      },
      auto_healing_policies: { initial_delay_sec: 3600 },
      wait_for_instances: false,
    });
    expect(resource(cluster, 'google_compute_region_health_check', 'kong_healing')).toMatchObject({
      name: 'edge-belgium-kong-healing',
      description: 'Replaces a Kong node that has not answered for two minutes',
      check_interval_sec: 30,
      timeout_sec: 10,
      healthy_threshold: 1,
      unhealthy_threshold: 4,
      log_config: { enable: true },
    });
  });

  test('grows as soon as it is loaded, and shrinks by a node a zone in ten minutes', () => {
    expect(resource(cluster, 'google_compute_region_autoscaler', 'kong')).toMatchObject({
      name: 'edge-belgium-kong',
      description: 'Scales the Kong pool of belgium',
      target: `${ADDRESS}.id}`,
      autoscaling_policy: {
        mode: 'ON',
        cooldown_period: 300,
        scale_in_control: { max_scaled_in_replicas: { fixed: 3 }, time_window_sec: 600 },
      },
    });
  });

  test('other stacks and people find it by name', () => {
    expect(cluster.json.output['kong_pool']).toEqual({
      value: `${ADDRESS}.name}`,
      description: 'Managed instance group of the Kong nodes',
    });
  });
});

describe('the migrations job to the letter', () => {
  const job = resource(cluster, 'google_compute_instance', 'kong_migrations');

  test('is a machine beside the pool, as closed as its nodes', () => {
    expect(job).toMatchObject({
      name: 'edge-belgium-kong-migrations',
      description: "Migrates Kong's schema once, then switches itself off",
      boot_disk: {
        initialize_params: {
          image: '${data.google_compute_image.ubuntu.self_link}',
          size: 20,
          type: 'pd-balanced',
          labels: { datacenter: 'belgium', 'managed-by': 'topogen', role: 'kong', topology: 'edge' },
        },
      },
      network_interface: [{ subnetwork: '${data.terraform_remote_state.network_belgium.outputs.kong_subnet_id}' }],
      metadata: { 'serial-port-enable': 'FALSE', 'user-data': expect.stringContaining('templatefile') as unknown },
      service_account: { email: '${google_service_account.kong.email}' },
      shielded_instance_config: { enable_secure_boot: true },
      labels: { role: 'kong' },
    });
  });

  test('is not made anew for newer images or other files, which change nothing about the schema', () => {
    expect(job['lifecycle']).toEqual({
      ignore_changes: [
        'metadata["user-data"]',
        'boot_disk[0].initialize_params[0].image',
        'boot_disk[0].kms_key_self_link',
      ],
      replace_triggered_by: ['terraform_data.kong_migrations'],
    });
  });

  test('runs again for exactly what its migrations depend on', () => {
    const datacenters = ALL_DATACENTERS.map((it) =>
      it.name === 'belgium' ? { ...it, kong: { image: 'projects/acme-edge/global/images/kong' } } : it,
    );
    const packageSha256 = 'a'.repeat(64);
    const kong = {
      version: '3.2.2',
      packageUrl: 'https://mirror.example.com/kong.deb',
      packageSha256,
      plugins: ['key-auth', 'acl'],
    };
    const made = resource(clusterOf(planOf({ kong, datacenters })), 'terraform_data', 'kong_migrations');
    expect(made['input']).toEqual({
      kong_version: '3.2.2',
      package_url: 'https://mirror.example.com/kong.deb',
      package_sha256: packageSha256,
      image: 'projects/acme-edge/global/images/kong',
      plugins: 'acl,key-auth',
    });
    expect(resource(cluster, 'terraform_data', 'kong_migrations')['input']).toMatchObject({
      package_url: '',
      package_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      image: '',
      plugins: '',
    });
  });

  test('cannot be placed in a datacenter without zones', () => {
    const [first, ...others] = plan.datacenters;
    expect(() => clusterOf({ ...plan, datacenters: [{ ...first!, zones: [] }, ...others] })).toThrow(/zone/);
  });
});

test('what a reader would stumble over is said beside it', () => {
  expect(cluster.comments['google_compute_region_instance_template.kong']).toMatch(
    /A newer image of Ubuntu alone changes nothing/,
  );
  expect(cluster.comments['google_compute_instance.kong_migrations']).toMatch(/To run it again by hand, replace it/);
});
