import * as z from 'zod';
import { DEFAULT_FIRST_ASN, PRIVATE_ASNS } from '../kernel/asn';
import { EGRESSES } from '../kernel/egress';
import { CLOUD_IDS } from '../kernel/ids';
import { MAXIMUM_DATACENTERS } from '../kernel/maximum-datacenters';
import { REDIS_PASSWORDS } from '../kernel/redis-password';
import { backupsSchema } from './backups-schema';
import { accountSchema, assumeRole, profileName, impersonated } from './account-schema';
import { datastoreNodesFields, datastoreNote, datastoreSchema } from './datastores/schema';
import { datacenterGatewaySchema, gatewaySchema } from './gateway-schema';
import { kongSchema } from './kong-schema';
import { extendsSchema } from './extends';
import { datacenterNetworkSchema } from './existing-network-schema';
import { cidr, imageName, machineType, NAME_PATTERN, text } from './schema-values';
import { monitoringSchema } from './monitoring-schema';
import { gcsBucket, gcsKmsKey, hostname, organization, s3Bucket, s3Region, statePrefix } from './state-values';
import { SIZES } from '../kernel/size';
import { SMALLEST_SHARE } from '../kernel/smallest-share';
import { ZONES_PER_DATACENTER } from '../kernel/zones-per-datacenter';

/**
 * `specSchema` defines the spec as users write it: the one definition that validates, documents, and makes
 * `schema/topology.schema.json`. Fixed defaults are at their fields. Defaults that depend on other fields or on a cloud's
 * facts are applied in `resolve.ts`; rules that span fields, or whose remedy needs more words than a bound does, are in
 * `rules/`. What those rules hold of a single field is repeated in its `meta`, which editors see by the JSON Schema and zod
 * does not check.
 */

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
  account: accountSchema.optional().meta({
    description:
      'The account that the datacenter is in, and how Terraform gets there, in the place of all that accounts says of its cloud: on AWS profile, assumeRole and allowedAccountIds, on Google Cloud impersonateServiceAccount and billingProject. Default: what accounts says.',
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
      "A range from /16 to /22 inside network.supernet, which never changes once the datacenter stands. Default: the /16 with the number of the datacenter's index in the lock file.",
  }),
  egress: z.enum(EGRESSES).optional().meta({
    description: "How its machines reach the internet. Default: the topology's network.egress.",
  }),
  egressAddresses: z.int().min(1).optional().meta({
    description:
      'Number of outside addresses that are reserved for the Cloud NAT of a Google datacenter, so that partners can let them in: the output nat_addresses has them. On AWS the addresses are reserved in any case. Default: Google gives out its own, which change.',
    maximum: 300,
  }),
  network: datacenterNetworkSchema
    .optional()
    .meta({ description: 'The network of the datacenter, where you have one for it.' }),
  kmsKey: text(/^\S+$/, 'must be the name of a key').optional().meta({
    description:
      'Cloud KMS key for disks, databases, secrets and logs of a Google datacenter, e.g. projects/acme-keys/locations/europe-west1/keyRings/edge/cryptoKeys/edge, in its region. Its owner grants it to the service agents first: docs/security.md. Default: keys of Google.',
  }),
  kong: z
    .strictObject({
      machineType: machineType.optional().meta({
        description:
          'Machine type of the Kong nodes. Default: the cheapest that carries the load; with size development a small one.',
      }),
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
  gateway: datacenterGatewaySchema
    .prefault({})
    .meta({ description: 'What is special about the entrance of this datacenter.' }),
  ...datastoreNodesFields,
});

