import type { CassandraSpec } from '../../../src/spec/datastores/cassandra/resolve';
import { resolveDatastore, type DatastoreSpec } from '../../../src/spec/datastores/section';
import { DEFAULT_KONG } from '../../../src/spec/kong-releases';
import { specSchema } from '../../../src/spec/schema';
import type { DatacenterSpec, PluginSpec, Spec } from '../../../src/spec/spec';

const BACKUPS = { everyHours: 24, hour: 4, keepDays: 7 };

/** A complete spec for tests of sizing: three even datacenters, all defaults of the schema. */
export interface SizingWish {
  readonly requestsPerSecond?: number;
  readonly datacenters?: readonly Partial<DatacenterSpec>[];
  readonly kong?: Partial<Spec['kong']>;
  readonly datastore?: Partial<CassandraSpec>;
  readonly redis?: Spec['redis'];
}

const PLACES = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
] as const;

export function sizingSpec(wish: SizingWish = {}): Spec {
  const document = specSchema.parse({
    name: 'edge',
    requestsPerSecond: wish.requestsPerSecond ?? 12_000,
    datacenters: 3,
  });
  const { upgrade: _upgrade, finishMigrations: _finish, ...kong } = document.kong;
  const wanted = wish.datacenters ?? PLACES.map(() => ({}));
  const datacenters = wanted.map((it, i): DatacenterSpec => ({
    ...(PLACES[i % PLACES.length] ?? PLACES[0]),
    ...(i >= PLACES.length ? { name: `dc-${i}` } : {}),
    zones: ['a', 'b', 'c'],
    share: 1 / wanted.length,
    egress: 'managed',
    exposure: 'public',
    clientCidrs: ['0.0.0.0/0'],
    inName: true,
    kong: {},
    datastore: {},
    ...it,
  }));
  return {
    name: document.name,
    requestsPerSecond: document.requestsPerSecond,
    size: 'production',
    network: { ...document.network, egress: 'managed' },
    state: document.state,
    tags: document.tags,
    datacenters,
    kong: {
      ...kong,
      version: DEFAULT_KONG,
      plugins: [],
      survives: datacenters.length > 1 ? 'datacenter' : 'zone',
      ...wish.kong,
    },
    gateway: { balancer: 'cloud', plainHttp: 'closed' },
    datastore: {
      ...resolveDatastore(
        document.datastore,
        DEFAULT_KONG,
        datacenters.map(({ name }) => name),
        BACKUPS,
      ),
      ...wish.datastore,
    } as DatastoreSpec,
    backups: BACKUPS,
    redis: wish.redis ?? document.redis,
    links: { shape: 'mesh', innerLink: 'transit-peering' },
  };
}

export function namesOf(spec: Spec): readonly string[] {
  return spec.datacenters.map(({ name }) => name);
}

export function plugin(name: string, policy?: PluginSpec['policy'], periods = 1): PluginSpec {
  return policy === undefined ? { name, periods } : { name, policy, periods };
}
