import type { CloudFactsTable } from '../../kernel/cloud/facts';
import { countLinksInto } from '../vpn-instances';
import type { DatacenterPlan, LinkPlan, ShapePlan } from '../plan';
import { fromReckoned, Ledger, type Reckoned, type ReckonedInput, type ReckonedNumber } from '../sizing/reckoned';
import type { PairReplication, Sizing } from '../sizing/sizing';
import type { LinkBandwidth } from './limits';
import { offered, oneFlow } from './offer';

export interface BandwidthInputs {
  readonly datacenters: readonly DatacenterPlan[];
  readonly links: readonly LinkPlan[];
  readonly shape: ShapePlan;
  readonly sizing: Sizing;
  readonly facts: CloudFactsTable;
}

/** Computes the bandwidth of each link and the demands on it, with the arithmetic. */
export function planBandwidth(inputs: BandwidthInputs): {
  readonly bandwidth: readonly LinkBandwidth[];
  readonly reckoned: readonly Reckoned[];
} {
  const ledger = new Ledger();
  const sized = new Map(inputs.sizing.reckoned.map((entry) => [entry.id, entry]));
  const pairs = pairsByLink(inputs);
  const offerInputs = { ...inputs, linksOnManagedEnds: countLinksInto(inputs.links) };
  const bandwidth = inputs.links.map((link): LinkBandwidth => {
    const carried = (pairs.get(link.id) ?? []).map((pair) => ({
      pair,
      replication: numberOf(sized, `${pair.id}.replication.mbit-per-second`),
      catchUp: numberOf(sized, `${pair.id}.replication.catch-up`),
      rebuild: numberOf(sized, `${pair.id}.replication.rebuild-hours`),
    }));
    const offer = offered(link, offerInputs, ledger);
    const needs = carried.length === 0 ? NOTHING : needsOf(link, carried, offer, ledger);
    return {
      link: link.id,
      offeredMbitPerSecond: offer.value,
      oneFlowMbitPerSecond: oneFlow(link, offerInputs, ledger).value,
      ...needs,
    };
  });
  return { bandwidth, reckoned: ledger.entries() };
}

type LinkNeeds = Pick<LinkBandwidth, 'replicationMbitPerSecond' | 'afterOutageMbitPerSecond' | 'rebuildHours'>;

/** A datastore that a cloud runs replicates over the cloud's own network, or not at all. */
const NOTHING: LinkNeeds = { replicationMbitPerSecond: 0, afterOutageMbitPerSecond: 0, rebuildHours: 0 };

function needsOf(link: LinkPlan, carried: readonly Carried[], offer: ReckonedNumber, ledger: Ledger): LinkNeeds {
  const replication = sumOf(link, 'replication', carried, ledger);
  const hints = sumOf(link, 'catchUp', carried, ledger);
  const rebuild = rebuildHours(link, carried, { offer, replication }, ledger);
  return {
    replicationMbitPerSecond: replication.value,
    afterOutageMbitPerSecond: replication.value + hints.value,
    rebuildHours: rebuild.value,
  };
}

/** A pair whose replication goes over a link. */
interface Carried {
  readonly pair: PairReplication;
  readonly replication: ReckonedNumber;
  readonly catchUp: ReckonedNumber;
  readonly rebuild: ReckonedNumber;
}

/** Returns the pairs on each link: its own and, if it leads to a hub, those whose traffic goes through the hub. */
function pairsByLink({ links, shape, sizing }: BandwidthInputs): ReadonlyMap<string, readonly PairReplication[]> {
  const found = new Map(links.map((link): [string, PairReplication[]] => [link.id, []]));
  const linkOf = new Map(
    links.flatMap(({ id, left, right }) => [
      [`${left.datacenter} ${right.datacenter}`, id],
      [`${right.datacenter} ${left.datacenter}`, id],
    ]),
  );
  for (const pair of sizing.replication) {
    const direct = linkOf.get(`${pair.left} ${pair.right}`);
    const hub = shape.shape === 'hub' ? shape.hub : '';
    const way =
      direct === undefined ? [linkOf.get(`${pair.left} ${hub}`), linkOf.get(`${hub} ${pair.right}`)] : [direct];
    for (const id of way) {
      const pairs = id === undefined ? undefined : found.get(id);
      if (!pairs) throw new Error(`no link leads from ${pair.left} to ${pair.right}`);
      pairs.push(pair);
    }
  }
  return found;
}

const SUMS = {
  replication: {
    name: 'replication',
    title: 'Replication over the link',
    reason: 'of every two datacenters whose way leads over it, busier direction of each',
  },
  catchUp: {
    name: 'hints',
    title: 'Hints over the link after an outage',
    reason: 'on top of the running replication, for as long again as the outage lasted',
  },
} as const;

function sumOf(link: LinkPlan, what: keyof typeof SUMS, carried: readonly Carried[], ledger: Ledger): ReckonedNumber {
  const { name, title, reason } = SUMS[what];
  const inputs = carried.map((it, i): ReckonedInput => ({
    ...fromReckoned(`pair${i + 1}`, it[what]),
    what: `${it.pair.left} and ${it.pair.right}`,
  }));
  return ledger.add({
    id: `${link.id}.link.${name}`,
    title: `${title} ${text(link)}`,
    value: carried.reduce((sum, it) => sum + it[what].value, 0),
    unit: 'Mbit/s',
    formula: inputs.map((input) => input.name).join(' + '),
    inputs,
    reason,
  });
}

/**
 * Computes the hours to rebuild an end: at the datastore's pace, or at the link's spare bandwidth, whichever is slower.
 */
function rebuildHours(
  link: LinkPlan,
  carried: readonly Carried[],
  { offer, replication }: { readonly offer: ReckonedNumber; readonly replication: ReckonedNumber },
  ledger: Ledger,
): ReckonedNumber {
  const own = carried.find(({ pair }) => [pair.left, pair.right].every((name) => endNames(link).includes(name)));
  const data = own?.rebuild.inputs.find(({ name }) => name === 'data');
  if (!own || !data || typeof data.value !== 'number') throw new Error(`no rebuild is known for link ${link.id}`);
  const spare = Math.max(1, offer.value - replication.value);
  return ledger.add({
    id: `${link.id}.link.rebuild-hours`,
    title: `Hours to rebuild a datacenter from the other end of link ${text(link)}`,
    value: Math.max(own.rebuild.value, (data.value * 8 * 2 ** 30) / 1e6 / spare / 3600),
    unit: 'h',
    formula: 'max(streaming, data * 8 * 1073741824 / 1000000 / max(1, offered - replication) / 3600)',
    inputs: [
      fromReckoned('streaming', own.rebuild),
      data,
      fromReckoned('offered', offer),
      fromReckoned('replication', replication),
    ],
    reason: "at the datastore's own pace, or at what the link has left beside the running replication",
  });
}

function endNames({ left, right }: LinkPlan): string[] {
  return [left.datacenter, right.datacenter];
}

function text({ left, right }: LinkPlan): string {
  return `between ${left.datacenter} and ${right.datacenter}`;
}

function numberOf(sized: ReadonlyMap<string, Reckoned>, id: string): ReckonedNumber {
  const entry = sized.get(id);
  if (!entry || typeof entry.value !== 'number') throw new Error(`sizing has no number ${id}`);
  return { ...entry, value: entry.value };
}
