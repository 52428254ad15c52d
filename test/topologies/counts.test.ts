import type { Attributes } from '../../src/clouds/resources';
import { allOfType, resourcesOf } from '../support/emitted';
import { synthesizeShipped, synthesizeText, type Synthesized } from '../support/synthesized';

/* How much of everything is emitted, counted in the JSON that Terraform reads. */

const LINKS = /^links$/;

function count(it: Synthesized, type: string, stacks = LINKS): number {
  return allOfType(it.synthesis, type, stacks).length;
}

function links(it: Synthesized, type: string): Readonly<Record<string, Attributes>> {
  return resourcesOf(it.synthesis, 'links')[type] ?? {};
}

/** The datacenter whose network stack an expression reads, in snake case. */
function readsNetwork(expression: unknown): string {
  const [, name] = /terraform_remote_state\.network_(\w+)\.outputs/.exec(String(expression)) ?? [];
  if (name === undefined) throw new Error(`${String(expression)} reads no network`);
  return name;
}

/** Pairs of datacenters that something emitted joins. */
function joinedPairs(it: Synthesized): string[] {
  const pair = (one: string, other: string): string => [one, other].sort().join(' ');
  const gateways = links(it, 'aws_customer_gateway');
  const connections = Object.values(links(it, 'aws_vpn_connection')).map((connection) => {
    const [, gateway = ''] =
      /^\$\{aws_customer_gateway\.(\w+)\.id\}$/.exec(String(connection['customer_gateway_id'])) ?? [];
    return pair(readsNetwork(connection['transit_gateway_id']), readsNetwork(gateways[gateway]?.['ip_address']));
  });
  const tunnels = Object.values(links(it, 'google_compute_vpn_tunnel'))
    .filter((tunnel) => tunnel['peer_gcp_gateway'] !== undefined)
    .map((tunnel) => pair(readsNetwork(tunnel['vpn_gateway']), readsNetwork(tunnel['peer_gcp_gateway'])));
  const peerings = Object.values(links(it, 'aws_ec2_transit_gateway_peering_attachment')).map((peering) =>
    pair(readsNetwork(peering['transit_gateway_id']), readsNetwork(peering['peer_transit_gateway_id'])),
  );
  return [...new Set([...connections, ...tunnels, ...peerings])].sort();
}

function pairsOf(names: readonly string[]): string[] {
  const sorted = names.map((name) => name.replaceAll('-', '_')).sort();
  return sorted.flatMap((one, i) => sorted.slice(i + 1).map((other) => `${one} ${other}`));
}

describe('three datacenters on AWS and three on Google Cloud in mesh', () => {
  let mesh: Synthesized;
  beforeAll(async () => (mesh = await synthesizeShipped('six-mesh')));

  test('are joined by 15 links, each pair by one', () => {
    const names = ['us-east', 'us-west', 'eu-central', 'us-central', 'eu-west', 'ap-south'];
    expect(joinedPairs(mesh)).toEqual(pairsOf(names));
    expect(joinedPairs(mesh)).toHaveLength(15);
  });

  test('have 18 VPN connections and 48 tunnels of Google, each with a session and an interface', () => {
    expect(count(mesh, 'aws_vpn_connection')).toBe(18);
    expect(count(mesh, 'google_compute_vpn_tunnel')).toBe(48);
    expect(count(mesh, 'google_compute_router_interface')).toBe(48);
    expect(count(mesh, 'google_compute_router_peer')).toBe(48);
    expect(count(mesh, 'google_compute_external_vpn_gateway')).toBe(9);
    expect(count(mesh, 'aws_ec2_transit_gateway_peering_attachment')).toBe(3);
    expect(count(mesh, 'aws_ec2_transit_gateway_peering_attachment_accepter')).toBe(3);
  });

  test('have a key for each tunnel: 4 for each of 9 links between the clouds, 2 for each of 3 within Google', () => {
    expect(count(mesh, 'random_password')).toBe(42);
  });

  test('have one transit gateway, or one VPN gateway with one router, each, whatever the number of links', () => {
    expect(count(mesh, 'aws_ec2_transit_gateway', /^network-/)).toBe(3);
    expect(count(mesh, 'google_compute_ha_vpn_gateway', /^network-/)).toBe(3);
    const routers = allOfType(mesh.synthesis, 'google_compute_router', /^network-/).filter(([, it]) => it['bgp']);
    expect(routers).toHaveLength(3);
  });

  test('let no link be a way between two others', () => {
    const sessions = Object.values(links(mesh, 'google_compute_router_peer'));
    expect(sessions.filter((it) => it['custom_learned_ip_ranges'] !== undefined)).toEqual([]);
    const propagations = Object.values(links(mesh, 'aws_ec2_transit_gateway_route_table_propagation'));
    expect(propagations).toHaveLength(18);
    const routes = Object.values(links(mesh, 'aws_ec2_transit_gateway_route'));
    expect(routes).toHaveLength(6);
    for (const it of [...propagations, ...routes]) {
      expect(it['transit_gateway_route_table_id']).toContain('workload_route_table_id');
    }
  });
});

