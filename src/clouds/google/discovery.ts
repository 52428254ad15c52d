import type { DiscoveryFacts } from '../../kernel/cloud/discovery';

/**
 * Prometheus asks Compute Engine zone by zone. A machine of a group has the group's name with four characters of its own; a filter
 * by a pattern can have no second part. Source: Prometheus's page on configuration, `gce_sd_config`; Compute Engine's API, `filter`.
 */
export const GOOGLE_DISCOVERY: DiscoveryFacts = {
  pool: ({ group, project, zones, port }) => ({
    key: 'gce_sd_configs',
    entries: zones.map((zone) => ({
      ...(project === undefined ? {} : { project }),
      zone,
      port,
      filter: `name eq "${group}-[a-z0-9]{4}"`,
    })),
  }),
  rights: 'compute.instances.list, as roles/compute.viewer has it',
};
