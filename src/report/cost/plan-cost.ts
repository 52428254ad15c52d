import type { DnsPlan } from '../../plan/dns';
import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { DatacenterSizing, PoolSizing } from '../../plan/sizing/sizing';
import type { MachinePrice } from '../../plan/sizing/machine-price';
import type { DatastoreUsage } from '../datastores/contract';
import { COST_ROLES, type PriceList } from '../../kernel/charge';
import { datacenterOf } from '../../kernel/datacenter-of';
import type { CloudId } from '../../kernel/ids';
import type { CostBreakdown, CostLine, CostSum } from './cost';
import type { PriceQuery, Quote } from '../../kernel/price';
import { HOURS, datacenterUsage, linkUsage, namesUsage, usageOf } from './usage';

/** The place of what the names cost, which belongs to no datacenter. */
const NAMES = 'names';

/** The price list of every cloud. The actions pass them in. */
export type PriceLists = Readonly<Record<CloudId, PriceList>>;

/**
 * Computes the cost of the plan in a month of 730 hours, at list prices and the minimum of automatic scaling. An
 * unknown price or quantity gives a line without a sum, and makes the total a lower bound; it never counts as 0.
 */
export function planCost(plan: Plan, prices: PriceLists): CostBreakdown {
  const lines = [
    ...plan.datacenters.flatMap((datacenter) => datacenterLines(plan, datacenter, prices[datacenter.cloud])),
    ...plan.links.flatMap((link) => linkLines(plan, link, prices)),
    ...(plan.dns ? namesLines(plan, plan.dns, prices) : []),
  ];
  const places = [...plan.datacenters.map(({ name }) => name), ...plan.links.map(({ id }) => id), NAMES];
  return {
    topology: plan.topology,
    currency: 'USD',
    lines,
    monthlyUsd: sumOf(lines),
    isLowerBound: hasUnknown(lines),
    byPlace: sums(places, (name) => lines.filter(({ place }) => place === name)),
    byRole: sums(COST_ROLES, (name) => lines.filter(({ role }) => role === name)),
  };
}

function sums(names: readonly string[], linesOf: (name: string) => readonly CostLine[]): readonly CostSum[] {
  return names
    .map((name) => ({ name, lines: linesOf(name) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => ({ name, monthlyUsd: sumOf(lines), isLowerBound: hasUnknown(lines) }));
}

/** Adds in whole cents, so that the sum of a bill does not depend on the order of its lines. */
function sumOf(lines: readonly CostLine[]): number {
  return lines.reduce((cents, { monthlyUsd = 0 }) => cents + Math.round(monthlyUsd * 100), 0) / 100;
}

function hasUnknown(lines: readonly CostLine[]): boolean {
  return lines.some(({ monthlyUsd }) => monthlyUsd === undefined);
}

function datacenterLines(plan: Plan, datacenter: DatacenterPlan, list: PriceList): readonly CostLine[] {
  const sizing = plan.sizing.datacenters.find((it) => it.datacenter === datacenter.name);
  if (!sizing) throw new Error(`no sizing for datacenter ${datacenter.name}`);
  const usage = datacenterUsage(plan, datacenter, sizing);
  const { copies } = usageOf(datacenter, sizing);
  const query: PriceQuery = {
    region: datacenter.region,
    ...(copies ? { otherRegion: datacenterOf(plan, copies.from).region } : {}),
    ...(datacenter.backupCopies ? { copyRegion: datacenter.backupCopies.region } : {}),
    ...(datacenter.redis ? { memoryGib: datacenter.redis.memoryGib } : {}),
    ...(datacenter.redis?.nodeType === undefined ? {} : { nodeType: datacenter.redis.nodeType }),
  };
  const charges = [...list.datacenter, ...list.datastores[datacenter.datastore.engine]].flatMap((charge) => {
    const quantity = charge.quantity(usage);
    return quantity === 0 ? [] : priced({ ...charge, place: datacenter.name }, quantity, charge.price(query));
  });
  const lines = [...machineLines(datacenter, sizing, list), ...charges];
  return COST_ROLES.flatMap((role) => lines.filter((it) => it.role === role));
}

/**
 * Returns the lines of machines: Kong at the minimum of automatic scaling, every node of the datastore, every machine that leads
 * clients to Kong and every VPN instance, all month.
 */
function machineLines(
  datacenter: DatacenterPlan,
  sizing: DatacenterSizing,
  { machineTypes }: PriceList,
): readonly CostLine[] {
  const { pools } = datacenter;
  const datastore = usageOf(datacenter, sizing);
  const nodes = { place: datacenter.name, resource: 'nodes', key: 'machines', unit: 'hours' } as const;
  return [
    ...pools.flatMap((pool, i) => poolLine({ ...nodes, resourceType: machineTypes.kong }, pool, sizing.pools[i])),
    ...datastoreLines(nodes, datacenter, datastore, machineTypes),
    ...balancerLines(datacenter, sizing, machineTypes.other),
    ...vpnInstanceLines(datacenter, sizing, machineTypes.other),
  ];
}

function datastoreLines(
  text: Omit<LineText, 'role' | 'component' | 'resourceType'>,
  datacenter: DatacenterPlan,
  { nodes, isService, machineType, price }: DatastoreUsage,
  types: PriceList['machineTypes'],
): readonly CostLine[] {
  if (nodes === 0) return [];
  return priced(
    {
      ...text,
      role: datacenter.datastore.engine,
      resourceType: isService ? types.database : types.other,
      component: `${nodes} x ${machineType}`,
    },
    nodes * HOURS,
    machineQuote(price),
  );
}

function poolLine(
  text: Omit<LineText, 'role' | 'component'>,
  { name, nodes, machineType }: PoolPlan,
  size: PoolSizing | undefined,
): readonly CostLine[] {
  if (size?.pool !== name) throw new Error(`no price for pool ${name} of ${text.place}`);
  const role = 'kong';
  const resource = name === role ? text.resource : `${name} ${text.resource}`;
  return priced(
    { ...text, role, resource, component: `${nodes} x ${machineType}` },
    nodes * HOURS,
    machineQuote(size.price),
  );
}

/** Returns the lines of the machines that lead clients to Kong, if the datacenter has any. */
function balancerLines(
  { name, balancers }: DatacenterPlan,
  { balancer }: DatacenterSizing,
  resourceType: string,
): readonly CostLine[] {
  if (!balancers) return [];
  if (!balancer) throw new Error(`no price of ${balancers.machineType} for ${name}`);
  const { nodes, machineType, program } = balancers;
  return priced(
    {
      place: name,
      role: 'balancer',
      resource: `machines with ${program}`,
      resourceType,
      key: 'machines',
      component: `${nodes.length} x ${machineType}`,
      unit: 'hours',
    },
    nodes.length * HOURS,
    machineQuote(balancer.price),
  );
}

/** Returns the lines of the instances that end VPNs, if the datacenter has any: one pair for all its links. */
function vpnInstanceLines(
  { name, vpnInstances }: DatacenterPlan,
  { otherMachines }: DatacenterSizing,
  resourceType: string,
): readonly CostLine[] {
  if (!vpnInstances) return [];
  const { vpnInstance: vpnGateway } = otherMachines;
  if (vpnGateway?.type !== vpnInstances.machineType)
    throw new Error(`no price of ${vpnInstances.machineType} for ${name}`);
  return priced(
    {
      place: name,
      role: 'network',
      resource: 'VPN instances',
      resourceType,
      key: 'machines',
      component: `${vpnInstances.nodes.length} x ${vpnInstances.machineType}`,
      unit: 'hours',
    },
    vpnInstances.nodes.length * HOURS,
    machineQuote(vpnGateway.price),
  );
}

function machineQuote({ usdPerHour, ...from }: MachinePrice): Quote {
  return usdPerHour === undefined ? from : { steps: [{ usd: usdPerHour }], ...from };
}

function linkLines(plan: Plan, link: LinkPlan, prices: PriceLists): readonly CostLine[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const end = link[side];
    const own = datacenterOf(plan, end.datacenter);
    const other = datacenterOf(plan, link[side === 'left' ? 'right' : 'left'].datacenter);
    const usage = linkUsage(plan, link, side);
    const query: PriceQuery = { region: own.region, otherRegion: other.region };
    const charges = prices[own.cloud].links[`${link.kind}.${end.part}`] ?? [];
    const at = { place: link.id, role: 'link' } as const;
    return [
      ...charges.flatMap((charge) =>
        priced(
          { ...charge, ...at, resource: `${own.name}: ${charge.resource}` },
          charge.quantity(usage),
          charge.price(query),
        ),
      ),
    ];
  });
}

