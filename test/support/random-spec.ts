import fc from 'fast-check';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { AUTHORITIES, INTERNODE_ENCRYPTIONS } from '../../src/kernel/node-encryption';
import { EGRESSES } from '../../src/kernel/egress';
import { BALANCERS } from '../../src/kernel/balancer';
import { SIZES } from '../../src/kernel/size';
import { EXPOSURES } from '../../src/kernel/exposure';
import { CLOUD_IDS, type CloudId } from '../../src/kernel/ids';
import { compareVersions } from '../../src/kernel/version';
import { CASSANDRA_RELEASES, NEWEST_KONG } from '../../src/spec/datastores/cassandra/releases';
import { KONG_LINES } from '../../src/spec/kong-releases';
import { anExistingGoogleGateway, anExistingGoogleNetwork, anExistingNetwork } from './an-existing-network';
import { ACCEPTED_STATES } from './states';

/*
 * These specs are random and touch every field that ends in an argument of Terraform's. Most of them are accepted;
 * tests leave out the others.
 */

/** Makes a field that is there half of the time. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const REGIONS = Object.fromEntries(
  Object.values(CLOUD_FACTS).map(({ id, regions }) => [
    id,
    Object.keys(regions).filter((region) => (regions[region]?.zones.length ?? 0) >= 3),
  ]),
) as Record<CloudId, string[]>;

/** Ways to the internet; a spec without any needs other fields besides. */
const WAYS_OUT = EGRESSES.filter((egress) => egress !== 'none');

const IMAGES: Readonly<Record<CloudId, readonly string[]>> = {
  aws: ['ami-01234567', 'ami-0123456789abcdef0'],
  google: [
    'projects/acme-images/global/images/kong-3',
    'https://www.googleapis.com/compute/v1/projects/example.com:acme-images/global/images/family/cassandra',
  ],
};

const ACCOUNTS: Readonly<Record<CloudId, fc.Arbitrary<unknown>>> = {
  aws: fc.constantFrom(
    { profile: 'edge', allowedAccountIds: ['111122223333'] },
    { assumeRole: { roleArn: 'arn:aws:iam::444455556666:role/topogen', externalId: 'acme' } },
  ),
  google: fc.record({
    impersonateServiceAccount: fc.constantFrom(
      'topogen@acme-edge.iam.gserviceaccount.com',
      '123456789012-compute@developer.gserviceaccount.com',
    ),
    billingProject: maybe(fc.constant('acme-billing')),
  }),
};

/** Makes a network of the given length in 10.0.0.0/8 or in the internet, with no bit beyond its prefix. */
const range = fc
  .tuple(fc.integer({ min: 8, max: 32 }), fc.nat(0xffffff), fc.constantFrom(10, 198))
  .map(([prefix, rest, first]) => {
    const size = 2 ** (32 - prefix);
    const number = Math.floor((first * 0x1000000 + rest) / size) * size;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')}/${prefix}`;
  });

const port = fc.integer({ min: 1, max: 65_535 });

function machineOf(cloud: CloudId): fc.Arbitrary<unknown> {
  const sold = CLOUD_FACTS[cloud].machines.filter(({ architecture }) => architecture === 'amd64');
  return fc.record({
    machineType: fc.constantFrom(...sold).map(({ type }) => type),
    image: maybe(fc.constantFrom(...IMAGES[cloud])),
  });
}

const NETWORKS: Readonly<Record<CloudId, (region: string, i: number) => fc.Arbitrary<object>>> = {
  aws: (region, i) => fc.constant(anExistingNetwork(region, i)),
  google: (region, i) =>
    fc
      .constantFrom('existing', 'managed')
      .map((egress) => anExistingGoogleNetwork(region, `acme-project-${i % 2}`, i, egress)),
};

