import * as z from 'zod';
import { UPGRADE_STAGES, type UpgradeStrategy } from '../kernel/kong-upgrade';
import { datastoreNote } from './datastores/schema';
import { KONG_RANGE } from './kong-releases';
import { cidr, httpsUrl, sha256, text } from './schema-values';

/** A list may name this many ranges: no security group of AWS can have more rules, whatever quota is asked for. */
const MOST_RANGES = 1_000;

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

/** The schema of the section `kong`: release, plugins, load, who may reach what, and upgrades. */
export const kongSchema = z.strictObject({
  version: z
    .string()
    .optional()
    .meta({
      description: `Kong release: ${KONG_RANGE.first} to ${KONG_RANGE.last}. Default: ${datastoreNote('kongVersion', '; ')}.`,
    }),
  mode: z.enum(['traditional', 'hybrid']).optional().meta({
    description:
      'How Kong is laid out. traditional: every node uses the datastore by itself. hybrid: control planes beside the primary of the datastore keep the configuration, and data planes in every datacenter serve clients from their own disk. Default: hybrid in several datacenters whose datastore has one primary, else traditional.',
  }),
  dataPlaneVersion: z.string().optional().meta({
    description:
      'Kong release of the data planes in hybrid mode, while control planes go first to a later one; their package or image is of it too. Default: the one of kong.version.',
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
      'The worst loss that the pool must carry without passing targetUtilization. Default: datacenter with two or more datacenters, else zone; with size development node.',
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
      'Who may reach the Admin API, over TLS on port 8444, and with Kong 3.4 and newer Kong Manager on 8445; the plain ports stay on the node. Ranges of the supernet, since nodes have no public address. Empty: only the node itself; `topogen connect` reaches it.',
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
    description:
      'How long a changed row may take to reach every datacenter (db_update_propagation). With PostgreSQL it holds where nodes read from a replica, which take 15 at least, and nowhere else: nodes that read from the primary need to wait for nothing.',
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
