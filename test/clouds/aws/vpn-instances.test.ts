import { describeLong } from '../../support/long';
import { withTerraform } from '../../support/terraform/terraform';
import { synthesizeText, standUp, type Synthesized } from '../../support/synthesized';
import type { Elements, StackJson } from './aws-stacks';

interface Spec {
  readonly datacenters: readonly Readonly<Record<string, string>>[];
  readonly links?: Readonly<Record<string, string>>;
}

const EAST = { name: 'a-east', cloud: 'aws', region: 'us-east-1' };
const WEST = { name: 'b-west', cloud: 'aws', region: 'us-west-2' };
const IRELAND = { name: 'd-ireland', cloud: 'aws', region: 'eu-west-1' };
const BELGIUM = { name: 'c-belgium', cloud: 'google', region: 'europe-west1' };
/** Indexes follow the alphabet in a spec without a lock file: b-west and d-ireland bring gateways. */
const FOUR: Spec = { datacenters: [EAST, WEST, BELGIUM, IRELAND] };

function synthesised({ datacenters, links }: Spec): Promise<Synthesized> {
  const spec = { name: 'edge', requestsPerSecond: 9000, googleProject: 'acme-edge', datacenters };
  return synthesizeText(JSON.stringify({ ...spec, links: { awsToAws: 'ipsec', ...links } }), 'edge.json');
}