/** Gateways of the user's own, with numbers that no datacenter has by its index. */
const GATEWAYS: Readonly<Record<CloudId, (region: string, i: number) => object>> = {
  aws: (_region, i) => ({ id: `tgw-0000000${i}`, asn: 65_001 + i }),
  google: (region, i) => anExistingGoogleGateway(region, `acme-project-${i % 2}`, i),
};

function datacenterOn(cloud: CloudId, i: number): fc.Arbitrary<object> {
  const datacenter = fc.record({
    name: fc.constantFrom(`dc-${i}`, `eu${i}`, `a${'x'.repeat(9)}${i}`),
    cloud: fc.constant(cloud),
    region: fc.constant(REGIONS[cloud][i % REGIONS[cloud].length]),
    project: fc.constant(CLOUD_FACTS[cloud].project ? `acme-project-${i % 2}` : undefined),
    egress: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.constantFrom(...WAYS_OUT)),
    egressAddresses: cloud === 'google' ? maybe(fc.constantFrom(250, 300)) : fc.constant(undefined),
    network: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: NETWORKS[cloud](REGIONS[cloud][i % REGIONS[cloud].length] ?? '', i) },
    ),
    cidr: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(16, 17, 20, 22).map((prefix) => `10.${100 + i}.0.0/${prefix}`) },
    ),
    account: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: ACCOUNTS[cloud] }),
    kong: maybe(machineOf(cloud)),
    gateway: maybe(fc.record({ exposure: maybe(fc.constantFrom(...EXPOSURES)) })),
    cassandra: maybe(fc.record({ image: maybe(fc.constantFrom(...IMAGES[cloud])) })),
  });
  // The owner of a network decides what leads out of it.
  return fc.tuple(datacenter, fc.boolean()).map(([it, hasGateway]) => {
    const gateway = GATEWAYS[cloud](it.region ?? '', i);
    // Where gateways stand in networks, theirs is the user's too.
    const mayHave = hasGateway && (it.network !== undefined || !CLOUD_FACTS[cloud].existingNetwork.gateway.router);
    return {
      ...it,
      ...(it.network ? { cidr: undefined, egress: undefined, egressAddresses: undefined } : {}),
      ...(it.network || mayHave ? { network: { ...it.network, ...(mayHave ? { gateway } : {}) } } : {}),
    };
  });
}

const TARGETS: Readonly<Record<CloudId, (region: string) => string>> = {
  aws: (region) => `arn:aws:sns:${region}:111122223333:edge_alarms-1`,
  google: () => 'projects/123456789012/notificationChannels/9876543210',
};

/** Makes a target for each datacenter. */
function notifying(all: readonly object[]): object {
  const notify = (all as { name: string; cloud: CloudId; region: string }[]).map(({ name, cloud, region }) => [
    name,
    TARGETS[cloud](region),
  ]);
  return { notify: Object.fromEntries(notify) as object };
}

/** Names a second region for the first datacenter, of its cloud and with none of them in it. */
function copying(all: readonly object[], backups: object | 'none' | undefined): object {
  const [first] = all as { name: string; cloud: CloudId }[];
  const region = first && REGIONS[first.cloud].at(-1);
  return backups === 'none' ? {} : { backups: { ...backups, copyTo: { [first?.name ?? '']: region } } };
}

const datacenters = fc
  .array(fc.constantFrom(...CLOUD_IDS), { minLength: 1, maxLength: 4, size: 'max' })
  .chain((clouds) => fc.tuple(...clouds.map(datacenterOn)));

