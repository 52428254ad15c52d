type Values = Readonly<Record<string, string>>;

/** Makes the block of a Terraform test by which a data source answers these values. */
export function overridden(target: string, values: Values): string {
  const lines = Object.entries(values).map(([name, value]) => `    ${name} = ${value}`);
  return `override_data {\n  target = data.${target}\n\n  values = {\n${lines.join('\n')}\n  }\n}\n`;
}

/** Makes the same of values that are as the spec has them, but for those that are changed: by `<target>.<name>`. */
export function answered(target: string, values: Values, changed: Values): string {
  return overridden(
    target,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, changed[`${target}.${name}`] ?? value])),
  );
}

/** A Terraform test begins with it where everything of AWS is made up. */
export const MOCKED_AWS =
  'mock_provider "aws" {\n  mock_data "aws_iam_policy_document" {\n    defaults = { json = "{}" }\n  }\n}\n';

/** A Terraform test ends with it where a plan is enough. */
export const PLANNED = 'run "the_network" {\n  command = plan\n}\n';

/**
 * Makes a Terraform test of the first datacenter's network: AWS says of its parts what the spec does, but for what is changed.
 *
 * @param more further blocks
 */
export function mockedNetwork(spec: string, changed: Values, more: readonly string[] = []): string {
  const { datacenters } = JSON.parse(spec) as {
    datacenters: [
      {
        network: {
          existing: {
            id: string;
            cidr: string;
            subnets: Record<string, { zones: { zone: string; id: string; cidr: string }[] }>;
            routeTables: string[];
          };
        };
      },
    ];
  };
  const { id: vpc, cidr, subnets, routeTables } = datacenters[0].network.existing;
  const override = (target: string, values: Values): string => answered(target, values, changed);
  const machines = ['kong', 'datastore'].flatMap((purpose) => subnets[purpose]?.zones ?? []);
  return [
    MOCKED_AWS,
    override('aws_vpc.main', {
      cidr_block_associations: `[{ cidr_block = "${cidr}" }]`,
      enable_dns_support: 'true',
      enable_dns_hostnames: 'true',
    }),
    ...Object.entries(subnets).flatMap(([purpose, { zones }]) =>
      zones.map(({ zone, id, cidr: range }) =>
        override(`aws_subnet.${purpose === 'datastore' ? 'cassandra' : purpose}_${zone.slice(-1)}`, {
          id: `"${id}"`,
          vpc_id: `"${vpc}"`,
          cidr_block: `"${range}"`,
          availability_zone: `"${zone}"`,
          available_ip_address_count: '8',
        }),
      ),
    ),
    ...machines.map(({ zone, id }) =>
      override(
        `aws_network_interfaces.${subnets['kong']?.zones.some((it) => it.id === id) ? 'kong' : 'cassandra'}_${zone.slice(-1)}`,
        {
          ids: '[]',
        },
      ),
    ),
    ...routeTables.map((table) =>
      override(`aws_route_table.${table.replace('-', '_')}`, {
        associations: `[${machines.map(({ id }) => `{ subnet_id = "${id}" }`).join(', ')}]`,
      }),
    ),
    ...more,
    PLANNED,
  ].join('\n');
}
