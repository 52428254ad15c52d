import { differs } from '../../kernel/replacement';
import type { DatacenterPlan, LinkPlan, Plan, ShapePlan } from '../../plan/plan';

/** One line of what changes in terms of the topology. */
export interface TopologyChange {
  readonly what: 'topology' | 'datacenter' | 'kong' | 'cassandra' | 'link' | 'flow';
  readonly name: string;
  readonly action: 'add' | 'change' | 'remove';
  /** In words, e.g. `6 to 9 nodes`; empty where the name says all. */
  readonly detail: string;
}

/** What changes between two plans, for people: datacenters, pools, rings, links, firewall. */
export function topologyChanges(before: Plan, after: Plan): TopologyChange[] {
  return [
    ...topologyLines(before, after),
    ...named('datacenter', before.datacenters, after.datacenters, (it) => it.name, datacenterDetail),
    ...named('kong', before.datacenters, after.datacenters, (it) => it.name, kongDetail, 'shared'),
    ...named('cassandra', before.datacenters, after.datacenters, (it) => it.name, cassandraDetail, 'shared'),
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
    ['Kong', before.kong.version, after.kong.version],
    ['Cassandra', before.ring.version, after.ring.version],
    ['replication factor', before.ring.replicationFactor, after.ring.replicationFactor],
    ['shape', shapeText(before.shape), shapeText(after.shape)],
    ['supernet', before.supernet, after.supernet],
    ['state', before.state.backend, after.state.backend],
  ]);
  return detail === '' ? [] : [{ what: 'topology', name: after.topology, action: 'change', detail }];
}

function datacenterDetail(one: DatacenterPlan, other: DatacenterPlan): string {
  return fields([
    ['cloud', one.cloud, other.cloud],
    ['region', one.region, other.region],
    ['project', one.project, other.project],
    ['range', one.cidr, other.cidr],
    ['zones', one.zones.map((zone) => zone.name).join(' '), other.zones.map((zone) => zone.name).join(' ')],
  ]);
}

function kongDetail(one: DatacenterPlan, other: DatacenterPlan): string {
  return fields([
    ['nodes', one.kong.nodes, other.kong.nodes],
    ['at most', one.kong.maximumNodes, other.kong.maximumNodes],
    ['machine', one.kong.machineType, other.kong.machineType],
  ]);
}

function cassandraDetail(one: DatacenterPlan, other: DatacenterPlan): string {
  return fields([
    ['nodes', one.cassandra.nodes.length, other.cassandra.nodes.length],
    ['machine', one.cassandra.machineType, other.cassandra.machineType],
    ['disk GiB', one.cassandra.dataDiskGib, other.cassandra.dataDiskGib],
  ]);
}

function shapeText(shape: ShapePlan): string {
  return shape.shape === 'hub' ? `hub ${shape.hub}` : shape.shape;
}

/** A link that stays may lead further than before, or less far: that is what another hub does to it. */
function linkDetail(one: LinkPlan, other: LinkPlan): string {
  return fields([
    ['kind', one.kind, other.kind],
    ['encryption', one.encryption, other.encryption],
    [`route at ${one.left.datacenter}`, one.left.route, other.left.route],
    [`route at ${one.right.datacenter}`, one.right.route, other.right.route],
  ]);
}

/** `nodes 6 to 9, machine a to b`: the fields that differ. */
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