const kong = fc.record({
  version: maybe(
    fc.constantFrom(
      ...[...KONG_LINES.values()].map(({ release }) => release).filter((it) => compareVersions(it, NEWEST_KONG) <= 0),
    ),
  ),
  plugins: maybe(
    fc.subarray(['acl', 'key-auth', 'prometheus', { name: 'rate-limiting', policy: 'redis' }, 'tcp-log'], {
      minLength: 0,
    }),
  ),
  survives: maybe(fc.constantFrom('zone', 'node')),
  tls: maybe(fc.boolean()),
  proxyCidrs: maybe(fc.uniqueArray(range, { minLength: 1, maxLength: 4 })),
  // Within the default supernet, as no other range has a route to the nodes.
  adminCidrs: maybe(fc.subarray(['10.120.0.0/16', '10.121.7.0/24', '10.122.0.9/32'])),
  upstreams: maybe(
    fc.uniqueArray(fc.record({ cidr: range, ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3 }) }), {
      maxLength: 3,
      selector: ({ cidr }) => cidr,
    }),
  ),
  maximumFactor: maybe(fc.constantFrom(1, 1.5, 10)),
  targetUtilization: maybe(fc.constantFrom(0.1, 0.6, 0.95)),
});

const datastore = fc.record({
  version: maybe(fc.constantFrom(...[...CASSANDRA_RELEASES.values()].map(({ release }) => release))),
  nodesPerDatacenter: maybe(fc.constantFrom(3, 6)),
  diskGib: maybe(fc.integer({ min: 10, max: 16_384 })),
  encryption: maybe(
    fc.record({
      internode: maybe(fc.constantFrom(...INTERNODE_ENCRYPTIONS)),
      clients: maybe(fc.boolean()),
      signedBy: maybe(fc.constantFrom(...AUTHORITIES)),
    }),
  ),
});

const tagKey = fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/);
const tagValue = fc.stringMatching(/^[a-z0-9_-]{0,63}$/);

interface Drawn {
  readonly kong?: { readonly version?: string };
  readonly gateway?: { readonly balancer?: string };
  readonly datastore?: { readonly encryption?: object };
  readonly backups?: { readonly configuration?: boolean } | 'none';
  readonly monitoring?: { readonly logs: { readonly access?: string } };
}

/** Leaves machines out that lead clients to a Kong which cannot tell them that it stops. */
function withoutOldBalancers(spec: Drawn): Drawn {
  const { version } = spec.kong ?? {};
  if (!spec.gateway || version === undefined || compareVersions(version, '2.1.4') >= 0) return spec;
  const { balancer: _balancer, ...gateway } = spec.gateway;
  return { ...spec, gateway };
}

/** Lets clients speak plain text where their release of Kong has no TLS that Java of today takes. */
function withoutOldTls(spec: Drawn): Drawn {
  const { version } = spec.kong ?? {};
  const { encryption, ...datastore } = spec.datastore ?? {};
  if (!encryption || version === undefined || compareVersions(version, '2.4.0') >= 0) return spec;
  return { ...spec, datastore: { ...datastore, encryption: { ...encryption, clients: false } } };
}

/** Has requests not logged where the release of Kong cannot be told what of them. */
function withoutOldAccess(spec: Drawn): Drawn {
  const { version } = spec.kong ?? {};
  const isOld = version !== undefined && compareVersions(version, '0.14.0') < 0;
  return spec.monitoring && isOld ? { ...spec, monitoring: { ...spec.monitoring, logs: {} } } : spec;
}

/** Takes exports away from a spec whose release of Kong has none. */
function withoutOldExports(spec: Drawn): object {
  const { version } = spec.kong ?? {};
  const { backups } = spec;
  const isOld = version !== undefined && compareVersions(version, '1.3.0') < 0;
  if (!isOld || typeof backups !== 'object') return spec;
  const { configuration: _configuration, ...others } = backups;
  return { ...spec, backups: others };
}

/** Takes the way to the internet from a spec, with all that goes out by it. */
function withoutInternet<T extends { readonly datacenters: readonly object[]; readonly [key: string]: unknown }>(
  spec: T,
): T {
  const datacenters = (spec.datacenters as readonly ClosedDatacenter[]).map(
    ({ egress: _egress, egressAddresses: _addresses, ...it }) => ({
      ...it,
      kong: { ...it.kong, image: IMAGES[it.cloud][0] },
      cassandra: { ...it.cassandra, image: IMAGES[it.cloud][1] },
    }),
  );
  const { kong, gateway, network } = spec as { kong?: object; gateway?: object; network?: object };
  return {
    ...spec,
    datacenters,
    network: { ...network, egress: 'none' },
    kong: { ...kong, upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] },
    gateway: { ...gateway, balancer: undefined },
  };
}

