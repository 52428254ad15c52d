import { createHash, createHmac } from 'node:crypto';
import type { DatacenterPlan } from '../../../../src/plan/plan';
import type { PoolRole } from '../../../../src/plan/pools/pool';
import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { TWO_CLOUDS } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';
import { ClusterMachine, makePair } from './cluster-machine';

/*
 * The seed on its way: control planes export it, and data planes that never had a configuration start from it. Scripts are run for
 * real against stand-ins of the commands that they call.
 */

const PLAN = aHybridPlan(TWO_CLOUDS);
const GOOGLE_PLAN = aHybridPlan([{ name: 'eu-west', cloud: 'google' }]);
const LENDING_PLAN = aHybridPlan([...TWO_CLOUDS].reverse());
const [HOME, FAR] = PLAN.datacenters as [DatacenterPlan, DatacenterPlan];
const TEMPLATES = readTemplates();
const RELEASE = PLAN.kong.migrations.release;
const PREPARE = 'topogen-kong-prepare';
const EXPORT = 'topogen-seed-export';
const STORE = 'usr/local/kong/dbless.lmdb/data.mdb';

const pair = makePair();
const SECRET = `${pair.certificate}${pair.key}`;
const CONFIGURATION = '_format_version: "3.0"\nservices:\n- name: one\n  host: one.internal\n';

let machine: ClusterMachine;

function nodeOf(role: PoolRole, datacenter = HOME, plan = PLAN): ClusterMachine {
  const pool = datacenter.pools.find((it) => it.role === role);
  machine = new ClusterMachine(renderKongPool(plan, datacenter, pool!, TEMPLATES), RELEASE).secret(SECRET);
  return machine;
}

/** A data plane of a new machine while no control plane answers. */
const alone = (): ClusterMachine => nodeOf('data-plane').control(false);

const seedLines = (node: ClusterMachine): string[] =>
  node.read('etc/kong/kong.conf').match(/^declarative_config = .*$/gm) ?? [];

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

afterEach(() => machine.destroy());

describe('a data plane that never had a configuration, while no control plane answers', () => {
  test('starts from the seed, which root alone may read', async () => {
    const node = alone().seed(CONFIGURATION);
    expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
    const [line = ''] = seedLines(node);
    expect(line).toMatch(/\/var\/lib\/topogen\/seed\/kong\.yml$/);
    expect(node.read('var/lib/topogen/seed/kong.yml')).toBe(CONFIGURATION);
    expect(node.mode('var/lib/topogen/seed/kong.yml')).toBe('600');
  });

  test('waits where there is no seed, and starts with the first that comes', async () => {
    const node = alone().seed('');
    const running = node.run(PREPARE);
    while (node.log().length < 3) await pause();
    node.seed(CONFIGURATION);
    const { code, output } = await running;
    expect([code, seedLines(node).length]).toEqual([0, 1]);
    expect(output).toContain('no configuration yet: neither a seed nor a control plane');
  });

  test('does not start from a seed that Kong cannot read, and starts without it when a control plane is back', async () => {
    const node = alone().seed('broken\n');
    const running = node.run(PREPARE);
    while (node.log().length < 3) await pause();
    node.control(true);
    const { code, output } = await running;
    expect([code, seedLines(node)]).toEqual([0, []]);
    expect(output).toContain('Kong cannot read the seed: Error: Failed parsing');
  });

  test('starts with what it stored, where it ended before it was known to be ready and no seed is to be had', async () => {
    const node = alone().seed('');
    node.put('usr/local/kong/topogen-stored-by', `${RELEASE}\n`);
    node.put(STORE, 'stored');
    expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
    expect([seedLines(node), node.read(STORE)]).toEqual([[], 'stored']);
  });
});

test('a data plane with a configuration of its own asks for no seed: it would be older', async () => {
  const node = alone().seed(CONFIGURATION);
  node.put('usr/local/kong/topogen-stored-by', `${RELEASE}\n`);
  node.put(STORE, 'stored');
  node.put('var/lib/topogen/configured', '');
  expect(await node.run(PREPARE)).toMatchObject({ code: 0, output: '' });
  expect([seedLines(node), node.log()]).toEqual([[], ['secret edge-us-east-kong-cluster']]);
});

test('what another release stored is removed, and the seed takes its place', async () => {
  const node = alone().seed(CONFIGURATION);
  node.put('usr/local/kong/topogen-stored-by', '3.8.1\n');
  node.put(STORE, 'stored');
  node.put('var/lib/topogen/configured', '');
  expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
  expect([seedLines(node).length, node.has(STORE)]).toEqual([1, false]);
});

test('a data plane starts from the seed with a certificate that has ended, by which no control plane takes it', async () => {
  const node = nodeOf('data-plane').seed(CONFIGURATION).later();
  const { code, output } = await node.run(PREPARE);
  expect([code, seedLines(node).length]).toEqual([0, 1]);
  expect(output).toContain('the certificate of control planes and data planes has ended');
});

