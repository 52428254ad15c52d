import { assumed } from '../../kernel/figure';
import { kongHasMetrics } from '../../kernel/kong-metrics';
import { ofSizing } from '../alarms/reckoned-alarm';
import { readsDatastore, servesClients } from '../pools/client-pools';
import type { PoolPlan } from '../pools/pool';
import { wholeAtLeast } from '../sizing/reckoned';
import { fromSpecAs } from '../sizing/spec-input';
import { ofEveryRelease, POOL_LABELS, tellsOfKong } from '../../kernel/kong-series';
import type { RuleInputs } from './machine-rules';
import { series, type RecordedRule, type ReckonedAlert } from './rule';

/* Series of Kong that Prometheus keeps, for alerts and dashboards. */
const REQUESTS = 'topogen:kong_requests:rate5m';
const ANSWERS = 'topogen:kong_answers:rate5m';
const FAILING = 'topogen:kong_answers_5xx:ratio_rate5m';
const OWN_TIME = 'topogen:kong_own_milliseconds:p95_5m';

const WHERE = 'the pool {{ $labels.machines }} of {{ $labels.datacenter }}';

/** A data plane asks its control plane every 30 seconds; one that none has heard for this long has lost them, or has gone. */
const HEARD_SECONDS = 300;

/** Returns the series of Kong that Prometheus keeps; none where no node tells of it. */
export function recordedOfKong(plan: RuleInputs): RecordedRule[] {
  if (!tellsOfKong(plan.datacenters)) return [];
  const of = (name: string, matchers?: string): string => series(plan.topology, name, matchers);
  return [
    {
      record: REQUESTS,
      expr: ofEveryRelease(
        plan.datacenters,
        ({ counted }) => `sum by (${POOL_LABELS}, instance) (rate(${of(counted)}[5m]))`,
      ),
    },
    {
      record: ANSWERS,
      expr: ofEveryRelease(
        plan.datacenters,
        ({ counted }) => `sum by (${POOL_LABELS}, code) (rate(${of(counted)}[5m]))`,
      ),
    },
    {
      record: FAILING,
      expr: `sum by (${POOL_LABELS}) (${of(ANSWERS, "code=~'5..'")}) / sum by (${POOL_LABELS}) (${of(ANSWERS)})`,
    },
    {
      record: OWN_TIME,
      expr: ofEveryRelease(
        plan.datacenters,
        ({ own }) => `histogram_quantile(0.95, sum by (${POOL_LABELS}, le) (rate(${of(...own)}[5m])))`,
      ),
    },
  ];
}

/** Plans the alerts of Kong; none where no node tells of it. */
export function kongAlerts(plan: RuleInputs): ReckonedAlert[] {
  if (!tellsOfKong(plan.datacenters)) return [];
  const { topology, kong } = plan;
  const reading = namesOf(plan, ({ role }) => readsDatastore(role));
  return [
    ...(reading.length === 0 ? [] : [datastoreAlert(topology, reading)]),
    {
      alert: 'KongFails',
      severity: 'critical',
      query: series(topology, FAILING),
      limit: { value: 0.05, unit: '' },
      minutes: 10,
      says: `More than 5 % of the answers of ${WHERE} are errors of servers`,
      remedy: 'See whether they are of one service, or of Kong itself',
      title: 'Part of the answers that are 5xx',
      formula: 'part',
      inputs: [
        { name: 'part', value: 0.05, unit: '', source: assumed('one answer in twenty is noticed by every client') },
      ],
      reason: 'a service of many may fail by itself below it',
    },
    {
      alert: 'KongSlow',
      severity: 'warning',
      query: series(topology, OWN_TIME),
      limit: { value: 50, unit: 'ms' },
      minutes: 15,
      says: `Of ${WHERE}, Kong itself takes more than 50 ms for one request in twenty`,
      remedy: 'See whether processors are busy, or what plugins wait for',
      title: 'Time that Kong itself takes for 19 of 20 requests',
      formula: 'time',
      inputs: [
        {
          name: 'time',
          value: 50,
          unit: 'ms',
          source: assumed('counters in a datastore or Redis take some of it, nothing else does'),
        },
      ],
      reason: 'services are not part of it: plugins and queues for a processor are',
    },
    countsNothingAlert(plan),
    ...plan.datacenters.flatMap(({ name, pools }) =>
      pools
        .filter(({ role, release }) => servesClients(role) && kongHasMetrics(release))
        .map((pool) => pastPlanAlert(plan, name, pool)),
    ),
    ...(kong.hybrid ? dataPlaneAlerts(plan) : []),
  ];
}

/** Returns the names of pools of a kind whose nodes tell of Kong, each once. */
function namesOf({ datacenters }: RuleInputs, isOne: (pool: PoolPlan) => boolean): string[] {
  const own = datacenters.flatMap(({ pools }) => pools.filter((pool) => isOne(pool) && kongHasMetrics(pool.release)));
  return [...new Set(own.map(({ name }) => name))].sort();
}

function datastoreAlert(topology: string, pools: readonly string[]): ReckonedAlert {
  return {
    alert: 'KongDatastoreUnreachable',
    severity: 'critical',
    query: `min by (${POOL_LABELS}, instance) (${series(topology, 'kong_datastore_reachable', `machines=~'${pools.join('|')}'`)})`,
    is: 'below',
    limit: { value: 1, unit: '' },
    minutes: 5,
    says: `{{ $labels.instance }} of ${WHERE} does not reach the datastore`,
    remedy: 'See whether the datastore answers others: nodes serve on from their caches, and no new one can start',
    title: 'Reach of the datastore from a node of Kong',
    formula: 'reached',
    inputs: [{ name: 'reached', value: 1, unit: '', source: assumed('1 says that it is, 0 that it is not') }],
    reason: 'one question that fails is no outage; five minutes of them are',
  };
}

