import { SURGE_PER_ZONE } from './pool-refresh';
import { published } from '../../kernel/figure';
import { inEach, overEnds, type DatacenterUse, type MachinesUse, type Quota } from '../../kernel/cloud/quota';

const ROUTER = published('Google Cloud documentation, Cloud Router quotas and limits', '2025');
// Google publishes no numbers: each project has its own. New ones made from 2023 to 2025, all of a training lab, show
// these; one from 2018 in long use has 250 tunnels, 125 gateways, 20 routers, 50 networks and 500 rules. A new project
// has a default network already, with four rules.
const NEW_PROJECT = published(
  'gcloud compute project-info describe of new training projects, in public repositories; projects differ',
  '2025-08',
);

// The same of machines: three projects each, of 2026, have C2_CPUS 8, N2_CPUS 200 and CPUS_ALL_REGIONS 32; one has
// INSTANCES 24 and SSD_TOTAL_GB 500, which counts pd-balanced beside pd-ssd. Other families are not known.
const NEW_MACHINES = published(
  'gcloud compute regions describe of new projects, in public repositories; projects differ',
  '2026-10',
);

// Of addresses: five projects of 2019 to 2024 have 7 or 8 STATIC_ADDRESSES in a region. Those that Cloud NAT gives out by itself do
// not count, says Cloud NAT, IP addresses and ports.
const NEW_ADDRESSES = published(
  'gcloud compute regions describe of new projects, in public repositories; projects differ',
  '2024-03',
);

/** Families whose vCPUs have a quota of their own, with the limit of new projects. */
const FAMILIES = [
  { family: 'c2', limit: 8 },
  { family: 'n2', limit: 200 },
];

/** Zones of every datacenter. */
const ZONES = 3;

const LOOK_UP_MACHINES =
  'projects differ: look yours up with "gcloud compute project-info describe" and "gcloud compute regions describe REGION", and where it is too low ask for more before the first apply, which can take days';

const LOOK_UP =
  'projects differ: look the number up with "gcloud compute project-info describe", and where it is too low ask for more before the first apply';

/**
 * Firewall rules belong to the network and not to groups of members, so it needs two more: deny all in, deny all out.
 */
const REFUSING_RULES = 2;

/** Every link ends on the HA VPN gateway, each tunnel with a BGP session. */
const tunnels = overEnds((end) => end.tunnels);

/** Limits of Google Cloud that it raises for nobody, and quotas of new projects. */
export const GOOGLE_QUOTAS: readonly Quota[] = [
  {
    id: 'bgp-peers',
    per: 'datacenter',
    what: 'BGP peers of the Cloud Router',
    limit: 128,
    kind: 'fixed',
    source: ROUTER,
    count: inEach(tunnels),
  },
  ofNewProject('networks', 'VPC networks beside the default one of the project', 5, ({ hasOwnNetwork }) =>
    hasOwnNetwork ? 1 : 0,
  ),
  // One router is for address translation, whose changes must not touch BGP, and one for the links.
  ofNewProject(
    'routers',
    'Cloud Routers in the project',
    10,
    ({ hasOwnGateway, natAddresses }) => (natAddresses > 0 ? 1 : 0) + (hasOwnGateway ? 1 : 0),
  ),
  ofNewProject('vpn-gateways', 'HA VPN gateways in the project', 5, ({ hasOwnGateway }) => (hasOwnGateway ? 1 : 0)),
  ofNewProject('external-gateways', 'external VPN gateways in the project', 5, overEnds(externalGateways)),
  ofNewProject('vpn-tunnels', 'VPN tunnels in the project', 10, tunnels),
  ofNewProject('snapshots', 'snapshots in the project', 1_000, ({ snapshots }) => snapshots),
  ofNewProject('firewall-rules', 'firewall rules in the project', 100, firewallRules),
  {
    ...ofNewProject('vcpus', 'vCPUs in all regions of the project', 32, vcpusOf()),
    source: NEW_MACHINES,
    hitByAll: true,
    remedy: LOOK_UP_MACHINES,
  },
  ...FAMILIES.map(({ family, limit }) =>
    ofRegion(`${family}-vcpus`, `vCPUs of the family ${family}`, limit, vcpusOf(family)),
  ),
  ofRegion('machines', 'machines', 24, ({ machines }) => machines.reduce((sum, each) => sum + withSurge(each), 0)),
  ofRegion('ssd-gib', 'GiB of SSD and balanced disks', 500, ({ machines }) =>
    machines.reduce((sum, each) => sum + each.diskGib * withSurge(each), 0),
  ),
  {
    ...ofNewProject('static-addresses', 'static external addresses in the region', 8, staticAddresses),
    per: 'project-region',
    source: NEW_ADDRESSES,
    remedy: LOOK_UP_MACHINES,
  },
];

/** Counts reserved addresses, with that of the balancer beside them: alone it is far from any limit. */
function staticAddresses({ reservedAddresses, isPublic, balancerAddresses }: DatacenterUse): number {
  return reservedAddresses === 0 ? 0 : reservedAddresses + (isPublic ? Math.max(1, balancerAddresses) : 0);
}

/** Makes a quota of a region of a project, which `gcloud compute regions describe` shows. */
function ofRegion(id: string, what: string, limit: number, count: (datacenter: DatacenterUse) => number): Quota {
  const quota = ofNewProject(id, `${what} in the region`, limit, count);
  return { ...quota, per: 'project-region', source: NEW_MACHINES, hitByAll: true, remedy: LOOK_UP_MACHINES };
}

/**
 * Makes the count of vCPUs: pools as large as automatic scaling makes them, and the surge of a change.
 *
 * @param family @default all
 */
function vcpusOf(family?: string): (datacenter: DatacenterUse) => number {
  return ({ machines }) =>
    machines
      .filter(({ type }) => family === undefined || type.startsWith(`${family}-`))
      .reduce((sum, each) => sum + each.vcpus * withSurge(each), 0);
}

function withSurge({ number, isPool }: MachinesUse): number {
  return isPool ? number + SURGE_PER_ZONE * ZONES : number;
}

function ofNewProject(id: string, what: string, limit: number, count: (datacenter: DatacenterUse) => number): Quota {
  return {
    id,
    per: 'project',
    what,
    limit,
    kind: 'new-project',
    remedy: LOOK_UP,
    source: NEW_PROJECT,
    count: inEach(count),
  };
}

/** Returns the external gateways of a link: one, if the far gateway belongs to another cloud. */
function externalGateways({ kind }: { readonly kind: string }): number {
  return kind === 'managed-vpn' ? 1 : 0;
}

/** Counts firewall rules. What the cloud runs is no member of the network. */
function firewallRules({ rules }: DatacenterUse): number {
  return rules.filter(({ isService }) => !isService).reduce((all, group) => all + group.in + group.out, REFUSING_RULES);
}
