import type { QuotaUse } from '../plan/limits/limits';
import type { LinkPlan, Plan } from '../plan/plan';
import { datastoreReport } from './datastores/registry';
import { grouped } from './table';

/* These rows show the load on links and on the clouds' quotas. */

/** Columns of a row for each link: its bandwidth and the demands on it, in Mbit/s of each direction. */
export const BANDWIDTH_HEAD = [
  'Link',
  'Carries',
  'One connection',
  'Replication',
  'After an outage',
  'Rebuild',
] as const;

export function bandwidthNote(plan: Plan): string {
  const { limits } = plan;
  if (!replicates(plan))
    return "Bandwidth is in Mbit/s of one direction, with every tunnel up and both directions equally busy. A single connection stays in one tunnel, and its figure is for a tunnel that it has to itself. The datastore copies nothing over the links, since replicas have their data by the cloud's own way: Kong calls it over them, which is little. `topogen explain` has the arithmetic of every number.";
  return `Bandwidth is in Mbit/s of one direction, with every tunnel up and both directions equally busy. A single connection stays in one tunnel, and its figure is for a tunnel that it has to itself. After an outage, hints are delivered within as much time again as it lasted. Rebuilding a datacenter from the other end should take no more than ${limits.rebuildWithinHours} hours. \`topogen explain\` has the arithmetic of every number.`;
}

export function bandwidthRows(plan: Plan): string[][] {
  const links = new Map(plan.links.map((link) => [link.id, link]));
  return plan.limits.bandwidth.map((it) => [
    linkText(links.get(it.link)),
    mbit(it.offeredMbitPerSecond),
    mbit(it.oneFlowMbitPerSecond),
    mbit(it.replicationMbitPerSecond),
    mbit(it.afterOutageMbitPerSecond),
    rebuildText(plan, it.rebuildHours),
  ]);
}

function replicates({ sizing }: Plan): boolean {
  return sizing.replication.length > 0;
}

function rebuildText(plan: Plan, hours: number): string {
  if (!replicates(plan)) return 'nothing';
  return hours < 0.1 ? 'minutes' : `${grouped(Math.round(hours * 10) / 10)} h`;
}

/** Columns of a row for each quota that is used to a tenth or more. */
export const QUOTA_HEAD = ['Where', 'What', 'Used', 'Limit', 'Part'] as const;

export const QUOTA_NOTE =
  'Default quotas; where new accounts or projects are named, yours may have more: `topogen synth` names the command that shows it. Machines are counted with automatic scaling at its maximum and a pool being replaced. What else the account or the project holds comes on top. Uses of less than a tenth are left out here, not in `topogen plan --json`.';

/** A use has a row from this part of its limit on. */
const WORTH_A_ROW = 0.1;

export function quotaRows(plan: Plan): string[][] {
  return plan.limits.quotas.filter(isWorthARow).map(quotaRow);
}

/** True for a use that tables show to everybody. */
export function isWorthARow({ used, limit }: QuotaUse): boolean {
  return used >= WORTH_A_ROW * limit;
}

export function quotaRow(it: QuotaUse): string[] {
  return [it.place, it.what, grouped(it.used), limitText(it), partText(it)];
}

const OF_WHOM: Readonly<Record<QuotaUse['kind'], string>> = {
  default: '',
  'new-account': ' in a new account',
  'new-project': ' in a new project',
  fixed: ', fixed',
};

function limitText({ limit, kind }: QuotaUse): string {
  return `${grouped(limit)}${OF_WHOM[kind]}`;
}

function partText({ used, limit }: QuotaUse): string {
  return `${Math.round((100 * used) / limit)} %`;
}

/** Returns a sentence on the loss to a hub's spokes while the hub is down; empty in a mesh. */
export function hubText(plan: Plan): string {
  const { shape, datacenters } = plan;
  if (shape.shape === 'mesh') return '';
  const spokes = datacenters.filter(({ name }) => name !== shape.hub).map(({ name }) => name);
  if (!replicates(plan)) return `${spokes.join(', ')} reach each other, and the datastore, through ${shape.hub} alone.`;
  return `${spokes.join(', ')} reach each other through ${shape.hub} alone: while it or its links are down nothing is replicated between them, and what is down for more than ${datastoreReport(plan).bridged(plan)} needs ${datastoreReport(plan).mending}.`;
}

function linkText(link: LinkPlan | undefined): string {
  return link ? `${link.left.datacenter} - ${link.right.datacenter}` : '';
}

function mbit(value: number): string {
  return grouped(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
