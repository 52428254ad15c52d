import type { Egress } from '../../kernel/egress';
import type { CloudFacts } from '../../kernel/cloud/facts';
import type { NatFacts } from '../../kernel/cloud/services';
import type { Issue } from '../../kernel/issue';
import { natBeyondAddresses, natBeyondBandwidth, natBeyondPorts } from './issues';
import type { Pool } from '../pools/sizing/kong-pool';
import type { Figure } from '../../kernel/figure';
import { fromFigure, fromReckoned, wholeAtLeast, type Ledger, type ReckonedNumber } from './reckoned';
import { fromSpecAs } from './spec-input';
import type { NatSizing, TrafficSizing } from './sizing';
import { SPARE_CONNECTIONS } from './tables/traffic';

/** The inputs for address translation: the pool's calls to services with public addresses. */
export interface NatNeed {
  readonly datacenter: string;
  readonly egress: Egress;
  /** Outside addresses that the spec reserves; absent if it reserves none. */
  readonly reserved?: number;
  readonly traffic: TrafficSizing;
  readonly pool: Pool;
}

/** Address translation where the network is the user's, who keeps what leads out of it, and where nothing does: none of topogen's. */
export const NO_TRANSLATION: ReturnType<typeof sizeNat> = {
  sizing: { gateways: 0, connections: 0, addressesPerGateway: 0 },
  issues: [],
};

/** Sizes the gateways, their outside addresses, and the ports reserved for each node if the cloud reserves any. */
export function sizeNat(
  need: NatNeed,
  facts: CloudFacts,
  ledger: Ledger,
): { readonly sizing: NatSizing; readonly issues: readonly Issue[] } {
  const nat = { ...facts.nat, gateways: need.egress === 'single' ? 1 : facts.nat.gateways };
  const connections = natConnections(need, ledger);
  const ports = nat.portsPerNode && portsPerNode(need, nat.portsPerNode.least, connections, ledger);
  const needed = ports ? addressesForPorts(need, nat, ports, ledger) : addressesForZone(need, nat, connections, ledger);
  const addresses = givenAddresses(need, nat, needed, ledger);
  return {
    sizing: {
      gateways: nat.gateways,
      connections: connections.value,
      addressesPerGateway: addresses.value,
      ...(ports ? { portsPerNode: ports.value } : {}),
    },
    issues: natIssues(need, nat, needed.value, ports?.value ?? 0),
  };
}

/** Makes the issues about gateways with limits of their own: those of the remaining zones carry everything. */
function natIssues(need: NatNeed, nat: NatFacts, addresses: number, ports: number): readonly Issue[] {
  const { addressesPerGateway: most, gbps, gateways, portsPerNode: range } = nat;
  const carried = need.traffic.upstreamsThroughNat ? need.traffic.mbitPerSecond / 1000 / Math.max(1, gateways - 1) : 0;
  return [
    ...(most && addresses > most.value ? [natBeyondAddresses(need.datacenter, addresses, most.value)] : []),
    ...(range && ports > range.most.value ? [natBeyondPorts(need.datacenter, ports, range.most.value)] : []),
    ...(gbps && carried > gbps.value ? [natBeyondBandwidth(need.datacenter, carried, gbps.value)] : []),
  ];
}

/** Computes the number of outside addresses that are built. */
function givenAddresses(
  { datacenter, reserved }: NatNeed,
  { addressesPerGateway: most }: NatFacts,
  needed: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  const base = { id: `${datacenter}.nat.addresses`, title: 'Outside addresses of each NAT gateway', unit: 'addresses' };
  if (reserved !== undefined) {
    return ledger.add({
      ...base,
      value: reserved,
      formula: 'reserved',
      inputs: [fromSpecAs('reserved', `datacenters[${datacenter}].egressAddresses`, reserved, 'addresses')],
      reason: 'the cloud adds none to those that the spec reserves',
    });
  }
  if (!most) {
    return ledger.add({
      ...base,
      value: needed.value,
      formula: 'neededAddresses',
      inputs: [fromReckoned('neededAddresses', needed)],
      reason: 'the cloud adds them as they are needed',
    });
  }
  return ledger.add({
    ...base,
    value: Math.min(needed.value, most.value),
    formula: 'min(neededAddresses, most)',
    inputs: [fromReckoned('neededAddresses', needed), fromFigure('most', most)],
    reason: 'what each gateway is built with',
  });
}

