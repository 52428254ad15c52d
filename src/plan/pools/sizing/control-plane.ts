import type { CloudFacts } from '../../../kernel/cloud/facts';
import { soldOf } from '../../../kernel/cloud/offerings';
import { assumed, type Figure } from '../../../kernel/figure';
import type { DatacenterSpec } from '../../../spec/spec';
import { chosenBy, familyCandidates, namedCandidate, priceOf, type Candidate } from '../../sizing/machine';
import { addChoice, chooseOffer, type Offer, type Weighing } from '../../sizing/machine-choice';
import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../sizing/reckoned';
import type { PoolSizing } from '../../sizing/sizing';
import { CHECKLIST_MEMORY_GIB, CHECKLIST_VCPUS, COMFORTABLE_NODES, MINIMUM_NODES } from './tables/kong-node';

/** Nodes beside the others for as long as they are replaced, one after the other. */
const SPARE_NODES: Figure = {
  value: 1,
  unit: 'nodes',
  source: assumed('nodes are replaced one at a time, and the new one comes first'),
};

/** Control planes of a datacenter with their size. */
export interface SizedControlPlane {
  readonly sizing: PoolSizing;
  readonly candidate: Candidate;
  readonly maximumNodes: ReckonedNumber;
}

/**
 * Sizes the control planes. They serve no clients: each change of the configuration is written to the datastore and sent to
 * the data planes, which the least of Kong's machines does for any load.
 *
 * @param pool name of the pool
 */
export function sizeControlPlane(
  pool: string,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): SizedControlPlane {
  const id = (number: string): string => `${datacenter.name}.${pool}.${number}`;
  const nodes = ledger.add({
    id: id('nodes'),
    title: 'Control planes',
    value: MINIMUM_NODES.value,
    unit: 'nodes',
    formula: 'minimum',
    inputs: [fromFigure('minimum', MINIMUM_NODES)],
    reason: 'in two zones: one is left after the loss of a zone, and data planes serve without any',
  });
  const maximumNodes = ledger.add({
    id: id('maximum-nodes'),
    title: 'Control planes at most',
    value: nodes.value + SPARE_NODES.value,
    unit: 'nodes',
    formula: 'nodes + spare',
    inputs: [fromReckoned('nodes', nodes), fromFigure('spare', SPARE_NODES)],
    reason: 'their work does not grow with the load',
  });
  const candidate = chosenMachine(id('machine'), nodes.value, datacenter, facts, ledger);
  const { machine } = candidate;
  return {
    sizing: {
      pool,
      machine,
      nodes: nodes.value,
      maximumNodes: maximumNodes.value,
      price: priceOf(facts, candidate),
    },
    candidate,
    maximumNodes,
  };
}

/** Returns the machine that the spec names for Kong, else the cheapest that the checklist allows. */
function chosenMachine(
  id: string,
  nodes: number,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): Candidate {
  const named = datacenter.kong.machineType;
  const title = 'Machine type of the control planes';
  if (named) {
    const path = `datacenters[${datacenter.name}].kong.machineType`;
    const { formula, input, why } = chosenBy(datacenter.kong, path);
    ledger.add({
      id,
      title,
      value: named.type,
      unit: '',
      formula,
      inputs: [input],
      reason: `${nodes} x ${named.type}: ${why}`,
    });
    return namedCandidate(facts, datacenter.region, named, path);
  }
  const families = soldOf(facts, datacenter, facts.machineFamilies.processor);
  const least = { vcpus: CHECKLIST_VCPUS.value, memoryGib: CHECKLIST_MEMORY_GIB.value };
  const offers = familyCandidates(facts, datacenter.region, families, least).map((candidate): Offer => ({
    candidate,
    nodes,
    nodeCapacity: candidate.machine.vcpus,
  }));
  const weighing: Weighing = { id, title, comfortableNodes: COMFORTABLE_NODES.value, role: 'cpu' };
  const chosen = chooseOffer(offers, weighing);
  if (!chosen) throw new Error(`${facts.title} offers no machine type for Kong`);
  addChoice(chosen, offers, weighing, ledger);
  return chosen.candidate;
}
