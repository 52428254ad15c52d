import { synthesizeShipped } from '../support/synthesized';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';

/** CI runs these beside labs, which go first. */
const TIMEOUT_MS = 1_800_000;

type Break = readonly [promise: string, stack: string, file: string, from: string | RegExp, to: string];

/** One way or more to break each promise in the HCL of a topology: stack, file, what to replace by what. */
const BREAKS: Readonly<Record<string, readonly Break[]>> = {
  'two-clouds': [
    ['cassandra_spans_three_zones', 'cluster-us-east', 'cassandra.tf', '"us-east-1b"', '"us-east-1a"'],
    [
      'cassandra_spans_three_zones',
      'cluster-eu-west',
      'cassandra.tf',
      /zone( *)= "europe-west1-c"/g,
      'zone$1= "europe-west1-b"',
    ],
    [
      'no_public_address_on_a_database_node',
      'cluster-us-east',
      'cassandra.tf',
      'monitoring              = true',
      'monitoring = true\n  associate_public_ip_address = true',
    ],
    [
      'no_public_address_on_a_database_node',
      'cluster-eu-west',
      'cassandra.tf',
      '  network_interface {',
      '  network_interface {\n    access_config {}',
    ],
    [
      'admin_api_is_not_open',
      'cluster-us-east',
      'firewall.tf',
      /(cidr_ipv4\s+= "0\.0\.0\.0\/0"[\s\S]*?from_port\s+= )443\b([\s\S]*?to_port\s+= )443\b/,
      '$18001$28001',
    ],
    ['admin_api_is_not_open', 'cluster-eu-west', 'firewall.tf', 'ports    = ["443"]', 'ports    = ["8001"]'],
    ['admin_api_is_not_open', 'cluster-eu-west', 'firewall.tf', 'ports    = ["443"]', 'ports    = ["8000-8100"]'],
    ['admin_api_is_not_open', 'cluster-eu-west', 'firewall.tf', 'ports    = ["443"]', ''],
    ['eu_west__us_east_at_us_east', 'links', 'link-eu-west--us-east.tf', '["ikev2"]', '["ikev1", "ikev2"]'],
    ['eu_west__us_east_at_eu_west', 'links', 'link-eu-west--us-east.tf', /ike_version( *)= 2/, 'ike_version$1= 1'],
  ],
  'postgresql-single': [
    ['postgresql_survives_a_zone', 'cluster-us-east', 'postgresql.tf', /multi_az( *)= true/, 'multi_az$1= false'],
    [
      'postgresql_survives_a_zone',
      'cluster-us-east',
      'postgresql.tf',
      /backup_retention_period( *)= \d+/,
      'backup_retention_period$1= 0',
    ],
    [
      'postgresql_refuses_plain_text',
      'cluster-us-east',
      'postgresql.tf',
      /("rds.force_ssl"[^}]*value *)= "1"/,
      '$1= "0"',
    ],
    [
      'postgresql_refuses_plain_text',
      'cluster-us-east',
      'postgresql.tf',
      /parameter_group_name( *)= [a-z0-9_.]+/,
      'parameter_group_name$1= "default.postgres16"',
    ],
    [
      'postgresql_is_private_and_encrypted',
      'cluster-us-east',
      'postgresql.tf',
      /publicly_accessible( *)= false/,
      'publicly_accessible$1= true',
    ],
    [
      'postgresql_is_private_and_encrypted',
      'cluster-us-east',
      'postgresql.tf',
      /storage_encrypted( *)= true/,
      'storage_encrypted$1= false',
    ],
  ],
  // Each way of the configuration is cut once, and a further one opened beside it.
  'postgresql-hybrid': [
    ...(['us_east_kong_data', 'eu_west_kong_data', 'us_east_control'] as const).map((from): Break => [
      'data_planes_are_let_in',
      'cluster-us-east',
      'firewall.tf',
      new RegExp(`(ingress_rule" "${from}_to_[^}]*?port *= )8005`),
      '$18006',
    ]),
    ...(['us_east_kong_data', 'us_east_control'] as const).map((from): Break => [
      'data_planes_are_let_in',
      'cluster-us-east',
      'firewall.tf',
      new RegExp(`(egress_rule" "${from}_to_[^}]*?port *= )8005`),
      '$18006',
    ]),
    [
      'data_planes_reach_control_planes',
      'cluster-eu-west',
      'firewall.tf',
      'ports    = ["8005"]',
      'ports    = ["8006"]',
    ],
    [
      'data_planes_reach_control_planes',
      'cluster-eu-west',
      'firewall.tf',
      'ports    = ["8005"]',
      'ports    = ["8005", "5432"]',
    ],
  ],
  // The same with the primary on Google, where nodes are reached themselves, and a data plane on AWS that is let out.
  'postgresql-google': [
    ...(['in_eu_north', 'in_eu_west', 'out_eu_west', 'in_us_east'] as const).map((from): Break => [
      'data_planes_are_let_in',
      'cluster-eu-west',
      'firewall.tf',
      new RegExp(`("${from}_kong_data_to_eu_west_kong_control_cluster"[^]*?ports *= \\[")8005`),
      '$18006',
    ]),
    [
      'data_planes_reach_control_planes',
      'cluster-us-east',
      'firewall.tf',
      /(egress_rule" "us_east_kong_data_to_eu_west_[^}]*?port *= )8005/,
      '$18006',
    ],
  ],
  haproxy: [
    [
      'balancers_in_two_zones_lead_to_the_pool',
      'cluster-us-east',
      'balancer.tf',
      'subnet_ids["balancer_b"]',
      'subnet_ids["balancer_a"]',
    ],
    [
      'balancers_in_two_zones_lead_to_the_pool',
      'cluster-us-east',
      'balancer.tf',
      /(topogen-pool *= )"own-front-us-east-kong"/,
      '$1"own-front-us-east-kong-green"',
    ],
    [
      'balancers_in_two_zones_lead_to_the_pool',
      'cluster-eu-west',
      'balancer.tf',
      '"europe-west1-c"',
      '"europe-west1-b"',
    ],
    [
      'balancers_in_two_zones_lead_to_the_pool',
      'cluster-eu-west',
      'balancer.tf',
      /(topogen-pool *= )"own-front-eu-west-kong"/,
      '$1"own-front-eu-west-kong-green"',
    ],
  ],
  'aws-pair': [
    [
      'us_east__us_west',
      'links',
      'link-us-east--us-west.tf',
      /(accepter[^}]*transit_gateway_attachment_id = )[a-z0-9_.]+/,
      '$1"tgw-attach-0123456789abcdef0"',
    ],
    [
      'us_east__us_west',
      'links',
      'link-us-east--us-west.tf',
      'destination_cidr_block ',
      'blackhole = true\n  destination_cidr_block ',
    ],
  ],
  'aws-pair-ipsec': [
    ['us_east__us_west_at_us_east', 'links', 'link-us-east--us-west.tf', '["ikev2"]', '["ikev1", "ikev2"]'],
    [
      'us_east__us_west_at_us_west',
      'links',
      'vpn-gateways-us-west.tf',
      /source_dest_check( *)= false/,
      'source_dest_check$1= true',
    ],
    [
      'us_east__us_west_at_us_west',
      'links',
      'link-us-east--us-west.tf',
      /private_route_table_ids\["b"\]/,
      'private_route_table_ids["a"]',
    ],
  ],
};

