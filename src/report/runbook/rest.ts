import { differs } from '../../kernel/replacement';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import { staying, type Change } from '../datastores/transitions';
import { dataPlaneRelease } from './hybrid-release';
import { losesRedis } from './redis-removed';
import { applied, generated, inTree, type RunbookPart, type RunbookStep } from './runbook';
import { movesState } from './state';

/** The changes of a stack in the tree, in words. */
export interface StackChange {
  readonly stack: string;
  /** Counts, e.g. `2 to change, 1 to replace`. */
  readonly counts: string;
  /** Resources with what is lost with them. */
  readonly losses: readonly string[];
}

/** Fields of a plan that no other part covers. What follows from sizes, machines and releases is not among them. */
const FIELDS: readonly (readonly [string, (plan: Plan) => unknown])[] = [
  ['supernet', ({ supernet }) => supernet],
  ['days of flow logs', ({ flowLogRetentionDays }) => flowLogRetentionDays],
  ['logs of units', ({ logs }) => logs],
  ['tags', ({ tags }) => tags],
  ['state', ({ state }) => state],
  ['shape of links', ({ shape }) => shape],
  ['plugins', ({ kong }) => kong.plugins],
  ['plain HTTP', ({ kong }) => kong.plainHttp],
  ['what leads clients to Kong', ({ kong }) => kong.balancer],
  ['health path', ({ kong }) => kong.healthPath],
  ['names', ({ dns }) => dns],
  ['who may reach the proxy', ({ kong }) => kong.proxyCidrs],
  ['who may reach the Admin API', ({ kong }) => kong.adminCidrs],
  ['propagation of changed rows', ({ kong }) => kong.databaseUpdatePropagationSeconds],
  ['Redis', ({ redis }) => redis],
];

/** Returns the names of the fields that differ and that no other part covers. */
export function restOf(change: Change): readonly string[] {
  const { before, after } = change;
  const own = [...(movesState(change) ? ['state'] : []), ...(losesRedis(change) ? ['plugins', 'Redis'] : [])];
  const fields = FIELDS.filter(([name, of]) => !own.includes(name) && differs(of(before), of(after))).map(
    ([name]) => name,
  );
  const old = new Map(before.links.map((link) => [link.id, link]));
  const links = after.links.filter((link) => {
    const known = old.get(link.id);
    return known !== undefined && (known.kind !== link.kind || known.encryption !== link.encryption);
  });
  const isOtherRelease = [kongRelease, dataPlaneRelease].some((of) => of(before) !== of(after));
  const covered = [
    ...IN_OTHER_PARTS,
    ...(isOtherRelease ? WITH_RELEASE : []),
    ...(losesRedis(change) ? ['redis'] : []),
  ];
  const parts = staying(change).flatMap(([known, fresh]) =>
    differs(settingsOf(known, fresh, covered), settingsOf(fresh, known, covered)) ? [`settings of ${fresh.name}`] : [],
  );
  const settings = differs(without(before.datastore, IN_OTHER_PARTS), without(after.datastore, IN_OTHER_PARTS))
    ? ['settings of the datastore']
    : [];
  return [...fields, ...settings, ...parts, ...links.map(({ id }) => `link ${id}`)];
}

function kongRelease({ kong }: Plan): string {
  return kong.migrations.release;
}

/** Fields that other parts bring to their new value. */
const IN_OTHER_PARTS = [
  ...['machineType', 'architecture', 'vcpus', 'memoryGib', 'nodes', 'maximumNodes', 'scaleAtPercent', 'release'],
  ...['dataDiskGib', 'dataDiskIops', 'dataDiskMibPerSecond', 'version', 'replicationFactor', 'replication'],
  ...['seeds', 'startOrder', 'initialDatacenter'],
  ...['part', 'instance', 'primaryDatacenter', 'replicaDatacenters'],
  ...['takesClients', 'balanced', 'reachesDatastore', 'held'],
];

/** Fields that the part of Kong's release brings too, where there is one. */
const WITH_RELEASE = ['packageUrl', 'packageSha256', 'image'];

/** Fields of a datacenter that never change, or that follow from links, shares and sizes, which have parts of their own. */
const OF_OTHER_PARTS = [
  ...['name', 'cloud', 'region', 'project', 'index', 'asn', 'routerIdRange', 'cidr', 'zones', 'tiers', 'subnets'],
  ...['share', 'egress', 'egressAddresses', 'endpoints', 'hasGateway', 'providerAlias'],
];

