import { googleBuilder } from '../../../src/clouds/google/builder';
import type { StackScope } from '../../../src/clouds/contract';
import { allResources, datacenterOf, linksOf, namesOf, planOf, resource, synthesise } from './google-stacks';

const plan = planOf();
const links = linksOf(plan);

describe('a link that another cloud dials', () => {
  test('knows the four outside addresses of its far end, those of each connection together', () => {
    expect(resource(links, 'google_compute_external_vpn_gateway', 'belgium__us_east')).toEqual({
      project: 'acme-edge',
      name: 'edge-belgium--us-east',
      description: 'The ends of the tunnels from belgium in us-east',
      redundancy_type: 'FOUR_IPS_REDUNDANCY',
      interface: [0, 1, 2, 3].map((id) => ({ id, ip_address: `203.0.113.${id + 1}` })),
      labels: { datacenter: 'belgium', role: 'vpn' },
      lifecycle: { ignore_changes: ['description'] },
    });
  });

  test('has four tunnels, two on each interface of the gateway, each with a key of its own', () => {
    const tunnels = [0, 1, 2, 3].map((n) => resource(links, 'google_compute_vpn_tunnel', `belgium__us_east_${n}`));
    expect(tunnels.map((it) => [it['vpn_gateway_interface'], it['peer_external_gateway_interface']])).toEqual([
      [0, 0],
      [0, 1],
      [1, 2],
      [1, 3],
    ]);
    expect(new Set(tunnels.map((it) => it['shared_secret'])).size).toBe(4);
    for (const tunnel of tunnels) {
      expect(tunnel).toMatchObject({
        ike_version: 2,
        vpn_gateway: '${data.terraform_remote_state.network_belgium.outputs.vpn_gateway_id}',
        router: '${data.terraform_remote_state.network_belgium.outputs.vpn_router_name}',
        peer_external_gateway: '${google_compute_external_vpn_gateway.belgium__us_east.id}',
      });
    }
  });

  test('speaks BGP with the dialling end, which has the first inside address', () => {
    expect(resource(links, 'google_compute_router_interface', 'belgium__us_east_1')).toMatchObject({
      ip_range: expect.stringMatching(/^169\.254\.\d+\.\d+\/30$/) as unknown,
      vpn_tunnel: '${google_compute_vpn_tunnel.belgium__us_east_1.name}',
    });
    const link = plan.links.find((it) => it.id === 'belgium--us-east')!;
    const { left, right } = link.tunnels[1]!.insideAddresses;
    expect(resource(links, 'google_compute_router_interface', 'belgium__us_east_1')['ip_range']).toBe(`${left}/30`);
    expect(resource(links, 'google_compute_router_peer', 'belgium__us_east_1')).toMatchObject({
      peer_ip_address: right,
      peer_asn: datacenterOf(plan, 'us-east').asn,
      advertised_route_priority: 100,
      lifecycle: { replace_triggered_by: ['google_compute_router_interface.belgium__us_east_1'] },
    });
  });

  test('takes the listening part on whichever side of the link its datacenter is', () => {
    expect(plan.links.find((it) => it.id === 'iowa--us-east')?.left.part).toBe('listens');
    const turned = planOf({
      datacenters: [
        { name: 'a-aws', cloud: 'aws', region: 'us-east-1' },
        { name: 'b-google', cloud: 'google', region: 'us-central1', project: 'acme-us' },
      ],
    });
    expect(turned.links[0]?.right.part).toBe('listens');
    const { insideAddresses } = turned.links[0]!.tunnels[2]!;
    const made = linksOf(turned);
    expect(resource(made, 'google_compute_router_interface', 'a_aws__b_google_2')['ip_range']).toBe(
      `${insideAddresses.right}/30`,
    );
    expect(resource(made, 'google_compute_router_peer', 'a_aws__b_google_2')).toMatchObject({
      peer_ip_address: insideAddresses.left,
      peer_asn: turned.datacenters[0]!.asn,
    });
  });

  test('gives the addresses of both interfaces to whoever dials', () => {
    const made = synthesise(plan, 'links', (scope: StackScope) => {
      googleBuilder.provider(scope, [datacenterOf(plan, 'iowa')]);
      scope.output('found', googleBuilder.listeningAddresses(scope, datacenterOf(plan, 'iowa')), 'The addresses');
    });
    expect(JSON.stringify(made)).toContain(
      JSON.stringify([
        '${data.terraform_remote_state.network_iowa.outputs.vpn_gateway_address_0}',
        '${data.terraform_remote_state.network_iowa.outputs.vpn_gateway_address_1}',
      ]),
    );
  });

  test('is never dialled from here', () => {
    expect(() => googleBuilder.dial({} as never, {} as never, {} as never, ['', ''], [])).toThrow(/listens/);
  });
});

test('a third datacenter leaves every older link as it is', () => {
  const two = linksOf(planOf({ datacenters: planned(['belgium', 'iowa']) }));
  expect(allResources(two)).toHaveLength(12);
  for (const { address, attributes } of allResources(two)) {
    const [type = '', name = ''] = address.split('.');
    expect(resource(links, type, name)).toEqual(attributes);
  }
  expect(namesOf(links, 'google_compute_vpn_tunnel').length).toBeGreaterThan(
    namesOf(two, 'google_compute_vpn_tunnel').length,
  );
});

function planned(names: readonly string[]) {
  const places: Readonly<Record<string, object>> = {
    belgium: { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
    iowa: { name: 'iowa', cloud: 'google', region: 'us-central1', project: 'acme-us' },
  };
  return names.map((name) => places[name]);
}
