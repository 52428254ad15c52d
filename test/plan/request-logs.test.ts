import { CLOUD_FACTS } from '../../src/clouds/facts';
import { planTopology } from '../../src/plan/plan-topology';
import type { Plan } from '../../src/plan/plan';
import { standingOf } from '../../src/plan/standing';
import { costOf } from '../report/cost/cost-of';
import { aPlan, aStatedSpec, TWO_CLOUDS } from '../support/a-spec';

/* What a log of requests costs: GiB for the log service, and room on the disks of nodes. */

const logging = (access?: string): Readonly<Record<string, unknown>> => ({
  monitoring: { logs: access === undefined ? {} : { access } },
});

function numbersOf(plan: Plan): Record<string, unknown> {
  const own = plan.sizing.reckoned.filter(({ id }) => id.startsWith('us-east.logs.'));
  return Object.fromEntries(own.map(({ id, value, unit }) => [id, [value, unit]]));
}

const numberOf = (plan: Plan, id: string): number => Number(plan.sizing.reckoned.find((it) => it.id === id)?.value);

test('the log service is sent a line for each request of the mean, or for one in a thousand', () => {
  const [all, failed] = [aPlan(TWO_CLOUDS, logging('all')), aPlan(TWO_CLOUDS, logging('failed'))];
  const rate = numberOf(all, 'us-east.traffic.mean-rate');
  // 400 bytes a line, 730 hours.
  const gib = (rate * 400 * 2_628_000) / 1_073_741_824;
  expect(numberOf(all, 'us-east.logs.requests-gib')).toBeCloseTo(gib, 6);
  expect(numberOf(failed, 'us-east.logs.requests-gib')).toBeCloseTo(gib / 1_000, 6);
});

test('a node has two files, each of eleven minutes of all that it can carry, whatever of it is logged', () => {
  for (const access of ['all', 'failed']) {
    const plan = aPlan(TWO_CLOUDS, logging(access));
    const capacity = numberOf(plan, 'us-east.kong.node-capacity');
    expect(numberOf(plan, 'us-east.logs.kong-disk')).toBeCloseTo((capacity * 400 * 660 * 2) / 1_073_741_824, 6);
  }
});

test('without the key nothing of it is reckoned', () => {
  expect(Object.keys(numbersOf(aPlan(TWO_CLOUDS, logging())))).toEqual(['us-east.logs.gib']);
  expect(numbersOf(aPlan(TWO_CLOUDS))).toEqual({});
});

test('the bill has it as a line of its own, half a dollar a GiB', () => {
  const plan = aPlan(TWO_CLOUDS, logging('all'));
  const { lines } = costOf(plan);
  const requests = lines.filter(({ id }) => id.includes('/requests of clients/'));
  expect(requests.map(({ id, quantity, monthlyUsd }) => [id.split('/')[0], quantity, monthlyUsd])).toEqual(
    ['us-east', 'eu-west'].map((name) => {
      const gib = numberOf(plan, `${name}.logs.requests-gib`);
      return [name, gib, gib / 2];
    }),
  );
  const others = costOf(aPlan(TWO_CLOUDS, logging())).lines;
  expect(others.filter(({ id }) => id.includes('/requests of clients/'))).toEqual([]);
});

test('nodes that could fill their disks between two looks of logrotate are refused', () => {
  const { spec, stated } = aStatedSpec(TWO_CLOUDS, {
    ...logging('failed'),
    kong: { requestsPerSecondPerVcpu: 12_000 },
  });
  const indexes = { 'us-east': 0, 'eu-west': 1 };
  const planned = planTopology(spec, { indexes, facts: CLOUD_FACTS, stated, specFile: 'edge.json' });
  const codes = planned.ok ? [] : planned.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  expect(codes).toEqual(['requests-fill-disk', 'requests-fill-disk']);
});

test('to begin and to end with it loses nothing that is kept', () => {
  const [without, with_] = [aPlan(TWO_CLOUDS, logging()), aPlan(TWO_CLOUDS, logging('all'))];
  expect(standingOf(with_)).toEqual(standingOf(without));
});
