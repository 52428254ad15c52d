import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costText } from '../../src/actions/show-cost';
import { loadTopology, type Topology } from '../../src/actions/load-topology';
import { formatIssue } from '../../src/kernel/issue';

/* The size development is a set of defaults. */

const SMALL = {
  name: 'edge',
  requestsPerSecond: 200,
  size: 'development',
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ],
};

function load(spec: object, lockText?: string): ReturnType<typeof loadTopology> {
  const rest = lockText === undefined ? {} : { lockText };
  return loadTopology({ specText: JSON.stringify(spec), specFile: 'edge.json', lockFile: 'edge.lock.json', ...rest });
}

function loaded(spec: object): Topology {
  const found = load(spec);
  if (!found.ok) throw new Error(found.issues.map(formatIssue).join('\n'));
  return found.value;
}

function machinesOf({ plan }: Topology): string[] {
  return plan.sizing.datacenters.map(({ pools, datastore }) =>
    [...pools.map(({ nodes, machine }) => `${nodes} x ${machine.type}`), datastore]
      .map((it) => (typeof it === 'string' || it.engine !== 'cassandra' ? it : `${it.nodes} x ${it.machine.type}`))
      .join(', '),
  );
}

test('pools survive a node, AWS has one NAT gateway, and machines are small', () => {
  const small = loaded(SMALL);
  expect(machinesOf(small)).toEqual(['3 x e2-standard-2, 3 x e2-standard-2', '2 x m6i.large, 3 x m6i.large']);
  expect(small.plan.kong.survives).toBe('node');
  expect(small.plan.datacenters.map(({ egress }) => egress)).toEqual([undefined, 'single']);
  expect(small.plan.advisories.map(({ code }) => code)).toContain('size-is-development');
  // Nothing more is said of machines that the user did not choose.
  expect(small.plan.advisories.filter(({ severity }) => severity !== 'advice')).toEqual([]);
});

test('what the spec states goes before it', () => {
  const stated = loaded({
    ...SMALL,
    kong: { survives: 'zone' },
    network: { egress: 'managed' },
    datacenters: SMALL.datacenters.map((it) =>
      it.cloud === 'aws' ? { ...it, cassandra: { machineType: 'r6i.large' } } : it,
    ),
  });
  expect(machinesOf(stated)[1]).toBe('2 x m6i.large, 3 x r6i.large');
  expect(stated.plan.kong.survives).toBe('zone');
  expect(stated.plan.datacenters[1]?.egress).toBeUndefined();
});

test('a machine type that the spec names is judged as such, though the size has the same', () => {
  const named = loaded({
    ...SMALL,
    datacenters: SMALL.datacenters.map((it) =>
      it.cloud === 'aws' ? { ...it, cassandra: { machineType: 'm6i.large' } } : it,
    ),
  });
  expect(machinesOf(named)).toEqual(machinesOf(loaded(SMALL)));
  expect(named.plan.sizing.reckoned.find(({ id }) => id === 'us-east.cassandra.machine')?.formula).toBe(
    'the machine type that the spec names',
  );
});

test('a database keeps its standby, and its gateway gets small machines in every role', () => {
  const hybrid = { kong: { mode: 'hybrid' }, datastore: { engine: 'postgresql', primary: 'us-east' } };
  const [small, production] = [loaded({ ...SMALL, ...hybrid }), loaded({ ...SMALL, ...hybrid, size: 'production' })];
  const databases = ({ plan }: Topology): unknown => plan.datacenters.map(({ datastore }) => datastore);
  expect(databases(small)).toEqual(databases(production));
  expect(machinesOf(small)).toEqual([
    expect.stringMatching(/^\d x e2-standard-2, /),
    expect.stringMatching(/^\d x m6i\.large, \d x m6i\.large, /),
  ]);
});

test('a network of the user keeps its own way to the internet', () => {
  const file = join(__dirname, '../fixtures/valid/existing-network.json');
  const spec = { ...(JSON.parse(readFileSync(file, 'utf8')) as object), size: 'development' };
  expect(loaded(spec).plan.datacenters.map(({ egress }) => egress)).toEqual([undefined]);
});

test('the bill says what the same costs in production, and nothing of it where that is the size', () => {
  const small = loaded(SMALL);
  const total = /Total: at least ([\d,.]+) USD a month/;
  const production = loaded({ ...SMALL, size: 'production' });
  const [, usd] = total.exec(costText(production.plan)) ?? [];
  expect(costText(small.plan, { production: small.inProduction() })).toContain(
    `With "size": "production": at least ${usd} USD a month.`,
  );
  expect(production.inProduction()).toBeUndefined();
  const [, cheap] = total.exec(costText(small.plan)) ?? [];
  expect(Number(cheap?.replace(',', ''))).toBeLessThan(0.6 * Number(usd?.replace(',', '')));
});

test('on what stands it takes no node and no disk, and is refused for its addresses alone', () => {
  const production = { ...SMALL, requestsPerSecond: 4_000, size: 'production', kong: { plugins: PLUGINS } };
  const stands = loaded(production);
  const refused = load({ ...production, size: 'development', requestsPerSecond: 200 }, stands.lock.text);
  expect(refused.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
    'egress-changed',
  ]);
  const spec = { ...production, size: 'development', requestsPerSecond: 200, network: { egress: 'managed' } };
  const small = load(spec, stands.lock.text);
  if (!small.ok) throw new Error(small.issues.map(formatIssue).join('\n'));
  const held = (it: Topology): unknown =>
    it.plan.sizing.datacenters.map(({ datastore }) =>
      datastore.engine === 'cassandra' ? [datastore.nodes, datastore.dataDiskGib] : [],
    );
  expect(held(small.value)).toEqual(held(stands));
  const back = load({ ...spec, size: 'production' }, small.value.lock.text);
  expect(back.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
});

const PLUGINS = [{ name: 'rate-limiting', policy: 'cluster', periods: 2 }];
