import { z } from 'zod';
import { CLOUD_IDS } from '../kernel/ids';
import { UPGRADE_STAGES, type UpgradeStrategy } from '../kernel/kong-upgrade';
import { datastoreNodesFields, datastoreNote, datastoreSchema } from './datastores/schema';
import { KONG_RANGE } from './kong-releases';
import { cidr, httpsUrl, imageName, machineType, NAME_PATTERN, sha256, text } from './schema-values';
import { gcsBucket, gcsKmsKey, hostname, organization, s3Bucket, s3Region, statePrefix } from './state-values';
import { SMALLEST_SHARE } from '../kernel/smallest-share';
import { ZONES_PER_DATACENTER } from './zones';

/**
 * `specSchema` defines the spec as users write it: the one definition that validates, documents, and makes
 * `schema/topology.schema.json`. Fixed defaults are at their fields. Defaults that depend on other fields or on a cloud's
 * facts are applied in `resolve.ts`; rules that span fields, or whose remedy needs more words than a bound does, are in
 * `rules/`. What those rules hold of a single field is repeated in its `meta`, which editors see by the JSON Schema and zod
 * does not check.
 */

/** A list may name this many ranges: no security group of AWS can have more rules, whatever quota is asked for. */
const MOST_RANGES = 1_000;

export const datacenterSchema = z.strictObject({
  name: z.string().meta({
    description: `Name of the datacenter: lower-case letters, digits and hyphens. ${datastoreNote('datacenterName')}`,
    pattern: NAME_PATTERN.source,
  }),
  cloud: z.enum(CLOUD_IDS).meta({ description: 'The cloud it is built on.' }),
  region: z.string().meta({ description: "The cloud's region." }),
  project: z.string().min(1).optional().meta({
    description:
      "Google project of the datacenter; not allowed on other clouds. Default: the top level's googleProject.",
  }),
  zones: z
    .array(z.string())
    .optional()
    .meta({
      description: `The three zones, ${datastoreNote('zones')}. Default: the region's first three in topogen's table.`,
      minItems: ZONES_PER_DATACENTER,
      maxItems: ZONES_PER_DATACENTER,
      uniqueItems: true,
    }),
  share: z.number().gte(SMALLEST_SHARE).lte(1).optional().meta({
    description:
      'Part of the requests that this datacenter serves when all are well. Default: what the others leave, evenly.',
  }),
  cidr: cidr.optional().meta({
    description:
      "A /16 inside network.supernet. Default: the /16 with the number of the datacenter's index in the lock file.",
  }),
  kong: z
    .strictObject({
      machineType: machineType
        .optional()
        .meta({ description: 'Machine type of the Kong nodes. Default: the cheapest that carries the load.' }),
      image: imageName.optional().meta({
        description:
          "A machine image with Kong already installed (AMI id; Google image self link). Default: the cloud's current Ubuntu 22.04, and installation at first boot.",
      }),
      upgradeImage: imageName.optional().meta({
        description: 'Such an image with the release of kong.upgrade; required where image is named.',
      }),
    })
    .prefault({})
    .meta({ description: 'What is special about Kong in this datacenter.' }),
  ...datastoreNodesFields,
});

