import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planBandwidth } from '../../../src/plan/limits/bandwidth';
import type { LinkBandwidth } from '../../../src/plan/limits/limits';
import { planLimits } from '../../../src/plan/limits/plan-limits';
import { tunnelMbit } from '../../../src/plan/limits/tunnel';
import type { Plan } from '../../../src/plan/plan';
import { planTopology } from '../../../src/plan/plan-topology';
import { LEAST_STATED, aPlan, aSpec, type ADatacenter } from '../../support/a-spec';
import { evaluate, namesIn } from '../sizing/formula';

const FOUR: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
];
const COUNTING = { kong: { plugins: [{ name: 'rate-limiting', policy: 'cluster' }] }, requestsPerSecond: 9_000 };
const HUB = { links: { shape: 'hub', hub: 'us-east' } };

function bandwidthOf(plan: Plan, link: string): LinkBandwidth {
  const found = plan.limits.bandwidth.find((it) => it.link === link);
  if (!found) throw new Error(`no link ${link}`);
  return found;
}

function replicationOf(plan: Plan, ...pairs: string[]): number {
  const sum = (id: string): number =>
    plan.sizing.replication.find((it) => it.id === id)?.replicationMbitPerSecond ?? Number.NaN;
  return pairs.reduce((all, id) => all + sum(id), 0);
}

// Payload of 1,398 bytes is 11,184 bits, and calls for half a packet of acknowledgements the other way.
test.each([
  ['us-east--eu-west', 'Google: 4 tunnels x 250,000 / 2 directions / 1.5 x 11,184 bits', 3_728],
  ['eu-west--asia', '2 such tunnels', 1_864],
  ['us-east--us-west', 'a peering', 50_000],
])('%s carries each way, both ways busy: %s', (link, _, expected) => {
  expect(bandwidthOf(aPlan(FOUR), link).offeredMbitPerSecond).toBeCloseTo(expected, 6);
});

test.each([
  ['us-east--eu-west', 'AWS: 1.25 Gbit/s; its 140,000 packets are 1,566, and Google 1,864', 1_250],
  ['eu-west--asia', '250,000 / 1.5 x 11,184 bits', 1_864],
  ['us-east--us-west', 'one flow between two regions', 5_000],
])('one connection over %s, which only its acknowledgements answer: %s', (link, _, expected) => {
  expect(bandwidthOf(aPlan(FOUR), link).oneFlowMbitPerSecond).toBeCloseTo(expected, 6);
});

test('a tunnel between two gateways of AWS has 140,000 packets/s each way: 1.5 for each one of payload, 1,043.84 Mbit/s', () => {
  const { tunnel } = CLOUD_FACTS.aws.linkCapacity;
  expect(tunnelMbit([tunnel, tunnel], 'both-ways').value).toBeCloseTo(1_043.84, 6);
  expect(tunnelMbit([tunnel, tunnel], 'one-way').value).toBe(1_250);
});

test.each([
  ['us-east--eu-west', 'tunnels * min(tunnelMbit, packetsEachWay / packetsPerPayload * payload * 8 / 1000000, '],
  ['eu-west--asia', 'tunnels * (packetsBothWays / (directions * packetsPerPayload) * payload * 8 / 1000000)'],
])('the offer of %s shows how packets are shared between the directions', (link, formula) => {
  const entry = aPlan(FOUR).sizing.reckoned.find(({ id }) => id === `${link}.link.offered`);
  expect(entry?.formula).toContain(formula);
});

test('two on Google that count 247,500 writes/s each way ask 2,345 Mbit/s of a link that carries 1,864 each way', () => {
  // 55,000 x 1.5 in the peak, all of it in the one that is left; three periods; 900 + 1.42 x 200 bytes a write; 1 idle.
  const ring = { datastore: { nodesPerDatacenter: 99 } };
  const counting = { kong: { plugins: [{ name: 'rate-limiting', policy: 'cluster', periods: 3 }] } };
  const them = FOUR.slice(2);
  const planned = planTopology(aSpec(them, { requestsPerSecond: 55_000, ...counting, ...ring }), {
    indexes: { 'eu-west': 0, asia: 1 },
    facts: CLOUD_FACTS,
    stated: LEAST_STATED,
    specFile: 'edge.json',
  });
  if (!planned.ok) throw new Error(JSON.stringify(planned.issues, null, 2));
  expect(bandwidthOf(planned.value, 'eu-west--asia').replicationMbitPerSecond).toBeCloseTo(2_345.32, 2);
  expect(planned.issues.filter(({ code }) => code.startsWith('link-'))).toEqual([
    expect.objectContaining({
      code: 'link-too-narrow',
      severity: 'warning',
      message:
        'replication over eu-west--asia needs up to 2345 Mbit/s each way, and the link carries 1864 Mbit/s each way',
    }),
  ]);
});

test('a pair of VPN instances carries what one instance can, in at its card and out again, both ways, shared by the links that end on it', () => {
  const ipsec = { links: { awsToAws: 'ipsec' } };
  const aws = (names: readonly string[]): ADatacenter[] =>
    names.map((name, i) => ({ name, cloud: 'aws', region: ['us-east-1', 'us-west-2', 'eu-west-1'][i]! }));
  // c6i.xlarge: 1.562 Gbit/s each way at its card, for two directions; two tunnels would carry 2 x 1,043.84.
  expect(bandwidthOf(aPlan(aws(['aa', 'bb']), ipsec), 'aa--bb').offeredMbitPerSecond).toBeCloseTo(781, 6);
  const three = aPlan(aws(['aa', 'bb', 'cc']), ipsec);
  expect(bandwidthOf(three, 'aa--bb').offeredMbitPerSecond).toBeCloseTo(781, 6);
  expect(bandwidthOf(three, 'bb--cc').offeredMbitPerSecond).toBeCloseTo(390.5, 6);
});

