import type { DatacenterQuantities, LinkQuantities } from '../../kernel/charge';
import type { DatastoreUsage } from '../datastores/contract';
import { DATASTORE_REPORTS } from '../datastores/registry';
import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import type { DatacenterSizing, PairReplication, TrafficSizing } from '../../plan/sizing/sizing';

export const HOURS = 730;

/** Boot disk of each node of the datastore, which the plan does not name. */
const ROOT_DISK_GIB = 20;
/** Boot disk of each VPN gateway instance. */
const GATEWAY_DISK_GIB = 16;
/** Passwords that every datacenter's secret manager holds: the datastore's superuser and Kong's role. */
const SECRETS = 2;
/** Customer managed keys of a datacenter: secrets, data disks, logs. A gateway pair has one for its secrets. */
const KEYS = 3;
/** Nodes of a managed Redis: one primary and one replica. */
const REDIS_NODES = 2;
/** Operations and throughput that come with every gp3 volume. */
const INCLUDED = { iops: 3_000, mibPerSecond: 125 } as const;
/** What one capacity unit of a network load balancer carries: new and open TCP connections, GB an hour. */
const CAPACITY_UNIT = { newPerSecond: 800, open: 100_000, gibPerHour: 1 } as const;
/** Of three zones, two are not the one that a connection came in by. */
const OTHER_ZONES = 2 / 3;

export function datacenterQuantities(
  plan: Plan,
  datacenter: DatacenterPlan,
  sizing: DatacenterSizing,
): DatacenterQuantities {
  const { pools, redis } = datacenter;
  const kongNodes = pools.reduce((sum, pool) => sum + pool.nodes, 0);
  const datastore = usageOf(datacenter, sizing);
  const gateways = datacenter.gateways?.nodes.length ?? 0;
  const { traffic, nat } = sizing;
  const { nodes } = datastore;
  const bothWays = traffic.requestGibPerMonth + traffic.responseGibPerMonth;
  const { migrations } = plan.kong;
  const throughNat = traffic.upstreamsThroughNat ? bothWays : 0;
  return {
    hours: HOURS,
    months: 1,
    zoneHours: HOURS * datacenter.zones.length,
    kongHours: HOURS * kongNodes,
    kongDiskGib: pools.reduce((sum, pool) => sum + pool.nodes * pool.diskGib, 0),
    datastoreHours: HOURS * nodes,
    datastoreRootGib: nodes * ROOT_DISK_GIB,
    dataDiskGib: nodes * datastore.dataDiskGib,
    boughtIops: nodes * Math.max(0, datastore.dataDiskIops - INCLUDED.iops),
    boughtMibPerSecond: nodes * Math.max(0, datastore.dataDiskMibPerSecond - INCLUDED.mibPerSecond),
    migrationsDiskGib: migrations.datacenter === datacenter.name ? migrations.diskGib : 0,
    redisNodeHours: redis ? HOURS * REDIS_NODES : 0,
    redisGibHours: redis ? HOURS * Math.ceil(redis.memoryGib) : 0,
    natGatewayHours: HOURS * nat.gateways,
    natMachineHours: HOURS * Math.min(32, kongNodes + nodes),
    natAddressHours: HOURS * nat.gateways * nat.addressesPerGateway,
    natGib: throughNat,
    balancerUnitHours: HOURS * capacityUnits(traffic),
    clientInGib: traffic.requestGibPerMonth,
    internetOutGib: traffic.responseGibPerMonth + (traffic.upstreamsThroughNat ? traffic.requestGibPerMonth : 0),
    datastoreZoneGib: datastore.zoneGibPerMonth,
    datastoreZoneGibBothEnds: 2 * datastore.zoneGibPerMonth,
    balancerZoneGibBothEnds: 2 * OTHER_ZONES * bothWays,
    gatewayHours: HOURS * gateways,
    gatewayDiskGib: GATEWAY_DISK_GIB * gateways,
    gatewaySecrets: gateways,
    privateZones: redis ? 1 : 0,
    secrets: SECRETS,
    keys: KEYS + (gateways > 0 ? 1 : 0),
    linkedHours: plan.datacenters.length > 1 ? HOURS : 0,
    notKnown: undefined,
  };
}

/** Machines and disks of a datacenter's datastore. */
export function usageOf(datacenter: DatacenterPlan, sizing: DatacenterSizing): DatastoreUsage {
  return DATASTORE_REPORTS[datacenter.datastore.engine].usage(datacenter, sizing.datastore);
}

/** Whichever of connections opened, connections open and bytes asks for the most. */
function capacityUnits(traffic: TrafficSizing): number {
  const opened = traffic.meanNewConnectionsPerSecond;
  const openForEachNew = traffic.openConnections / traffic.newConnectionsPerSecond;
  const gibPerHour = (traffic.requestGibPerMonth + traffic.responseGibPerMonth) / HOURS;
  return Math.max(
    opened / CAPACITY_UNIT.newPerSecond,
    (opened * openForEachNew) / CAPACITY_UNIT.open,
    gibPerHour / CAPACITY_UNIT.gibPerHour,
  );
}

export function linkQuantities(plan: Plan, link: LinkPlan, end: 'left' | 'right'): LinkQuantities {
  const { leftToRight, rightToLeft } = linkVolumes(plan, link);
  const [outGib, inGib] = end === 'left' ? [leftToRight, rightToLeft] : [rightToLeft, leftToRight];
  const tunnels = link.tunnels.length;
  return {
    hours: HOURS,
    tunnelHours: HOURS * tunnels,
    connectionHours: (HOURS * tunnels) / 2,
    outGib,
    inGib,
    bothGib: outGib + inGib,
  };
}

/** GiB of replication on a link in a month: of its own pair and, towards a hub, of the pairs that go by way of it. */
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

/** The links that a pair's traffic takes from left to right. */
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
