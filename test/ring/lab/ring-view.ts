import type { Machine } from './machine';

/** What `nodetool status` says on one node. */
export interface RingView {
  readonly nodes: readonly RingNode[];
}

export interface RingNode {
  /** Two letters: up or down, then normal, joining, leaving or moving. */
  readonly state: string;
  readonly address: string;
  readonly datacenter: string;
  readonly rack: string;
  /** Cassandra's own name of the node, a UUID. */
  readonly hostId: string;
}

export async function ringView(machine: Machine): Promise<RingView> {
  const { stdout } = await machine.sh('nodetool status');
  const nodes: RingNode[] = [];
  let datacenter = '';
  for (const line of stdout.split('\n')) {
    datacenter = /^Datacenter: (\S+)/.exec(line)?.[1] ?? datacenter;
    const [, state, address] = /^([UD][NLJM])\s+(\S+)/.exec(line) ?? [];
    const [hostId = '', rack = ''] = line.trim().split(/\s+/).slice(-2);
    if (state && address) nodes.push({ state, address, datacenter, rack, hostId });
  }
  return { nodes };
}