/** Returns the lines of the names, at the prices where the service's first datacenter is. */
function namesLines({ datacenters }: Plan, dns: DnsPlan, prices: PriceLists): readonly CostLine[] {
  const home = datacenters.find(({ cloud }) => cloud === dns.cloud);
  if (!home) throw new Error(`no datacenter is on the cloud of ${dns.hostname}`);
  const usage = namesUsage(dns, datacenters);
  return prices[dns.cloud].names.flatMap((charge) => {
    const quantity = charge.quantity(usage);
    const text = { ...charge, place: NAMES, role: 'names' } as const;
    return quantity === 0 ? [] : priced(text, quantity, charge.price({ region: home.region }));
  });
}

type LineText = Pick<CostLine, 'place' | 'role' | 'resource' | 'resourceType' | 'component' | 'unit'> & {
  /** Last part of the line's id, if the component changes with the plan. */
  readonly key?: string;
};

/** Makes one line, or one for each step of the price that the quantity reaches. */
function priced(text: LineText, quantity: number | undefined, quote: Quote): readonly CostLine[] {
  const { place, role, resource, resourceType, component, unit, key = component } = text;
  const { source, date, note, steps } = quote;
  const base = { place, role, resource, resourceType, unit, source, date, ...(note === undefined ? {} : { note }) };
  const line = (step: string, rest: Pick<CostLine, 'quantity' | 'usdPerUnit' | 'monthlyUsd'>): CostLine => ({
    id: `${[place, role, resource, key].join('/')}${step}`,
    ...base,
    component: `${component}${step}`,
    ...rest,
  });
  if (quantity === undefined) return [line('', {})];
  if (!steps) return [line('', { quantity })];
  let from = 0;
  return steps.flatMap((step) => {
    const part = Math.max(0, Math.min(quantity, step.upTo ?? Infinity) - from);
    const name = steps.length === 1 ? '' : `, ${stepText(from, step.upTo)}`;
    from = step.upTo ?? Infinity;
    if (part === 0) return [];
    if (step.usd === undefined) return [line(name, { quantity: part })];
    return [line(name, { quantity: part, usdPerUnit: step.usd, monthlyUsd: part * step.usd })];
  });
}

/** Names a step: `first 10 TiB`, `10 to 50 TiB`, `over 150 TiB`. Steps are in whole TiB. */
function stepText(from: number, upTo: number | undefined): string {
  if (upTo === undefined) return `over ${from / 1024} TiB`;
  return from === 0 ? `first ${upTo / 1024} TiB` : `${from / 1024} to ${upTo / 1024} TiB`;
}
