import type { EngineId } from '../../kernel/ids';
import { differs } from '../../kernel/replacement';
import type { DatacenterPlan, LinkPlan, Plan, ShapePlan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { Field } from '../../report/datastores/contract';
import { datastoreReport } from '../../report/datastores/registry';
import { poolPlace, poolReleases } from '../../report/pools';

/** A line on one change in terms of the topology. */
export interface TopologyChange {
  readonly what: 'topology' | 'datacenter' | 'kong' | EngineId | 'link' | 'flow';
  readonly name: string;
  readonly action: 'add' | 'change' | 'remove';
  /** Details in words, e.g. `6 to 9 nodes`; empty if the name says everything. */
  readonly detail: string;
}

/** Returns the changes between two plans, for people: datacenters, pools, rings, links, firewall. */
export function topologyChanges(before: Plan, after: Plan): TopologyChange[] {
  return [
    ...topologyLines(before, after),
    ...named('datacenter', before.datacenters, after.datacenters, (it) => it.name, datacenterDetail),
    ...named('kong', poolsOf(before, after), poolsOf(after, before), (it) => it.name, poolDetail),
    ...datastoreChanges(before, after),
    ...named('link', before.links, after.links, (it) => it.id, linkDetail),
    ...named(
      'flow',
      before.flows,
      after.flows,
      (it) => it.id,
      (one, other) => (differs(one, other) ? 'other ends or ports' : ''),
    ),
  ];
}

function topologyLines(before: Plan, after: Plan): TopologyChange[] {
  const detail = fields([
    ['requests per second', before.requestsPerSecond, after.requestsPerSecond],
    ['size', before.size ?? 'production', after.size ?? 'production'],
    ['Kong', poolReleases(before), poolReleases(after)],
    ...compared(datastoreReport(before).topologyFields(before), datastoreReport(after).topologyFields(after)),
    ['shape', shapeText(before.shape), shapeText(after.shape)],
    ['plain HTTP', before.kong.plainHttp, after.kong.plainHttp],
    ['balancer', before.kong.balancer, after.kong.balancer],
    ['hostname', before.dns?.hostname, after.dns?.hostname],
    ['policy of the hostname', before.dns?.policy, after.dns?.policy],
    ['in the hostname', membersText(before), membersText(after)],
    ['health path', before.kong.healthPath, after.kong.healthPath],
    ['supernet', before.supernet, after.supernet],
    ['logs of units', logsOf(before), logsOf(after)],
    ['memory and disks', hostMetricsOf(before), hostMetricsOf(after)],
    ['state', before.state.backend, after.state.backend],
  ]);
  return detail === '' ? [] : [{ what: 'topology', name: after.topology, action: 'change', detail }];
}

function logsOf({ logs }: Plan): string {
  if (!logs) return 'on machines';
  const requests = logs.access ? `, with ${logs.access} requests` : '';
  return `kept for ${logs.retentionDays} days${requests}`;
}

function hostMetricsOf({ hostMetrics }: Plan): string {
  return hostMetrics ? 'told by agents' : 'not told';
}

function membersText({ dns }: Plan): string | undefined {
  return dns?.entries
    .filter(({ inName }) => inName)
    .map(({ datacenter }) => datacenter)
    .join(' ');
}

function datacenterDetail(one: DatacenterPlan, other: DatacenterPlan): string {
  return fields([
    ['cloud', one.cloud, other.cloud],
    ['region', one.region, other.region],
    ['project', one.project, other.project],
    ['account', one.accountId, other.accountId],
    ['key', one.kmsKey, other.kmsKey],
    ['second region of backups', one.backupCopies?.region, other.backupCopies?.region],
    ['exports of the configuration', exportsOf(one), exportsOf(other)],
    ['certificate', one.certificateSecret, other.certificateSecret],
    ['range', one.cidr, other.cidr],
    ['egress', one.egress, other.egress],
    ['reserved addresses of egress', one.egressAddresses ?? 'none', other.egressAddresses ?? 'none'],
    ['network', one.existing?.id, other.existing?.id],
    ['gateway of links', one.existingGateway?.id, other.existingGateway?.id],
    ['router of links', one.existingGateway?.router, other.existingGateway?.router],
    ['egress of that network', one.existing?.egress, other.existing?.egress],
    ['exposure', one.exposure, other.exposure],
    ['date of the image', one.imageDate ?? 'newest', other.imageDate ?? 'newest'],
    ['zones', one.zones.map((zone) => zone.name).join(' '), other.zones.map((zone) => zone.name).join(' ')],
  ]);
}

function exportsOf({ exports }: DatacenterPlan): string | undefined {
  return exports && `daily, for ${exports.keptDays} days`;
}

/** A pool with its name in the topology: `us-east`, or `us-east kong-green` for another pool than the first. */
interface NamedPool {
  readonly name: string;
  readonly pool: PoolPlan;
}

/**
 * Returns the pools of the datacenters that the other plan has too: a new datacenter's pools need no lines of their
 * own.
 */
function poolsOf(plan: Plan, other: Plan): NamedPool[] {
  const known = new Set(other.datacenters.map(({ name }) => name));
  return plan.datacenters
    .filter(({ name }) => known.has(name))
    .flatMap(({ name, pools }) => pools.map((pool) => ({ name: poolPlace(name, pool.name), pool })));
}

function poolDetail({ pool: one }: NamedPool, { pool: other }: NamedPool): string {
  return fields([
    ['nodes', one.nodes, other.nodes],
    ['at most', one.maximumNodes, other.maximumNodes],
    ['machine', one.machineType, other.machineType],
  ]);
}

/**
 * Returns the changes of the datastore in each datacenter that stays; none if the engine is another, since nothing can
 * be compared then.
 */
function datastoreChanges(before: Plan, after: Plan): TopologyChange[] {
  if (before.datastore.engine !== after.datastore.engine) return [];
  const { datacenterFields } = datastoreReport(after);
  const detail = (one: DatacenterPlan, other: DatacenterPlan): string =>
    fields(compared(datacenterFields(one), datacenterFields(other)));
  return named(after.datastore.engine, before.datacenters, after.datacenters, (it) => it.name, detail, 'shared');
}

/** Returns the fields of both sides by name; `undefined` if a side has none of that name. */
function compared(one: readonly Field[], other: readonly Field[]): (readonly [string, unknown, unknown])[] {
  const [before, after] = [new Map(one), new Map(other)];
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => [name, before.get(name), after.get(name)]);
}