test('a data plane that was ready once goes by the seed no more, at a reload neither', async () => {
  const node = alone().seed(CONFIGURATION);
  await node.run(PREPARE);
  expect(await node.ready().run('topogen-kong-ready')).toMatchObject({ code: 0 });
  expect(seedLines(node)).toEqual([]);
  expect(node.has('var/lib/topogen/seed')).toBe(false);
  expect(node.has('var/lib/topogen/configured')).toBe(true);
  expect(node.read('etc/kong/kong.conf')).toContain('role = data_plane');
});

describe.each([
  ['AWS', 'us-east', HOME, PLAN],
  ['Google', 'eu-west', GOOGLE_PLAN.datacenters[0]!, GOOGLE_PLAN],
] as const)('control planes on %s', (_, name, datacenter, plan) => {
  const control = (): ClusterMachine => nodeOf('control-plane', datacenter, plan);
  const puts = (): number => machine.log().filter((line) => line.startsWith('put ')).length;

  test('put their configuration into an empty bucket, and what differs alone after that', async () => {
    const node = control().database(CONFIGURATION).seed('');
    expect(await node.run(EXPORT)).toMatchObject({ code: 0 });
    expect([node.stored(), puts()]).toEqual([CONFIGURATION, 1]);
    expect(await node.run(EXPORT)).toMatchObject({ code: 0 });
    // Kong writes the keys of an entity in any order.
    node.database('services:\n- host: one.internal\n  name: one\n_format_version: "3.0"\n');
    expect(await node.run(EXPORT)).toMatchObject({ code: 0 });
    expect([node.stored(), puts()]).toEqual([CONFIGURATION, 1]);
    node.database(CONFIGURATION.replace('one.internal', 'two.internal'));
    expect(await node.run(EXPORT)).toMatchObject({ code: 0 });
    expect([node.stored().includes('two.internal'), puts()]).toEqual([true, 2]);
    expect(machine.log().join()).not.toContain(`edge-${name}-kong-cluster`);
  });

  test('leave the seed as it is where a full disk may have cut the export off', async () => {
    const node = control()
      .database(CONFIGURATION.replace('one.internal', 'two.internal'))
      .seed(CONFIGURATION)
      .fullDisk();
    const { code, output } = await node.run(EXPORT);
    expect([code, output]).toEqual([1, expect.stringContaining('the export may not be whole')]);
    expect([node.stored(), puts()]).toEqual([CONFIGURATION, 0]);
  });

  test.each([
    ['the datastore does not answer', ''],
    ['Kong would not take it back', 'broken\n'],
  ])('leave the seed as it is where %s', async (__, database) => {
    const node = control().database(database).seed(CONFIGURATION);
    expect((await node.run(EXPORT)).code).not.toBe(0);
    expect([node.stored(), puts()]).toEqual([CONFIGURATION, 0]);
  });
});

