import { CLOUD_FACTS } from '../../src/clouds/facts';

/** Makes a network of the user's own in a region, with subnets for everything; only AWS has such. */
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
