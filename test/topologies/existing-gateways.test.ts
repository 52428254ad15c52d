import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOCKED_AWS, mockedNetwork, overridden, PLANNED } from '../support/mocked-network';
import { PROJECT, synthesizeShipped, synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { describeWithTerraform, withTerraform } from '../support/terraform/terraform';

/*
 * In `existing-networks.json` us-west has a network of topogen, and a transit gateway of the user's; us-east has a network of the
 * user's, and a gateway of topogen.
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

const WRONG: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
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

describeWithTerraform('the plan of a transit gateway that the user has', () => {
  test('passes where it is as the spec says, and fails with its message where it is not', async () => {
    const synthesized = await synthesizeShipped('existing-networks');
    await withTerraform(async (tf) => {
      await writeTrees(tf, synthesized);
      const folder = 'terraform/in-our-network/network-us-west';
      const stack = tf.at(folder);
      await stack.init();
      const outcome = async (changed: Readonly<Record<string, string>>): Promise<string> => {
        await tf.write(
          `${folder}/tests/gateway.tftest.hcl`,
          [MOCKED_AWS, ...gateway(64_512, changed), PLANNED].join('\n'),
        );
        const { stdout, stderr } = await stack.test();
        // Terraform breaks long messages into lines of its own.
        return `${stdout}${stderr}`.replace(/[\n│\s]+/g, ' ');
      };
      expect(await outcome({})).toMatch(/Success! 1 passed, 0 failed/);
      for (const [what, changed, message] of WRONG) {
        const said = await outcome(changed);
        expect([what, said]).toEqual([what, expect.stringContaining('0 passed, 1 failed')]);
        expect([what, said]).toEqual([what, expect.stringContaining(message)]);
      }
    });
  }, 300_000);

  test('fails where a network of the user is attached to it already, and not for its own attachment', async () => {
    const synthesized = await synthesizeText(bothGateways(), 'both.json');
    await withTerraform(async (tf) => {
      await writeTrees(tf, synthesized);
      const folder = 'terraform/in-our-network/network-us-east';
      const stack = tf.at(folder);
      await stack.init();
      const outcome = async (all: string, own: string): Promise<string> => {
        const attachments = (key: string, ids: string): string =>
          overridden(`aws_ec2_transit_gateway_vpc_attachments.${key}`, { ids });
        const more = [...gateway(4_200_000_001, {}), attachments('all', all), attachments('own', own)];
        await tf.write(`${folder}/tests/gateway.tftest.hcl`, mockedNetwork(SPEC, {}, more));
        const { stdout, stderr } = await stack.test();
        return `${stdout}${stderr}`.replace(/[\n│\s]+/g, ' ');
      };
      const [ours, theirs] = ['"tgw-attach-0a0000000000000a1"', '"tgw-attach-0a0000000000000b1"'];
      expect(await outcome('[]', '[]')).toMatch(/Success! 1 passed, 0 failed/);
      expect(await outcome(`[${ours}]`, `[${ours}]`)).toMatch(/Success! 1 passed, 0 failed/);
      expect(await outcome(`[${theirs}]`, '[]')).toContain(
        'vpc-0a1b2c3d4e5f60718 is attached to tgw-0f0f0f0f0f0f0f0f0 already, by tgw-attach-0a0000000000000b1,',
      );
    });
  }, 300_000);
});
