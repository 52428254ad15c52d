import { GOOGLE_REPLACEMENT } from '../../../src/clouds/google/replacement';
import { diskFindings, machineFindings } from '../../../src/clouds/google/users-key';
import { replacingPaths } from '../../../src/kernel/replacement';
import {
  ALL_DATACENTERS,
  clusterOf,
  datacenterOf,
  networkOf,
  planOf,
  resource,
  type Synthesised,
} from './google-stacks';

const KEY = 'projects/acme-keys/locations/europe-west1/keyRings/edge/cryptoKeys/edge';
const OTHER = `${KEY}-2`;
const withKey = (kmsKey: string | undefined) =>
  planOf({ datacenters: ALL_DATACENTERS.map((it) => (it.name === 'belgium' ? { ...it, kmsKey } : it)) });

const plan = withKey(KEY);
const network = networkOf(plan);
const cluster = clusterOf(plan);

/** The arguments by which each type is given a key of the user's. */
const KEYED: Readonly<Record<string, (it: Readonly<Record<string, unknown>>) => unknown>> = {
  google_compute_disk: (it) => it['disk_encryption_key'],
  google_compute_instance: (it) => keyOf(it['boot_disk'], 'kms_key_self_link'),
  google_compute_region_instance_template: (it) => keyOf(first(it['disk']), 'disk_encryption_key'),
  google_logging_project_bucket_config: (it) => it['cmek_settings'],
  google_secret_manager_secret: (it) =>
    keyOf(first(keyOf(keyOf(it['replication'], 'user_managed'), 'replicas')), 'customer_managed_encryption'),
};

const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : list);
const keyOf = (it: unknown, name: string): unknown => (it as Readonly<Record<string, unknown>> | undefined)?.[name];

function keysIn({ json }: Synthesised): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json.resource).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, it]) => {
        const key = KEYED[type]?.(it);
        return KEYED[type] === undefined ? [] : [[`${type}.${name}`, key]];
      }),
    ),
  );
}

test('every disk, secret and log bucket of a datacenter has the key that the spec names, and none elsewhere', () => {
  const keys = { ...keysIn(network), ...keysIn(cluster) };
  expect(new Set(Object.keys(keys).map((address) => address.split('.')[0]))).toEqual(new Set(Object.keys(KEYED)));
  expect(Object.entries(keys).filter(([, key]) => !JSON.stringify(key ?? null).includes(`"${KEY}"`))).toEqual([]);
  const iowa = { ...keysIn(networkOf(plan, 'iowa')), ...keysIn(clusterOf(plan, 'iowa')) };
  expect(Object.keys(iowa)).not.toEqual([]);
  expect(Object.entries(iowa).filter(([, key]) => key !== undefined)).toEqual([]);
});

test('Cloud SQL has the key, and keeps the one that it was made with', () => {
  const belgium = { ...ALL_DATACENTERS[0], kmsKey: KEY };
  const sql = clusterOf(planOf({ datacenters: [belgium], datastore: { engine: 'postgresql' } }));
  expect(resource(sql, 'google_sql_database_instance', 'postgresql')).toMatchObject({
    encryption_key_name: KEY,
    lifecycle: { ignore_changes: ['settings[0].disk_size', 'encryption_key_name'] },
  });
  expect(sql.comments['google_kms_crypto_key.own']).toContain("Cloud SQL's");
});

test.each([
  ['another key', OTHER],
  ['no key any more', undefined],
])('%s replaces nothing but the template of the pool, whose nodes hold nothing', (_, kmsKey) => {
  const after = withKey(kmsKey);
  const replaced = [
    [network, networkOf(after)],
    [cluster, clusterOf(after)],
  ].flatMap(([one, other]) =>
    Object.entries(one!.json.resource).flatMap(([type, named]) =>
      Object.keys(named).filter((name) => forces(type, named[name]!, other!.json.resource[type]![name]!)),
    ),
  );
  expect(replaced).toEqual(['kong']);
});

/** True if Terraform would replace a resource, whose lifecycle ignores some arguments. */
function forces(
  type: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const { ignore_changes: ignored = [] } = (after['lifecycle'] ?? {}) as {
    readonly ignore_changes?: readonly string[];
  };
  const paths = replacingPaths(GOOGLE_REPLACEMENT, type, before, after);
  return paths.some((path) => !ignored.some((it) => path.startsWith(it.replaceAll('[0]', ''))));
}

test('the plan of a stack fails before anything is built where the key cannot encrypt', () => {
  for (const { json } of [network, cluster]) {
    expect(json.data['google_kms_crypto_key']).toEqual({
      own: { key_ring: KEY.replace('/cryptoKeys/edge', ''), name: 'edge' },
    });
    expect(json.output['kms_key']).toMatchObject({
      precondition: [
        {
          condition:
            '${data.google_kms_crypto_key.own.purpose == "ENCRYPT_DECRYPT" && one(data.google_kms_crypto_key.own.primary[*].state) == "ENABLED"}',
        },
      ],
    });
  }
  expect(networkOf(planOf()).json.output['kms_key']).toBeUndefined();
});

test('no stack grants anything on the key: a grant that goes with one topology would stop the machines of all others', () => {
  for (const stack of [network, cluster]) {
    expect(Object.keys(stack.json.resource).filter((type) => type.startsWith('google_kms'))).toEqual([]);
  }
});

test('what has the key has no reason left for a finding that it has none', () => {
  for (const findings of [diskFindings, machineFindings]) {
    expect(findings(datacenterOf(plan, 'belgium'))).toEqual({});
    expect(findings(datacenterOf(plan, 'iowa'))).not.toEqual({});
  }
});