test('in a mesh a link carries what its own pair sends', () => {
  const plan = aPlan(FOUR, COUNTING);
  expect(plan.limits.bandwidth).toHaveLength(6);
  for (const { link, replicationMbitPerSecond } of plan.limits.bandwidth) {
    expect(replicationMbitPerSecond).toBe(replicationOf(plan, link));
    expect(replicationMbitPerSecond).toBeGreaterThan(1);
  }
});

test('in a hub a link carries what its spoke sends to every other datacenter', () => {
  const plan = aPlan(FOUR, { ...COUNTING, ...HUB });
  expect(plan.limits.bandwidth.map(({ link }) => link)).toEqual([
    'us-east--us-west',
    'us-east--eu-west',
    'us-east--asia',
  ]);
  expect(bandwidthOf(plan, 'us-east--asia').replicationMbitPerSecond).toBeCloseTo(
    replicationOf(plan, 'us-east--asia', 'us-west--asia', 'eu-west--asia'),
    9,
  );
});

test.each([
  ['a mesh', {}],
  ['a hub', HUB],
  ['pairs of VPN instances', { links: { awsToAws: 'ipsec' } }],
])('every number of the links of %s is what its formula gives', (_, fields) => {
  const { sizing, links } = aPlan(FOUR, { ...COUNTING, ...fields });
  const known = new Map(sizing.reckoned.map(({ id, value }) => [id, value]));
  const entries = sizing.reckoned.filter(({ id }) => id.includes('.link.'));
  expect(entries).toHaveLength(5 * links.length);
  for (const entry of entries) {
    expect([entry.id, evaluate(entry)]).toEqual([entry.id, expect.closeTo(entry.value as number, 9)]);
    expect([entry.id, [...new Set(namesIn(entry.formula))].sort()]).toEqual([
      entry.id,
      [...new Set(entry.inputs.map(({ name }) => name))].sort(),
    ]);
    for (const { source, value } of entry.inputs) {
      if (source.kind === 'reckoned') expect([source.id, value]).toEqual([source.id, known.get(source.id)]);
    }
  }
  expect(known.size).toBe(sizing.reckoned.length);
});

/** What a plan hears of its links with these numbers in place of those that sizing gave each pair. */
function codesAt(plan: Plan, replication: number, catchUp: number, rebuildHours: number): string[] {
  const stated: readonly (readonly [RegExp, number])[] = [
    [/replication\.mbit-per-second$/, replication],
    [/replication\.catch-up$/, catchUp],
    [/replication\.rebuild-hours$/, rebuildHours],
  ];
  const reckoned = plan.sizing.reckoned.map((entry) => {
    const value = stated.find(([id]) => id.test(entry.id))?.[1];
    return value === undefined ? entry : { ...entry, value };
  });
  const nat = new Map(plan.sizing.datacenters.map((it) => [it.datacenter, it.nat]));
  const inputs = { ...plan, sizing: { ...plan.sizing, reckoned }, facts: CLOUD_FACTS, nat };
  expect(planBandwidth(inputs).bandwidth[0]?.replicationMbitPerSecond).toBe(replication);
  return planLimits({ ...inputs, bridged: 'three hours' }).issues.map(({ code, severity }) => `${severity} ${code}`);
}

test('a link that is full rebuilds at one Mbit/s, since some of it is always left', () => {
  const plan = aPlan([FOUR[0]!, FOUR[2]!]);
  const reckoned = plan.sizing.reckoned.map((entry) =>
    entry.id.endsWith('replication.mbit-per-second') ? { ...entry, value: 5_000 } : entry,
  );
  const full = planBandwidth({ ...plan, sizing: { ...plan.sizing, reckoned }, facts: CLOUD_FACTS });
  const hours = full.reckoned.find(({ id }) => id.endsWith('.link.rebuild-hours'))!;
  const data = hours.inputs.find(({ name }) => name === 'data')!.value as number;
  expect(hours.value).toBeCloseTo((data * 8 * 2 ** 30) / 1e6 / 3600, 9);
});

test.each([
  [2_982, 746, 24, []],
  [2_983, 745, 24, ['warning link-nearly-full']],
  [2_983, 746, 24, ['warning link-nearly-full', 'warning hints-outlast-outage']],
  [10, 3_719, 24, ['warning hints-outlast-outage']],
  [3_729, 0, 24, ['warning link-too-narrow']],
  [10, 10, 25, ['warning rebuild-takes-days']],
])('a link of 3,728 Mbit/s with %i of replication, %i of hints, %i hours to stream: %j', (...numbers) => {
  const [replication, catchUp, hours, expected] = numbers;
  const plan = aPlan([FOUR[0]!, FOUR[2]!]);
  const codes = codesAt(plan, replication, catchUp, hours);
  expect(codes.filter((code) => code !== 'advice new-accounts-lack')).toEqual(expected);
});
