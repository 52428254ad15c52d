import { clusterOf, namesOf, planOf, resource } from './google-stacks';

const cluster = clusterOf(planOf());

describe('the balancer', () => {
  test('has the same rule whatever port 80 does, since another one would cut clients of 443', () => {
    const rule = resource(cluster, 'google_compute_forwarding_rule', 'balancer');
    for (const plainHttp of ['redirect', 'serve'])
      expect(
        resource(clusterOf(planOf({ gateway: { plainHttp } })), 'google_compute_forwarding_rule', 'balancer'),
      ).toEqual(rule);
  });

  test('hands packets on as clients sent them, to the pool, on the ports that clients use', () => {
    expect(resource(cluster, 'google_compute_forwarding_rule', 'balancer')).toMatchObject({
      name: 'edge-belgium-balancer',
      load_balancing_scheme: 'EXTERNAL',
      network_tier: 'PREMIUM',
      ip_protocol: 'TCP',
      ports: ['80', '443'],
      ip_address: '${google_compute_address.balancer.address}',
      backend_service: '${google_compute_region_backend_service.balancer.id}',
    });
    expect(resource(cluster, 'google_compute_region_backend_service', 'balancer')).toMatchObject({
      load_balancing_scheme: 'EXTERNAL',
      protocol: 'TCP',
      session_affinity: 'NONE',
      backend: [
        {
          group: '${google_compute_region_instance_group_manager.kong.instance_group}',
          balancing_mode: 'CONNECTION',
        },
      ],
    });
  });

  test('turns clients away from a node that has not answered for fifteen seconds, where Kong tells its health', () => {
    const backend = resource(cluster, 'google_compute_region_backend_service', 'balancer');
    expect(backend['health_checks']).toEqual(['${google_compute_region_health_check.balancer.id}']);
    const check = resource(cluster, 'google_compute_region_health_check', 'balancer');
    expect(check['http_health_check']).toMatchObject({ port: 8007, request_path: '/status' });
    expect(Number(check['check_interval_sec']) * Number(check['unhealthy_threshold'])).toBe(15);
    expect(check['timeout_sec']).toBeLessThanOrEqual(Number(check['check_interval_sec']));
  });

  test('asks every release of Kong alike, so that an upgrade never takes the pool out of the balancer', () => {
    const old = clusterOf(planOf({ kong: { version: '0.14' } }));
    expect(resource(old, 'google_compute_region_health_check', 'balancer')).toEqual(
      resource(cluster, 'google_compute_region_health_check', 'balancer'),
    );
  });

  test('lets connections of a node that leaves go on for two minutes', () => {
    const backend = resource(cluster, 'google_compute_region_backend_service', 'balancer');
    expect(backend['connection_draining_timeout_sec']).toBe(120);
  });

  test('has the only public address of the stack, which stays when the rest of it is made anew', () => {
    const external = namesOf(cluster, 'google_compute_address').filter(
      (name) => resource(cluster, 'google_compute_address', name)['address_type'] !== 'INTERNAL',
    );
    expect(external).toEqual(['balancer']);
    expect(resource(cluster, 'google_compute_address', 'balancer')).toMatchObject({
      name: 'edge-belgium-balancer',
      address_type: 'EXTERNAL',
      network_tier: 'PREMIUM',
    });
    expect(cluster.json.output['balancer_address']?.value).toBe('${google_compute_address.balancer.address}');
  });

  test('has names within the 63 characters of Compute Engine, whatever the spec lets pass', () => {
    const [name, datacenter] = ['t'.repeat(12), 'd'.repeat(12)];
    const place = { cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
    const longest = clusterOf(planOf({ name, datacenters: [{ name: datacenter, ...place }] }), datacenter);
    const types = Object.keys(longest.json.resource).filter((type) => namesOf(longest, type).includes('balancer'));
    expect(types).toHaveLength(4);
    for (const type of types) {
      expect(resource(longest, type, 'balancer')['name']).toMatch(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/);
    }
  });
});

describe('an internal balancer', () => {
  const internal = clusterOf(planOf({ gateway: { exposure: 'internal' } }));

  test('has a private address in the subnet of Kong, and lets in clients who come by a gateway elsewhere', () => {
    const place = '${data.terraform_remote_state.network_belgium.outputs';
    const address = resource(internal, 'google_compute_address', 'balancer');
    expect(address).toMatchObject({ address_type: 'INTERNAL', subnetwork: `${place}.kong_subnet_id}` });
    expect(address['network_tier']).toBeUndefined();
    const rule = resource(internal, 'google_compute_forwarding_rule', 'balancer');
    expect(rule).toMatchObject({
      load_balancing_scheme: 'INTERNAL',
      network: `${place}.network_id}`,
      subnetwork: `${place}.kong_subnet_id}`,
      allow_global_access: true,
      ports: ['80', '443'],
    });
    expect(rule['network_tier']).toBeUndefined();
    expect(resource(internal, 'google_compute_region_backend_service', 'balancer')).toMatchObject({
      load_balancing_scheme: 'INTERNAL',
    });
  });

  test('lets in the supernet alone, where the spec names no clients', () => {
    const ofClients = namesOf(internal, 'google_compute_firewall').filter((name) => name.endsWith('_https'));
    expect(ofClients.map((name) => resource(internal, 'google_compute_firewall', name)['source_ranges'])).toEqual([
      ['10.64.0.0/10'],
    ]);
  });
});
