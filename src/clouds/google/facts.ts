import { PRIVATE_ASNS } from '../../kernel/asn';
import type { CloudFacts, ExistingIdForm, MachineFacts } from '../../kernel/cloud/facts';
import { GOOGLE_ACCOUNT } from './account';
import { GOOGLE_ALARMS } from './alarm-facts';
import { GOOGLE_DATABASE } from './database';
import { GOOGLE_LINK_CAPACITY } from './link-capacity';
import { GOOGLE_MACHINE_TYPES } from './machine-families';
import { machines } from './machines.json';
import offerings from './offerings.json';
import { GOOGLE_DISCOVERY } from './discovery';
import { GOOGLE_DNS } from './dns';
import { GOOGLE_EXPORT_COMMANDS } from './export-commands';
import { GOOGLE_LOG_COMMANDS } from './log-commands';
import { GOOGLE_SNAPSHOT_COMMANDS } from './snapshot-commands';
import { GOOGLE_OPERATORS } from './operators';
import { GOOGLE_PRIVATE_ACCESS } from './private-access';
import { GOOGLE_QUOTAS } from './quotas';
import { regions } from './regions.json';
import {
  GOOGLE_BALANCER,
  GOOGLE_BOOT_DISKS,
  GOOGLE_DISK,
  GOOGLE_NAT,
  GOOGLE_REDIS,
  GOOGLE_USER_DATA,
} from './services';
import { GOOGLE_TUNNEL_COMMANDS } from './tunnel-commands';

/** Google publishes a ceiling of the network only, no sustained bandwidth. */
const MACHINES = machines.map((machine) => ({ ...machine, networkGbps: undefined }) as MachineFacts);

/** Images may have the address of the API in front. Source: Compute Engine API reference, images. */
const IMAGE = new RegExp(
  [
    '^(https://(www\\.googleapis\\.com/compute|compute\\.googleapis\\.com/compute)/(v1|beta)/)?',
    'projects/([a-z][a-z0-9.-]*[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]',
    '/global/images/(family/)?[a-z]([a-z0-9-]{0,61}[a-z0-9])?$',
  ].join(''),
);

/** Makes the form of a resource's path, which has the project that it is in. */
function path(collection: string, name: string): ExistingIdForm {
  return {
    pattern: new RegExp(
      `^projects/(?<project>([a-z][a-z0-9.-]*[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9])/${collection}/[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`,
    ),
    example: `projects/acme-edge/${collection.replace(/\(.*\)/, 'europe-west1')}/${name}`,
  };
}

/**
 * The facts of Google Cloud for the stages before the clouds. Data with sources and dates: `machines.json`,
 * `regions.json`.
 */
