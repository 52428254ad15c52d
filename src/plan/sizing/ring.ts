import type { CloudFacts } from '../../kernel/cloud-facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterSpec, MachineSize, Spec } from '../../spec/spec';
import { familyCandidates, fromMachine, namedCandidate, priceOf, type Candidate } from './machine';
import { addChoice, chooseOffer, type Weighing } from './machine-choice';
import { Ledger, fromFigure, fromReckoned, wholeAtLeast, type ReckonedNumber } from './reckoned';
import type { RingLoad } from './ring-load';
import type { RingSizing } from './sizing';
import { fromSpec } from './spec-input';
import { BACKGROUND_RATIO, COMFORTABLE_NODES, MINIMUM_MEMORY_GIB, MINIMUM_VCPUS, RACKS } from './tables/cassandra-node';

/** The Cassandra nodes of one datacenter: always whole threes, one of each three on each rack. */
export function sizeRing(
  need: { readonly spec: Spec; readonly load: RingLoad },
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): { readonly sizing: RingSizing; readonly issues: readonly Issue[] } {
  const vcpus = ringVcpus(datacenter.name, need.load, ledger);
  const ring = chooseRing(need.spec, datacenter, facts, vcpus, ledger);
  return {
    sizing: {
      machine: ring.candidate.machine,
      nodes: ring.nodes,
      dataDiskGib: need.spec.datastore.diskGib ?? 100,
      dataDiskIops: 3_000,
      dataDiskMibPerSecond: 125,
      price: priceOf(facts, ring.candidate),
    },
    issues: [],
  };
}

interface RingOffer {
  readonly candidate: Candidate;
  readonly nodes: number;
  readonly nodeCapacity: number;
  readonly ledger: Ledger;
}

function ringVcpus(datacenter: string, load: RingLoad, ledger: Ledger): ReckonedNumber {
  return ledger.add({
    id: `${datacenter}.cassandra.vcpus`,
    title: 'vCPUs that the ring of this datacenter needs',
    value: (load.busyVcpus.value * BACKGROUND_RATIO.value * RACKS.value) / (RACKS.value - 1),
    unit: 'vCPU',
    formula: 'busyVcpus * backgroundRatio * racks / (racks - 1)',
    inputs: [
      fromReckoned('busyVcpus', load.busyVcpus),
      fromFigure('backgroundRatio', BACKGROUND_RATIO, 'compaction, streaming, garbage collection and repair'),
      fromFigure('racks', RACKS),
    ],
    reason:
      'two racks carry everything while the third is down, and half of each node is left for work behind the requests',
  });
}

function chooseRing(
  spec: Spec,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  vcpus: ReckonedNumber,
  ledger: Ledger,
): RingOffer {
  const named = datacenter.cassandra.machineType;
  const path = `datacenters[${spec.datacenters.indexOf(datacenter)}].cassandra.machineType`;
  const weighing: Weighing = {
    id: `${datacenter.name}.cassandra.machine`,
    title: 'Machine type of the Cassandra nodes',
    comfortableNodes: COMFORTABLE_NODES.value,
    prefer: 'few',
  };
  const offers = candidates(datacenter, facts, named, path).map((candidate) =>
    ringOf(spec, datacenter, candidate, vcpus),
  );
  const ring = chooseOffer(offers, weighing);
  if (!ring) throw new Error(`${facts.title} offers no machine type for Cassandra`);
  for (const entry of ring.ledger.entries()) ledger.add(entry);
  addChoice(ring, offers, weighing, ledger);
  return ring;
}

function candidates(
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  named: MachineSize | undefined,
  path: string,
): readonly Candidate[] {
  if (named) return [namedCandidate(facts, datacenter.region, named, path)];
  const minimum = { vcpus: MINIMUM_VCPUS.value, memoryGib: MINIMUM_MEMORY_GIB.value };
  return familyCandidates(facts, datacenter.region, facts.machineFamilies.cassandra, minimum);
}

function ringOf(spec: Spec, datacenter: DatacenterSpec, candidate: Candidate, vcpus: ReckonedNumber): RingOffer {
  const ledger = new Ledger();
  const base = {
    id: `${datacenter.name}.cassandra.nodes`,
    title: 'Cassandra nodes',
    unit: 'nodes',
  };
  const { nodesPerDatacenter, replicationFactor } = spec.datastore;
  const nodeCapacity = candidate.machine.vcpus;
  if (nodesPerDatacenter !== undefined) {
    ledger.add({
      ...base,
      value: nodesPerDatacenter,
      formula: 'nodesPerDatacenter',
      inputs: [fromSpec('datastore.nodesPerDatacenter', nodesPerDatacenter, 'nodes')],
      reason: 'the number that the spec names',
    });
    return { candidate, nodes: nodesPerDatacenter, nodeCapacity, ledger };
  }
  const perRack = Math.max(
    1,
    wholeAtLeast(vcpus.value / (RACKS.value * nodeCapacity)),
    wholeAtLeast(replicationFactor / RACKS.value),
  );
  const nodes = ledger.add({
    ...base,
    value: RACKS.value * perRack,
    formula: 'racks * max(1, ceil(ringVcpus / (racks * vcpus)), ceil(replicationFactor / racks))',
    inputs: [
      fromFigure('racks', RACKS),
      fromReckoned('ringVcpus', vcpus),
      fromMachine('vcpus', nodeCapacity, 'vCPU', candidate),
      fromSpec('datastore.replicationFactor', replicationFactor, 'replicas'),
    ],
    reason: 'whole threes, so that each rack holds a full copy of the data',
  });
  return { candidate, nodes: nodes.value, nodeCapacity, ledger };
}
