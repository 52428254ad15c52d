import { datacenterOf } from '../../../../kernel/datacenter-of';
import { inWords } from '../../../../kernel/in-words';
import {
  inTree,
  NO_WAY_BACK_NEEDED,
  replaced,
  SPEC_STAYS,
  topogenCommand,
  type RunbookPart,
  type RunbookStep,
} from '../../../runbook/runbook';
import type { Standing } from '../../recovery';
import { ringOf } from '../of-plan';
import { repairedStep, withoutTimers } from './repaired';
import { filledInPlace, FORGOTTEN, TOO_LATE } from './too-late';
import { allUp, nodesOf, nodesOfAll, oneAway, placeOf, streamingText, type NodeAt } from './nodes';

/** Returns the parts after the loss of one node: with its disk, without, and the repair after a long time. */
export function nodeLost(standing: Standing, datacenter: string, name: string): readonly RunbookPart[] {
  const { plan } = standing;
  const at = nodesOf(datacenterOf(plan, datacenter)).find(({ node }) => node.name === name);
  if (!at) throw new Error(`${datacenter} has no Cassandra node ${name}`);
  return [
    { title: 'The ring without it', spec: SPEC_STAYS, steps: [seen(plan, [at])] },
    {
      title: `${name} comes back with its data`,
      only: `its data disk is there, and it was away for less than ${FORGOTTEN}`,
      spec: SPEC_STAYS,
      steps: [madeAnew(standing, at, `then ${allUp(nodesOfAll(plan).length)}`)],
    },
    {
      title: `${name} comes back after a long time`,
      only: TOO_LATE.replace('the data disks are there', 'its data disk is there').replace('its nodes do', 'it does'),
      spec: SPEC_STAYS,
      steps: [
        madeAnew(standing, at, 'then it waits for an operator. A machine that is there needs no other'),
        ...filledInPlace(standing, [at], streamingText(plan, datacenter)),
      ],
    },
    {
      title: `${name} comes back without its data`,
      only: 'its data disk is lost',
      spec: SPEC_STAYS,
      steps: [filledAnew(standing, at, streamingText(plan, datacenter))],
    },
    repairedPart(plan, [at], awayText(plan)),
  ];
}

/** Returns the parts after the loss of a zone, whose nodes are one rack. */
export function zoneLost(standing: Standing, datacenter: string, zone: string): readonly RunbookPart[] {
  const { plan } = standing;
  const lost = nodesOf(datacenterOf(plan, datacenter)).filter(({ node }) => node.zone.letter === zone);
  if (lost.length === 0) return [];
  return [
    {
      title: 'The ring without the zone',
      spec: SPEC_STAYS,
      steps: [seen(plan, lost), leftAlone(plan, datacenter, lost)],
    },
    {
      title: 'The zone is back',
      only: `it is back within ${FORGOTTEN}`,
      spec: SPEC_STAYS,
      steps: [startedAgain(plan, lost), oneByOne(plan, lost)],
    },
    {
      title: 'The zone is back after a long time',
      only: TOO_LATE,
      spec: SPEC_STAYS,
      steps: filledInPlace(standing, lost, streamingText(plan, datacenter)),
    },
    repairedPart(plan, lost, awayText(plan)),
    {
      title: 'The zone does not come back',
      only: 'the cloud gives it up: no other zone can take its place in a datacenter that stands',
      spec: `a datacenter of another name beside ${datacenter}; when that serves, ${datacenter} is taken out`,
      steps: [otherSpec(plan, `add the new datacenter, and when it serves remove ${datacenter}`)],
    },
  ];
}

/** Makes the step that looks at the ring from a node that is left, in the same datacenter where there is one. */
export function seen(plan: Standing['plan'], lost: readonly NodeAt[]): RunbookStep {
  const gone = new Set(lost.map(({ node }) => node.address));
  const left = nodesOfAll(plan).filter(({ node }) => !gone.has(node.address));
  const near = left.find(({ datacenter }) => datacenter === lost[0]?.datacenter) ?? left[0];
  const addresses = lost.map(({ node }) => node.address).join(', ');
  return {
    title: 'See the ring, and since when it misses something',
    where: near ? placeOf(near) : 'no node is left',
    commands: ['nodetool status', 'nodetool version'],
    see: `${addresses} as DN, and all other ${left.length} as UN; the release is ${ringOf(plan).version}, as in the tree: a node that is made anew of another line than the ring's waits, with its data and without`,
    back: NO_WAY_BACK_NEEDED,
    risk: riskOf(plan, lost),
    lasts: `a moment; others keep what it misses for ${hintText(plan)}, counted from the loss`,
  };
}

/** Danger while some nodes are away, who are all of a datacenter or the part of it that it can spare. */
function riskOf(plan: Standing['plan'], lost: readonly NodeAt[]): string {
  const name = lost[0]?.datacenter;
  const isAll = plan.datacenters.some((it) => it.name === name && nodesOf(it).length === lost.length);
  return isAll ? `the copies of ${name} are away; the other datacenters have all of theirs` : oneAway(plan);
}