/** The breaks of one stack that can be made together, since they break promises of different names. */
interface Round {
  readonly topology: string;
  readonly stack: string;
  readonly breaks: readonly Break[];
}

function roundsOf(topology: string, breaks: readonly Break[]): Round[] {
  const rounds: Round[] = [];
  for (const each of breaks) {
    const [promise, stack] = each;
    const fits = (round: Round): boolean => round.stack === stack && round.breaks.every(([other]) => other !== promise);
    const round = rounds.find(fits);
    if (round) rounds[rounds.indexOf(round)] = { ...round, breaks: [...round.breaks, each] };
    else rounds.push({ topology, stack, breaks: [each] });
  }
  return rounds;
}

/** Returns the name of the promise that the assertion on a line belongs to. */
function promiseAbove(lines: readonly string[], line: number): string | undefined {
  return lines
    .slice(0, line)
    .flatMap((text) => /^ {2}# (\w+)$/.exec(text)?.[1] ?? [])
    .at(-1);
}

describeLong('the generated tests', () => {
  const rounds = Object.entries(BREAKS).flatMap(([topology, breaks]) => roundsOf(topology, breaks));
  const cases = rounds.map((round) => [round.topology, round.stack, round.breaks.map(([promise]) => promise), round]);

  test.each(cases as [string, string, string[], Round][])(
    'of %s, %s fail when each of %j is broken, and no other of them',
    async (topology, stack, promises, { breaks }) => {
      const { synthesis } = await synthesizeShipped(topology);
      const own = synthesis.terraform.filter(({ path }) => path.startsWith(`${stack}/`));
      await withTerraform(async (tf) => {
        await Promise.all(own.map(({ path, text }) => tf.write(path, text)));
        for (const [, , file, from, to] of breaks) {
          const before = await tf.read(`${stack}/${file}`);
          const broken = before.replace(from, to);
          expect(broken).not.toBe(before);
          await tf.write(`${stack}/${file}`, broken);
        }
        await tf.at(stack).init();
        const result = await tf.run('terraform', ['test', '-no-color'], tf.at(stack).folder);
        expect(result.code).not.toBe(0);
        const lines = (await tf.read(`${stack}/tests/topology.tftest.hcl`)).split('\n');
        const failed = [...result.stderr.matchAll(/assertion failed\s+on tests\/topology.tftest.hcl line (\d+)/g)];
        const named = failed.map(([, line]) => promiseAbove(lines, Number(line)));
        expect([...new Set(named)].sort()).toEqual([...promises].sort());
      });
    },
    TIMEOUT_MS,
  );
});
