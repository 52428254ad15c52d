import type { MachineFacts } from '../../kernel/cloud/facts';
import type { Candidate } from './machine';
import type { Ledger, Reckoned, ReckonedInput, RunnerUp } from './reckoned';

/** A candidate with the number of nodes that it needs. */
export interface Offer {
  readonly candidate: Candidate;
  readonly nodes: number;
  /** Work that one node carries, in any unit that all offers share. */
  readonly nodeCapacity: number;
}

export interface Weighing {
  readonly id: string;
  readonly title: string;
  /** Beyond this many nodes a larger machine is chosen, if there is one. */
  readonly comfortableNodes: number;
  /** Families made for this work come before all others, if their price is known. */
  readonly role: MachineFacts['role'];
}

/**
 * Returns the cheapest of the offers that stay at a comfortable number of nodes; if none does, the cheapest of the
 * largest machines. Families made for this work are compared among themselves, so that a machine of another kind does
 * not win and lose again with every rounding. Without a price in the region the offer with the fewest vCPUs in all is
 * chosen; an offer without a price is considered only if none has one, since unknown is not free. Of two that cost the
 * same, many small nodes lose less at once than few large ones. Offers come in order of preference, which breaks the
 * last ties.
 */
export function chooseOffer<T extends Offer>(offers: readonly T[], weighing: Weighing): T | undefined {
  return [...eligible(offers, weighing)].sort(compare)[0];
}

/** The offer with the most nodes of those that are considered, and that of the largest machines with the most. */
export interface NodeBounds {
  readonly ofAny: Offer;
  readonly ofLargest: Offer;
}

/**
 * Returns bounds for the nodes of the choice, at this load and at any lower one. The cheapest offer changes from many
 * small machines to few large ones as the load grows, so its nodes become fewer at times; those of these two never do.
 */
export function nodeBounds(chosen: Offer, offers: readonly Offer[], weighing: Weighing): NodeBounds {
  const known = weighed(offers, weighing);
  const most = (list: readonly Offer[]): Offer => list.reduce((a, b) => (b.nodes > a.nodes ? b : a), list[0] ?? chosen);
  return { ofAny: most(known), ofLargest: most(largest(known)) };
}

/** Adds the choice to the ledger, with the rejected offers and the reasons. */
export function addChoice<T extends Offer>(
  chosen: T,
  offers: readonly T[],
  weighing: Weighing,
  ledger: Ledger,
): Reckoned {
  const priced = isPriced(chosen);
  return ledger.add({
    id: weighing.id,
    title: weighing.title,
    value: chosen.candidate.machine.type,
    unit: '',
    formula: priced
      ? `the least nodes * USD per hour, at no more than ${weighing.comfortableNodes} nodes where one manages that`
      : 'no price is known in this region: the least nodes * vCPUs',
    inputs: priced ? [priceInput(chosen)] : [],
    reason: priced
      ? `${describe(chosen)}, the cheapest for the same survival`
      : `${describe(chosen)}, the fewest vCPUs for the same survival`,
    runnersUp: offers
      .filter((it) => it !== chosen)
      .sort(compare)
      .slice(0, 4)
      .map((it) => runnerUp(it, chosen, weighing)),
  });
}

function priceInput({ candidate: { machine, usdPerHour = 0, source } }: Offer): ReckonedInput {
  return { name: 'usdPerHour', what: machine.type, value: usdPerHour, unit: 'USD/h', source };
}

function eligible<T extends Offer>(offers: readonly T[], weighing: Weighing): readonly T[] {
  const known = weighed(offers, weighing);
  return firstFilled(
    known.filter(({ nodes }) => nodes <= weighing.comfortableNodes),
    largest(known),
  );
}

/** Returns the offers that are considered at all; this does not depend on the load. */
function weighed<T extends Offer>(offers: readonly T[], { role }: Weighing): readonly T[] {
  return firstFilled(
    offers.filter((offer) => isPriced(offer) && isMadeFor(offer, role)),
    offers.filter(isPriced),
    offers.filter((offer) => isMadeFor(offer, role)),
    offers,
  );
}

function largest<T extends Offer>(offers: readonly T[]): readonly T[] {
  const most = Math.max(...offers.map(({ nodeCapacity }) => nodeCapacity));
  return offers.filter(({ nodeCapacity }) => nodeCapacity === most);
}

function firstFilled<T>(...lists: readonly (readonly T[])[]): readonly T[] {
  return lists.find((list) => list.length > 0) ?? [];
}

function isPriced({ candidate }: Offer): boolean {
  return candidate.usdPerHour !== undefined;
}

function isMadeFor({ candidate }: Offer, role: MachineFacts['role']): boolean {
  return candidate.facts?.role === role;
}

/** Compares offers: cheaper ones first; those without a price after those with one, ordered by vCPUs. */
function compare(a: Offer, b: Offer): number {
  const unknown = Number(a.candidate.usdPerHour === undefined) - Number(b.candidate.usdPerHour === undefined);
  return unknown || rank(a) - rank(b) || b.nodes - a.nodes;
}

/**
 * Returns the cost of an offer in millionths of a USD per hour, the last digit of the price lists; without a price, its
 * vCPUs.
 */
function rank({ candidate, nodes }: Offer): number {
  const { usdPerHour, machine } = candidate;
  return usdPerHour === undefined ? nodes * machine.vcpus : Math.round(nodes * usdPerHour * 1e6);
}

/** Describes an offer and its cost, e.g. `3 x r6i.xlarge = 0.7560 USD/h`. */
export function describe({ candidate, nodes }: Pick<Offer, 'candidate' | 'nodes'>): string {
  const { type, vcpus } = candidate.machine;
  const price = candidate.usdPerHour;
  const cost = price === undefined ? `${nodes * vcpus} vCPU, price unknown` : `${(nodes * price).toFixed(4)} USD/h`;
  return `${nodes} x ${type} = ${cost}`;
}

const MADE_FOR: Readonly<Record<MachineFacts['role'], string>> = {
  cpu: 'compute-optimised',
  memory: 'memory-optimised',
  general: 'general purpose',
};

function runnerUp(offer: Offer, chosen: Offer, { comfortableNodes, role }: Weighing): RunnerUp {
  const what = describe(offer);
  if (isMadeFor(chosen, role) && !isMadeFor(offer, role)) return { what, why: `not ${MADE_FOR[role]}` };
  if (!isPriced(offer) && isPriced(chosen)) {
    return { what, why: 'its price in this region is unknown' };
  }
  if (offer.nodes > comfortableNodes && offer.nodes > chosen.nodes)
    return { what, why: `more than ${comfortableNodes} nodes` };
  if (rank(offer) > rank(chosen))
    return { what, why: `${((rank(offer) / rank(chosen) - 1) * 100).toFixed(1)} % dearer` };
  if (offer.nodes === chosen.nodes) return { what, why: 'costs the same; the other family is preferred' };
  return { what, why: 'costs the same; more small nodes lose less at once' };
}
