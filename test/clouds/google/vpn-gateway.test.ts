import { namesOf, networkOf, planOf, resource } from './google-stacks';

const network = networkOf(planOf());

describe('the gateways of a datacenter', () => {
  test('are one HA VPN gateway, on the network of the datacenter', () => {
    expect(namesOf(network, 'google_compute_ha_vpn_gateway')).toEqual(['main']);
    expect(resource(network, 'google_compute_ha_vpn_gateway', 'main')).toMatchObject({
      name: 'edge-belgium-vpn',
      network: '${google_compute_network.main.id}',
    });
  });

  test('tell the others of its whole range, from a router id that never moves', () => {
    expect(resource(network, 'google_compute_router', 'vpn')).toMatchObject({
      name: 'edge-belgium-vpn',
      network: '${google_compute_network.main.id}',
      bgp: {
        asn: 64520,
        advertise_mode: 'CUSTOM',
        advertised_ip_ranges: [{ range: '10.64.0.0/16', description: 'Datacenter belgium' }],
        identifier_range: '169.254.6.0/30',
        keepalive_interval: 20,
      },
    });
    expect(network.comments['google_compute_router.vpn']).toMatch(/could restart all others/);
  });

  test('have an ASN, a range and a router id of their own in each datacenter', () => {
    const bgpOf = (name: string) =>
      resource(networkOf(planOf(), name), 'google_compute_router', 'vpn')['bgp'] as Record<string, unknown>;
    const [belgium, iowa] = [bgpOf('belgium'), bgpOf('iowa')];
    expect(iowa).toMatchObject({ asn: 64521, advertised_ip_ranges: [{ range: '10.65.0.0/16' }] });
    expect(iowa['identifier_range']).not.toBe(belgium['identifier_range']);
  });

  test('are on another router than address translation', () => {
    expect(namesOf(network, 'google_compute_router').sort()).toEqual(['nat', 'vpn']);
    expect(resource(network, 'google_compute_router', 'nat')).not.toHaveProperty('bgp');
  });

  test('do not exist where there is no other datacenter', () => {
    const place = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
    const lone = networkOf(planOf({ datacenters: [place] }));
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

  test('say nothing of a hub: only the links towards it do', () => {
    const datacenters = ['europe-west1', 'us-central1'].map((region, i) => ({
      name: ['belgium', 'iowa'][i],
      cloud: 'google',
      region,
      project: 'acme-edge',
    }));
    const hub = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
    const mesh = { datacenters: [...datacenters, hub] };
    const spoked = planOf({ ...mesh, links: { shape: 'hub', hub: 'us-east' } });
    expect(networkOf(spoked).json).toEqual(networkOf(planOf(mesh)).json);
  });
});
