import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { LinkCapacity } from '../../kernel/cloud/links';
import { datacenterOf } from '../../kernel/datacenter-of';
import type { DatacenterPlan, LinkPlan } from '../plan';
import type { InputSource } from '../../kernel/figure';
import { fromFigure, type Ledger, type ReckonedInput, type ReckonedNumber } from '../sizing/reckoned';
import { DIRECTIONS } from './capacity';
import { fromOne, tunnelMbit, type Formula, type Traffic } from './tunnel';

/** The bandwidth of a link is computed from these inputs. */
export interface OfferInputs {
  readonly datacenters: readonly DatacenterPlan[];
  /** Number of links that share a datacenter's VPN instances, by datacenter. */
  readonly linksOnManagedEnds: ReadonlyMap<string, number>;
  readonly facts: CloudFactsTable;
}

/** Computes the bandwidth of a link in each direction, with every tunnel up and as much traffic each way. */
export function offered(link: LinkPlan, inputs: OfferInputs, ledger: Ledger): ReckonedNumber {
  const { value, formula, inputs: used } = offerOf(link, inputs);
  return ledger.add({
    id: `${link.id}.link.offered`,
    title: `Bandwidth of the link between ${link.left.datacenter} and ${link.right.datacenter}`,
    value,
    unit: 'Mbit/s',
    formula,
    inputs: used,
    reason:
      'in each direction, with every tunnel up and both directions equally busy; connections are spread over the tunnels',
  });
}

/**
 * Computes the highest bandwidth of a single TCP connection that sends one way: it stays in one tunnel, alone with its
 * acknowledgements.
 */
export function oneFlow(link: LinkPlan, inputs: OfferInputs, ledger: Ledger): ReckonedNumber {
  const { peering } = capacities(link, inputs)[0];
  const flow =
    link.tunnels.length === 0 && peering ? fromOne('flow', peering.flowMbit) : tunnelOf(link, 'one-way', inputs);
  return ledger.add({
    id: `${link.id}.link.one-flow`,
    title: `Most that one connection gets between ${link.left.datacenter} and ${link.right.datacenter}`,
    ...flow,
    unit: 'Mbit/s',
    reason:
      'a connection stays in one tunnel, here with nothing beside it but its own acknowledgements; the datastore opens several between each two nodes',
  });
}

function offerOf(link: LinkPlan, inputs: OfferInputs): Formula {
  const [{ peering }] = capacities(link, inputs);
  if (link.kind === 'transit-peering') {
    if (!peering) throw new Error(`link ${link.id} has no known bandwidth`);
    return fromOne('peering', peering.mbit);
  }
  const tunnel = tunnelOf(link, 'both-ways', inputs);
  const tunnels = usableTunnels(link);
  const all: Formula = {
    value: tunnels.value * tunnel.value,
    formula: `tunnels * ${tunnel.formula}`,
    inputs: [tunnels, ...tunnel.inputs],
  };
  return link.kind === 'gateway-vpn' ? throughInstances(link, all, inputs) : all;
}

/**
 * Returns the number of tunnels in use: all of them, but half with VPN instances, since routes lead to one of the two
 * at a time.
 */
function usableTunnels(link: LinkPlan): ReckonedInput & { readonly value: number } {
  if (link.kind !== 'gateway-vpn') return planned('tunnels', link.tunnels.length, 'tunnels');
  return planned('tunnels', link.tunnels.length / 2, 'tunnels', 'of the gateway that the routes lead to');
}

/** Returns the narrower of both ends' tunnels. */
function tunnelOf(link: LinkPlan, traffic: Traffic, inputs: OfferInputs): Formula {
  return tunnelMbit(
    capacities(link, inputs).map(({ tunnel }) => tunnel),
    traffic,
  );
}

/**
 * Limits the bandwidth of a link by its VPN instances. One of the two carries all links of its datacenter outwards, so
 * each link has a part of its bandwidth. Return traffic may take the other one, which is not relied on. Each packet
 * enters the instance's network card and leaves it again, so that both directions share the card's bandwidth of each
 * way.
 */
function throughInstances(link: LinkPlan, tunnels: Formula, inputs: OfferInputs): Formula {
  const [left, right] = ends(link, inputs);
  const datacenter = link.left.part === 'listens' ? left : right;
  const type = datacenter.vpnInstances?.machineType;
  if (type === undefined) throw new Error(`link ${link.id} ends on no VPN instances`);
  const facts = inputs.facts[datacenter.cloud];
  const gbps = facts.machines.find((machine) => machine.type === type)?.networkGbps;
  if (gbps === undefined) return tunnels;
  const shared = inputs.linksOnManagedEnds.get(datacenter.name) ?? 1;
  const source: InputSource = { kind: 'table', ...facts.machineSource };
  return {
    value: Math.min(tunnels.value, (gbps * 1000) / (DIRECTIONS.value * shared)),
    formula: `min(${tunnels.formula}, gatewayGbps * 1000 / (directions * links))`,
    inputs: [
      ...tunnels.inputs,
      { name: 'gatewayGbps', what: type, value: gbps, unit: 'Gbit/s', source },
      fromFigure('directions', DIRECTIONS),
      planned('links', shared, 'links', `that end on the gateways of ${datacenter.name}`),
    ],
  };
}

function capacities(link: LinkPlan, inputs: OfferInputs): readonly [LinkCapacity, LinkCapacity] {
  const [left, right] = ends(link, inputs);
  return [inputs.facts[left.cloud].linkCapacity, inputs.facts[right.cloud].linkCapacity];
}

function ends(link: LinkPlan, inputs: OfferInputs): readonly [DatacenterPlan, DatacenterPlan] {
  return [datacenterOf(inputs, link.left.datacenter), datacenterOf(inputs, link.right.datacenter)];
}

/** Makes the input of a count that the kind of link implies. */
function planned(name: string, value: number, unit: string, what?: string): ReckonedInput & { readonly value: number } {
  const source: InputSource = { kind: 'assumption', why: 'how topogen builds links of this kind' };
  return { name, ...(what === undefined ? {} : { what }), value, unit, source };
}
