import { applied, generated, inTree, NO_WAY_BACK_NEEDED, replaced, type RunbookPart } from '../../../runbook/runbook';
import type { Plan } from '../../../../plan/plan';
import { staying, type Change } from '../../transitions';
import { GROW_FILE_SYSTEM } from '../commands';
import { cassandraOf, ringOf } from '../of-plan';
import { inWords } from '../../../../kernel/in-words';
import { allUp, nodesOf, nodesOfAll, oneAway, placeOf, placeOfEach, streamingText, type NodeAt } from './nodes';

/** Returns the part that enlarges data disks; none if all stay as they are. */
export function diskParts(change: Change): readonly RunbookPart[] {
  const { after } = change;
  const larger = staying(change).filter(([old, fresh]) => disk(fresh) > disk(old));
  if (larger.length === 0) return [];
  const names = larger.map(([, { name }]) => name);
  const sizes = larger.map(([old, fresh]) => `${fresh.name} ${disk(old)} to ${disk(fresh)} GiB`).join(', ');
  return [
    {
      title: `Data disks grow: ${sizes}`,
      why: 'larger disks disturb nothing, and give room to all that follows',
      spec: `"datastore.diskGib" as the new spec has it or sizes it (${sizes})`,
      steps: [
        generated(after, 'the sizes of data disks'),
        {
          title: 'Enlarge the disks',
          where: inTree(after.topology),
          commands: applied(...names.map((name) => `cluster-${name}`)),
          see: 'each plan changes the size of data disks alone, and replaces none',
          back: 'none: no cloud makes a disk smaller; keep the size in the spec',
          risk: 'none: Cassandra runs on',
          lasts: 'minutes; a cloud may let a disk change again only after some hours',
        },
        {
          title: 'Let the file systems take the room',
          where: placeOfEach(larger.flatMap(([old]) => nodesOf(old))),
          commands: [GROW_FILE_SYSTEM],
          see: 'df -h /var/lib/cassandra shows the new size',
          back: NO_WAY_BACK_NEEDED,
          risk: 'none: it grows while Cassandra runs',
          lasts: 'seconds a node',
        },
      ],
    },
  ];
}

function disk(datacenter: Parameters<typeof cassandraOf>[0]): number {
  return cassandraOf(datacenter).dataDiskGib;
}

/** Returns the part that gives nodes another machine type, one at a time. */
export function machineParts(change: Change): readonly RunbookPart[] {
  const { after } = change;
  const changed = staying(change).filter(
    ([old, fresh]) => cassandraOf(old).machineType !== cassandraOf(fresh).machineType,
  );
  if (changed.length === 0) return [];
  const types = changed
    .map(([old, fresh]) => `${fresh.name} ${cassandraOf(old).machineType} to ${cassandraOf(fresh).machineType}`)
    .join(', ');
  return [
    {
      title: `Cassandra gets other machines: ${types}`,
      why: 'a node is away while its machine is made anew, and only one may be',
      spec: `"cassandra.machineType" as the new spec has it or sizes it (${types})`,
      steps: [
        generated(after, 'the machine types of Cassandra nodes'),
        ...changed.flatMap(([old]) => nodesOf(old)).map((at) => renewed(change, at)),
      ],
    },
  ];
}

/** Makes the step that replaces a node's machine; address and data disk stay. */
export function renewed({ before, after, addresses }: Change, at: NodeAt): RunbookPart['steps'][number] {
  const { datacenter, node } = at;
  return {
    title: `Make ${node.name} of ${datacenter} anew with its data disk`,
    where: inTree(after.topology),
    commands: [replaced(`cluster-${datacenter}`, addresses.machine(datacenter, node.name))],
    see: allUp(nodesOfAll(before).length),
    back: 'the same command with the tree as it was before',
    risk: oneAway(before),
    lasts: `minutes; within ${inWords(ringOf(before).hintHours)} hours others keep what it misses`,
  };
}

/** Returns the part that adds nodes, one datacenter after another. */
export function nodeParts(change: Change): readonly RunbookPart[] {
  const { before, after } = change;
  const growing = staying(change).filter(([old, fresh]) => nodesOf(fresh).length > nodesOf(old).length);
  if (growing.length === 0) return [];
  const counts = growing
    .map(([old, fresh]) => `${fresh.name} ${nodesOf(old).length} to ${nodesOf(fresh).length}`)
    .join(', ');
  return [
    {
      title: `Cassandra nodes are added: ${counts}`,
      why: 'nodes join one after another in the whole ring, and are filled by those that serve',
      spec: `the Cassandra nodes as the new spec has or sizes them (${counts})`,
      steps: [
        generated(after, "new Cassandra nodes, and Kong's list of them"),
        ...growing.flatMap(([old, fresh]) => joined(before, nodesOf(old), nodesOf(fresh))),
      ],
    },
  ];
}

function joined(before: Plan, fewer: readonly NodeAt[], more: readonly NodeAt[]): RunbookPart['steps'] {
  const last = more.at(-1);
  if (!last) throw new Error('a datacenter has no nodes');
  const name = last.datacenter;
  return [
    {
      title: `Apply ${name}: its new nodes join in order, each filled before the next`,
      where: inTree(before.topology),
      commands: applied(`cluster-${name}`),
      see: `nodetool status shows ${more.length} nodes of ${name} as UN; the journal of ${placeOf(last)} says "topogen-joined: up and normal"`,
      back: 'nodetool decommission on the new nodes, highest first, then the old spec',
      risk: 'the older nodes send data beside their work; Kong is replaced by nodes with the longer list, new ones first',
      lasts: `${streamingText(before, name)}, ${more.length - fewer.length} nodes in turn`,
    },
    {
      title: `Drop what the older nodes of ${name} no longer own`,
      where: placeOfEach(fewer),
      commands: ['nodetool cleanup'],
      see: 'it ends without an error, before it begins on the next node',
      back: NO_WAY_BACK_NEEDED,
      risk: 'disks are busy: one node at a time',
      lasts: streamingText(before, name),
    },
  ];
}
