import type { CloudFacts } from '../../../../kernel/cloud-facts';
import type { DatacenterSpec, Spec } from '../../../../spec/spec';
import { familyCandidates, namedCandidate, type Candidate } from '../../../sizing/machine';
import { addChoice, chooseOffer, type Weighing } from '../../../sizing/machine-choice';
import { Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import { ringNodes } from './ring-nodes';
import { COMFORTABLE_NODES, MINIMUM_MEMORY_GIB, MINIMUM_VCPUS } from './cassandra-node';

/** A ring of one machine type. */
export interface RingOffer {
  readonly candidate: Candidate;
  readonly nodes: number;
  /** vCPUs of one node. */
  readonly nodeCapacity: number;
  readonly ledger: Ledger;
}

export interface RingChoice {
  readonly spec: Spec;
  readonly datacenter: DatacenterSpec;
  readonly facts: CloudFacts;
  readonly vcpus: ReckonedNumber;
  readonly data: ReckonedNumber;
}

/** The machine that the spec names, or the cheapest of the cloud's families that carries the load. */
export function chooseRing(choice: RingChoice, ledger: Ledger): RingOffer {
  const { datacenter, facts } = choice;
  const named = datacenter.datastore.machineType;
  const weighing: Weighing = {
    id: `${datacenter.name}.cassandra.machine`,
    title: 'Machine type of the Cassandra nodes',
    comfortableNodes: COMFORTABLE_NODES.value,
    role: 'memory',
    prefer: 'few',
  };
  const path = `datacenters[${datacenter.name}].cassandra.machineType`;
  const candidates = named
    ? [namedCandidate(facts, datacenter.region, named, path)]
    : familyCandidates(facts, datacenter.region, facts.machineFamilies.memory, {
        vcpus: MINIMUM_VCPUS.value,
        memoryGib: MINIMUM_MEMORY_GIB.value,
      });
  const offers = carrying(
    candidates.map((candidate) => ringOf(choice, candidate)),
    choice.vcpus.value,
  );
  const ring = chooseOffer(offers, weighing);
  if (!ring) throw new Error(`${facts.title} offers no machine type for Cassandra`);
  for (const entry of ring.ledger.entries()) ledger.add(entry);
  if (named) addNamed(weighing, ring, path, ledger);
  else addChoice(ring, offers, weighing, ledger);
  return ring;
}

/** With a fixed number of nodes only the larger machines carry the load; when none does, the largest come nearest. */
function carrying(offers: readonly RingOffer[], vcpus: number): readonly RingOffer[] {
  const enough = offers.filter(({ nodes, nodeCapacity }) => nodes * nodeCapacity >= vcpus * (1 - 1e-9));
  if (enough.length > 0) return enough;
  const largest = Math.max(...offers.map(({ nodeCapacity }) => nodeCapacity));
  return offers.filter(({ nodeCapacity }) => nodeCapacity === largest);
}

function ringOf({ spec, datacenter, vcpus, data }: RingChoice, candidate: Candidate): RingOffer {
  const ledger = new Ledger();
  const nodes = ringNodes({ spec, datacenter: datacenter.name, vcpus, data }, candidate, ledger);
  return { candidate, nodes: nodes.value, nodeCapacity: candidate.machine.vcpus, ledger };
}

function addNamed(weighing: Weighing, ring: RingOffer, path: string, ledger: Ledger): void {
  const { type } = ring.candidate.machine;
  ledger.add({
    id: weighing.id,
    title: weighing.title,
    value: type,
    unit: '',
    formula: 'the machine type that the spec names',
    inputs: [{ name: 'machineType', value: type, unit: '', source: { kind: 'spec', path } }],
    reason: `${ring.nodes} x ${type}: named in the spec, not weighed against others`,
  });
}