/** Checkers and the Prometheus itself ask a node less than ten times a second. */
function countsNothingAlert(plan: RuleInputs): ReckonedAlert {
  const machines = `machines=~'${namesOf(plan, ({ role }) => servesClients(role)).join('|')}'`;
  const also = (matchers: string): string => (matchers === '' ? machines : `${matchers},${machines}`);
  const taken = ofEveryRelease(
    plan.datacenters,
    ({ taken: [name, matchers] }) => `rate(${series(plan.topology, name, also(matchers))}[1h])`,
  );
  return {
    alert: 'KongCountsNothing',
    severity: 'warning',
    query: `(avg by (${POOL_LABELS}) (${taken}) unless on (${POOL_LABELS}) ${series(plan.topology, ANSWERS)})`,
    limit: { value: 10, unit: 'requests/s' },
    minutes: 60,
    says: `Nodes of ${WHERE} take requests, and count none: alerts of Kong are blind`,
    remedy: 'See whether the plugin prometheus is there for all requests, and enabled',
    title: 'Requests that a node takes of which none is counted',
    formula: 'rate',
    inputs: [
      { name: 'rate', value: 10, unit: 'requests/s', source: assumed('checkers and scrapers ask a node less often') },
    ],
    reason: 'clients ask the rest, unless no route is there for what they ask',
  };
}

function pastPlanAlert({ topology, kong, sizing }: RuleInputs, datacenter: string, { name }: PoolPlan): ReckonedAlert {
  const id = `${datacenter}.${name}.node-capacity`;
  const capacity = Number(sizing.reckoned.find((it) => it.id === id)?.value);
  const target = kong.targetUtilization;
  const value = wholeAtLeast(capacity * target);
  return {
    alert: 'KongPastPlan',
    severity: 'warning',
    at: { datacenter, machines: name },
    query: `avg by (${POOL_LABELS}) (${series(topology, REQUESTS, `datacenter='${datacenter}',machines='${name}'`)})`,
    limit: { value, unit: 'requests/s' },
    minutes: 30,
    says: `A node of the pool ${name} of ${datacenter} takes more than the ${value} requests a second that it was sized for`,
    remedy: 'See whether the pool has all the nodes that it may have, and give the spec the rate that it has now',
    title: `Requests that a node of the pool ${name} takes`,
    formula: 'ceil(capacity * target)',
    inputs: [
      ofSizing('capacity', capacity, 'requests/s', id),
      fromSpecAs('target', 'kong.targetUtilization', target, ''),
    ],
    reason: 'more than that is left for the loss that the pool survives',
  };
}

/** Plans the alerts of data planes, of which control planes tell. Gone ones stay in their list for two weeks. */
function dataPlaneAlerts(plan: RuleInputs): ReckonedAlert[] {
  const { topology } = plan;
  const byNode = (how: 'max' | 'min', name: string): string =>
    `${how} by (topology, node_id) (${series(topology, name)})`;
  const heard = `(time() - ${byNode('max', 'kong_data_plane_last_seen')} < ${HEARD_SECONDS})`;
  const among = (query: string): string => `(${query} and on (node_id) ${heard})`;
  const hash = among(byNode('max', 'kong_data_plane_config_hash'));
  const answering = series(
    topology,
    'up',
    `job='kong',machines=~'${namesOf(plan, ({ role }) => role === 'data-plane').join('|')}'`,
  );
  const none = (unit: string, why: string) => [{ name: 'none', value: 0, unit, source: assumed(why) }];
  return [
    {
      alert: 'KongDataPlaneUnheard',
      severity: 'critical',
      query: `(sum(${answering}) - (count(${heard}) or vector(0)))`,
      limit: { value: 0, unit: 'nodes' },
      minutes: 10,
      says: 'Of {{ $value }} data planes that answer Prometheus no control plane has heard for five minutes: they serve what they last had',
      remedy: 'See whether control planes answer, and whether data planes reach them',
      title: 'Data planes that answer and of which no control plane has heard',
      formula: 'none',
      inputs: none('nodes', 'each speaks every 30 seconds'),
      reason: 'changes do not reach them until they are connected again',
    },
    {
      alert: 'KongDataPlanesDiffer',
      severity: 'warning',
      query: `(max by (topology) ${hash} - min by (topology) ${hash})`,
      limit: { value: 0, unit: '' },
      minutes: 15,
      says: 'Data planes that are connected have different configurations',
      remedy: 'See which ones, and whether they are of another release than the control planes',
      title: 'Difference between the configurations of data planes, by their hashes',
      formula: 'none',
      inputs: none('', 'a change reaches all within seconds'),
      reason: 'a data plane that cannot take a change keeps the one before',
    },
    {
      alert: 'KongDataPlaneRefused',
      severity: 'critical',
      query: among(byNode('min', 'kong_data_plane_version_compatible')),
      is: 'below',
      limit: { value: 1, unit: '' },
      minutes: 10,
      says: 'The data plane {{ $labels.node_id }} is of a release, or has plugins, that control planes do not fit: no change reaches it',
      remedy: 'See which release and plugins it has',
      title: 'Fit of a data plane to its control planes',
      formula: 'fits',
      inputs: [{ name: 'fits', value: 1, unit: '', source: assumed('1 says that it fits, 0 that it does not') }],
      reason: 'it serves what it last had, for as long as it runs',
    },
  ];
}