test('control planes export by a timer, at times of their own; data planes have none', () => {
  const control = nodeOf('control-plane');
  expect(control.read('etc/systemd/system/topogen-seed.timer')).toMatch(
    /OnCalendar=\*:0\/10\n(?:#.*\n)?RandomizedDelaySec=540\nFixedRandomDelay=true/,
  );
  expect(control.has('usr/local/sbin/topogen-seed-fetch')).toBe(false);
  control.destroy();
  const data = nodeOf('data-plane');
  expect(data.has('etc/systemd/system/topogen-seed.timer')).toBe(false);
  expect(data.has('usr/local/sbin/topogen-seed-export')).toBe(false);
});

describe('a data plane on Google reads the seed of AWS', () => {
  const LENT = `<R xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Result><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>
    <SecretAccessKey>lent/secret</SecretAccessKey><SessionToken>lent+token/==</SessionToken></Credentials></Result></R>`;
  const far = (): ClusterMachine =>
    nodeOf('data-plane', FAR)
      .control(false)
      .place('edge-bucket us-east-1 arn:aws:iam::1:role/edge edge-us-east-seed\n');

  test('by a role that AWS lends for a token of its account, and an address that it signs for itself', async () => {
    const node = far().seed(CONFIGURATION).lent(LENT);
    expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
    expect([seedLines(node).length, node.read('var/lib/topogen/seed/kong.yml')]).toEqual([1, CONFIGURATION]);
    const [lent, asked = ''] = node.log();
    expect(lent).toBe('lent 2');
    const url = new URL(/^url = "(.*)"$/.exec(asked)?.[1] ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://edge-bucket.s3.us-east-1.amazonaws.com/kong.yml');
    expect(url.searchParams.get('X-Amz-Security-Token')).toBe('lent+token/==');
    expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf(url, 'lent/secret'));
  });

  test('and waits where AWS lends nothing', async () => {
    const node = far().seed(CONFIGURATION).lent('<Error><Code>AccessDenied</Code></Error>');
    const running = node.run(PREPARE);
    while (node.log().length < 2) await pause();
    node.lent(LENT);
    const { code, output } = await running;
    expect([code, seedLines(node).length]).toEqual([0, 1]);
    expect(output).toContain('no AccessKeyId, SecretAccessKey, Token in the answer');
    expect(output).not.toContain('lent/secret');
  });
});

describe('a data plane on AWS reads the seed of Google', () => {
  const KEYS = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'role/secret', Token: 'role+token/==' };
  const AUDIENCE =
    '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/topogen-seed-1/providers/reads-us-east';
  const far = (): ClusterMachine =>
    nodeOf(
      'data-plane',
      LENDING_PLAN.datacenters.find(({ name }) => name === 'us-east')!,
      LENDING_PLAN,
    )
      .control(false)
      .place(`edge-bucket europe-west1 none ${AUDIENCE}\n`)
      .role(JSON.stringify(KEYS));
  const LENT = '{"access_token": "lent-token", "expires_in": 3600}';

  test('by a token that Google lends for a question to AWS, which its role has signed for this audience alone', async () => {
    const node = far().seed(CONFIGURATION).lent(LENT);
    expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
    expect([seedLines(node).length, node.read('var/lib/topogen/seed/kong.yml')]).toEqual([1, CONFIGURATION]);
    const asked = new Map(
      node.log().flatMap((line) => {
        const [, key, value] = /^token data-urlencode = "(\w+)=(.*)"$/.exec(line) ?? [];
        return key === undefined || value === undefined ? [] : [[key, value] as const];
      }),
    );
    expect(asked.get('audience')).toBe(AUDIENCE);
    expect(asked.get('subject_token_type')).toBe('urn:ietf:params:aws:token-type:aws4_request');
    const question = JSON.parse(decodeURIComponent(asked.get('subject_token') ?? '')) as Question;
    expect([question.method, question.url]).toEqual([
      'POST',
      'https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15',
    ]);
    const headers = new Map(question.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('x-goog-cloud-target-resource')).toBe(AUDIENCE);
    expect(headers.get('x-amz-security-token')).toBe(KEYS.Token);
    expect(headers.get('Authorization')).toBe(authorizationOf(question, KEYS.AccessKeyId, KEYS.SecretAccessKey));
    expect(node.log().join('\n')).not.toContain(KEYS.SecretAccessKey);
  });

  test('and waits where it has no role, and where Google lends nothing', async () => {
    const node = far().seed(CONFIGURATION).lent('').role('{"Code": "Failed"}');
    const running = node.run(PREPARE);
    // The second time that it asks where the seed is, it has failed once.
    while (node.log().length < 3) await pause();
    node.role(JSON.stringify(KEYS));
    while (!node.log().some((line) => line.startsWith('token '))) await pause();
    node.lent(LENT);
    const { code, output } = await running;
    expect([code, seedLines(node).length]).toEqual([0, 1]);
    expect(output).toContain('no AccessKeyId, SecretAccessKey, Token in the answer');
    expect(output).not.toContain(KEYS.SecretAccessKey);
  });
});

interface Question {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** Returns the header by which AWS would take a question without a body for genuine, from its other headers. */
function authorizationOf({ url, method, headers }: Question, id: string, secret: string): string {
  const { host, pathname, search } = new URL(url);
  const stated = headers.filter(({ key }) => key !== 'Authorization').sort((a, b) => (a.key < b.key ? -1 : 1));
  expect(stated.find(({ key }) => key === 'host')?.value).toBe(host);
  const names = stated.map(({ key }) => key).join(';');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const lines = stated.map(({ key, value }) => `${key}:${value}\n`).join('');
  const request = [method, pathname, search.slice(1), lines, names, sha256('')].join('\n');
  const date = stated.find(({ key }) => key === 'x-amz-date')?.value ?? '';
  const scope = [date.slice(0, 8), host.split('.')[1], 'sts', 'aws4_request'];
  const signed = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(request)].join('\n');
  const sign = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = scope.reduce((at: string | Buffer, part) => sign(at, part ?? ''), `AWS4${secret}`);
  return `AWS4-HMAC-SHA256 Credential=${id}/${scope.join('/')}, SignedHeaders=${names}, Signature=${sign(key, signed).toString('hex')}`;
}

/** Returns the signature that S3 would reckon for an address, from its parts. */
function signatureOf(url: URL, secret: string): string {
  const query = url.search
    .slice(1)
    .split('&')
    .filter((it) => !it.startsWith('X-Amz-Signature='));
  const [, day = '', region = '', service = '', end = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  const request = [
    'GET',
    url.pathname,
    [...query].sort().join('&'),
    `host:${url.host}`,
    '',
    'host',
    'UNSIGNED-PAYLOAD',
  ];
  const scope = [day, region, service, end].join('/');
  const hash = createHash('sha256').update(request.join('\n')).digest('hex');
  const signed = ['AWS4-HMAC-SHA256', url.searchParams.get('X-Amz-Date'), scope, hash].join('\n');
  const sign = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = [day, region, service, end].reduce((at: string | Buffer, part) => sign(at, part), `AWS4${secret}`);
  return sign(key, signed).toString('hex');
}

test('the reckoning of signatures is that of the example in the reference of S3', () => {
  machine = nodeOf('data-plane');
  const example =
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
  expect(signatureOf(new URL(example), 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')).toBe(
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});