const pluginName = text(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, - and _');

export const pluginSchema = z.union([
  pluginName,
  z.strictObject({
    name: pluginName.meta({ description: "The plugin's name, e.g. rate-limiting." }),
    policy: z.enum(['local', 'cluster', 'redis']).optional().meta({
      description: 'Where rate-limiting and response-ratelimiting keep their counters. Default: local.',
    }),
    periods: z.int().min(1).max(6).default(1).meta({
      description:
        'How many periods (second, minute, hour, day, month, year) the limit counts; each costs a counter write per request with the cluster policy.',
    }),
  }),
]);

const upgradeFields = {
  to: z.string().meta({ description: 'Kong release that comes. The one of kong.version leaves.' }),
  packageUrl: httpsUrl
    .optional()
    .meta({ description: "Where its nodes fetch Kong's .deb. Default: Kong's own repository." }),
  packageSha256: sha256
    .optional()
    .meta({ description: 'Checksum of that .deb. Default: the one that Kong published for the release.' }),
};

/** An upgrade of Kong by a second pool. A strategy has stages of its own, each of them a state that can be applied. */
const upgradeSchema = z.discriminatedUnion('strategy', [
  z.strictObject({
    strategy: z.literal('blue-green').meta({
      description:
        'How Kong is upgraded. blue-green: a second pool on the same datastore, then the balancer moves. cut: the old pool is first cut off from the datastore, for releases that cannot share its tables.',
    }),
    stage: z.enum(stages('blue-green')).meta({
      description:
        'How far it is: beside (both pools stand, the old one serves), switched (the new one serves), withdrawn (the new one is taken away again). At the end remove kong.upgrade and write its release as kong.version.',
    }),
    ...upgradeFields,
  }),
  z.strictObject({
    strategy: z.literal('cut'),
    stage: z.enum(stages('cut')).meta({
      description:
        'How far it is: held (no old node is started or replaced), cut (old nodes are off the datastore and serve from their caches), migrated (one new node in each datacenter), filled (all new nodes), switched (they serve), withdrawn (they are taken away again). At the end remove kong.upgrade and write its release as kong.version.',
    }),
    ...upgradeFields,
  }),
]);

function stages<S extends UpgradeStrategy>(strategy: S): (keyof (typeof UPGRADE_STAGES)[S] & string)[] {
  return Object.keys(UPGRADE_STAGES[strategy]) as (keyof (typeof UPGRADE_STAGES)[S] & string)[];
}

export const kongSchema = z.strictObject({
  version: z
    .string()
    .optional()
    .meta({
      description: `Kong release: ${KONG_RANGE.first} to ${KONG_RANGE.last}. Default: ${datastoreNote('kongVersion', '; ')}.`,
    }),
  plugins: z
    .array(pluginSchema)
    .max(200)
    .default([])
    .meta({ description: 'Plugins that run on (nearly) every request.' }),
  requestsPerSecondPerVcpu: z.number().gte(0.1).max(100_000).optional().meta({
    description: "Your own measurement of one vCPU at full load, plugins and TLS included. Default: topogen's model.",
  }),
  targetUtilization: z.number().gte(0.01).lte(0.95).default(0.6).meta({
    description: 'Part of the vCPU time that may be busy, still after the worst covered loss.',
  }),
  peakFactor: z.number().gte(1).lte(20).default(1.5).meta({
    description: 'How far the busiest moment lies above requestsPerSecond.',
  }),
  survives: z.enum(['datacenter', 'zone', 'node']).optional().meta({
    description:
      'The worst loss that the pool must carry without passing targetUtilization. Default: datacenter with two or more datacenters, else zone.',
  }),
  tls: z.boolean().default(true).meta({ description: 'Whether clients speak TLS to Kong.' }),
  requestBytes: z
    .int()
    .nonnegative()
    .max(1_073_741_824)
    .default(1_024)
    .meta({ description: 'Mean size of a request with its headers.' }),
  responseBytes: z
    .int()
    .nonnegative()
    .max(1_073_741_824)
    .default(8_192)
    .meta({ description: 'Mean size of a response with its headers.' }),
  upstreamLatencyMilliseconds: z.number().nonnegative().max(3_600_000).default(50).meta({
    description: 'Mean time that the services behind Kong take to answer.',
  }),
  entities: z.int().nonnegative().max(100_000_000).default(1_000).meta({
    description: 'Routes, services, consumers and credentials kept in the datastore.',
  }),
  proxyCidrs: z
    .array(cidr)
    .min(1)
    .max(MOST_RANGES)
    .default(['0.0.0.0/0'])
    .meta({ description: 'Who may reach the proxy ports.' }),
  adminCidrs: z.array(cidr).max(MOST_RANGES).default([]).meta({
    description:
      'Who may reach the Admin API, over TLS on port 8444; the plain port stays on the node. Ranges of the supernet, since nodes have no public address. Empty: only the node itself; `topogen connect` reaches it.',
  }),
  upstreams: z
    .array(
      z.strictObject({
        cidr: cidr.meta({ description: 'Where the services behind Kong are.' }),
        ports: z.array(z.int().min(1).max(65_535)).min(1).max(100).meta({ description: 'Their TCP ports.' }),
      }),
    )
    .max(MOST_RANGES)
    .default([{ cidr: '0.0.0.0/0', ports: [80, 443] }])
    .meta({ description: 'Which services Kong may call.' }),
  maximumFactor: z.number().gte(1).lte(10).default(2).meta({
    description: 'Ceiling of automatic scaling, as a multiple of the sized number of nodes, which is its floor.',
  }),
  databaseUpdatePropagationSeconds: z.int().min(1).max(3_600).default(5).meta({
    description: 'How long a changed row may take to reach every datacenter (db_update_propagation).',
  }),
  packageUrl: httpsUrl
    .optional()
    .meta({ description: "Where nodes fetch Kong's .deb. Default: Kong's own repository." }),
  packageSha256: sha256
    .optional()
    .meta({ description: "Checksum of Kong's .deb. Default: the one that Kong published for the release." }),
  upgrade: upgradeSchema.optional().meta({
    description: 'An upgrade by a second pool. While it is there, the Admin API is closed. Default: none.',
  }),
  finishMigrations: z.string().optional().meta({
    description:
      'Kong release whose migrations are finished: once no node of an earlier one is left, write the one of kong.version here. There is no way back from it but a restored datastore. Default: none, after an upgrade; a first installation finishes by itself.',
  }),
});

export const redisSchema = z.strictObject({
  memoryGib: z.int().min(1).max(300).optional().meta({
    description: 'Memory of the managed Redis of each datacenter. Default: sized from the request rate.',
  }),
});

export const linksSchema = z.strictObject({
  shape: z
    .enum(['mesh', 'hub'])
    .default('mesh')
    .meta({ description: 'mesh: every pair of datacenters linked. hub: every datacenter linked to one.' }),
  hub: z.string().optional().meta({
    description:
      'Name of the hub datacenter, through which the others reach each other: one on AWS; required with shape hub.',
  }),
  awsToAws: z.enum(['transit-gateway-peering', 'ipsec']).default('transit-gateway-peering').meta({
    description:
      'How two AWS datacenters are joined: peering, which AWS encrypts from region to region, or IPsec with your own keys.',
  }),
});

export const networkSchema = z.strictObject({
  supernet: cidr.default('10.64.0.0/10').meta({ description: 'The range that every datacenter takes its /16 from.' }),
  flowLogRetentionDays: z.int().min(1).max(3_653).default(365).meta({ description: 'How long flow logs are kept.' }),
});

/** UUID of version 1 to 5, or the id of a key in several regions. */
const KMS_KEY_ID = '([0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})';
const KMS_ALIAS = 'alias/[A-Za-z0-9/_-]{1,250}';
const KMS_ARN = `arn:aws[a-z-]*:kms:[a-z]{2,4}(-[a-z]+)+-[0-9]:[0-9]{12}:(key/${KMS_KEY_ID}|${KMS_ALIAS})`;

/** The three forms that the backend takes. Source: hashicorp/terraform, internal/backend/remote-state/s3/validate.go. */
const s3KmsKey = text(
  new RegExp(`^(${KMS_KEY_ID}|${KMS_ALIAS}|${KMS_ARN})$`),
  'must be the id, the alias or the ARN of a KMS key, such as alias/state or arn:aws:kms:eu-west-1:111122223333:alias/state',
);

export const stateSchema = z.discriminatedUnion('backend', [
  z.strictObject({
    backend: z.literal('local').meta({
      description:
        'Where the state lies: local (one file per stack under state/, beside the output trees), s3 (needs Terraform 1.10), gcs, or cloud (HCP Terraform).',
    }),
  }),
  z.strictObject({
    backend: z.literal('s3'),
    bucket: s3Bucket.meta({ description: 'Bucket of the state.' }),
    region: s3Region.meta({ description: 'Region of the bucket.' }),
    prefix: statePrefix,
    kmsKeyId: s3KmsKey
      .optional()
      .meta({ description: "KMS key of the state: id, alias or ARN. Default: the bucket's own encryption." }),
  }),
  z.strictObject({
    backend: z.literal('gcs'),
    bucket: gcsBucket.meta({ description: 'Bucket of the state.' }),
    prefix: statePrefix,
    kmsEncryptionKey: gcsKmsKey.optional().meta({
      description:
        "Cloud KMS key of the state, e.g. projects/acme/locations/eu/keyRings/state/cryptoKeys/edge. Default: the bucket's own encryption.",
    }),
  }),
  z.strictObject({
    backend: z.literal('cloud'),
    organization: organization.meta({ description: 'HCP Terraform organization.' }),
    hostname: hostname.optional().meta({ description: 'Host of HCP Terraform. Default: app.terraform.io.' }),
  }),
]);
/** A project as a default for datacenters: `CloudFacts.project.defaultKey` names the key. */
export const defaultProjectSchema = z.string().min(1).optional();

export const specSchema = z.strictObject({
  $schema: z.string().optional().meta({ description: 'Where editors find the JSON Schema of this file.' }),
  name: z.string().meta({
    description: 'Name of the topology: lower-case letters, digits and hyphens. Part of every resource name.',
    pattern: NAME_PATTERN.source,
  }),
  requestsPerSecond: z
    .number()
    .gte(0.001)
    .max(50_000_000)
    .meta({ description: 'Requests per second over all datacenters, on an ordinary busy hour.' }),
  datacenters: z.union([z.int().min(1), z.array(datacenterSchema).min(1)]).meta({
    description: 'The datacenters, or just how many: names and regions are then taken from a fixed list.',
  }),
  googleProject: defaultProjectSchema.meta({
    description:
      'Default project of Google datacenters. With datacenters as a number: AWS and Google are used in turn.',
  }),
  kong: kongSchema.prefault({}).meta({ description: 'The gateway.' }),
  datastore: datastoreSchema.prefault({}).meta({ description: 'The datastore behind the gateway.' }),
  redis: redisSchema
    .prefault({})
    .meta({ description: 'The managed Redis; built only when a plugin has the policy redis.' }),
  links: linksSchema.prefault({}).meta({ description: 'How the datacenters are joined.' }),
  network: networkSchema.prefault({}).meta({ description: 'Addresses.' }),
  state: stateSchema.prefault({ backend: 'local' }).meta({ description: "Where Terraform's state is kept." }),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Tags (AWS) and labels (Google) on everything.' }),
});

/** The document after validation, with the fixed defaults filled in. */
export type SpecDocument = z.output<typeof specSchema>;

/** One datacenter after validation, with the fixed defaults filled in. */
export type DatacenterDocument = z.output<typeof datacenterSchema>;

/** The key of `links` that says how two datacenters of one cloud are joined. */
export const INNER_LINK_KEY = 'awsToAws' satisfies keyof SpecDocument['links'];