function natConnections({ datacenter, traffic, pool }: NatNeed, ledger: Ledger): ReckonedNumber {
  const through = traffic.upstreamsThroughNat ? 1 : 0;
  return ledger.add({
    id: `${datacenter}.nat.connections`,
    title: 'Connections through address translation at one time',
    value: pool.inFlight.value * SPARE_CONNECTIONS.value * through,
    unit: 'connections',
    formula: 'inFlight * spare * throughNat',
    inputs: [
      fromReckoned('inFlight', pool.inFlight),
      fromFigure('spare', SPARE_CONNECTIONS),
      {
        name: 'throughNat',
        what: through
          ? 'a service in kong.upstreams has a public address'
          : 'every service in kong.upstreams is private',
        value: through,
        unit: '',
        source: { kind: 'spec', path: 'kong.upstreams' },
      },
    ],
    reason: 'each request under way holds one to its service; all may go to the same one',
  });
}

/**
 * Computes the addresses of gateways in each zone: those of two zones carry everything while the third zone is lost.
 */
function addressesForZone(
  { datacenter, egress }: NatNeed,
  { gateways, connectionsPerAddress }: NatFacts,
  connections: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  const base = { id: `${datacenter}.nat.needed-addresses`, unit: 'addresses' };
  if (egress === 'single')
    return ledger.add({
      ...base,
      title: 'Outside addresses that the NAT gateway needs',
      value: Math.max(1, wholeAtLeast(connections.value / connectionsPerAddress.value)),
      formula: 'max(1, ceil(connections / connectionsPerAddress))',
      inputs: [fromReckoned('connections', connections), fromFigure('connectionsPerAddress', connectionsPerAddress)],
      reason: 'one gateway for all zones: while the first zone is lost, no machine reaches the internet',
    });
  const standing = gateways - 1;
  return ledger.add({
    ...base,
    title: 'Outside addresses that each NAT gateway needs',
    value: Math.max(1, wholeAtLeast(connections.value / standing / connectionsPerAddress.value)),
    formula: 'max(1, ceil(connections / (gateways - 1) / connectionsPerAddress))',
    inputs: [
      fromReckoned('connections', connections),
      { name: 'gateways', value: gateways, unit: 'gateways', source: { kind: 'assumption', why: 'one in each zone' } },
      fromFigure('connectionsPerAddress', connectionsPerAddress),
    ],
    reason: 'so many connections to one destination fit behind one address',
  });
}

function portsPerNode(
  { datacenter, pool }: NatNeed,
  minimum: Figure,
  connections: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  return ledger.add({
    id: `${datacenter}.nat.ports-per-node`,
    title: 'Ports of address translation for each node',
    value: nextPowerOfTwo(Math.max(minimum.value, connections.value / pool.standing)),
    unit: 'ports',
    formula: 'nextPowerOfTwo(max(minimum, connections / standingNodes))',
    inputs: [
      fromFigure('minimum', minimum),
      fromReckoned('connections', connections),
      {
        name: 'standingNodes',
        value: pool.standing,
        unit: 'nodes',
        source: { kind: 'reckoned', id: `${datacenter}.${pool.name}.standing-nodes` },
      },
    ],
    reason: 'set aside for each machine in powers of two; a connection to the same service needs one of its own',
  });
}

function addressesForPorts(
  { datacenter, pool }: NatNeed,
  { connectionsPerAddress }: NatFacts,
  ports: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  return ledger.add({
    id: `${datacenter}.nat.needed-addresses`,
    title: 'Outside addresses that address translation needs',
    value: Math.max(1, wholeAtLeast((pool.maximumNodes.value * ports.value) / connectionsPerAddress.value)),
    unit: 'addresses',
    formula: 'max(1, ceil(maximumNodes * portsPerNode / portsPerAddress))',
    inputs: [
      fromReckoned('maximumNodes', pool.maximumNodes),
      fromReckoned('portsPerNode', ports),
      fromFigure('portsPerAddress', connectionsPerAddress),
    ],
    reason: 'every node that automatic scaling may start needs its ports',
  });
}

function nextPowerOfTwo(value: number): number {
  return 2 ** wholeAtLeast(Math.log2(value));
}