async function stackOf(spec: Spec, stack: string): Promise<StackJson> {
  const { synthesis } = await synthesised(spec);
  const found = synthesis.assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`);
  if (!found) throw new Error(`no stack ${stack}`);
  return JSON.parse(found.text) as StackJson;
}

function named(elements: Elements, type: string): [string, Readonly<Record<string, unknown>>][] {
  return Object.entries(elements[type] ?? {});
}

function one(elements: Elements, type: string, name: string): Readonly<Record<string, unknown>> {
  const found = elements[type]?.[name];
  if (!found) throw new Error(`no ${type}.${name} among ${Object.keys(elements[type] ?? {}).join(', ')}`);
  return found;
}

describe('the network of a datacenter with gateways', () => {
  test('has an address for each and says how to reach them; the network of one without has neither', async () => {
    const { resource, output } = await stackOf(FOUR, 'network-b-west');
    expect(named(resource, 'aws_eip').map(([name]) => name)).toEqual(['nat_a', 'nat_b', 'nat_c', 'vpn_a', 'vpn_b']);
    expect(output['vpn_addresses']?.value).toEqual({
      'vpn-a': '${aws_eip.vpn_a.public_ip}',
      'vpn-b': '${aws_eip.vpn_b.public_ip}',
    });
    expect(Object.keys(output['private_route_table_ids']?.value as object)).toEqual(['a', 'b', 'c']);
    const without = await stackOf(FOUR, 'network-a-east');
    expect(named(without.resource, 'aws_eip')).toHaveLength(3);
    expect(Object.keys(without.output)).not.toContain('vpn_addresses');
  });

  test('stays as it is when a datacenter joins, and so do the machines', async () => {
    const before: Spec = { datacenters: [EAST, WEST, BELGIUM] };
    for (const stack of ['network-a-east', 'network-b-west']) {
      expect(await stackOf(FOUR, stack)).toEqual(await stackOf(before, stack));
    }
    const [older, newer] = [await stackOf(before, 'links'), await stackOf(FOUR, 'links')];
    for (const type of ['aws_instance', 'aws_network_interface', 'aws_security_group', 'aws_iam_role_policy']) {
      for (const [name, body] of named(older.resource, type)) expect(one(newer.resource, type, name)).toEqual(body);
    }
    // A newer datacenter is the listening end: nobody's secret changes either.
    for (const gateway of ['b_west_vpn_a', 'b_west_vpn_b']) {
      expect(one(newer.resource, 'aws_secretsmanager_secret_version', gateway)).toEqual(
        one(older.resource, 'aws_secretsmanager_secret_version', gateway),
      );
    }
  });
});

describe('connections to gateways', () => {
  test('each gateway is one customer gateway in a region, whatever the number of datacenters there', async () => {
    const spec: Spec = { datacenters: [EAST, { ...EAST, name: 'a-east-too' }, WEST] };
    const { resource } = await stackOf(spec, 'links');
    const gateways = named(resource, 'aws_customer_gateway').map(([, it]) => [
      it['region'],
      it['ip_address'],
      it['bgp_asn'],
    ]);
    expect(new Set(gateways.map((it) => JSON.stringify(it))).size).toBe(gateways.length);
    // a-east-too's pair and b-west's pair, each known in us-east-1.
    expect(gateways.map(([region]) => region)).toEqual(Array(4).fill('us-east-1'));
    expect(named(resource, 'aws_vpn_connection')).toHaveLength(3 * 2);
  });

  test('every tunnel has a key of its own, the same in its connection and in the secret of its gateway', async () => {
    const { resource } = await stackOf(FOUR, 'links');
    const connections = named(resource, 'aws_vpn_connection');
    const secrets = named(resource, 'aws_secretsmanager_secret_version').map(([, it]) => String(it['secret_string']));
    const told = secrets.flatMap((text) =>
      [
        ...text.matchAll(/"outsideAddress" = (aws_vpn_connection\.\w+)\.tunnel(\d)_address.*?"key" = (join\(.*?\))\}/g),
      ].map(([, connection, tunnel, key]) => [`${connection}.${tunnel}`, `\${${key}}`]),
    );
    const ipsec = connections.filter(([name]) => !name.includes('belgium'));
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(
        ipsec.flatMap(([name, it]) =>
          [1, 2].map((tunnel) => [`aws_vpn_connection.${name}.${tunnel}`, it[`tunnel${tunnel}_preshared_key`]]),
        ),
      ),
    );
    // Links a-east--b-west, a-east--d-ireland and b-west--d-ireland.
    expect(told).toHaveLength(12);
    expect(new Set(told.map(([, key]) => key)).size).toBe(12);
  });
});

describe('gateway machines', () => {
  test('forward what is not theirs, have fixed interfaces and addresses, and session tokens only', async () => {
    const { resource } = await stackOf(FOUR, 'links');
    for (const [gateway, zone, address] of [
      ['b_west_vpn_a', 'vpn_a', '10.65.194.10'],
      ['b_west_vpn_b', 'vpn_b', '10.65.194.26'],
    ] as const) {
      expect(one(resource, 'aws_network_interface', gateway)).toMatchObject({
        region: 'us-west-2',
        source_dest_check: false,
        private_ips: [address],
        subnet_id: `\${data.terraform_remote_state.network_b_west.outputs.subnet_ids["${zone}"]}`,
        tags: { role: 'vpn', datacenter: 'b-west' },
      });
      expect(one(resource, 'aws_eip_association', gateway)['network_interface_id']).toBe(
        `\${aws_network_interface.${gateway}.id}`,
      );
      expect(one(resource, 'aws_instance', gateway)).toMatchObject({
        region: 'us-west-2',
        instance_type: 'c6i.xlarge',
        metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
        root_block_device: { encrypted: true, kms_key_id: '${aws_kms_key.b_west_vpn.arn}' },
        lifecycle: {
          ignore_changes: ['ami', 'user_data_base64', 'source_dest_check', 'root_block_device[0].kms_key_id'],
        },
      });
    }
    expect(named(resource, 'aws_instance')).toHaveLength(4);
  });

  test('may read their own secret, replace routes of their own tables, and look at tables', async () => {
    const { data } = await stackOf(FOUR, 'links');
    const { statement } = one(data, 'aws_iam_policy_document', 'd_ireland_vpn_b');
    const table = (letter: string): string =>
      `arn:aws:ec2:eu-west-1:\${data.aws_caller_identity.current.account_id}:route-table/` +
      `\${data.terraform_remote_state.network_d_ireland.outputs.private_route_table_ids["${letter}"]}`;
    expect(statement).toMatchObject([
      { actions: ['secretsmanager:GetSecretValue'], resources: ['${aws_secretsmanager_secret.d_ireland_vpn_b.arn}'] },
      { actions: ['kms:Decrypt'], resources: ['${aws_kms_key.d_ireland_vpn.arn}'] },
      { actions: ['ec2:ReplaceRoute'], resources: ['a', 'b', 'c'].map(table) },
      { actions: ['ec2:DescribeRouteTables'], resources: ['*'] },
      {
        actions: [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        resources: ['*'],
      },
    ]);
  });

  test('hear IPsec from the far ends of their own tunnels alone', async () => {
    const { resource } = await stackOf(FOUR, 'links');
    const rules = named(resource, 'aws_vpc_security_group_ingress_rule').map(([, it]) => it);
    const heard = (group: string): unknown[] =>
      rules
        .filter((it) => it['security_group_id'] === `\${aws_security_group.${group}.id}` && it['ip_protocol'] === 'udp')
        .map((it) => [it['from_port'], it['to_port'], it['cidr_ipv4']]);
    const far = (connection: string): string[] =>
      [1, 2].map((tunnel) => `\${aws_vpn_connection.${connection}.tunnel${tunnel}_address}/32`);
    const expected = (connections: readonly string[]): unknown[] =>
      connections.flatMap((connection) =>
        [500, 4500].flatMap((port) => far(connection).map((cidr) => [port, port, cidr])),
      );
    expect(heard('b_west_vpn_a')).toEqual(expected(['a_east__b_west_0']));
    expect(heard('b_west_vpn_b')).toEqual(expected(['a_east__b_west_1']));
    expect(heard('d_ireland_vpn_b')).toEqual(expected(['a_east__d_ireland_1', 'b_west__d_ireland_1']));
    const wide = rules.filter((it) => /^0\.0\.0\.0\/|^\$\{var/.test(String(it['cidr_ipv4'])));
    expect(wide).toEqual([]);
  });
});

describe('routes over gateways', () => {
  const routesOf = async (spec: Spec): Promise<unknown[]> => {
    const { resource } = await stackOf(spec, 'links');
    return named(resource, 'aws_route').map(([name, it]) => [
      name,
      it['destination_cidr_block'],
      it['network_interface_id'],
    ]);
  };

  test('lead from each private table to the first gateway, and stay where the gateways move them', async () => {
    const { resource } = await stackOf({ datacenters: [EAST, WEST] }, 'links');
    expect(named(resource, 'aws_route')).toHaveLength(3);
    expect(one(resource, 'aws_route', 'b_west_b__to_a_east')).toMatchObject({
      region: 'us-west-2',
      route_table_id: '${data.terraform_remote_state.network_b_west.outputs.private_route_table_ids["b"]}',
      destination_cidr_block: '10.64.0.0/16',
      network_interface_id: '${aws_network_interface.b_west_vpn_a.id}',
      lifecycle: { ignore_changes: ['network_interface_id'] },
    });
  });

  test('lead spokes of a hub to every datacenter behind it', async () => {
    const hub = { datacenters: [EAST, WEST, IRELAND], links: { shape: 'hub', hub: 'b-west' } };
    const at = (name: string, there: string, cidr: string): unknown[] =>
      ['a', 'b', 'c'].map((letter) => [
        `${name}_${letter}__to_${there}`,
        cidr,
        `\${aws_network_interface.${name}_vpn_a.id}`,
      ]);
    expect(await routesOf(hub)).toEqual([
      ...at('a_east', 'b_west', '10.65.0.0/16'),
      ...at('a_east', 'd_ireland', '10.66.0.0/16'),
      ...at('d_ireland', 'a_east', '10.64.0.0/16'),
      ...at('d_ireland', 'b_west', '10.65.0.0/16'),
    ]);
    const { resource } = await stackOf(hub, 'links');
    const secret = String(one(resource, 'aws_secretsmanager_secret_version', 'a_east_vpn_a')['secret_string']);
    expect(secret).toContain('"ranges" = ["10.65.0.0/16", "10.66.0.0/16"]');
  });
});

describeLong('routes that the gateways have moved', () => {
  test('are left where they are by the next plan', async () => {
    const made = await synthesised({ datacenters: [EAST, WEST] });
    await withTerraform(async (tf) => {
      await standUp(tf, made, ['shared', 'network-a-east', 'network-b-west', 'links']);
      const state = 'state/edge/links.tfstate';
      const text = await tf.read(state);
      const { resources } = JSON.parse(text) as {
        resources: { type: string; name: string; instances: { attributes: Record<string, string> }[] }[];
      };
      const id = (name: string): string =>
        resources.find((it) => it.type === 'aws_network_interface' && it.name === name)!.instances[0]!.attributes[
          'id'
        ]!;
      const [first, second] = [id('b_west_vpn_a'), id('b_west_vpn_b')];
      for (const route of resources.filter((it) => it.type === 'aws_route')) {
        expect(route.instances[0]!.attributes['network_interface_id']).toBe(first);
        route.instances[0]!.attributes['network_interface_id'] = second;
      }
      await tf.write(state, JSON.stringify({ ...(JSON.parse(text) as object), resources }));
      expect((await tf.at('terraform/edge/links').plan()).actions()).toEqual({});
    });
  });
});