function madeAnew({ plan, addresses }: Standing, at: NodeAt, then: string): RunbookStep {
  const { datacenter, node } = at;
  return {
    title: `Make ${node.name} of ${datacenter} anew with its data disk`,
    where: inTree(plan.topology),
    commands: [replaced(`cluster-${datacenter}`, addresses.machine(datacenter, node.name))],
    see: `the plan replaces this machine and what ties its disk to it, and no disk; ${then}`,
    back: NO_WAY_BACK_NEEDED,
    risk: oneAway(plan),
    lasts: 'some minutes: with its disk it starts at once',
  };
}

/** Makes the step that replaces a node and its disk, and streams its data from the others. */
export function filledAnew({ plan, addresses }: Standing, { datacenter, node }: NodeAt, lasts: string): RunbookStep {
  const [disk, machine] = [addresses.dataDisk(datacenter, node.name), addresses.machine(datacenter, node.name)];
  return {
    title: `Make ${node.name} of ${datacenter} and its data disk anew`,
    where: inTree(plan.topology),
    commands: [replaced(`cluster-${datacenter}`, disk, machine)],
    see: `the plan makes this disk and this machine anew, and of the others only what is gone: nodes that are made with their disk so fill themselves too, and need no step of their own; journalctl --unit cassandra there says "the ring knows this address: replacing the node that had it"; at the end nodetool status shows ${node.address} as UN`,
    back: 'none is needed: made anew once more, it begins again; where it then says "Unable to contact any seeds!", OPERATIONS.md has the way by "A lost machine"',
    risk: `${oneAway(plan)}; those that are left send it data beside their work. What its old disk held is left in a last snapshot alone, where the disk was still there`,
    lasts,
  };
}

/** Makes the part of the repair that neither hints nor the filling of a node can stand for. */
export function repairedPart(plan: Standing['plan'], nodes: readonly NodeAt[], only: string): RunbookPart {
  return {
    title: nodes.length === 1 ? 'It is repaired' : 'They are repaired',
    only,
    spec: SPEC_STAYS,
    steps: withoutTimers(
      repairedStep(
        plan,
        nodes,
        'until its end these nodes may have rows as they were before; with another copy lost too Kong may be answered with them',
      ),
    ),
  };
}

/** Makes the step that keeps changes away from what cannot be reached. */
export function leftAlone(plan: Standing['plan'], datacenter: string, lost: readonly NodeAt[]): RunbookStep {
  return {
    title: `Apply nothing to cluster-${datacenter}, and leave the ring as it is`,
    where: 'with all who change the topology',
    commands: [],
    see: 'no node is added, removed or made anew, and Kong is not upgraded, until every node is up: an apply that cannot reach its machines ends half way',
    back: NO_WAY_BACK_NEEDED,
    risk: riskOf(plan, lost),
    lasts: `until they are back; after ${hintText(plan)} its nodes need a repair besides`,
  };
}

/** Makes the step that waits for nodes which start by themselves. */
export function startedAgain(plan: Standing['plan'], nodes: readonly NodeAt[]): RunbookStep {
  return {
    title: 'Wait until its nodes have started by themselves',
    where: nodes[0] ? placeOf(nodes[0]) : '',
    commands: ['nodetool status'],
    see: `all ${nodesOfAll(plan).length} nodes as UN`,
    back: NO_WAY_BACK_NEEDED,
    risk: 'none: with their disks they start at once, and get what was kept for them',
    lasts: 'minutes',
  };
}

/** Makes the step that refers to the runbook of each node that does not come back by itself. */
export function oneByOne(plan: Standing['plan'], nodes: readonly NodeAt[]): RunbookStep {
  return {
    title: 'Bring each that has not come back, one after another',
    where: 'beside the spec',
    commands: nodes.map(({ datacenter, node }) =>
      topogenCommand(plan, 'runbook', `--lost node:${datacenter}/${node.name}`),
    ),
    see: 'nothing is left to do where all are up; else follow the runbook of each to its end before the next',
    back: 'as those runbooks say',
    risk: oneAway(plan),
    lasts: 'as those runbooks say',
  };
}

/** Makes the step that refers to the runbook of a change of the spec. */
export function otherSpec(plan: Standing['plan'], what: string): RunbookStep {
  return {
    title: `Change the spec: ${what}`,
    where: 'beside the spec, on a branch',
    commands: [topogenCommand(plan, 'runbook')],
    see: 'its runbook lists the steps in their order',
    back: 'as that runbook says',
    risk: 'as that runbook says',
    lasts: 'as that runbook says',
  };
}

/** Returns when a repair is needed: the hours of hints run from the loss on, and nodes that are filled may lack rows at any time. */
export function awayText(plan: Standing['plan']): string {
  return `a node was filled by the others, since each row comes from one copy, which may lack what another has; or it took longer than ${hintText(plan)} from the loss until all was up`;
}

export function hintText(plan: Standing['plan']): string {
  return `${inWords(ringOf(plan).hintHours)} hours`;
}
