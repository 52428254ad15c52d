import { datacenterOf } from '../../../../kernel/datacenter-of';
import { compareVersions } from '../../../../kernel/version';
import type { Plan } from '../../../../plan/plan';
import { hoursText, NO_WAY_BACK_NEEDED, type RunbookStep } from '../../../runbook/runbook';
import type { Change } from '../../transitions';
import { DECOMMISSION, EXTEND, REPAIR_ALL } from '../commands';
import { ringOf } from '../of-plan';
import { allUp, nodesOf, nodesOfAll, placeOf, placeOfEach, streamingText } from './nodes';
import { repairedStep, withoutTimers } from './repaired';
import { snapshotSteps, type SnapshotSteps } from './snapshots';

export const KEYSPACES = ['kong', 'system_distributed', 'system_traces'];

/** Returns the steps that fill the nodes of a datacenter that was added. */
export function joiningSteps(plan: Plan, name: string): readonly RunbookStep[] {
  const nodes = nodesOf(datacenterOf(plan, name));
  const source = ringOf(plan).initialDatacenter;
  return [
    {
      title: 'Wait until its nodes have joined, without data yet',
      where: placeOf(nodesOf(datacenterOf(plan, source))[0]!),
      commands: ['nodetool status'],
      see: `${nodes.length} nodes of ${name} as UN`,
      back: 'nodetool decommission on them, highest first; then the old spec',
      risk: 'none: no client uses them',
      lasts: 'minutes',
    },
    {
      title: `Fill its nodes from ${source}`,
      where: placeOfEach(nodes),
      commands: [EXTEND],
      see: `it ends without an error on each; then Kong there starts by itself. Another datacenter fills them where it is named: ${EXTEND} <datacenter>`,
      back: `take ${name} out of the replication of every keyspace, then decommission its nodes`,
      risk: `${source} sends all of its data beside its work`,
      lasts: rebuildText(plan, name, source),
    },
    ...withoutTimers(
      repairedStep(
        plan,
        nodes,
        `each row came from one copy of ${source}, which may lack what another has: until the end Kong of ${name} may answer without a route that is new`,
      ),
    ),
  ];
}

/** Returns how long the link takes for the data, as the plan reckons it. */
export function rebuildText(plan: Plan, name: string, source: string): string {
  const pair = plan.sizing.replication.find(
    ({ left, right }) => [left, right].sort().join() === [name, source].sort().join(),
  );
  const ends = pair ? [pair.left, pair.right] : [];
  const link = plan.links.find(({ left, right }) => ends.includes(left.datacenter) && ends.includes(right.datacenter));
  const direct = plan.limits.bandwidth.find((it) => it.link === link?.id);
  const hours = direct?.rebuildHours ?? pair?.rebuildHours;
  const over = direct ? `, over a link of ${Math.round(direct.offeredMbitPerSecond)} Mbit/s` : '';
  return `${hoursText(hours)} for one copy of the data${over}`;
}

/** Returns the steps that take a datacenter out of the ring. The ring has the release of the new spec by then. */
export function leavingSteps({ before: plan, after }: Change, name: string): readonly RunbookStep[] {
  const nodes = nodesOf(datacenterOf(plan, name));
  const { version } = ringOf(after);
  // From 4.1 on a node leaves no keyspace below its number of copies, unless it is forced to.
  const isStrict = compareVersions(version, '4.1.0') >= 0;
  const other = plan.datacenters.find((it) => it.name !== name);
  if (!other) throw new Error(`${name} is the last datacenter`);
  const at = placeOf(nodesOf(other)[0]!);
  return [
    ...withoutTimers({
      title: `Let the others have every row of ${name}`,
      where: placeOfEach(nodes),
      commands: [REPAIR_ALL],
      see: 'it ends without an error on each',
      back: NO_WAY_BACK_NEEDED,
      risk: 'disks and links are busy',
      lasts: streamingText(plan, name),
    }),
    {
      title: `Take ${name} out of the replication`,
      where: `${at}, in cqlsh as ring_admin`,
      commands: outOfReplication(plan, name, KEYSPACES),
      see: 'each answers without an error',
      back: `the same with ${name} in it, then nodetool rebuild on its nodes`,
      risk: `Kong of ${name} must serve nobody by now: from here on its own nodes miss writes`,
      lasts: 'a moment',
    },
    ...[...nodes].reverse().map((node, i) => ({
      title: `Take ${node.node.name} out of the ring`,
      where: placeOf(node),
      commands: [isStrict ? `${DECOMMISSION} --force` : DECOMMISSION],
      see: allUp(nodesOfAll(plan).length - i - 1),
      back: 'it comes back only empty, as a node of a datacenter that is added',
      risk: 'none for the others',
      lasts: 'minutes: it has nothing to hand over',
    })),
    rolesWithout(plan, name, at),
  ];
}

/** Makes the step that takes a datacenter, whose nodes the ring has no more, out of the replication of roles. */
export function rolesWithout(plan: Plan, name: string, at: string): RunbookStep {
  return {
    title: `Take ${name} out of the keyspace of roles`,
    where: `${at}, in cqlsh as ring_admin`,
    commands: outOfReplication(plan, name, ['system_auth']),
    see: 'it answers without an error',
    back: NO_WAY_BACK_NEEDED,
    risk: 'none',
    lasts: 'a moment',
  };
}

/** Returns the statements that take a datacenter out of the replication of keyspaces. */
export function outOfReplication(plan: Plan, name: string, keyspaces: readonly string[]): string[] {
  const replication = plan.datacenters
    .filter((it) => it.name !== name)
    .map((it) => `'${it.name}': '${ringOf(plan).replicationFactor}'`)
    .join(', ');
  return keyspaces.map(
    (keyspace) => `ALTER KEYSPACE ${keyspace} WITH replication = {'class': 'NetworkTopologyStrategy', ${replication}};`,
  );
}

/** Returns the snapshots of Kong's keyspace around an upgrade of Kong. */
export function savingSteps(plan: Plan, label: string): SnapshotSteps {
  return snapshotSteps(plan, label, {
    keyspace: 'kong',
    words: "Kong's keyspace",
    why: 'the migrations wait for every node',
  });
}