describe('a hub on AWS with a spoke on AWS and two on Google Cloud', () => {
  let hub: Synthesized;
  beforeAll(async () => (hub = await synthesizeShipped('hub')));
  const TABLE = '${data.terraform_remote_state.network_us_east.outputs.edge_route_table_id}';

  test('is linked to each spoke, and they to nothing else', () => {
    expect(joinedPairs(hub)).toEqual(['ap_south us_east', 'eu_west us_east', 'us_east us_west']);
    expect(count(hub, 'aws_vpn_connection')).toBe(4);
    expect(count(hub, 'google_compute_vpn_tunnel')).toBe(8);
  });

  test('has the way to every spoke in the table that its links look up, and tells VPN of it', () => {
    const told = Object.values(links(hub, 'aws_ec2_transit_gateway_route_table_propagation'))
      .filter((it) => it['transit_gateway_route_table_id'] === TABLE)
      .map((it) => it['transit_gateway_attachment_id']);
    expect(told.sort()).toEqual(
      ['ap_south__us_east_0', 'ap_south__us_east_1', 'eu_west__us_east_0', 'eu_west__us_east_1'].map(
        (name) => `\${aws_vpn_connection.${name}.transit_gateway_attachment_id}`,
      ),
    );
    const routes = Object.values(links(hub, 'aws_ec2_transit_gateway_route'));
    const west = hub.topology.plan.datacenters.find(({ name }) => name === 'us-west')!.cidr;
    expect(routes.filter((it) => it['transit_gateway_route_table_id'] === TABLE)).toEqual([
      expect.objectContaining({ destination_cidr_block: west, region: 'us-east-1' }),
    ]);
    const associated = Object.values(links(hub, 'aws_ec2_transit_gateway_route_table_association')).filter(
      (it) => it['transit_gateway_route_table_id'] === TABLE,
    );
    expect(associated).toHaveLength(5);
  });

  test('is where its spokes on Google Cloud send all that is not their own, over every session', () => {
    const sessions = Object.values(links(hub, 'google_compute_router_peer'));
    expect(sessions).toHaveLength(8);
    for (const it of sessions) expect(it['custom_learned_ip_ranges']).toEqual([{ range: '10.64.0.0/10' }]);
  });

  test('is where its spoke on AWS sends all that is not its own, and whose own table leads nowhere else', () => {
    const west = 'network_us_west.outputs';
    const routes = Object.values(links(hub, 'aws_ec2_transit_gateway_route')).filter((it) =>
      String(it['transit_gateway_route_table_id']).includes(west),
    );
    expect(routes).toEqual([
      expect.objectContaining({
        destination_cidr_block: '10.64.0.0/10',
        transit_gateway_route_table_id: `\${data.terraform_remote_state.${west}.workload_route_table_id}`,
      }),
    ]);
  });
});

describe('several datacenters of one cloud on one gateway of the other', () => {
  const spec = (datacenters: readonly object[]): string =>
    JSON.stringify({
      name: 'edge',
      requestsPerSecond: 3000,
      googleProject: 'acme-edge',
      links: { awsToAws: 'ipsec' },
      datacenters,
    });
  const aws = (name: string, region: string): object => ({ name, cloud: 'aws', region });
  const google = (name: string, region: string): object => ({ name, cloud: 'google', region });

  function gatewayAddresses(it: Synthesized): string[] {
    return Object.values(links(it, 'aws_customer_gateway')).map(
      (gateway) => `${String(gateway['region'])} ${String(gateway['bgp_asn'])} ${String(gateway['ip_address'])}`,
    );
  }

  test('three of AWS in one region and one in another: customer gateways are shared in a region, and only there', async () => {
    const it = await synthesizeText(
      spec([
        aws('one', 'us-east-1'),
        aws('two', 'us-east-1'),
        aws('three', 'us-east-1'),
        aws('other', 'us-west-2'),
        google('far', 'europe-west1'),
      ]),
      'edge.json',
    );
    const addresses = gatewayAddresses(it);
    expect(new Set(addresses).size).toBe(addresses.length);
    const ofGoogle = addresses.filter((address) => address.includes('network_far'));
    expect(ofGoogle.map((address) => address.split(' ')[0]).sort()).toEqual([
      'us-east-1',
      'us-east-1',
      'us-west-2',
      'us-west-2',
    ]);
    // In each region two for every gateway that is dialled from there: of three others, and of the two that come later.
    expect(addresses).toHaveLength(4 + 2 * 3 + 2 * 2);
    // Two for each of four links with Google, and for each of six within AWS.
    expect(count(it, 'aws_vpn_connection')).toBe(8 + 12);
    expect(count(it, 'google_compute_external_vpn_gateway')).toBe(4);
    expect(count(it, 'google_compute_vpn_tunnel')).toBe(16);
    const used = Object.values(links(it, 'aws_vpn_connection')).map((connection) => connection['customer_gateway_id']);
    expect(new Set(used).size).toBe(addresses.length);
    expect(joinedPairs(it)).toEqual(pairsOf(['one', 'two', 'three', 'other', 'far']));
  });

  test('three of Google Cloud on one transit gateway: two customer gateways and two connections each', async () => {
    const it = await synthesizeText(
      spec([
        aws('here', 'us-east-1'),
        google('one', 'europe-west1'),
        google('two', 'us-central1'),
        google('three', 'asia-southeast1'),
      ]),
      'edge.json',
    );
    expect(gatewayAddresses(it)).toHaveLength(6);
    expect(new Set(gatewayAddresses(it)).size).toBe(6);
    const gateways = Object.values(links(it, 'aws_vpn_connection')).map(
      (connection) => connection['transit_gateway_id'],
    );
    expect([gateways.length, new Set(gateways).size]).toEqual([6, 1]);
    expect(count(it, 'google_compute_vpn_tunnel')).toBe(3 * 4 + 3 * 4);
  });
});
