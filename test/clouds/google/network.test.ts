import { ALL_DATACENTERS, namesOf, networkOf, planOf, resource } from './google-stacks';

const plan = planOf();
const network = networkOf(plan);
const alone = planOf({
  datacenters: [{ name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' }],
});

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

  test('keeps flow logs for as long as the topology says, as far as a log bucket can', () => {
    const days = (flowLogRetentionDays: number) =>
      resource(
        networkOf(planOf({ network: { flowLogRetentionDays } })),
        'google_logging_project_bucket_config',
        'flow_logs',
      )['retention_days'];
    expect(days(30)).toBe(30);
    expect(days(3_653)).toBe(3_650);
  });

  test('sends the logs of its own subnets alone to that bucket', () => {
    expect(resource(network, 'google_logging_project_sink', 'flow_logs')).toMatchObject({
      destination: 'logging.googleapis.com/${google_logging_project_bucket_config.flow_logs.id}',
      filter:
        'resource.type="gce_subnetwork" AND resource.labels.subnetwork_name=("edge-belgium-kong" OR "edge-belgium-cassandra")',
    });
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

describe('the gateways of a datacenter', () => {
  test('tell the others of its whole range, from a router id that never moves', () => {
    expect(resource(network, 'google_compute_router', 'vpn')['bgp']).toEqual({
      asn: 64520,
      advertise_mode: 'CUSTOM',
      advertised_ip_ranges: [{ range: '10.64.0.0/16', description: 'Datacenter belgium' }],
      identifier_range: '169.254.6.0/30',
      keepalive_interval: 20,
    });
  });

  test('are on another router than address translation', () => {
    expect(namesOf(network, 'google_compute_router').sort()).toEqual(['nat', 'vpn']);
    expect(resource(network, 'google_compute_router', 'nat')).not.toHaveProperty('bgp');
  });

  test('do not exist where there is no other datacenter', () => {
    const lone = networkOf(alone);
    expect(namesOf(lone, 'google_compute_ha_vpn_gateway')).toEqual([]);
    expect(namesOf(lone, 'google_compute_router')).toEqual(['nat']);
    expect(Object.keys(lone.json.output)).toEqual(['network_id', 'kong_subnet_id', 'cassandra_subnet_id']);
  });

  test('put out what the links stack needs', () => {
    expect(network.json.output).toMatchObject({
      vpn_gateway_id: { value: '${google_compute_ha_vpn_gateway.main.id}' },
      vpn_gateway_address_0: { value: '${google_compute_ha_vpn_gateway.main.vpn_interfaces[0].ip_address}' },
      vpn_gateway_address_1: { value: '${google_compute_ha_vpn_gateway.main.vpn_interfaces[1].ip_address}' },
      vpn_router_name: { value: '${google_compute_router.vpn.name}' },
    });
  });
});

test('a third datacenter changes nothing in the network stack of another', () => {
  const two = planOf({ datacenters: ALL_DATACENTERS.filter(({ name }) => name !== 'us-east') });
  expect(plan.datacenters).toHaveLength(3);
  expect(networkOf(plan).json).toEqual(networkOf(two).json);
});
