import type { Resources } from '../../src/clouds/resources';
import { holdSecure, securityFaults, type CheckedStack } from '../../src/emit/security-checks';
import { synthesizeText, type Synthesized } from '../support/synthesized';

/* Each check on a topology that keeps every promise, and on the same one with a single thing spoilt. */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 9000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
    { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
  ],
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }], adminCidrs: ['10.64.0.0/10'] },
};

type Spoilt = Record<string, Record<string, Record<string, unknown>>>;

let synthesized: Synthesized;
beforeAll(async () => (synthesized = await synthesizeText(JSON.stringify(SPEC), 'edge.json')));

/** A fresh copy of a stack as it was synthesised. */
function stackOf(name: string): CheckedStack & { readonly resource: Spoilt } {
  const { assembly } = synthesized.synthesis;
  const folder = `stacks/${name}/`;
  const text = assembly.find(({ path }) => path === `${folder}cdk.tf.json`)?.text;
  if (text === undefined) throw new Error(`no stack ${name}`);
  const json = JSON.parse(text) as { readonly resource: Spoilt };
  const files = assembly
    .filter(({ path }) => path.startsWith(`${folder}files/`))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }));
  return { name, json, files, resource: json.resource };
}

function stackNames(): string[] {
  return synthesized.topology.plan.stacks.map(({ name }) => name);
}

/** What the checks say once `spoil` has been at a stack. */
function faultsAfter(name: string, spoil: (resource: Spoilt) => void): string[] {
  const stack = stackOf(name);
  spoil(stack.resource);
  return securityFaults(stack).map(({ address, fault }) => `${address} ${fault}`);
}

function body(resource: Spoilt, type: string, name: string): Record<string, unknown> {
  const found = resource[type]?.[name];
  if (!found) throw new Error(`no ${type}.${name} among ${Object.keys(resource[type] ?? {}).join(', ')}`);
  return found;
}

test('a topology as it is synthesised breaks no promise', () => {
  for (const name of stackNames()) expect([name, securityFaults(stackOf(name))]).toEqual([name, []]);
  expect(() => holdSecure(stackNames().map(stackOf))).not.toThrow();
});

test('the checks see what they look at: tunnels, keys, open rules, machines', () => {
  const links = stackOf('links').json['resource'] as Resources;
  expect(Object.keys(links['aws_vpn_connection'] ?? {})).toHaveLength(8);
  expect(Object.keys(links['google_compute_vpn_tunnel'] ?? {})).toHaveLength(20);
});

