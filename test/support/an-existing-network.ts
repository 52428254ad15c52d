import { CLOUD_FACTS } from '../../src/clouds/facts';

/** Makes a network of the user's own on AWS in a region, with subnets for everything. */
export function anExistingNetwork(region: string, i: number): object {
  const zones = CLOUD_FACTS.aws.regions[region]?.zones.slice(0, 3) ?? [];
  const group = (third: number, prefix: number): object => ({
    cidr: `10.${120 + i}.${third}.0/24`,
    zones: zones.map((zone, at) => ({
      zone,
      id: `subnet-${i}${third}${at}00000`,
      cidr: `10.${120 + i}.${third}.${at * 2 ** (32 - prefix)}/${prefix}`,
    })),
  });
  return {
    existing: {
      id: `vpc-0000000${i}`,
      cidr: `10.${120 + i}.0.0/20`,
      subnets: {
        public: group(1, 27),
        kong: group(2, 26),
        datastore: group(3, 27),
        redis: group(4, 28),
        transit: group(5, 28),
      },
      routeTables: [`rtb-0000000${i}`],
    },
  };
}

/** Makes the same on Google, in a project. */
export function anExistingGoogleNetwork(region: string, project: string, i: number, egress: string): object {
  const subnet = (name: string, cidr: string): object => ({
    id: `projects/${project}/regions/${region}/subnetworks/${name}-${i}`,
    cidr,
  });
  return {
    existing: {
      id: `projects/${project}/global/networks/acme-${i}`,
      cidr: `10.${120 + i}.0.0/20`,
      egress,
      subnets: {
        kong: subnet('kong', `10.${120 + i}.2.0/23`),
        datastore: subnet('store', `10.${120 + i}.4.0/26`),
        redis: { id: `projects/${project}/global/addresses/services-${i}`, cidr: `10.${120 + i}.5.0/24` },
      },
    },
  };
}

/** Makes a gateway with its router in such a network. */
export function anExistingGoogleGateway(region: string, project: string, i: number): object {
  const place = `projects/${project}/regions/${region}`;
  return { id: `${place}/vpnGateways/acme-${i}`, router: `${place}/routers/acme-${i}`, asn: 65_001 + i };
}
