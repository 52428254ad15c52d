import type { Plan } from '../../../src/plan/plan';
import { explain, type Explanation } from '../../../src/report/explain/explain';
import { explainJson } from '../../../src/report/explain/explain-json';
import { renderExplain } from '../../../src/report/explain/render-explain';
import { shown } from '../../../src/report/explain/shown';
import { sizingHead, sizingRows } from '../../../src/report/explain/sizing-rows';
import { planOf } from '../cost/plan-of';

const PLAN: Plan = planOf();

function explained(what?: string): Explanation {
  const outcome = explain(PLAN, what);
  if (!outcome.ok) throw new Error(outcome.issues.map(({ message }) => message).join());
  return outcome.value;
}

function ids(what?: string): readonly string[] {
  return explained(what).entries.map(({ id }) => id);
}

describe('what explain is asked for', () => {
  test('is everything when nothing is named', () => {
    expect(ids()).toEqual(PLAN.sizing.reckoned.map(({ id }) => id));
  });

  test('may be one number, by its id', () => {
    expect(ids('us-east.kong.nodes')).toEqual(['us-east.kong.nodes']);
    expect(ids(' US-East.Kong.Nodes ')).toEqual(['us-east.kong.nodes']);
  });

  test('may be all of a datacenter, or of a role in it', () => {
    expect(ids('eu-west').every((id) => id.startsWith('eu-west.'))).toBe(true);
    expect(ids('eu-west').length).toBeGreaterThan(30);
    expect(ids('eu-west.kong').every((id) => id.startsWith('eu-west.kong.'))).toBe(true);
  });

  test('may be the same number of every datacenter, by the end of its id', () => {
    expect(ids('kong.nodes')).toEqual(['us-east.kong.nodes', 'eu-west.kong.nodes', 'us-west.kong.nodes']);
    expect(ids('machine')).toContain('us-east.cassandra.machine');
  });

  test('may be a role in every datacenter, by the middle of its id', () => {
    expect(ids('nat').every((id) => id.split('.')[1] === 'nat')).toBe(true);
    expect(ids('kong')).toContain('topology.kong.capacity-per-vcpu');
  });

  test('may be words of id and title', () => {
    expect(ids('us-east memory')).toEqual(['us-east.kong.nodes-for-memory']);
    expect(ids('eu-west queueing')).toEqual(['eu-west.kong.nodes-for-queueing']);
  });

  test('brings along what the numbers rest on, in the order in which it follows', () => {
    const { behind } = explained('us-east.rate-after-loss');
    expect(behind.map(({ id }) => id)).toEqual(['topology.peak-rate', 'us-east.peak-rate']);
  });
});

describe('an unknown number', () => {
  test.each([
    ['us-east.kong.nodez', 'did you mean "us-east.kong.nodes"?'],
    ['kong.nodse', 'did you mean "kong.nodes"?'],
    ['us-eats', 'did you mean "us-east"?'],
    ['capasity-per-vcpu', 'did you mean "capacity-per-vcpu"?'],
  ])('%s: %s', (what, remedy) => {
    const outcome = explain(PLAN, what);
    expect([outcome.ok, outcome.issues.map((it) => it.remedy)]).toEqual([false, [remedy]]);
  });

  test('far from all others gets the list of groups', () => {
    const outcome = explain(PLAN, 'xyzzy');
    expect(outcome.ok).toBe(false);
    expect(outcome.issues[0]).toMatchObject({ code: 'unknown-number', severity: 'error' });
    expect(outcome.issues[0]?.remedy).toContain('us-east.kong');
  });
});

describe('the explanation for people', () => {
  test('has formula, inputs with their sources, the reason, and what was not taken', () => {
    expect(renderExplain(explained('us-east.rate-after-loss'))).toBe(
      [
        '"us-east.rate-after-loss" of topology edge',
        '',
        'us-east',
        '-------',
        '',
        'us-east.rate-after-loss = 9,000 requests/s',
        '    Requests per second after the worst covered loss of a datacenter',
        '    = peakRate / (1 - lostShare)',
        '      peakRate   6,000 requests/s  see us-east.peak-rate',
        '      lostShare  0.3333            default of datacenters[eu-west].share',
        '    because: the loss of eu-west hurts most; the others take its requests over in proportion to their shares',
        '',
        'What these rest on',
        '==================',
        '',
        'topology',
        '--------',
        '',
        'topology.peak-rate = 18,000 requests/s',
        '    Requests per second of the topology, busiest moment',
        '    = requestsPerSecond * peakFactor',
        '      requestsPerSecond  12,000 requests/s  spec: requestsPerSecond',
        '      peakFactor         1.5                default of kong.peakFactor',
        '    because: requestsPerSecond is an ordinary busy hour; pools are made for the busiest moment',
        '',
        'us-east',
        '-------',
        '',
        'us-east.peak-rate = 6,000 requests/s',
        '    Requests per second with all datacenters well, busiest moment',
        '    = peakRate * share',
        '      peakRate  18,000 requests/s  see topology.peak-rate',
        '      share     0.3333             default of datacenters[us-east].share',
        '    because: the share is even over all datacenters',
        '',
      ].join('\n'),
    );
  });

  test('names the machines that were not taken', () => {
    expect(renderExplain(explained('us-east.kong.machine'))).toMatch(
      /not \d+ x c6i\.2xlarge = [\d.]+ USD\/h: [\d.]+ % dearer/,
    );
  });

  test('dates what comes from a table and owns up to what is assumed', () => {
    const text = renderExplain(explained('topology.kong.request-cost'));
    expect(text).toMatch(/baseline .*Kong performance benchmark.*2025-06/);
    expect(text).toMatch(/perKib .*assumed: /);
  });
});

test('the explanation for programs has the entries as they stand in the plan', () => {
  const json = JSON.parse(explainJson(explained('us-east.kong.nodes'))) as Record<string, unknown>;
  expect(json).toMatchObject({ format: 1, topology: 'edge', what: 'us-east.kong.nodes' });
  expect(json['entries']).toEqual(explained('us-east.kong.nodes').entries);
  expect(explainJson(explained())).toBe(explainJson(explained()));
});

test('the summary has one row a datacenter', () => {
  const rows = sizingRows(PLAN);
  const { length } = sizingHead(PLAN);
  expect(rows.map((row) => row.length)).toEqual([length, length, length]);
  expect(rows[0]?.slice(0, 4)).toEqual(['us-east', '6,000', '9,000', '5 to 10 x c6a.2xlarge']);
});

test.each([
  [18_000, '18,000'],
  [8_999.999999999998, '9,000'],
  [0.3333333333, '0.3333'],
  [127.27228, '127.3'],
  [12_345.678, '12,346'],
  [0.000007585, '0.000007585'],
  [0.0000000758512, '7.585e-8'],
  [0, '0'],
  ['c6i.2xlarge', 'c6i.2xlarge'],
])('%s is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