describe('VPN connections', () => {
  const CONNECTION = 'eu_west__us_east_1';
  const spoilt = (argument: string, value: unknown): string[] =>
    faultsAfter('links', (resource) => {
      const connection = body(resource, 'aws_vpn_connection', CONNECTION);
      expect(connection).toHaveProperty(argument);
      if (value === undefined) delete connection[argument];
      else connection[argument] = value;
    });

  test.each([
    ['tunnel1_ike_versions', undefined, 'tunnel 1 speaks another IKE than version 2 alone'],
    ['tunnel2_ike_versions', ['ikev1', 'ikev2'], 'tunnel 2 speaks another IKE than version 2 alone'],
    ['tunnel1_phase1_encryption_algorithms', undefined, 'tunnel 1 has not one strong proposal of phase 1 encryption'],
    ['tunnel2_phase2_encryption_algorithms', ['AES256', 'AES128'], 'tunnel 2 has not one strong proposal of phase 2'],
    ['tunnel2_phase1_encryption_algorithms', ['AES128'], 'tunnel 2 has not one strong proposal of phase 1 encryption'],
    ['tunnel1_phase2_integrity_algorithms', ['SHA1'], 'tunnel 1 has not one strong proposal of phase 2 integrity'],
    ['tunnel1_phase1_dh_group_numbers', [2], 'tunnel 1 has not one strong proposal of phase 1 dh_group'],
    ['tunnel1_phase2_dh_group_numbers', [2, 20], 'tunnel 1 has not one strong proposal of phase 2 dh_group'],
    ['tunnel1_phase2_dh_group_numbers', [14, 20, 21], 'tunnel 1 has not one strong proposal of phase 2 dh_group'],
    ['tunnel2_phase2_dh_group_numbers', [], 'tunnel 2 has not one strong proposal of phase 2 dh_group'],
  ])('%s as %j is a fault', (argument, value, fault) => {
    expect(spoilt(argument, value)).toEqual([expect.stringContaining(`aws_vpn_connection.${CONNECTION} ${fault}`)]);
  });

  test('each strong proposal may be the only one of its phase, and no weak one', () => {
    const accepted = (argument: string, values: readonly unknown[]): unknown[] =>
      values.filter((value) => spoilt(argument, [value]).length === 0);
    expect(
      accepted('tunnel1_phase1_encryption_algorithms', ['AES128', 'AES256', 'AES128-GCM-16', 'AES256-GCM-16']),
    ).toEqual(['AES256', 'AES256-GCM-16']);
    expect(accepted('tunnel2_phase2_integrity_algorithms', ['SHA1', 'SHA2-256', 'SHA2-384', 'SHA2-512'])).toEqual([
      'SHA2-256',
      'SHA2-384',
      'SHA2-512',
    ]);
    const groups = [2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
    expect(accepted('tunnel1_phase2_dh_group_numbers', groups)).toEqual([14, 15, 16, 17, 18, 19, 20, 21]);
  });

  test('a key that is left to the cloud, or written out, is a fault', () => {
    expect(spoilt('tunnel1_preshared_key', undefined)).toContain(
      `aws_vpn_connection.${CONNECTION} tunnel 1 has no generated key`,
    );
    expect(spoilt('tunnel2_preshared_key', 'k3yk3yk3y')).toEqual(
      expect.arrayContaining([
        `aws_vpn_connection.${CONNECTION} tunnel 2 has no generated key`,
        `aws_vpn_connection.${CONNECTION} has a literal secret in tunnel2_preshared_key`,
      ]),
    );
  });

  test('a Google tunnel of IKE version 1 is a fault', () => {
    const faults = faultsAfter('links', (resource) => {
      body(resource, 'google_compute_vpn_tunnel', 'eu_west__us_east_0')['ike_version'] = 1;
    });
    expect(faults).toEqual(['google_compute_vpn_tunnel.eu_west__us_east_0 speaks another IKE than version 2']);
  });
});

describe('a key of its own for each tunnel', () => {
  const TUNNEL = 'google_compute_vpn_tunnel';

  test('two tunnels of one connection with the same key are a fault', () => {
    const [fault] = faultsAfter('links', (resource) => {
      const connection = body(resource, 'aws_vpn_connection', 'eu_west__us_east_0');
      connection['tunnel2_preshared_key'] = connection['tunnel1_preshared_key'];
    });
    expect(fault).toContain('eu_west__us_east_0');
    expect(fault).toContain('shares its key with');
  });

  test('ends of different tunnels with the same key are a fault, on either cloud', () => {
    for (const [one, other] of [
      ['eu_west__us_east_0', 'eu_west__us_east_1'],
      ['asia__eu_west__eu_west_0', 'asia__eu_west__eu_west_1'],
      ['asia__eu_west__eu_west_0', 'asia__us_west_0'],
    ] as const) {
      const faults = faultsAfter('links', (resource) => {
        body(resource, TUNNEL, one)['shared_secret'] = body(resource, TUNNEL, other)['shared_secret'];
      });
      expect([one, faults]).toEqual([one, [expect.stringContaining('shares its key with')]]);
    }
  });

  test('ends that do not know each other may not have the same key, although they are two', () => {
    const faults = faultsAfter('links', (resource) => {
      const swapped = ['asia__eu_west__eu_west_0', 'asia__eu_west__eu_west_1'].map((name) =>
        body(resource, TUNNEL, name),
      );
      [swapped[0]!['shared_secret'], swapped[1]!['shared_secret']] = swapped.map((it) => it['shared_secret']).reverse();
    });
    expect(faults).toHaveLength(2);
  });
});

describe('secrets', () => {
  test.each([
    ['cluster-us-east', 'aws_secretsmanager_secret_version', 'cassandra_kong_password', 'secret_string'],
    ['cluster-eu-west', 'google_secret_manager_secret_version', 'cassandra_kong_password', 'secret_data'],
    ['links', 'google_compute_vpn_tunnel', 'eu_west__us_east_0', 'shared_secret'],
  ])('%s: a literal in %s.%s is a fault', (stack, type, name, argument) => {
    const faults = faultsAfter(stack, (resource) => {
      expect(body(resource, type, name)).toHaveProperty(argument);
      body(resource, type, name)[argument] = 'hunter2hunter2';
    });
    expect(faults).toContain(`${type}.${name} has a literal secret in ${argument}`);
  });

  test('a literal in a block is a fault too, and a tag of that name is not', () => {
    const faults = faultsAfter('cluster-us-east', (resource) => {
      const instance = body(resource, 'aws_instance', 'cassandra_1');
      instance['connection'] = [{ password: 'hunter2' }];
      instance['tags'] = { ...(instance['tags'] as object), password: 'not one' };
    });
    expect(faults).toEqual(['aws_instance.cassandra_1 has a literal secret in connection.0.password']);
  });

  const withFile = (text: string): string[] => {
    const stack = stackOf('cluster-us-east');
    const files = [...stack.files, { path: 'files/x', text }];
    return securityFaults({ ...stack, files }).map(({ address, fault }) => `${address} ${fault}`);
  };

  test.each([
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'a private key'],
    ['key AKIAABCDEFGHIJKLMNOP here', 'an access key of AWS'],
    [`key=AIza${'x'.repeat(35)}`, 'an API key of Google'],
    [`token ya29.${'x'.repeat(30)}`, 'an access token of Google'],
    ['pg_password = hunter2hunter2', 'a password'],
    ['keystore_password: cassandra\nnext: line', 'a password'],
    ['  "preshared_key": "abcdefgh",', 'a password'],
    ["export PASSWORD='hunter2'", 'a password'],
  ])('a file with %j is a fault', (text, what) => {
    expect(withFile(text)).toEqual([`files/x holds ${what}`]);
  });

  test.each([
    'password="$(platform_secret "$SECRET")"',
    "password_secret='edge-us-east-cassandra-kong-password'",
    'printf \'password = %s\\n\' "$1"',
    'pg_password =\n',
    '# Password: nobody keeps one here',
    'local password = file:read("*l")',
  ])('a file with %j is none', (text) => expect(withFile(text)).toEqual([]));
});

