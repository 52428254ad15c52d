import { execFileSync } from 'node:child_process';
import { cassandraOf, ringOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { parse } from 'yaml';
import keys from '../../../../../src/plan/datastores/cassandra/nodes/keys.json';
import { unknownKeys } from '../../../../../src/plan/datastores/cassandra/nodes/known-keys';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import { CASSANDRA_LINES } from '../../../../../src/plan/datastores/cassandra/nodes/versions';
import { CASSANDRA_RELEASES } from '../../../../../src/spec/datastores/cassandra/releases';
import { aPlan, TWO_CLOUDS } from '../../../../support/a-spec';
import { readTemplates } from '../../../../support/templates';

/** The lines that a spec may ask for, each with its release. */
const LINES = [...CASSANDRA_RELEASES.keys()];
const releaseOf = (line: string): string => CASSANDRA_RELEASES.get(line)!.release;

test('every line that a spec may ask for has its facts and its keys', () => {
  expect(CASSANDRA_LINES.map(({ line }) => line)).toEqual(LINES);
  expect(Object.keys(keys)).toEqual(LINES);
});

/** The files of node `number` of datacenter `index`, by path. */
function filesOf(version: string, index = 0, number = 1, fields: Readonly<Record<string, unknown>> = {}) {
  const { datastore, ...rest } = { datastore: {}, ...fields };
  const plan = aPlan(TWO_CLOUDS, { ...rest, datastore: { version, nodesPerDatacenter: 3, ...(datastore as object) } });
  const datacenter = plan.datacenters[index]!;
  const node = cassandraOf(datacenter).nodes[number - 1]!;
  const { artifacts, userData } = renderCassandraNode(plan, datacenter, node, readTemplates());
  return { plan, datacenter, node, userData, texts: Object.fromEntries(artifacts.map((it) => [it.path, it.text])) };
}

function yamlOf(version: string, index = 0, number = 1): Record<string, unknown> {
  return parse(filesOf(version, index, number).texts[`cassandra-${number}/cassandra.yaml`]!) as Record<string, unknown>;
}

describe.each(LINES)('cassandra.yaml of Cassandra %s', (line) => {
  const version = releaseOf(line);

  test('has only keys that this line knows', () => {
    const known = keys[line as keyof typeof keys];
    expect(Object.keys(yamlOf(version)).filter((key) => !known.includes(key))).toEqual([]);
  });

  test('gives the node its fixed address for every purpose', () => {
    const yaml = yamlOf(version, 1, 2);
    for (const key of ['listen_address', 'broadcast_address', 'rpc_address', 'broadcast_rpc_address']) {
      expect(yaml[key]).toBe('10.65.80.10');
    }
  });

  test('names two seeds of each datacenter, the same on every node', () => {
    const seeds = [
      [0, 1],
      [0, 3],
      [1, 2],
    ].map(([index, number]) => yamlOf(version, index, number).seed_provider);
    expect(seeds[0]).toEqual([
      {
        class_name: 'org.apache.cassandra.locator.SimpleSeedProvider',
        parameters: [{ seeds: '10.64.64.10,10.64.80.10,10.65.64.10,10.65.80.10' }],
      },
    ]);
    expect(seeds[1]).toEqual(seeds[0]);
    expect(seeds[2]).toEqual(seeds[0]);
  });

  test('asks for passwords and rights, and finds racks by the file beside it', () => {
    const yaml = yamlOf(version);
    expect(yaml).toMatchObject({
      authorizer: 'CassandraAuthorizer',
      role_manager: 'CassandraRoleManager',
      endpoint_snitch: 'GossipingPropertyFileSnitch',
      server_encryption_options: { internode_encryption: 'none' },
    });
    const plain = 'PasswordAuthenticator';
    expect(yaml.authenticator).toEqual(line === '5.0' ? { class_name: plain } : plain);
    expect(filesOf(version, 1, 3).texts['cassandra-3/cassandra-rackdc.properties']).toMatch(
      /^dc=eu-west\nrack=rack-c$/m,
    );
  });

  test('keeps the number of tokens that every other line has, since a ring cannot change it', () => {
    expect(yamlOf(version).num_tokens).toBe(16);
  });

  test('writes durations in the way of this line', () => {
    const yaml = yamlOf(version);
    const old = line === '3.11' || line === '4.0';
    expect(yaml.max_hint_window_in_ms).toBe(old ? 10_800_000 : undefined);
    expect(yaml.max_hint_window).toBe(old ? undefined : '3h');
    expect(yaml.commitlog_sync_period_in_ms).toBe(old ? 10_000 : undefined);
    expect(yaml.commitlog_sync_period).toBe(old ? undefined : '10000ms');
  });

  test('leaves the default number of copies of unspecified keyspaces alone, which the first node could not satisfy', () => {
    expect(yamlOf(version)).not.toHaveProperty('default_keyspace_rf');
  });
});

test('Thrift is switched off where it exists and not mentioned where it does not', () => {
  expect(yamlOf('3.11.17').start_rpc).toBe(false);
  for (const version of ['4.0.14', '4.1.7', '5.0.1']) expect(yamlOf(version)).not.toHaveProperty('start_rpc');
});

test('a key of another line is found out', () => {
  expect(unknownKeys('4.1', 'max_hint_window: 3h\nmax_hint_window_in_ms: 1\nnested:\n  start_rpc: 1\n')).toEqual([
    'max_hint_window_in_ms',
    'nested',
  ]);
});

describe('the settings beside it', () => {
  test('name every node of the ring in start order, seeds first within a datacenter', () => {
    const { texts, plan } = filesOf('3.11.17', 1, 1);
    const shown = `${texts['cassandra/ring.env']}printf '%s\\n' "\${RING_START_ORDER[@]}"`;
    const order = execFileSync('bash', ['-c', shown], { encoding: 'utf8' }).trim().split('\n');
    expect(order).toEqual(ringOf(plan).startOrder.map((it) => `${it.datacenter}:${it.address}`));
    expect(order).toHaveLength(6);
    expect(texts['cassandra/ring.env']).toContain('\n  {us-east:10.64.,eu-west:10.65.}{64.10,80.10,96.10}\n');
    expect(texts['cassandra/ring.env']).toContain('RING_REPLICATION=(us-east:3 eu-west:3)');
    expect(texts['cassandra/ring.env']).toContain('SUPERUSER_SECRET=edge-eu-west-cassandra-superuser-password');
    expect(texts['cassandra-1/node.env']).toContain('NODE_ADDRESS=10.65.64.10');
  });

  test.each([
    ['3.11.17', '311x', 'openjdk-8-jre-headless python2', 'java-8-openjdk-amd64'],
    ['4.0.14', '40x', 'openjdk-11-jre-headless python3', 'java-11-openjdk-amd64'],
    ['4.1.7', '41x', 'openjdk-11-jre-headless python3', 'java-11-openjdk-amd64'],
    ['5.0.1', '50x', 'openjdk-11-jre-headless python3', 'java-11-openjdk-amd64'],
  ])('pin Cassandra %s in its own suite, on the Java that it runs on', (version, suite, packages, java) => {
    const { texts } = filesOf(version);
    expect(texts['cassandra/install.env']).toContain(`CASSANDRA_VERSION=${version}\nOTHER_PACKAGES=(${packages})`);
    expect(texts['cassandra/install.env']).toContain(`REPOSITORY_SUITE=${suite}\n`);
    expect(texts['cassandra/install.env']).toContain("REPOSITORY_URL='https://debian.cassandra.apache.org'");
    expect(texts['cassandra/cassandra.env']).toContain(`JAVA_HOME=/usr/lib/jvm/${java}\n`);
  });

  test("find the Java of the machine's own architecture", () => {
    const machineType = { type: 'r7g.xlarge', vcpus: 4, memoryGib: 32, architecture: 'arm64' };
    const datacenters = TWO_CLOUDS.map((it, i) =>
      i === 0 ? { ...it, cassandra: { machineType, image: 'ami-0123456789abcdef0' } } : it,
    );
    const plan = aPlan(datacenters, { datastore: { version: '5.0.1' } });
    const javaOf = (index: number): string | undefined => {
      const datacenter = plan.datacenters[index]!;
      const [node] = cassandraOf(datacenter).nodes;
      const { artifacts } = renderCassandraNode(plan, datacenter, node!, readTemplates());
      const { text } = artifacts.find(({ path }) => path === 'cassandra/cassandra.env')!;
      return /^JAVA_HOME=.*-(\w+)$/m.exec(text)?.[1];
    };
    expect([javaOf(0), javaOf(1)]).toEqual(['arm64', 'amd64']);
  });

  test('state heap and young generation together with CMS, and the heap alone with G1', () => {
    expect(filesOf('3.11.17').texts['cassandra/cassandra.env']).toMatch(/^MAX_HEAP_SIZE=\d+M\nHEAP_NEWSIZE=\d+M$/m);
    expect(filesOf('5.0.1').texts['cassandra/cassandra.env']).toMatch(/^MAX_HEAP_SIZE=\d+M\n# G1/m);
  });

  test('take a mirror, its key and a checksum from the spec, quoted for the shell', () => {
    const { texts } = filesOf('3.11.17', 0, 1, {
      datastore: {
        repositoryUrl: 'https://mirror.example/cassandra?a=1&b=2',
        repositoryKeyUrl: 'https://mirror.example/KEYS',
        packageSha256: 'a'.repeat(64),
      },
    });
    expect(texts['cassandra/install.env']).toContain("REPOSITORY_URL='https://mirror.example/cassandra?a=1&b=2'\n");
    expect(texts['cassandra/install.env']).toContain("REPOSITORY_KEY_URL='https://mirror.example/KEYS'\n");
    expect(texts['cassandra/install.env']).toContain(`PACKAGE_SHA256='${'a'.repeat(64)}'\n`);
  });
});

describe('the boot of a node', () => {
  test('begins with preparation alone; only the first node of the first datacenter initialises the ring', () => {
    const first = filesOf('3.11.17', 0, 1);
    expect(first.texts[first.userData]).toContain('["systemctl","start","--no-block","topogen-ring-init.service"]');
    for (const [index, number] of [
      [0, 2],
      [1, 1],
    ] as const) {
      const other = filesOf('3.11.17', index, number);
      expect(other.texts[other.userData]).toContain('["systemctl","start","--no-block","topogen-prepare.service"]');
      expect(other.texts[other.userData]).not.toContain('topogen-ring-init.service');
      expect(other.texts[other.userData]).not.toContain('"start","--no-block","cassandra.service"');
    }
  });

  test('gives nodes of one datacenter the same shared files', () => {
    const [one, other] = [filesOf('4.1.7', 1, 1).texts, filesOf('4.1.7', 1, 3).texts];
    const shared = Object.keys(one).filter((path) => !path.startsWith('cassandra-1/'));
    expect(Object.keys(other).filter((path) => !path.startsWith('cassandra-3/'))).toEqual(shared);
    for (const path of shared) expect(other[path]).toBe(one[path]);
  });

  test('speaks to the cloud that the datacenter is in', () => {
    expect(filesOf('3.11.17', 0).texts['common/platform.sh']).toContain('Amazon Web Services');
    expect(filesOf('3.11.17', 1).texts['common/platform.sh']).toContain('Google Cloud');
  });
});
