import type { AlarmPlan } from './alarm';
import { MACHINES } from '../../kernel/alarm';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import { assumed } from '../../kernel/figure';
import { spanOf } from '../../kernel/durations';
import type { DatacenterPlan, LinkPlan, Plan } from '../plan';
import type { PoolPlan } from '../pools/pool';
import { Ledger, type Reckoned } from '../sizing/reckoned';
import { machineAlarm, ofSizing, UP, UP_WORDS, type ReckonedAlarm } from './reckoned-alarm';
import { datastoreOf } from '../datastores/registry';
import { certificateAlarm } from './certificate-alarm';
import { exportAlarm } from './export-alarm';
import { toldIn } from './told-certificates';
import { withWords } from './words';

type AlarmInputs = Pick<Plan, 'datacenters' | 'links' | 'kong' | 'datastore' | 'backups' | 'logs' | 'sizing'>;

/** A node is started, and found by the balancer, within this time when nothing is wrong. */
const NODE_MINUTES = 15;

/** A tunnel is up again within this time after its cloud has renewed an end of it. */
const TUNNEL_MINUTES = 5;

const CEILING_MINUTES = 15;

/** Announcements are counted by the hour. */
const RENEWAL_MINUTES = 60;

const MEMORY_PERCENT = 80;

/**
 * Plans the alarms of every datacenter that has somebody to tell, with the arithmetic of their limits: those of its own things in
 * order of what clients notice first, then those of its ends of links.
 */
export function planAlarms(
  plan: AlarmInputs,
  facts: CloudFactsTable,
): {
  readonly alarms: readonly AlarmPlan[];
  readonly reckoned: readonly Reckoned[];
} {
  const ledger = new Ledger();
  const told = plan.datacenters.filter(({ notify }) => notify !== undefined);
  const alarms = told.flatMap((datacenter) => [
    ...ofCluster(plan, datacenter, facts).map((alarm) => entered(ledger, alarm, datacenter, 'cluster')),
    ...ofLinks(plan.links, datacenter, facts).map((alarm) => entered(ledger, alarm, datacenter, 'links')),
  ]);
  return { alarms, reckoned: ledger.entries() };
}

/** Enters the limit of an alarm among the plan's numbers, and returns the alarm. */
function entered(
  ledger: Ledger,
  { formula, inputs, reason, ...alarm }: ReckonedAlarm,
  { name: datacenter }: DatacenterPlan,
  layer: AlarmPlan['layer'],
): AlarmPlan {
  const { value, unit, is, minutes } = alarm.limit;
  const planned = withWords({ ...alarm, datacenter, layer });
  ledger.add({
    id: `${datacenter}.alarms.${alarm.name}`,
    title: `Alarm: ${planned.says}; ${is} this number for ${spanOf(minutes)}`,
    value,
    unit,
    formula,
    inputs,
    reason,
  });
  return planned;
}

function ofCluster(plan: AlarmInputs, datacenter: DatacenterPlan, facts: CloudFactsTable): ReckonedAlarm[] {
  const pools = datacenter.pools.filter(({ balanced, role }) => balanced || role === 'control-plane');
  return [
    ...pools.map((pool) => nodesAlarm(pool, datacenter, facts)),
    ...datacenter.pools.filter((pool) => pool.maximumNodes > pool.nodes).map((pool) => ceilingAlarm(pool, datacenter)),
    ...(datacenter.balancers?.nodes ?? []).map(({ name }) => machineAlarm(name)),
    ...datastoreOf(plan).alarms(plan, datacenter, facts),
    ...(datacenter.redis ? [memoryAlarm(datacenter.redis.nodes)] : []),
    ...toldIn(plan.kong, datacenter).map((told) => (told === 'export' ? exportAlarm() : certificateAlarm(told))),
  ];
}