/** Returns the settings of a datacenter; of its pools those that the other plan has too, since an upgrade brings the others. */
function settingsOf(
  { pools, datastore, redis, vpnInstances, ...rest }: DatacenterPlan,
  other: DatacenterPlan,
  covered: readonly string[],
): unknown {
  const known = new Set(other.pools.map(({ name }) => name));
  const own = pools.filter(({ name }) => known.has(name)).map((pool) => without(pool, covered));
  return [
    own,
    without(datastore, IN_OTHER_PARTS),
    without({ redis }, covered),
    vpnInstances?.machineType,
    without(rest, OF_OTHER_PARTS),
  ];
}

function without(value: object, covered: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !covered.includes(name)));
}

/**
 * Makes the part of everything else.
 *
 * @param names of what differs; may be empty if only generated files do
 * @param stacks that differ; undefined if other parts change stacks too, so that nobody can tell which are left
 */
export function restPart(
  change: Change,
  names: readonly string[],
  stacks: readonly StackChange[] | undefined,
): RunbookPart {
  const { after, isCut = false } = change;
  const what = names.length > 0 ? names.join(', ') : 'generated files';
  return {
    title: `Everything else: ${what}`,
    why: 'none of it needs the order of the others, and a fault is found more easily by itself',
    spec: `the new spec (${what})`,
    steps: [
      isCut ? linksGenerated(after, what) : generated(after, what),
      ...(stacks ? stacks.map((stack) => stackApplied(after, stack)) : [allApplied(after)]),
      ...staying(change).flatMap(([known, fresh]) =>
        known.hasGateway && !fresh.hasGateway ? [managedEndGoes(after, fresh.name)] : [],
      ),
    ],
  };
}

function linksGenerated(after: Plan, what: string): RunbookStep {
  return {
    ...generated(after, what, 'links-changed'),
    risk: 'from the apply of links on, datacenters whose link goes or is made anew do not reach each other until it has ended: let every node be up before it, and repair the datastore if it lasts longer than its hints are kept',
  };
}

const AS_BEFORE = 'the same with the tree as it was before';

function stackApplied({ topology }: Plan, { stack, counts, losses }: StackChange): RunbookStep {
  const isLost = losses.length > 0;
  return {
    title: `Apply ${stack}: ${counts}`,
    where: inTree(topology),
    commands: applied(stack),
    see: `the plan names the resources that topogen diff names of ${stack}, and no other`,
    back: isLost ? `none for what is lost; for the rest ${AS_BEFORE}` : AS_BEFORE,
    risk: isLost ? losses.join('; ') : 'none that the tree shows',
    lasts: 'minutes',
  };
}

/** Makes the step after the links have left a gateway: clouds delete none that a link ends on. */
function managedEndGoes({ topology }: Plan, name: string): RunbookStep {
  return {
    title: `Apply network-${name} again: its gateway goes`,
    where: inTree(topology),
    commands: applied(`network-${name}`),
    see: `no changes, or the gateway destroyed. If links of another kind ended on it, the first apply of network-${name} has failed to delete it and taken its routes away: go on with links at once, and come back here`,
    back: AS_BEFORE,
    risk: `where links change their kind, ${name} is cut off from the others until links is applied`,
    lasts: 'minutes',
  };
}

/** Makes the only part of a topology that is new: every stack in its order. */
export function firstPart(plan: Plan): RunbookPart {
  return {
    title: `${plan.topology} is built for the first time`,
    why: 'nothing stands yet',
    spec: 'the new one',
    steps: [
      generated(plan, 'the whole tree'),
      {
        title: 'Apply every stack, one after another',
        where: inTree(plan.topology),
        commands: applied(...plan.stacks.map(({ name }) => name)),
        see: 'each plan adds resources alone; at the end every balancer has healthy nodes',
        back: 'terraform destroy of each stack, in the opposite order',
        risk: 'none: nobody uses it yet',
        lasts: 'an hour or two: gateways, then the datastore node by node, then Kong',
      },
    ],
  };
}

function allApplied({ topology, stacks }: Plan): RunbookStep {
  return {
    title: 'Apply every stack, one after another',
    where: inTree(topology),
    commands: applied(...stacks.map(({ name }) => name)),
    see: 'each plan names the resources that topogen diff names of it for this part, and no other',
    back: AS_BEFORE,
    risk: 'what topogen diff warns of',
    lasts: 'minutes',
  };
}
