import { ALL_DATACENTERS, clusterOf, namesOf, planOf, resource, type Synthesised } from './google-stacks';

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

  test('scales between the planned numbers by processor load, and leaves its size to that', () => {
    const { nodes, maximumNodes } = plan.datacenters[0]!.kong;
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
