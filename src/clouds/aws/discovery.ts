import type { DiscoveryFacts } from '../../kernel/cloud/discovery';

/** Prometheus asks EC2 for the machines with a name. Source: its page on configuration, `ec2_sd_config`. */
export const AWS_DISCOVERY: DiscoveryFacts = {
  pool: ({ group, region, port }) => ({
    key: 'ec2_sd_configs',
    entries: [
      {
        region,
        port,
        filters: [
          { name: 'tag:Name', values: [group] },
          { name: 'instance-state-name', values: ['running'] },
        ],
      },
    ],
  }),
  rights: 'ec2:DescribeInstances and ec2:DescribeAvailabilityZones',
};
