import { zoneOfEgress } from '../../kernel/egress';
import { ALARM_KINDS, type AlarmUse } from '../../kernel/alarm';
import { HOURS_A_MONTH } from '../../kernel/durations';
import { redisSecretKeys } from '../../kernel/redis-password';
import { secretsIn } from '../../kernel/secrets-in';
import type { ClientUsage, DatacenterUsage, LinkUsage, NamesUsage } from '../../kernel/usage';
import type { DatastoreUsage } from '../datastores/contract';
import { DATASTORE_REPORTS } from '../datastores/registry';
import { datacenterOf } from '../../kernel/datacenter-of';
import type { DnsEntryPlan, DnsPlan } from '../../plan/dns';
import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import type { DatacenterSizing, PairReplication, TrafficSizing } from '../../plan/sizing/sizing';

/** Hours of a month, as bills count them. */
export const HOURS = HOURS_A_MONTH;

/** Returns a datacenter's use of resources in a month, as price lists count it. */
export function datacenterUsage(plan: Plan, datacenter: DatacenterPlan, sizing: DatacenterSizing): DatacenterUsage {
  const { pools, redis, balancers, vpnInstances, backupCopies } = datacenter;
  const { traffic, nat } = sizing;
  const { migrations } = plan.kong;
  const datastore = usageOf(datacenter, sizing);
  const { nodes, bootDiskGib, dataDiskGib, dataDiskIops, dataDiskMibPerSecond, zoneGibPerMonth, copies } = datastore;
  return {
    hours: HOURS,
    zones: datacenter.zones.length,
    isPublic: datacenter.exposure === 'public',
    hasGateway: datacenter.hasGateway,
    pools: {
      nodes: pools.reduce((sum, pool) => sum + pool.nodes, 0),
      diskGib: pools.reduce((sum, pool) => sum + pool.nodes * pool.diskGib, 0),
    },
    migrationsDiskGib: migrations.datacenter === datacenter.name ? migrations.diskGib : 0,
    datastore: {
      engine: datacenter.datastore.engine,
      nodes,
      bootDiskGib,
      dataDiskGib,
      dataDiskIops,
      dataDiskMibPerSecond,
      snapshotGib: datastore.snapshotGib ?? 0,
      backupCopies: backupCopies && { ownKey: backupCopies.ownKey, movedGib: datastore.copiedSnapshotGib ?? 0 },
      zoneGib: zoneGibPerMonth,
      isUsed: pools.some(({ reachesDatastore }) => reachesDatastore),
      copiedGib: copies?.gibPerMonth ?? 0,
    },
    redis: redis && { nodes: redis.nodes, memoryGib: redis.memoryGib },
    nat: {
      gateways: nat.gateways,
      addressesPerGateway: nat.addressesPerGateway,
      gib:
        nat.gateways > 0 && traffic.upstreamsThroughNat ? traffic.requestGibPerMonth + traffic.responseGibPerMonth : 0,
      inOneZone: zoneOfEgress(datacenter) !== undefined,
    },
    endpoints: datacenter.endpoints && { services: datacenter.endpoints.services.length },
    vpnInstances: { nodes: vpnInstances?.nodes.length ?? 0, diskGib: vpnInstances?.diskGib ?? 0 },
    balancers: balancers && { nodes: balancers.nodes.length, diskGib: balancers.diskGib },
    hasControlBalancer: pools.some(({ role }) => role === 'control-plane'),
    alarms: alarmUses(plan, datacenter),
    dashboards: datacenter.dashboard ? 1 : 0,
    secrets: secretsOf(plan, datacenter),
    logGib: reckonedIn(plan, `${datacenter.name}.logs.gib`),
    requestLogGib: reckonedIn(plan, `${datacenter.name}.logs.requests-gib`),
    hostMetrics: reckonedIn(plan, `${datacenter.name}.host-metrics`),
    tellingMachines: reckonedIn(plan, `${datacenter.name}.telling-machines`),
    clients: clientUsage(traffic),
    internetOutGib:
      (datacenter.exposure === 'public' ? traffic.responseGibPerMonth : 0) +
      (traffic.upstreamsThroughNat ? traffic.requestGibPerMonth : 0),
  };
}

