import type { CloudFacts } from '../../kernel/cloud/facts';
import { soldOf } from '../../kernel/cloud/offerings';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import { familyCandidates, priceOf } from './machine';
import {
  fromFigure,
  fromReckoned,
  wholeAtLeast,
  type Ledger,
  type ReckonedInput,
  type ReckonedNumber,
} from './reckoned';
import type { BalancerSizing, PoolSizing, TrafficSizing } from './sizing';
import {
  BUSY_PART,
  CONNECTION_KIB,
  CONNECTIONS_PART,
  CONNECTIONS_PER_VCPU,
  LEAST_MEMORY_GIB,
  LEAST_VCPUS,
  MBIT_PER_VCPU,
} from './tables/balancer';

/**
 * Sizes the machines that lead clients to Kong, each of which carries the load of both while the other is away; undefined where
 * the cloud's own balancer does.
 *
 * @param pool that takes clients, whose machine type stands in where the region sells none that is known
 */
export function sizeBalancer(
  { gateway: { balancer } }: Spec,
  datacenter: DatacenterSpec,
  {
    traffic,
    pool,
  }: { readonly traffic: TrafficSizing; readonly pool: Pick<PoolSizing, 'machine' | 'price'> | undefined },
  facts: CloudFacts,
  ledger: Ledger,
): BalancerSizing | undefined {
  if (balancer === 'cloud') return undefined;
  const vcpus = neededVcpus(datacenter.name, traffic, ledger);
  const memory = neededMemory(datacenter.name, traffic, ledger);
  const families = soldOf(facts, datacenter, facts.machineFamilies.processor);
  const candidates = familyCandidates(facts, datacenter.region, families, {
    vcpus: vcpus.value,
    memoryGib: memory.value,
  });
  // Families come in order of preference; one without a price here is taken where no other is.
  const known = candidates.find(({ usdPerHour }) => usdPerHour !== undefined) ?? candidates[0];
  const chosen = known ? { machine: known.machine, price: priceOf(facts, known) } : pool;
  if (!chosen) throw new Error(`no pool of ${datacenter.name} takes clients`);
  ledger.add({
    id: `${datacenter.name}.balancer.machine`,
    title: `Machine type of the two balancers with ${balancer}`,
    value: chosen.machine.type,
    unit: '',
    formula: 'the smallest of the preferred family that is sold here, with at least so many vCPUs and so much memory',
    inputs: [fromReckoned('vcpus', vcpus), fromReckoned('memoryGib', memory)],
    reason: 'two in two zones: either carries the load of both while the other is replaced or lost',
  });
  return { machine: chosen.machine, price: chosen.price };
}

function neededMemory(datacenter: string, { openConnections }: TrafficSizing, ledger: Ledger): ReckonedNumber {
  const gib = (openConnections * CONNECTION_KIB.value) / 2 ** 20 / CONNECTIONS_PART.value;
  return ledger.add({
    id: `${datacenter}.balancer.memory`,
    title: 'Memory that a balancer needs',
    value: Math.max(LEAST_MEMORY_GIB, wholeAtLeast(gib)),
    unit: 'GiB',
    formula: `max(${LEAST_MEMORY_GIB}, ceil(openConnections * connectionKib / 1048576 / connectionsPart))`,
    inputs: [
      ofTraffic(datacenter, 'openConnections', openConnections, 'connections', 'open-connections'),
      fromFigure('connectionKib', CONNECTION_KIB),
      fromFigure('connectionsPart', CONNECTIONS_PART),
    ],
    reason: 'most connections are idle, and each is held at both ends',
  });
}

/** Makes an input of a formula from a number of the clients' traffic. */
function ofTraffic(datacenter: string, name: string, value: number, unit: string, number: string): ReckonedInput {
  return { name, value, unit, source: { kind: 'reckoned', id: `${datacenter}.traffic.${number}` } };
}

function neededVcpus(datacenter: string, traffic: TrafficSizing, ledger: Ledger): ReckonedNumber {
  const busy =
    traffic.newConnectionsPerSecond / CONNECTIONS_PER_VCPU.value + traffic.mbitPerSecond / MBIT_PER_VCPU.value;
  return ledger.add({
    id: `${datacenter}.balancer.vcpus`,
    title: 'vCPUs that a balancer needs',
    value: Math.max(LEAST_VCPUS, wholeAtLeast(busy / BUSY_PART.value)),
    unit: 'vCPUs',
    formula: `max(${LEAST_VCPUS}, ceil((newConnections / connectionsPerVcpu + mbitPerSecond / mbitPerVcpu) / busyPart))`,
    inputs: [
      ofTraffic(datacenter, 'newConnections', traffic.newConnectionsPerSecond, 'connections/s', 'new-connections'),
      fromFigure('connectionsPerVcpu', CONNECTIONS_PER_VCPU),
      ofTraffic(datacenter, 'mbitPerSecond', traffic.mbitPerSecond, 'Mbit/s', 'mbit-per-second'),
      fromFigure('mbitPerVcpu', MBIT_PER_VCPU),
      fromFigure('busyPart', BUSY_PART),
    ],
    reason: 'in the busiest moment, after the worst covered loss, with one of the two machines away',
  });
}
