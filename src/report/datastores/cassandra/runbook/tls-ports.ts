import { releaseLine } from '../../../../kernel/version';
import type { Plan } from '../../../../plan/plan';
import { applied, inTree, NO_WAY_BACK_NEEDED, type RunbookStep } from '../../../runbook/runbook';
import { ringOf } from '../of-plan';
import { nodesOfAll, placeOfEach } from './nodes';

/** Ports of the ring: of every line, and the one for TLS alone that 3.11 has in its place and 4.0 beside it. */
const PORT = 7000;
const LEGACY_PORT = 7001;

/**
 * Change of the ports of a ring whose nodes speak TLS: nodes of 3.11 and of 4.0 meet on the port for TLS alone, and
 * those of 4.0 among each other on the port of the ring, where those of 4.1 know no other.
 * Sources: OutboundConnectionSettings of 4.0.19, OutboundTcpConnectionPool of 3.11.19, InboundSockets of both lines from 4.0 on.
 */
type PortChange = 'opens' | 'closes' | 'keeps';

/** Returns what a step of the ring from one plan to the other does with its ports. */
function portChange(before: Plan, after: Plan): PortChange {
  const { version, encryption } = ringOf(before);
  if ((encryption?.internode ?? 'none') === 'none') return 'keeps';
  const [from, to] = [version, ringOf(after).version].map(releaseLine);
  if (from === to) return 'keeps';
  if (from === '3.11') return 'opens';
  return from === '4.0' ? 'closes' : 'keeps';
}

/** Returns what the tree of such a step has that is new, in words. */
export function filesOfStep(before: Plan, after: Plan): string {
  const files = "the release in Cassandra's files";
  switch (portChange(before, after)) {
    case 'opens':
      return `${files}, and rules for port ${PORT} beside those for ${LEGACY_PORT}`;
    case 'closes':
      return `${files}, and rules for port ${LEGACY_PORT}, which go`;
    case 'keeps':
      return files;
  }
}

/** Returns the steps that let nodes of both lines reach each other, before the first is of the new one; none where they do already. */
export function portSteps(before: Plan, after: Plan): readonly RunbookStep[] {
  switch (portChange(before, after)) {
    case 'opens':
      return [opened(before)];
    case 'closes':
      return [leftBehind(before)];
    case 'keeps':
      return [];
  }
}

function opened({ topology, datacenters }: Plan): RunbookStep {
  return {
    title: `Open port ${PORT} beside ${LEGACY_PORT}`,
    where: inTree(topology),
    commands: applied(...datacenters.map(({ name }) => `cluster-${name}`)),
    see: `each plan adds rules for port ${PORT} between Cassandra nodes and replaces nothing; firewalls of yours between them let both ports through, ${LEGACY_PORT} for nodes of both lines, ${PORT} for those of the new one`,
    back: 'the same commands with the tree as it was before',
    risk: `none. A node of the new line, when it comes, asks the others on ${PORT} until they have called it on ${LEGACY_PORT}: it tells of connections that fail until then`,
    lasts: 'minutes',
  };
}

function leftBehind(before: Plan): RunbookStep {
  return {
    title: `See that no node needs port ${LEGACY_PORT} any more`,
    where: placeOfEach(nodesOfAll(before)),
    commands: ['nodetool version'],
    see: `every node says 4.0: the first apply of a datacenter closes the port, and would cut a node of 3.11 off`,
    back: NO_WAY_BACK_NEEDED,
    risk: `none yet; then a connection that two nodes have there from the step before is made anew on ${PORT} when it no longer answers, after half a minute at most`,
    lasts: 'a moment',
  };
}
