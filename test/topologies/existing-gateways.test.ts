import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answered, MOCKED_AWS, mockedNetwork, overridden, PLANNED } from '../support/mocked-network';
import { expectRefusals, PASSED, withTestsOf, type Wrong } from '../support/refused-plans';
import { PROJECT, synthesizeShipped, synthesizeText, type Synthesized } from '../support/synthesized';
import { describeLong } from '../support/long';

/*
 * In `existing-networks.json` us-west has a network of topogen, and a transit gateway of the user's; us-east has a network of the
 * user's, and a gateway of topogen; eu-west has both of the user's.
 */

const SPEC = readFileSync(join(PROJECT, 'topologies', 'existing-networks.json'), 'utf8');
const GATEWAY = 'tgw-0a1b2c3d4e5f60718';

type Values = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Values>>>>;

interface Json {
  readonly resource: Blocks;
  readonly data: Blocks;
}

function jsonOf({ synthesis }: Synthesized, stack: string): Json {
  const found = synthesis.assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`);
  if (!found) throw new Error(`no stack ${stack}`);
  return JSON.parse(found.text) as Json;
}

/** Returns every resource of a stack with its type and name. */
function resourcesOf({ resource }: Json): { readonly address: string; readonly values: Values }[] {
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, values]) => ({ address: `${type}.${name}`, values })),
  );
}

/** The spec with a gateway of the user's in us-east as well, beside its network. */
function bothGateways(): string {
  const spec = JSON.parse(SPEC) as { datacenters: { network: Record<string, unknown> }[] };
  const [east] = spec.datacenters;
  if (!east) throw new Error('the topology has no datacenter');
  east.network['gateway'] = { id: 'tgw-0f0f0f0f0f0f0f0f0', asn: 4_200_000_001 };
  return JSON.stringify(spec);
}

describe.each([
  ['beside one of topogen', () => synthesizeShipped('existing-networks')],
  ['at both ends', () => synthesizeText(bothGateways(), 'both.json')],
])('a transit gateway that the user has, %s', (_name, synthesized) => {
  test('is used and never made, tagged or changed, and so are the tables of its owner', async () => {
    const whole = await synthesized();
    const west = jsonOf(whole, 'network-us-west');
    expect(Object.keys(west.resource)).not.toContain('aws_ec2_transit_gateway');
    expect(JSON.stringify(west.resource)).not.toMatch(/ec2_tag|default_route_table_id|tgw-0a/);
    expect(west.data['aws_ec2_transit_gateway']).toMatchObject({ main: { id: GATEWAY } });
    const tables: Readonly<Record<string, RegExp>> = {
      'network-us-west': /^\$\{aws_ec2_transit_gateway_route_table\.(workload|edge)\.id\}$/,
      links: /outputs\.(workload|edge)_route_table_id\}$/,
    };
    for (const [stack, own] of Object.entries(tables)) {
      const users = resourcesOf(jsonOf(whole, stack)).filter(
        ({ values }) => 'transit_gateway_route_table_id' in values,
      );
      expect(users.length).toBeGreaterThan(1);
      for (const { address, values } of users)
        expect([address, values['transit_gateway_route_table_id']]).toEqual([address, expect.stringMatching(own)]);
    }
  });

  test('has every attachment of the topology in a table of the topology', async () => {
    const whole = await synthesized();
    const own = resourcesOf(jsonOf(whole, 'network-us-west')).find(({ address }) => /vpc_attachment/.test(address));
    expect(own?.values).toMatchObject({
      transit_gateway_default_route_table_association: false,
      transit_gateway_default_route_table_propagation: false,
    });
    const links = jsonOf(whole, 'links');
    const moved = Object.entries(links.resource['aws_ec2_transit_gateway_route_table_association'] ?? {})
      .filter(([, values]) => values['replace_existing_association'] === true)
      .map(([name]) => name);
    expect(moved).toEqual(
      expect.arrayContaining(['eu_west__us_west_0', 'eu_west__us_west_1', 'us_east__us_west__at_us_west']),
    );
    // Connections of both datacenters and both ends of the peering; on a gateway of topogen there is no default table.
    expect(moved.length).toBe(_name === 'at both ends' ? 6 : 3);
  });

  test('is known by its own number at the other ends', async () => {
    const links = jsonOf(await synthesized(), 'links');
    const numbers = Object.entries(links.resource['google_compute_router_peer'] ?? {})
      .filter(([name]) => name.startsWith('eu_west__us_west'))
      .map(([, { peer_asn }]) => peer_asn);
    expect(numbers).toEqual([64_512, 64_512, 64_512, 64_512]);
    const customers = Object.values(links.resource['aws_customer_gateway'] ?? {}).map(({ bgp_asn }) => bgp_asn);
    expect(new Set(customers)).toEqual(new Set(['64514']));
  });
});

describe('an HA VPN gateway and a Cloud Router that the user has', () => {
  test('are used and never made or changed', async () => {
    const whole = await synthesizeShipped('existing-networks');
    const { resource, data } = jsonOf(whole, 'network-eu-west');
    // The router that is made is that of the address translation.
    expect(Object.keys(resource)).not.toContain('google_compute_ha_vpn_gateway');
    expect(Object.keys(resource['google_compute_router'] ?? {})).toEqual(['nat']);
    expect(JSON.stringify(resource)).not.toMatch(
      /(vpnGateways|routers)\/edge|data\.google_compute_(ha_vpn_gateway|router)\./,
    );
    expect(data['google_compute_ha_vpn_gateway']?.['main']).toMatchObject({ project: 'acme-edge', name: 'edge' });
    expect(data['google_compute_router']?.['vpn']).toMatchObject({ project: 'acme-edge', name: 'edge' });
  });

  test('get tunnels, and sessions that tell of the datacenter alone', async () => {
    const { resource } = jsonOf(await synthesizeShipped('existing-networks'), 'links');
    const names = Object.keys(resource['google_compute_router_peer'] ?? {});
    expect(names.length).toBe(8);
    for (const type of ['google_compute_vpn_tunnel', 'google_compute_router_interface'])
      expect(Object.keys(resource[type] ?? {})).toEqual(names);
    for (const peer of Object.values(resource['google_compute_router_peer'] ?? {}))
      expect(peer).toMatchObject({
        router: '${data.terraform_remote_state.network_eu_west.outputs.vpn_router_name}',
        advertise_mode: 'CUSTOM',
        advertised_ip_ranges: [{ range: '10.30.0.0/20' }],
      });
  });

  test('leave a gateway of topogen as it was where they are not named', async () => {
    const spec = JSON.parse(SPEC) as { datacenters: { network: Record<string, unknown> }[] };
    delete spec.datacenters[2]?.network['gateway'];
    const whole = await synthesizeText(JSON.stringify(spec), 'own.json');
    const { resource } = jsonOf(whole, 'network-eu-west');
    expect(resource['google_compute_ha_vpn_gateway']?.['main']).toMatchObject({
      network: '${data.google_compute_network.main.id}',
    });
    const [peer] = Object.values(jsonOf(whole, 'links').resource['google_compute_router_peer'] ?? {});
    expect(Object.keys(peer ?? {})).not.toContain('advertise_mode');
  });
});

/** What AWS says of the gateway: as the spec has it, but for what is changed. */
function gateway(asn: number, changed: Readonly<Record<string, string>>): string[] {
  const values = {
    amazon_side_asn: String(asn),
    owner_id: '"111122223333"',
    vpn_ecmp_support: '"enable"',
    default_route_table_propagation: '"disable"',
    ...changed,
  };
  return [
    overridden('aws_ec2_transit_gateway.main', values),
    overridden('aws_caller_identity.current', { account_id: '"111122223333"' }),
  ];
}

const WRONG: Wrong = [
  [
    'another number',
    { amazon_side_asn: '64999' },
    `The spec says that ${GATEWAY} has the number 64512; AWS says 64999.`,
  ],
  [
    'a gateway that another account shares',
    { owner_id: '"444455556666"' },
    'It is of account 444455556666 and must be of 111122223333',
  ],
  ['tunnels that are not used at once', { vpn_ecmp_support: '"disable"' }, 'VPN ECMP enabled (disable)'],
  [
    'routes that would go into a table of its owner',
    { default_route_table_propagation: '"enable"' },
    `aws ec2 modify-transit-gateway --region us-west-2 --transit-gateway-id ${GATEWAY} --options DefaultRouteTablePropagation=disable`,
  ],
];

const NETWORK = 'https://www.googleapis.com/compute/v1/projects/acme-edge/global/networks/acme';
const OTHER = '"https://www.googleapis.com/compute/v1/projects/acme-edge/global/networks/other"';

/** What Google says of the network, the gateway and its router: as the spec has it, but for what is changed. */
function onGoogle(changed: Readonly<Record<string, string>>): string[] {
  const answer = (target: string, values: Readonly<Record<string, string>>): string =>
    answered(`google_compute_${target}`, values, changed);
  const subnet = (tier: string, range: string): string =>
    answer(`subnetwork.${tier}`, {
      network: `"${NETWORK}"`,
      ip_cidr_range: `"${range}"`,
      private_ip_google_access: 'true',
    });
  return [
    'mock_provider "google" {}\n',
    subnet('kong', '10.30.0.0/22'),
    subnet('cassandra', '10.30.4.0/26'),
    answer('ha_vpn_gateway.main', {
      network: `"${NETWORK}"`,
      vpn_interfaces: INTERFACES.replace('ATTACHMENT', ''),
    }),
    answer('router.vpn', { bgp: '[{ asn = 64514 }]', encrypted_interconnect_router: 'false' }),
  ];
}

const INTERFACES =
  '[{ id = 0, ip_address = "203.0.113.1", interconnect_attachment = "ATTACHMENT" }, { id = 1, ip_address = "203.0.113.2", interconnect_attachment = "" }]';

const WRONG_ON_GOOGLE: Wrong = [
  [
    'a gateway of another network',
    { 'google_compute_ha_vpn_gateway.main.network': OTHER },
    'vpnGateways/edge is in projects/acme-edge/global/networks/acme; Google says projects/acme-edge/global/networks/other.',
  ],
  [
    'a gateway over Cloud Interconnect',
    { 'google_compute_ha_vpn_gateway.main.vpn_interfaces': INTERFACES.replace('ATTACHMENT', 'vlan-1') },
    'none of them over Cloud Interconnect (1).',
  ],
  [
    'a router of another number',
    { 'google_compute_router.vpn.bgp': '[{ asn = 65010 }]' },
    'routers/edge has the number 64514; Google says 65010.',
  ],
  ['a router without a number', { 'google_compute_router.vpn.bgp': '[]' }, 'Google says .'],
  [
    'a router for Cloud Interconnect',
    { 'google_compute_router.vpn.encrypted_interconnect_router': 'true' },
    'It must not be one for encrypted traffic over Cloud Interconnect.',
  ],
];

describeLong('the plan of a transit gateway that the user has', () => {
  test('passes where it is as the spec says, and fails with its message where it is not', async () => {
    await expectRefusals(
      await synthesizeShipped('existing-networks'),
      'terraform/in-our-network/network-us-west',
      (changed) => [MOCKED_AWS, ...gateway(64_512, changed), PLANNED].join('\n'),
      WRONG,
    );
  }, 900_000);

  test('fails where a network of the user is attached to it already, and not for its own attachment', async () => {
    const synthesized = await synthesizeText(bothGateways(), 'both.json');
    await withTestsOf(synthesized, 'terraform/in-our-network/network-us-east', async (said) => {
      const outcome = (all: string, own: string): Promise<string> => {
        const attachments = (key: string, ids: string): string =>
          overridden(`aws_ec2_transit_gateway_vpc_attachments.${key}`, { ids });
        const more = [...gateway(4_200_000_001, {}), attachments('all', all), attachments('own', own)];
        return said(mockedNetwork(SPEC, {}, more));
      };
      const [ours, theirs] = ['"tgw-attach-0a0000000000000a1"', '"tgw-attach-0a0000000000000b1"'];
      expect(await outcome('[]', '[]')).toMatch(PASSED);
      expect(await outcome(`[${ours}]`, `[${ours}]`)).toMatch(PASSED);
      expect(await outcome(`[${theirs}]`, '[]')).toContain(
        'vpc-0a1b2c3d4e5f60718 is attached to tgw-0f0f0f0f0f0f0f0f0 already, by tgw-attach-0a0000000000000b1,',
      );
    });
  }, 900_000);

  test('passes and fails likewise on Google', async () => {
    await expectRefusals(
      await synthesizeShipped('existing-networks'),
      'terraform/in-our-network/network-eu-west',
      (changed) => [...onGoogle(changed), PLANNED].join('\n'),
      WRONG_ON_GOOGLE,
    );
  }, 900_000);
});
