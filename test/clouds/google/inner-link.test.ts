import type { StackScope } from '../../../src/clouds/contract';
import { googleBuilder } from '../../../src/clouds/google/builder';
import { datacenterOf, linksOf, namesOf, planOf, resource, synthesise } from './google-stacks';

const plan = planOf();
const links = linksOf(plan);
const ENDS = ['belgium', 'iowa'] as const;

/** Terraform name of an end of a tunnel. */
const id = (own: string, n: number): string => `belgium__iowa__${own}_${n}`;

describe('a link between two datacenters of Google', () => {
  test('has two tunnels at each end, between the interfaces of the same number', () => {
    for (const own of ENDS) {
      const peer = own === 'belgium' ? 'iowa' : 'belgium';
      for (const n of [0, 1]) {
        expect(resource(links, 'google_compute_vpn_tunnel', id(own, n))).toMatchObject({
          name: `edge-${own}--${peer}-${n}`,
          project: datacenterOf(plan, own).project,
          region: datacenterOf(plan, own).region,
          vpn_gateway_interface: n,
          vpn_gateway: `\${data.terraform_remote_state.network_${own}.outputs.vpn_gateway_id}`,
          peer_gcp_gateway: `\${data.terraform_remote_state.network_${peer}.outputs.vpn_gateway_id}`,
          ike_version: 2,
        });
      }
    }
    const tunnels = namesOf(links, 'google_compute_vpn_tunnel').filter((name) => name.startsWith('belgium__iowa'));
    expect(tunnels).toHaveLength(4);
    expect(namesOf(links, 'google_compute_external_vpn_gateway')).not.toContain('belgium__iowa');
  });

  test('has one key for both ends of a tunnel, and another for each tunnel', () => {
    const key = (own: string, n: number) => resource(links, 'google_compute_vpn_tunnel', id(own, n))['shared_secret'];
    for (const n of [0, 1]) {
      expect(key('belgium', n)).toBe(`key-${n}-of-belgium--iowa`);
      expect(key('iowa', n)).toBe(key('belgium', n));
    }
  });

  test('has sessions that name each other, over the interface of their own tunnel', () => {
    for (const n of [0, 1]) {
      const at = (own: string) => ({
        range: String(resource(links, 'google_compute_router_interface', id(own, n))['ip_range']),
        peer: resource(links, 'google_compute_router_peer', id(own, n)),
      });
      const [left, right] = [at('belgium'), at('iowa')];
      expect(right.peer['peer_ip_address']).toBe(left.range.replace('/30', ''));
      expect(left.peer['peer_ip_address']).toBe(right.range.replace('/30', ''));
      expect(left.peer['peer_asn']).toBe(datacenterOf(plan, 'iowa').asn);
      expect(right.peer['peer_asn']).toBe(datacenterOf(plan, 'belgium').asn);
      for (const own of ENDS) {
        expect(resource(links, 'google_compute_router_interface', id(own, n))).toMatchObject({
          router: `\${data.terraform_remote_state.network_${own}.outputs.vpn_router_name}`,
          vpn_tunnel: `\${google_compute_vpn_tunnel.${id(own, n)}.name}`,
        });
        expect(resource(links, 'google_compute_router_peer', id(own, n))['interface']).toBe(
          `\${google_compute_router_interface.${id(own, n)}.name}`,
        );
      }
    }
  });

  test('makes interface and session anew when the tunnel is, and leaves them when a label of it changes', () => {
    const replaced = (type: string) =>
      (resource(links, type, id('iowa', 1))['lifecycle'] as { replace_triggered_by: string[] }).replace_triggered_by;
    const name = id('iowa', 1);
    expect(replaced('google_compute_router_interface')).toEqual([`google_compute_vpn_tunnel.${name}.id`]);
    expect(replaced('google_compute_router_peer')).toEqual([`google_compute_router_interface.${name}`]);
  });

  test('brings no more than the range of the far end: it never leads further', () => {
    for (const own of ENDS) {
      const session = resource(links, 'google_compute_router_peer', id(own, 0));
      expect(session).not.toHaveProperty('custom_learned_ip_ranges');
      expect(session['advertised_route_priority']).toBe(100);
    }
  });

  test('is of no other kind', () => {
    const link = { ...plan.links[0]!, kind: 'transit-peering' as const };
    expect(() => googleBuilder.innerLink({} as never, link, {} as never, [])).toThrow(/transit-peering/);
  });

  test('does not come to be without a key for each of its tunnels', () => {
    const link = plan.links.find(({ id: it }) => it === 'belgium--iowa')!;
    const ends = { left: datacenterOf(plan, 'belgium'), right: datacenterOf(plan, 'iowa') };
    const withKeys = (keys: readonly string[]) => (): void => {
      synthesise(plan, 'links', (scope: StackScope) => googleBuilder.innerLink(scope, link, ends, keys));
    };
    expect(withKeys(['one'])).toThrow('link belgium--iowa has no key for tunnel 1');
    expect(withKeys(['one', 'two'])).not.toThrow();
  });
});
