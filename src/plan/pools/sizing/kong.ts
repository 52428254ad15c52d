import type { CloudFacts } from '../../../kernel/cloud/facts';
import { soldOf } from '../../../kernel/cloud/offerings';
import type { Issue } from '../../../kernel/issue';
import type { DatacenterSpec, MachineSize } from '../../../spec/spec';
import {
  kongCapacityUnmeasured,
  kongMachineBelowChecklist,
  kongMachineWithoutMemory,
  kongPoolBeyondBalancer,
  kongCeilingBeyondRange,
  kongPoolBeyondSubnets,
} from '../../sizing/issues';
import { datastoreClients } from './kong-clients';
import type { PoolNeed } from './kong-need';
import { datacenterOf } from '../../../kernel/datacenter-of';
import { kongAddresses, smallestForKong } from './kong-addresses';
import { poolOf, type Pool } from './kong-pool';
import { chosenBy, familyCandidates, namedCandidate, priceOf } from '../../sizing/machine';
import { addChoice, chooseOffer, nodeBounds, type Weighing } from '../../sizing/machine-choice';
import { wholeAtLeast, type Ledger, type ReckonedNumber } from '../../sizing/reckoned';
import type { PoolSizing } from '../../sizing/sizing';
import { CHECKLIST_MEMORY_GIB, CHECKLIST_VCPUS, COMFORTABLE_NODES, WORTH_MEASURING } from './tables/kong-node';

/**
 * Sizes the Kong pool of one datacenter: of the machine that the spec names, else of the cheapest of the cloud's
 * families.
 */
export function sizeKong(
  need: PoolNeed,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): {
  readonly sizing: PoolSizing;
  readonly pool: Pool;
  /** Kong nodes that the datastore has to serve. */
  readonly clients: ReckonedNumber;
  readonly issues: readonly Issue[];
} {
  const path = ['datacenters', need.spec.datacenters.indexOf(datacenter), 'kong', 'machineType'];
  const named = datacenter.kong.machineType;
  const { pool, clients } = named
    ? namedPool(need, datacenter, facts, named, ledger)
    : cheapestPool(need, datacenter, facts, ledger);
  return {
    sizing: {
      pool: need.pool,
      machine: pool.candidate.machine,
      nodes: pool.nodes,
      maximumNodes: pool.maximumNodes.value,
      price: priceOf(facts, pool.candidate),
    },
    pool,
    clients,
    issues: [
      ...(named && !datacenter.kong.bySize ? machineIssues(path, named, pool) : []),
      ...poolIssues(need, facts, pool),
    ],
  };
}

/** A pool, and the Kong nodes that the datastore has to serve. */
interface ChosenPool {
  readonly pool: Pool;
  readonly clients: ReckonedNumber;
}

function namedPool(
  need: PoolNeed,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  machine: MachineSize,
  ledger: Ledger,
): ChosenPool {
  const path = `datacenters[${datacenter.name}].kong.machineType`;
  const pool = poolOf(need, namedCandidate(facts, datacenter.region, machine, path));
  const { formula, input, why } = chosenBy(datacenter.kong, path);
  keep(pool, ledger);
  ledger.add({
    id: `${datacenter.name}.${need.pool}.machine`,
    title: 'Machine type of the Kong nodes',
    value: machine.type,
    unit: '',
    formula,
    inputs: [input],
    reason: `${pool.nodes} x ${machine.type}: ${why}`,
  });
  return { pool, clients: pool.maximumNodes };
}

function cheapestPool(need: PoolNeed, datacenter: DatacenterSpec, facts: CloudFacts, ledger: Ledger): ChosenPool {
  const minimum = { vcpus: CHECKLIST_VCPUS.value, memoryGib: CHECKLIST_MEMORY_GIB.value };
  const families = soldOf(facts, datacenter, facts.machineFamilies.processor);
  const offers = familyCandidates(facts, datacenter.region, families, minimum)
    .map((candidate) => poolOf(need, candidate))
    .filter(({ hasMemory }) => hasMemory);
  const weighing: Weighing = {
    id: `${datacenter.name}.${need.pool}.machine`,
    title: 'Machine type of the Kong nodes',
    comfortableNodes: COMFORTABLE_NODES.value,
    role: 'cpu',
  };
  const pool = chooseOffer(offers, weighing);
  if (!pool) throw new Error(`${facts.title} offers no machine type for Kong`);
  keep(pool, ledger);
  addChoice(pool, offers, weighing, ledger);
  return { pool, clients: datastoreClients(need, pool, nodeBounds(pool, offers, weighing), ledger) };
}

function keep(pool: Pool, ledger: Ledger): void {
  for (const entry of pool.ledger.entries()) ledger.add(entry);
}

function machineIssues(path: readonly (string | number)[], machine: MachineSize, pool: Pool): readonly Issue[] {
  if (!pool.hasMemory) return [kongMachineWithoutMemory(path, machine)];
  const below = machine.vcpus < CHECKLIST_VCPUS.value || machine.memoryGib < CHECKLIST_MEMORY_GIB.value;
  return below ? [kongMachineBelowChecklist(path, machine)] : [];
}

function poolIssues(need: PoolNeed, facts: CloudFacts, { candidate, nodes, maximumNodes }: Pool): readonly Issue[] {
  const { targets } = facts.balancer;
  const datacenter = datacenterOf(need.spec, need.datacenter);
  const addresses = kongAddresses(datacenter);
  const unmeasured = need.spec.kong.requestsPerSecondPerVcpu === undefined;
  return [
    ...(nodes > addresses.value
      ? [kongPoolBeyondSubnets(need.datacenter, nodes, addresses.value, smallestForKong(datacenter, nodes))]
      : ceilingIssues(need, nodes)),
    ...(targets && maximumNodes.value > targets.value
      ? [kongPoolBeyondBalancer(need.datacenter, maximumNodes.value, targets.value)]
      : []),
    ...(unmeasured && nodes * candidate.machine.vcpus >= WORTH_MEASURING.value
      ? [kongCapacityUnmeasured(need.datacenter, nodes)]
      : []),
  ];
}

/** Makes the warning about a range in which the pool cannot grow as far as automatic scaling would let it. */
function ceilingIssues({ spec, datacenter: name }: PoolNeed, nodes: number): readonly Issue[] {
  const datacenter = datacenterOf(spec, name);
  const wanted = wholeAtLeast(nodes * spec.kong.maximumFactor);
  const addresses = kongAddresses(datacenter).value;
  const wider = wanted > addresses ? smallestForKong(datacenter, wanted) : undefined;
  if (wider === undefined) return [];
  const path = ['datacenters', spec.datacenters.indexOf(datacenter), 'cidr'];
  return [kongCeilingBeyondRange(path, name, { wanted, addresses, wider })];
}