function shapeText(shape: ShapePlan): string {
  return shape.shape === 'hub' ? `hub ${shape.hub}` : shape.shape;
}

/**
 * Describes the changes of a link that stays. Another hub changes its routes: it leads to more datacenters than before,
 * or to fewer.
 */
function linkDetail(one: LinkPlan, other: LinkPlan): string {
  return fields([
    ['kind', one.kind, other.kind],
    ['encryption', one.encryption, other.encryption],
    [`route at ${one.left.datacenter}`, one.left.route, other.left.route],
    [`route at ${one.right.datacenter}`, one.right.route, other.right.route],
  ]);
}

/** Describes the fields that differ: `nodes 6 to 9, machine a to b`. */
function fields(all: readonly (readonly [string, unknown, unknown])[]): string {
  return all
    .filter(([, one, other]) => one !== other)
    .map(([name, one, other]) => `${name} ${String(one ?? 'none')} to ${String(other ?? 'none')}`)
    .join(', ');
}

function named<T>(
  what: TopologyChange['what'],
  before: readonly T[],
  after: readonly T[],
  name: (it: T) => string,
  detail: (one: T, other: T) => string,
  which: 'all' | 'shared' = 'all',
): TopologyChange[] {
  const old = new Map(before.map((it) => [name(it), it]));
  const fresh = new Map(after.map((it) => [name(it), it]));
  const added = [...fresh.keys()]
    .filter((it) => !old.has(it))
    .map((it) => ({ what, name: it, action: 'add' as const, detail: '' }));
  const removed = [...old.keys()]
    .filter((it) => !fresh.has(it))
    .map((it) => ({ what, name: it, action: 'remove' as const, detail: '' }));
  const changed = [...fresh].flatMap(([key, it]) => {
    const one = old.get(key);
    const words = one === undefined ? '' : detail(one, it);
    return words === '' ? [] : [{ what, name: key, action: 'change' as const, detail: words }];
  });
  return which === 'all' ? [...added, ...changed, ...removed] : changed;
}