function nodesAlarm({ name, nodes }: PoolPlan, datacenter: DatacenterPlan, facts: CloudFactsTable): ReckonedAlarm {
  const { countsHealthyNodes } = facts[datacenter.cloud].alarms;
  return {
    name: `${name}-nodes`,
    kind: 'nodes',
    subject: name,
    limit: { is: 'below', value: nodes, unit: countsHealthyNodes ? 'nodes' : MACHINES, minutes: NODE_MINUTES },
    formula: 'nodes',
    inputs: [ofSizing('nodes', nodes, 'nodes', `${datacenter.name}.${name}.nodes`)],
    reason: 'the number that the load needs after the loss that the pool survives; a refresh never goes below it',
  };
}

function ceilingAlarm({ name, maximumNodes }: PoolPlan, datacenter: DatacenterPlan): ReckonedAlarm {
  return {
    name: `${name}-ceiling`,
    kind: 'ceiling',
    subject: name,
    limit: { is: 'above', value: maximumNodes - 1, unit: 'nodes', minutes: CEILING_MINUTES },
    formula: 'maximum - 1',
    inputs: [ofSizing('maximum', maximumNodes, 'nodes', `${datacenter.name}.${name}.maximum-nodes`)],
    reason: 'a pool with all the nodes that it may have cannot answer a further rise of the load',
  };
}

function memoryAlarm(nodes: number): ReckonedAlarm {
  return {
    name: 'redis-memory',
    kind: 'memory',
    watched: nodes,
    limit: { is: 'above', value: MEMORY_PERCENT, unit: '%', minutes: 15 },
    formula: 'part',
    inputs: [
      {
        name: 'part',
        value: MEMORY_PERCENT,
        unit: '%',
        source: assumed('the services themselves advise to keep a fifth of the memory free'),
      },
    ],
    reason: 'sizing leaves more than this free: counters live for a period of a limit, and their number is bounded',
  };
}

function ofLinks(links: readonly LinkPlan[], datacenter: DatacenterPlan, facts: CloudFactsTable): ReckonedAlarm[] {
  const own = links.filter(({ left, right }) => [left.datacenter, right.datacenter].includes(datacenter.name));
  const tunnels = own.filter((link) => link.tunnels.length > 0 && endsOnGateway(link, datacenter));
  const peers = own.some((link) => link.tunnels.length === 0);
  return [
    ...tunnels.map(tunnelsAlarm),
    ...(facts[datacenter.cloud].tunnels.renewal ? tunnels.map(renewalAlarm) : []),
    ...(peers ? [peeringAlarm()] : []),
    ...(datacenter.vpnInstances?.nodes ?? []).map(({ name }) => machineAlarm(name)),
  ];
}

/** True if a link ends here on the cloud's own gateway, which says of each tunnel whether it is up; VPN instances do not. */
function endsOnGateway({ left, right }: LinkPlan, { name, vpnInstances }: DatacenterPlan): boolean {
  const end = left.datacenter === name ? left : right;
  return end.part !== 'listens' || vpnInstances === undefined;
}

function tunnelsAlarm({ id, tunnels }: LinkPlan): ReckonedAlarm {
  return {
    name: `link-${id}`,
    kind: 'tunnels',
    subject: id,
    watched: tunnels.length,
    limit: { ...UP, minutes: TUNNEL_MINUTES },
    ...UP_WORDS,
    reason: 'each tunnel by itself, since the others hide its loss until they are needed',
  };
}

function renewalAlarm({ id }: LinkPlan): ReckonedAlarm {
  return {
    name: `link-${id}-renewal`,
    kind: 'renewal',
    subject: id,
    limit: { is: 'above', value: 0, unit: 'events', minutes: RENEWAL_MINUTES },
    formula: 'none',
    inputs: [{ name: 'none', value: 0, unit: 'events', source: assumed('each announcement is one to read') }],
    reason: 'a renewal that nobody lets happen comes by itself after its date, at an hour that nobody has chosen',
  };
}

function peeringAlarm(): ReckonedAlarm {
  return {
    name: 'peerings',
    kind: 'peering',
    limit: { is: 'above', value: 0, unit: 'packets', minutes: TUNNEL_MINUTES },
    formula: 'none',
    inputs: [{ name: 'none', value: 0, unit: 'packets', source: assumed('no route of a topology leads nowhere') }],
    reason: 'a peering has no state among the metrics: packets that find it gone are what the cloud counts',
  };
}
