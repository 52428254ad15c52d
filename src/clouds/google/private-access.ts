import type { PrivateAccessFacts } from '../../kernel/cloud/private-access';

/**
 * Private Google Access, which answers for every API at the addresses of private.googleapis.com, from any region. Shells come by
 * Identity-Aware Proxy from outside, and health checks tell the group of a node.
 */
export const GOOGLE_PRIVATE_ACCESS: PrivateAccessFacts = {
  services: {
    secrets: ['secretmanager'],
    shells: [],
    group: [],
    members: ['compute'],
    seed: ['storage'],
    exports: ['storage'],
    days: ['monitoring'],
    metrics: ['monitoring'],
    logs: ['logging', 'osconfig'],
  },
  byRoute: [],
  tiers: [],
  range: '199.36.153.8/30',
  ownRegionAlone: false,
};