export const GOOGLE_FACTS: CloudFacts = {
  id: 'google',
  title: 'Google Cloud',
  regions,
  regionsToSwitchOn: [],
  zonesVaryByAccount: false,
  machines: MACHINES,
  offerings,
  machineTypes: GOOGLE_MACHINE_TYPES,
  machineSource: { source: 'Cloud Billing API, on-demand', date: '2026-08-03' },
  machineResource: 'google_compute_instance',
  dataDiskAddress: (machine) => `google_compute_disk.${machine}_data`,
  machineFamilies: {
    // Every zone of the priced regions offers these families. c2d and c3 are missing in some (europe-west1 has c2d in one
    // zone). n2-highcpu has too little memory, 1 GiB a vCPU.
    processor: ['c2-standard', 'n2-standard'],
    memory: ['n2-highmem'],
  },
  vpnMachineTypes: [],
  developmentMachineTypes: ['e2-standard-2', 'n2-standard-2'],
  jobMachineTypes: ['e2-medium'],
  // A name alone is refused: Google would look for it in the datacenter's project and then among public images.
  imageForm: {
    pattern: IMAGE,
    what: 'the self link of an image or of a family of images',
    example: 'projects/acme-images/global/images/kong-3',
  },
  bootDisks: GOOGLE_BOOT_DISKS,
  userData: GOOGLE_USER_DATA,
  dataDisk: GOOGLE_DISK,
  balancer: GOOGLE_BALANCER,
  nat: GOOGLE_NAT,
  privateAccess: GOOGLE_PRIVATE_ACCESS,
  redis: GOOGLE_REDIS,
  database: GOOGLE_DATABASE,
  subnetScope: 'region',
  readsSeedsOf: ['aws'],
  seedBucketResource: 'google_storage_bucket.seed',
  // Balancer, Cloud NAT, HA VPN and Memorystore are outside of the network's subnets.
  serviceTiers: { always: [], withRedis: [], withManagedEnd: [] },
  // Source: Google Cloud VPC documentation, subnets: a primary range has from 8 to 29 bits.
  existingNetwork: {
    ids: {
      network: path('global/networks', 'acme'),
      subnet: path('regions/(?<region>[a-z0-9-]+)/subnetworks', 'kong'),
      serviceRange: path('global/addresses', 'google-managed'),
    },
    gateway: {
      id: path('regions/(?<region>[a-z0-9-]+)/vpnGateways', 'edge'),
      router: path('regions/(?<region>[a-z0-9-]+)/routers', 'edge'),
      // Of longer ones a customer gateway of AWS takes some alone, and sources differ on which.
      asns: [PRIVATE_ASNS],
    },
    ownNat: true,
    prefix: { shortest: 8, longest: 29 },
  },
  // Google reserves the first two addresses (network, gateway) and the last two of the primary range.
  reservedAddresses: { first: 2, last: 2 },
  project: {
    defaultKey: 'googleProject',
    // Old ids have a domain in front.
    pattern: /^([a-z][a-z0-9.-]*[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    form: '6 to 30 lower-case letters, digits and hyphens, beginning with a letter',
  },
  account: GOOGLE_ACCOUNT,
  // Key rings can never be deleted, so that a topology could not be built twice under one name: the user has made them.
  kmsKey: {
    pattern:
      /^projects\/([a-z][a-z0-9.-]*[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\/locations\/(?<location>[a-z][a-z0-9-]*)\/keyRings\/[A-Za-z0-9_-]{1,63}\/cryptoKeys\/[A-Za-z0-9_-]{1,63}$/,
    form: 'projects/<project>/locations/<region>/keyRings/<key-ring>/cryptoKeys/<key>, without a version',
  },
  // Source: Secret Manager API reference, projects.secrets.create, secretId.
  secretName: {
    pattern: /^[A-Za-z0-9_-]{1,255}$/,
    form: "a name of up to 255 letters, digits, _ and -, of a secret in the datacenter's own project",
  },
  // An alert policy tells channels of its own project, whose number may stand for its id. Source: Monitoring API v3,
  // NotificationChannel.name.
  alarmTarget: {
    pattern: /^projects\/(?:\d+|(?<project>[a-z][a-z0-9.:-]*))\/notificationChannels\/\d+$/,
    form: ({ project = 'acme-edge' }) =>
      `a notification channel of its project, such as projects/${project}/notificationChannels/1234567890123456789`,
  },
  alarms: GOOGLE_ALARMS,
  discovery: GOOGLE_DISCOVERY,
  reservedNamePrefixes: [],
  tightestName: { what: 'service account', ending: 'kong', characters: 30 },
  secretForms: [
    { what: 'an API key of Google', pattern: /\bAIza[0-9A-Za-z_-]{35}\b/ },
    { what: 'an access token of Google', pattern: /\bya29\.[0-9A-Za-z_-]{20,}/ },
  ],
  mostTags: 64,
  // Seen with hashicorp/google 6.50.0: a label without a value is read back as none, and planned again for ever.
  emptyTags: false,
  logRetentions: undefined,
  // Health checks of the passthrough and proxy load balancers come from outside the network.
  healthCheckRanges: ['35.191.0.0/16', '130.211.0.0/22', '209.85.152.0/22', '209.85.204.0/22'],
  // The passthrough balancer forwards packets unchanged.
  balancerKeepsPorts: true,
  balancerKnownBy: 'address',
  dns: GOOGLE_DNS,
  snapshots: GOOGLE_SNAPSHOT_COMMANDS,
  exports: GOOGLE_EXPORT_COMMANDS,
  logs: GOOGLE_LOG_COMMANDS,
  backupCopies: 'stored-there',
  operators: GOOGLE_OPERATORS,
  operatorAccess: { cidr: '35.235.240.0/20', port: 22, what: 'Identity-Aware Proxy' },
  // An HA VPN gateway has its two addresses before any tunnel exists.
  vpnPart: 'listens',
  linkCapacity: GOOGLE_LINK_CAPACITY,
  tunnels: GOOGLE_TUNNEL_COMMANDS,
  quotas: GOOGLE_QUOTAS,
  innerLinks: ['ha-vpn'],
  innerLinkBarredInRegion: undefined,
  // A Cloud Router does not advertise routes that it learned from others, unless they are spokes of Network
  // Connectivity Center. Source: Google Cloud documentation, Cloud Router, learned routes.
  transits: false,
  // These regions have prices and three zones, far apart first, and are chosen so that taking clouds in turn spreads
  // well too. They are named after the place, since these names last forever; no name occurs in another cloud's list.
  shortForm: [
    { name: 'belgium', region: 'europe-west1' },
    { name: 'jurong', region: 'asia-southeast1' },
    { name: 'iowa', region: 'us-central1' },
    { name: 'eemshaven', region: 'europe-west4' },
    { name: 'inzai', region: 'asia-northeast1' },
    { name: 'carolina', region: 'us-east1' },
    { name: 'dalles', region: 'us-west1' },
  ],
};