/** Returns how many secrets a datacenter has; in hybrid mode the place of the seed is one, since nodes learn from there what differs. */
function secretsOf(plan: Plan, datacenter: DatacenterPlan): number {
  return (
    secretsIn(plan.secrets, datacenter).length +
    redisSecretKeys(plan.redis, datacenter.redis).length +
    (plan.kong.hybrid ? 1 : 0)
  );
}

/** Returns a number of the plan, of what a service is sent or told; 0 if the plan has none, since it is told nothing. */
function reckonedIn({ sizing }: Plan, number: string): number {
  const volume = sizing.reckoned.find(({ id }) => id === number);
  return typeof volume?.value === 'number' ? volume.value : 0;
}

/** Returns the alarms of a datacenter by their kinds, in the stack of its cluster and in that of the links. */
function alarmUses({ alarms }: Plan, { name }: DatacenterPlan): AlarmUse[] {
  const own = alarms.filter(({ datacenter }) => datacenter === name);
  return ALARM_KINDS.map((kind) => own.filter((it) => it.kind === kind)).flatMap((of) => {
    const [first] = of;
    const watched = of.reduce((sum, { watched: things = 1 }) => sum + things, 0);
    return first ? [{ kind: first.kind, alarms: of.length, watched }] : [];
  });
}

/** Returns the mean traffic of clients. The ratio of open connections to new ones is that of the busiest moment. */
function clientUsage(traffic: TrafficSizing): ClientUsage {
  const openForEachNew = traffic.openConnections / traffic.newConnectionsPerSecond;
  return {
    requestGib: traffic.requestGibPerMonth,
    responseGib: traffic.responseGibPerMonth,
    newConnectionsPerSecond: traffic.meanNewConnectionsPerSecond,
    openConnections: traffic.meanNewConnectionsPerSecond * openForEachNew,
  };
}

/** Returns the machines and disks of a datacenter's datastore. */
export function usageOf(datacenter: DatacenterPlan, sizing: DatacenterSizing): DatastoreUsage {
  return DATASTORE_REPORTS[datacenter.datastore.engine].usage(datacenter, sizing.datastore);
}

/** Returns the use of the service that answers for the names. */
export function namesUsage({ zone, check, entries }: DnsPlan, datacenters: readonly DatacenterPlan[]): NamesUsage {
  const addresses = ({ datacenter }: DnsEntryPlan): number =>
    datacenterOf({ datacenters }, datacenter).balancers?.nodes.length ?? 1;
  return {
    zones: zone.kind === 'private' ? 1 : 0,
    checks: entries.reduce((sum, entry) => sum + (entry.isChecked ? addresses(entry) : 0), 0),
    asksByTls: check.protocol === 'https',
  };
}

/** Returns the use of one end of a link in a month. */
export function linkUsage(plan: Plan, link: LinkPlan, end: 'left' | 'right'): LinkUsage {
  const { leftToRight, rightToLeft } = linkVolumes(plan, link);
  const [outGib, inGib] = end === 'left' ? [leftToRight, rightToLeft] : [rightToLeft, leftToRight];
  return { hours: HOURS, tunnels: link.tunnels.length, outGib, inGib };
}

/**
 * Returns the GiB of replication on a link in a month: of its own pair and, if it leads to a hub, of the pairs whose
 * traffic passes over it.
 */
function linkVolumes(plan: Plan, link: LinkPlan): { readonly leftToRight: number; readonly rightToLeft: number } {
  const ends = [link.left.datacenter, link.right.datacenter] as const;
  const own = plan.sizing.replication.filter((pair) => wayOf(plan, pair).some((hop) => isSame(hop, ends)));
  const leaving = (from: string, to: string): number =>
    own.reduce((sum, pair) => {
      const forth = wayOf(plan, pair).some(([a, b]) => a === from && b === to);
      return sum + (forth ? pair.leftToRightGibPerMonth : pair.rightToLeftGibPerMonth);
    }, 0);
  return { leftToRight: leaving(ends[0], ends[1]), rightToLeft: leaving(ends[1], ends[0]) };
}

type Hop = readonly [string, string];

/** Returns the links that a pair's traffic takes from left to right. */
function wayOf({ shape }: Plan, { left, right }: PairReplication): readonly Hop[] {
  if (shape.shape === 'mesh' || left === shape.hub || right === shape.hub) return [[left, right]];
  return [
    [left, shape.hub],
    [shape.hub, right],
  ];
}

function isSame([a, b]: Hop, [c, d]: Hop): boolean {
  return (a === c && b === d) || (a === d && b === c);
}
