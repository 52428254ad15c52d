import { ALL_DATACENTERS, namesOf, networkOf, planOf, resource } from './google-stacks';

const plan = planOf();
const network = networkOf(plan);

describe('the network of a datacenter', () => {
  test('has no subnets but the planned ones, each over the whole region', () => {
    expect(resource(network, 'google_compute_network', 'main')).toMatchObject({
      name: 'edge-belgium-network',
      auto_create_subnetworks: false,
      routing_mode: 'REGIONAL',
      mtu: 1460,
    });
    expect(namesOf(network, 'google_compute_subnetwork')).toEqual(['kong', 'cassandra']);
    expect(resource(network, 'google_compute_subnetwork', 'cassandra')).toMatchObject({
      name: 'edge-belgium-cassandra',
      ip_cidr_range: '10.64.64.0/18',
      private_ip_google_access: true,
      log_config: { flow_sampling: 0.5 },
    });
  });

  test('lets machines out by address translation with the ports that sizing reckoned', () => {
    const { nat } = plan.sizing.datacenters[0]!;
    const made = resource(network, 'google_compute_router_nat', 'main');
    expect(made).toMatchObject({
      router: '${google_compute_router.nat.name}',
      enable_dynamic_port_allocation: true,
      min_ports_per_vm: nat.portsPerNode,
    });
    expect(made['max_ports_per_vm']).toBeGreaterThan(Number(made['min_ports_per_vm']));
    expect((made['subnetwork'] as { name: string }[]).map((it) => it.name)).toEqual([
      '${google_compute_subnetwork.kong.id}',
      '${google_compute_subnetwork.cassandra.id}',
    ]);
  });

  test('never sets aside so many ports that no room is left for more', () => {
    const busy = planOf({ requestsPerSecond: 40_000, kong: { upstreamLatencyMilliseconds: 600_000 } });
    expect(busy.sizing.datacenters[0]?.nat.portsPerNode).toBeGreaterThan(32_768);
    expect(resource(networkOf(busy), 'google_compute_router_nat', 'main')).toMatchObject({
      min_ports_per_vm: 32_768,
      max_ports_per_vm: 65_536,
    });
  });

  test('gives it the addresses that the spec reserves, which its output shows', () => {
    const datacenters = ALL_DATACENTERS.map((it) => (it.name === 'belgium' ? { ...it, egressAddresses: 2 } : it));
    const reserved = networkOf(planOf({ datacenters }));
    const names = ['nat_1', 'nat_2'];
    expect(namesOf(reserved, 'google_compute_address')).toEqual(names);
    expect(resource(reserved, 'google_compute_address', 'nat_2')).toMatchObject({
      name: 'edge-belgium-nat-2',
      address_type: 'EXTERNAL',
      depends_on: ['google_project_service.compute'],
      lifecycle: { create_before_destroy: true },
    });
    expect(resource(reserved, 'google_compute_router_nat', 'main')).toMatchObject({
      nat_ip_allocate_option: 'MANUAL_ONLY',
      nat_ips: names.map((name) => `\${google_compute_address.${name}.self_link}`),
    });
    expect(reserved.json.output['nat_addresses']?.value).toEqual(
      names.map((name) => `\${google_compute_address.${name}.address}`),
    );
    expect(network.json.output['nat_addresses']).toBeUndefined();
    expect(resource(network, 'google_compute_router_nat', 'main')['nat_ip_allocate_option']).toBe('AUTO_ONLY');
  });

  test('switches the APIs on that its stacks need, and never off', () => {
    const withRedis = networkOf(planOf({ kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } }));
    const added = namesOf(withRedis, 'google_project_service').filter(
      (name) => !namesOf(network, 'google_project_service').includes(name),
    );
    expect(added).toEqual(['dns', 'redis']);
    for (const name of namesOf(withRedis, 'google_project_service')) {
      expect(resource(withRedis, 'google_project_service', name)['disable_on_destroy']).toBe(false);
    }
  });
});

test('a third datacenter changes nothing in the network stack of another', () => {
  const two = planOf({ datacenters: ALL_DATACENTERS.filter(({ name }) => name !== 'us-east') });
  expect(plan.datacenters).toHaveLength(3);
  expect(networkOf(plan).json).toEqual(networkOf(two).json);
});