interface ClosedDatacenter {
  readonly cloud: CloudId;
  readonly egress?: unknown;
  readonly egressAddresses?: unknown;
  readonly kong?: object;
  readonly cassandra?: object;
}

/** Makes a spec as users write it. Fields that are undefined are left out. */
export const randomSpec: fc.Arbitrary<object> = fc
  .record({
    name: fc.constantFrom('edge', 'e1', 'gateway-prod'),
    requestsPerSecond: fc.constantFrom(1, 900, 12_000, 60_000),
    size: maybe(fc.constantFrom(...SIZES)),
    datacenters,
    accounts: maybe(fc.record({ aws: ACCOUNTS.aws, google: ACCOUNTS.google })),
    ubuntu: maybe(fc.record({ aws: maybe(fc.constant('20260906.1')), google: maybe(fc.constant('20260906a')) })),
    kong: maybe(kong),
    gateway: maybe(
      fc.record({
        exposure: maybe(fc.constantFrom(...EXPOSURES)),
        plainHttp: maybe(fc.constantFrom('redirect', 'serve')),
        balancer: maybe(fc.constantFrom(...BALANCERS)),
        healthPath: maybe(fc.constantFrom('/healthz', '/a/b.c/~d')),
        certificate: maybe(fc.constant({ aws: 'edge/tls', google: 'edge-tls' })),
      }),
    ),
    datastore: maybe(datastore),
    backups: maybe(
      fc.oneof(
        fc.constant('none'),
        fc.record({
          everyHours: maybe(fc.constantFrom(1, 8, 24)),
          keepDays: maybe(fc.constantFrom(1, 7, 365)),
          configuration: maybe(fc.boolean()),
        }),
      ),
    ),
    redis: maybe(
      fc.record({
        memoryGib: maybe(fc.integer({ min: 1, max: 100 })),
        password: maybe(fc.constantFrom('none', 'prepared', 'required')),
      }),
    ),
    links: maybe(fc.record({ awsToAws: maybe(fc.constantFrom('transit-gateway-peering', 'ipsec')) })),
    network: maybe(
      fc.record({
        supernet: maybe(fc.constantFrom('10.0.0.0/8', '10.64.0.0/10', '172.16.0.0/12')),
        firstAsn: maybe(fc.constantFrom(64_513, 64_608, 65_440)),
        flowLogRetentionDays: maybe(fc.constantFrom(1, 30, 365, 3_653)),
        egress: maybe(fc.constantFrom(...WAYS_OUT)),
      }),
    ),
    state: maybe(fc.constantFrom(...ACCEPTED_STATES)),
    tags: maybe(fc.dictionary(tagKey, tagValue, { maxKeys: 5 })),
    closed: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    monitoring: maybe(fc.constantFrom({}, { access: 'failed' }, { access: 'all' })),
    copied: maybe(fc.constant(true)),
  })
  .map(({ closed, ...spec }) => (closed ? withoutInternet(spec) : spec))
  .map(({ monitoring, copied, ...spec }) => ({
    ...spec,
    ...(monitoring
      ? {
          monitoring: {
            ...notifying(spec.datacenters),
            scrapeCidrs: ['10.0.0.0/8', '172.16.9.0/24'],
            dashboards: true,
            logs: monitoring,
          },
        }
      : {}),
    ...(copied ? copying(spec.datacenters, spec.backups) : {}),
  }))
  .map((spec) => withoutOldBalancers(JSON.parse(JSON.stringify(spec)) as Drawn))
  .map(withoutOldTls)
  .map(withoutOldAccess)
  .map(withoutOldExports);