export const redisSchema = z.strictObject({
  memoryGib: z.int().min(1).max(300).optional().meta({
    description: 'Memory of the managed Redis of each datacenter. Default: sized from the request rate.',
  }),
  password: z.enum(REDIS_PASSWORDS).optional().meta({
    description:
      'Whether Redis asks plugins for a password: required; none; or prepared, the step between them for a Redis that stands, where nodes have the password and Redis lets in who has none too. Default: what stands; for what is new required, where every release that runs is Kong 3.0 or newer and speaks TLS to Redis.',
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

export const accountsSchema = z.strictObject({
  aws: accountSchema
    .pick({ profile: true, assumeRole: true, allowedAccountIds: true })
    .optional()
    .meta({ description: 'The AWS account of datacenters that name none.' }),
  google: accountSchema
    .pick({ impersonateServiceAccount: true, billingProject: true })
    .optional()
    .meta({ description: 'How Terraform gets to the Google projects of datacenters that name no account.' }),
} satisfies Record<(typeof CLOUD_IDS)[number], unknown>);

/** Dates of Canonical's images as each cloud writes them: `20260906`, `20260906.1` on AWS, `20260906a` on Google Cloud. */
const imageDate = (suffix: string) =>
  text(
    new RegExp(`^20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])${suffix}$`),
    'must be the date of an image, such as 20260906',
  );

export const ubuntuSchema = z.strictObject({
  aws: imageDate('(\\.[0-9]+)?')
    .optional()
    .meta({ description: "Date of Canonical's image on AWS. Default: the newest when Terraform makes a machine." }),
  google: imageDate('[a-z]?').optional().meta({
    description: "Date of Canonical's image on Google Cloud. Default: the newest when Terraform makes a machine.",
  }),
} satisfies Record<(typeof CLOUD_IDS)[number], unknown>);

/** From this number on there is a private one for every index. */
const LAST_FIRST_ASN = PRIVATE_ASNS.last - (MAXIMUM_DATACENTERS - 1);

export const networkSchema = z.strictObject({
  supernet: cidr.default('10.64.0.0/10').meta({
    description: 'The range that every datacenter takes its /16 from, and in which those lie that state one.',
  }),
  firstAsn: z.int().min(PRIVATE_ASNS.first).max(LAST_FIRST_ASN).default(DEFAULT_FIRST_ASN).meta({
    description:
      'Private number of the autonomous system of the datacenter with index 0; the others follow by index. Two topologies that meet by BGP must not share any of their 88: give the second 64608.',
  }),
  flowLogRetentionDays: z.int().min(1).max(3_653).default(365).meta({ description: 'How long flow logs are kept.' }),
  egress: z.enum(EGRESSES).optional().meta({
    description:
      'How machines reach the internet. On AWS, managed: by a NAT gateway in each zone. regional: by one over all zones. single: by one in the first zone, which is cheaper; while that zone is lost, nobody reaches it. On Google Cloud one Cloud NAT serves the region in any of these cases. none, on both: they do not; private endpoints lead to the services of their cloud that they call, and all else comes with machine images of yours. Default: managed; with size development single.',
  }),
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
    profile: profileName,
    assumeRole: assumeRole.optional().meta({
      description: 'Role that Terraform takes on to read and write the state. Default: none.',
    }),
  }),
  z.strictObject({
    backend: z.literal('gcs'),
    bucket: gcsBucket.meta({ description: 'Bucket of the state.' }),
    prefix: statePrefix,
    kmsEncryptionKey: gcsKmsKey.optional().meta({
      description:
        "Cloud KMS key of the state, e.g. projects/acme/locations/eu/keyRings/state/cryptoKeys/edge. Default: the bucket's own encryption.",
    }),
    impersonateServiceAccount: impersonated,
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
  extends: extendsSchema.optional().meta({
    description:
      'Another spec, whose words hold where this one has none: docs/environments.md. Name is never taken from it.',
  }),
  name: z.string().meta({
    description: 'Name of the topology: lower-case letters, digits and hyphens. Part of every resource name.',
    pattern: NAME_PATTERN.source,
  }),
  requestsPerSecond: z
    .number()
    .gte(0.001)
    .max(50_000_000)
    .meta({ description: 'Requests per second over all datacenters, on an ordinary busy hour.' }),
  size: z.enum(SIZES).default('production').meta({
    description:
      'What is not stated: production, or development, which is cheaper and survives less. development: kong.survives is node, network.egress is single, and machines have 2 vCPU and 8 GiB: docs/environments.md.',
  }),
  datacenters: z.union([z.int().min(1), z.array(datacenterSchema).min(1)]).meta({
    description: 'The datacenters, or just how many: names and regions are then taken from a fixed list.',
  }),
  googleProject: defaultProjectSchema.meta({
    description:
      'Default project of Google datacenters. With datacenters as a number: AWS and Google are used in turn.',
  }),
  accounts: accountsSchema.prefault({}).meta({
    description: "The clouds' accounts that Terraform works in, and how it gets there: docs/accounts.md.",
  }),
  ubuntu: ubuntuSchema.prefault({}).meta({
    description:
      'Dates of the Ubuntu 22.04 images that new machines start from; what stands keeps its own until it is replaced by name.',
  }),
  kong: kongSchema.prefault({}).meta({ description: 'The gateway.' }),
  gateway: gatewaySchema.prefault({}).meta({ description: 'The entrance: what clients meet in front of Kong.' }),
  datastore: datastoreSchema.prefault({}).meta({ description: 'The datastore behind the gateway.' }),
  backups: backupsSchema.prefault({}),
  redis: redisSchema
    .prefault({})
    .meta({ description: 'The managed Redis; built only when a plugin has the policy redis.' }),
  links: linksSchema.prefault({}).meta({ description: 'How the datacenters are joined.' }),
  network: networkSchema.prefault({}).meta({ description: 'Addresses.' }),
  state: stateSchema.prefault({ backend: 'local' }).meta({ description: "Where Terraform's state is kept." }),
  monitoring: monitoringSchema.optional().meta({
    description:
      'Who is told when something is wrong, who may read metrics, and where logs go: docs/monitoring.md. Default: nobody, nowhere.',
  }),
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