describe('what the internet may reach', () => {
  const RULE = 'aws_vpc_security_group_ingress_rule';

  test.each([
    ['0.0.0.0/0', 1],
    ['0.0.0.0/1', 1],
    ['10.0.0.0/8', 0],
    ['203.0.113.7/32', 0],
  ])('on AWS: Cassandra open to %s gives %i faults', (range, expected) => {
    const faults = faultsAfter('cluster-us-east', (resource) => {
      const rule = body(resource, RULE, 'us_west_cassandra_to_us_east_cassandra_gossip');
      rule['cidr_ipv4'] = range;
    });
    expect(faults).toEqual(
      Array.from(
        { length: expected },
        () => `${RULE}.us_west_cassandra_to_us_east_cassandra_gossip lets the internet in`,
      ),
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ['another port', { from_port: 8001, to_port: 8001 }],
    ['a span of ports', { from_port: 80, to_port: 443 }],
    ['another protocol', { ip_protocol: '-1' }],
    ['another group', { security_group_id: '${aws_security_group.kong.id}' }],
    ['IPv6 on another port', { cidr_ipv6: '::/0', from_port: 22, to_port: 22 }],
  ])('on AWS: the public rule with %s is a fault', (_, change) => {
    const name = 'range_0_0_0_0_0_to_us_east_balancer_https';
    const faults = faultsAfter('cluster-us-east', (resource) => {
      Object.assign(body(resource, RULE, name), change);
    });
    expect(faults).toEqual([`${RULE}.${name} lets the internet in`]);
  });

  test('on AWS: rules that no flow stands for are faults', () => {
    const faults = faultsAfter('cluster-us-east', (resource) => {
      body(resource, 'aws_security_group', 'kong')['ingress'] = [{ from_port: 22 }];
      resource['aws_security_group_rule'] = { x: { type: 'ingress' } };
    });
    expect(faults).toEqual([
      'aws_security_group.kong has rules of its own, which no flow of the plan stands for',
      'aws_security_group_rule.x is a rule of a kind that the checks do not know',
    ]);
  });

  test.each<[string, Record<string, unknown>, boolean]>([
    ['as it is', {}, false],
    ['another port', { allow: [{ protocol: 'tcp', ports: ['9042'] }] }, true],
    ['every port', { allow: [{ protocol: 'tcp' }] }, true],
    ['another target', { target_service_accounts: ['${google_service_account.cassandra.email}'] }, true],
    [
      'a pool that serves no clients',
      { target_service_accounts: ['${google_service_account.kong_control.email}'] },
      true,
    ],
    ['a pool of the other colour', { target_service_accounts: ['${google_service_account.kong_green.email}'] }, false],
    ['no target', { target_service_accounts: undefined }, true],
    ['no target in a list', { target_service_accounts: [] }, true],
    ['no source and another port', { source_ranges: undefined, allow: [{ protocol: 'tcp', ports: ['22'] }] }, true],
    ['egress', { direction: 'EGRESS', allow: [{ protocol: 'all' }] }, false],
  ])('on Google Cloud: the public rule with %s', (_, change, isFault) => {
    const name = 'in_0_0_0_0_0_to_eu_west_kong_https';
    const faults = faultsAfter('cluster-eu-west', (resource) => {
      Object.assign(body(resource, 'google_compute_firewall', name), change);
    });
    expect(faults).toEqual(isFault ? [`google_compute_firewall.${name} lets the internet in`] : []);
  });
});

describe('machines on the internet', () => {
  const FAULT = 'gives a machine an address on the internet';

  test.each<[string, string, string, Record<string, unknown>]>([
    ['cluster-us-east', 'aws_instance', 'cassandra_1', { associate_public_ip_address: true }],
    ['cluster-us-east', 'aws_launch_template', 'kong', { network_interfaces: [{ device_index: 0 }] }],
    [
      'cluster-us-east',
      'aws_launch_template',
      'kong',
      { network_interfaces: [{ associate_public_ip_address: 'true' }] },
    ],
    ['network-us-east', 'aws_subnet', 'public_a', { map_public_ip_on_launch: true }],
    ['network-us-east', 'aws_eip', 'nat_a', { instance: '${aws_instance.x.id}' }],
    ['cluster-eu-west', 'google_compute_instance', 'cassandra_2', { network_interface: [{ access_config: [{}] }] }],
    [
      'cluster-eu-west',
      'google_compute_region_instance_template',
      'kong',
      { network_interface: [{ ipv6_access_config: [{ network_tier: 'PREMIUM' }] }] },
    ],
  ])('%s: %s.%s with %j is a fault', (stack, type, name, change) => {
    const faults = faultsAfter(stack, (resource) => {
      Object.assign(body(resource, type, name), change);
    });
    expect(faults).toEqual([`${type}.${name} ${FAULT}`]);
  });

  test('an address may be tied to what ends a VPN, and to nothing else', () => {
    const tied = (role: string): string[] =>
      faultsAfter('cluster-us-east', (resource) => {
        resource['aws_network_interface'] = {
          ...resource['aws_network_interface'],
          outer: { tags: { role }, private_ips: ['10.64.194.10'] },
        };
        resource['aws_eip_association'] = { x: { network_interface_id: '${aws_network_interface.outer.id}' } };
      });
    expect(tied('vpn')).toEqual([]);
    const tiedTo = (association: object): string[] =>
      faultsAfter('cluster-us-east', (resource) => {
        resource['aws_network_interface'] = {
          ...resource['aws_network_interface'],
          outer: { tags: { role: 'vpn' }, private_ips: ['10.64.194.10'] },
        };
        resource['aws_eip_association'] = { x: association as Record<string, unknown> };
      });
    // Only a reference to the interface itself tells which one it is.
    for (const reference of ['x-${aws_network_interface.outer.id}', '${aws_network_interface.other.id}', 'eni-1'])
      expect(tiedTo({ network_interface_id: reference })).toEqual([`aws_eip_association.x ${FAULT}`]);
    expect(tiedTo({})).toEqual([`aws_eip_association.x ${FAULT}`]);
    expect(tiedTo({ instance_id: '${aws_instance.cassandra_1.id}' })).toEqual([`aws_eip_association.x ${FAULT}`]);
    expect(tied('cassandra')).toEqual([`aws_eip_association.x ${FAULT}`]);
  });
});

test('what is at fault stops the run, with the stack and the address of each', () => {
  const stack = stackOf('links');
  body(stack.resource, 'google_compute_vpn_tunnel', 'eu_west__us_east_0')['ike_version'] = 1;
  body(stack.resource, 'aws_vpn_connection', 'asia__us_west_1')['tunnel2_phase1_dh_group_numbers'] = [2];
  expect(() => holdSecure([stackOf('shared'), stack])).toThrow(
    /^not safe to build:\nlinks: aws_vpn_connection\.asia__us_west_1 tunnel 2 .*\nlinks: google_compute_vpn_tunnel\.eu_west__us_east_0 /,
  );
});
