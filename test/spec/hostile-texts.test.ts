import { CLOUD_FACTS } from '../../src/clouds/facts';
import { formatPath, type PathStep } from '../../src/kernel/issue';
import { parseSpec } from '../../src/spec/parse';
import { specFields, type Field } from '../../src/spec/fields';
import { anExistingNetwork } from '../support/an-existing-network';

/*
 * Every text of a spec is held to characters that no language takes for its own, or stays a user's words until a door. What follows
 * `%{` is a template of Terraform's, which can read files; a line end begins a key of YAML.
 */
const HOSTILE = [
  '%{ if true }a%{ endif }',
  '${path.module}',
  'a\nb: 1',
  '$(reboot)',
  'a"b',
  '\u001b[31m',
  '<b>',
  '`a`',
];

const KMS = 'arn:aws:kms:eu-west-1:111122223333:alias/state';

/** A spec with every field in it; `state` has the form that the field belongs to. */
function fullSpec({ onlyWith, path }: Field): Record<string, unknown> {
  const assumeRole = { roleArn: 'arn:aws:iam::111122223333:role/topogen', externalId: 'acme' };
  const [ofAws, ofGoogle] = [
    { profile: 'acme', assumeRole, allowedAccountIds: ['111122223333'] },
    { impersonateServiceAccount: 'topogen@acme-edge.iam.gserviceaccount.com', billingProject: 'acme-edge' },
  ];
  const states: Readonly<Record<string, object>> = {
    s3: { bucket: 'acme-state', region: 'eu-west-1', prefix: 'edge', kmsKeyId: KMS, profile: 'acme', assumeRole },
    gcs: {
      bucket: 'acme-state',
      prefix: 'edge',
      kmsEncryptionKey: 'projects/acme-edge/locations/eu/keyRings/state/cryptoKeys/edge',
    },
    cloud: { organization: 'acme', hostname: 'tfe.example.com' },
  };
  const backend = states[onlyWith ?? ''] ? onlyWith! : 's3';
  const machine = { machineType: { type: 'x9.large', vcpus: 4, memoryGib: 16 } };
  return {
    ...(path.startsWith('extends') ? { extends: { file: 'base.yaml', without: ['tags'] } } : {}),
    $schema: 'https://example.com/schema.json',
    name: 'edge',
    requestsPerSecond: 1000,
    googleProject: 'acme-edge',
    accounts: { aws: ofAws, google: ofGoogle },
    ubuntu: { aws: '20260906', google: '20260906' },
    datacenters: [
      {
        name: 'us-east',
        cloud: 'aws',
        region: 'us-east-1',
        zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
        ...(path.includes('network.gateway')
          ? { network: { gateway: { id: 'tgw-01234567', router: 'edge', asn: 64_512 } } }
          : {}),
        ...(path.includes('network.existing')
          ? { network: anExistingNetwork('us-east-1', 0) }
          : { cidr: '10.64.0.0/16' }),
        account: { ...ofAws, ...ofGoogle },
        kong: { ...machine, image: 'ami-0123456789abcdef0' },
        cassandra: { ...machine, image: 'ami-0123456789abcdef0' },
      },
      { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
      { name: 'us-west', cloud: 'google', region: 'us-west1' },
    ],
    kong: {
      plugins: [{ name: 'key-auth' }],
      ...(path.startsWith('kong.upgrade.') ? { version: '2.8.5', upgrade: upgradeBy(onlyWith) } : { version: '3.3.1' }),
      proxyCidrs: ['0.0.0.0/0'],
      adminCidrs: ['10.64.0.0/10'],
      upstreams: [{ cidr: '0.0.0.0/0', ports: [443] }],
      packageUrl: 'https://m/k.deb',
      packageSha256: 'a'.repeat(64),
    },
    datastore:
      onlyWith === 'postgresql'
        ? { engine: onlyWith, version: '16', machineType: 'db.r6g.large' }
        : {
            version: '3.11',
            repositoryUrl: 'https://m/apt',
            repositoryKeyUrl: 'https://m/keys',
            packageSha256: 'a'.repeat(64),
          },
    gateway: {
      healthPath: '/healthz',
      certificate: { aws: 'edge/tls', google: 'edge-tls' },
      hostname: 'api.example.com',
      dns: { provider: 'route53', zone: 'example.com', project: 'acme-edge', policy: 'failover', primary: 'us-east' },
    },
    links: { shape: 'hub', hub: 'us-east' },
    network: { supernet: '10.64.0.0/10' },
    backups: { copyTo: 'eu-central-1' },
    monitoring: { scrapeCidrs: ['10.64.0.0/10'] },
    state: { backend, ...states[backend] },
    tags: { team: 'platform' },
  };
}

/** An upgrade by the strategy that a field belongs to, in its first stage. */
function upgradeBy(strategy: string | undefined): object {
  const stage = strategy === 'cut' ? 'held' : 'beside';
  return { strategy, stage, to: '3.3.1', packageUrl: 'https://m/k.deb', packageSha256: 'b'.repeat(64) };
}

/** Steps to a field, whose lists are entered at the first entry that has it. */
function stepsTo(spec: Record<string, unknown>, field: Field): PathStep[] {
  const steps: PathStep[] = [];
  let at: unknown = spec;
  for (const part of field.path.split(/\.|(?=\[\])/)) {
    const list = part === '[]' ? (at as unknown[]) : [];
    const step = part === '[]' ? Math.max(0, field.name === 'project' ? 1 : 0) % list.length : part;
    steps.push(step);
    at = (at as Record<PathStep, unknown> | undefined)?.[step];
  }
  return steps;
}

function withText(spec: Record<string, unknown>, steps: readonly PathStep[], text: string): string {
  const copy = JSON.parse(JSON.stringify(spec)) as Record<PathStep, unknown>;
  let at = copy;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<PathStep, unknown>;
  const last = steps.at(-1)!;
  at[last] = Array.isArray(at[last]) ? [text] : text;
  return JSON.stringify(copy, null, 2);
}

/** Fields of which some form is free text: texts, and lists of them. */
function isText({ schema, path }: Field): boolean {
  const forms = [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  return path !== '$schema' && forms.some((it) => it.type === 'string' && it.enum === undefined);
}

const fields = specFields().filter(isText);

test('the instrument sees the texts of a spec', () => {
  expect(fields.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['name', 'datacenters[].zones', 'kong.packageUrl', 'state.kmsKeyId', 'kong.plugins[].name']),
  );
  expect(fields.length).toBeGreaterThan(30);
});

test.each(fields.map((field) => [`${field.path} ${field.onlyWith ?? ''}`.trim(), field] as const))(
  '%s holds no words of any language',
  (_, field) => {
    const spec = fullSpec(field);
    const steps = stepsTo(spec, field);
    const isUrl = field.name.endsWith('Url');
    // RFC 3986 has dollar signs and brackets: those words arrive as they are, in quotes.
    for (const hostile of HOSTILE.filter((it) => !isUrl || it !== '$(reboot)')) {
      const text = isUrl ? `https://m/${hostile}` : hostile;
      const parsed = parseSpec(withText(spec, steps, text), 'edge.json', CLOUD_FACTS);
      const found = parsed.issues.filter((it) => it.severity === 'error');
      expect([text, parsed.ok]).toEqual([text, false]);
      const place = formatPath(steps);
      const there = found.find((it) => formatPath(it.path).startsWith(place));
      expect([
        text,
        found.map((it) => formatPath(it.path)),
        there?.remedy !== undefined,
        (there?.position?.line ?? 0) > 1,
      ]).toEqual([text, expect.anything(), true, true]);
    }
  },
);

test.each([
  ['tags', 'a'],
  ['tags', 'team'],
])('%s.%s takes no words of any language', (_, key) => {
  for (const hostile of HOSTILE) {
    const tags = key === 'a' ? { [hostile]: 'a' } : { [key]: hostile };
    const spec = {
      name: 'edge',
      requestsPerSecond: 1,
      datacenters: [{ name: 'aa', cloud: 'aws', region: 'us-east-1' }],
    };
    expect([hostile, parseSpec(JSON.stringify({ ...spec, tags }), 'edge.json', CLOUD_FACTS).ok]).toEqual([
      hostile,
      false,
    ]);
  }
});

test('the whole of RFC 3986 arrives in an address, as it was written', () => {
  const url = "https://u@m.example.com:8443/a;b=c/~d'e/f!g$h(i)*+,%2F%7b?j=k&l=m:n/o#p";
  const parsed = parseSpec(
    JSON.stringify({
      name: 'edge',
      requestsPerSecond: 1,
      datacenters: [{ name: 'aa', cloud: 'aws', region: 'us-east-1' }],
      kong: { packageUrl: url, packageSha256: 'a'.repeat(64) },
    }),
    'edge.json',
    CLOUD_FACTS,
  );
  expect(parsed.issues.filter((it) => it.severity === 'error')).toEqual([]);
  expect(parsed.ok && parsed.value.spec.kong.packageUrl).toBe(url);
});
