import { inWords } from '../../../kernel/in-words';
import type { CassandraPlan, RingPlan } from '../../../plan/datastores/cassandra/plan';
import type { Access, DatacenterAccess, DatastoreLosses, DataLeft } from '../losses';

/*
 * A row has `replicationFactor` copies in each datacenter. NetworkTopologyStrategy puts the first three into three
 * racks, and further ones on any other nodes (Cassandra 3.11 to 5.0, NetworkTopologyStrategy.java). Nodes own many
 * small ranges each, so every choice of copies that this allows occurs for some row: of the rows the worst has lost as
 * many copies as it can have, the best as few.
 */

/** Copies of a row that are left in a datacenter, of the row that has fewest and of the one that has most. */
interface Copies {
  readonly worst: number;
  readonly best: number;
}

/** The nodes of a datacenter by the letter of their zone, which is their rack. */
interface Ring {
  readonly name: string;
  readonly nodes: readonly { readonly name: string; readonly zone: string }[];
}

const MEMBER = 'Cassandra node';

export function cassandraLosses(
  ring: RingPlan,
  datacenters: readonly { readonly name: string; readonly nodes: CassandraPlan['nodes'] }[],
): DatastoreLosses {
  const rings = new Map(
    datacenters.map(({ name, nodes }): [string, Ring] => [
      name,
      { name, nodes: nodes.map((node) => ({ name: node.name, zone: node.zone.letter })) },
    ]),
  );
  return {
    memberTitle: MEMBER,
    reads: ring.readConsistency,
    writes: ring.writeConsistency,
    isLocal: [ring.readConsistency, ring.writeConsistency].every((level) => level.startsWith('LOCAL_')),
    // Kong's driver compares the schema's version of all rows in system.peers, and a row of a node that is down stays as
    // it was. Source: lua-cassandra, lib/resty/cassandra/cluster.lua, check_schema_consensus.
    migrationsNeedAll: true,
    hintHours: ring.hintHours,
    standIns: [],
    onReturn: `What is back within ${inWords(ring.hintHours)} hours gets what it missed by itself; later there must be a repair of the ring.`,
    members: (datacenter) => rings.get(datacenter)?.nodes ?? [],
    after: (lost) => dataLeft(ring, rings, lost),
    remedies: {
      member: 'let Terraform make the machine anew: with its disk it starts at once, without it streams its data back',
      access: 'bring lost nodes back first, until enough copies answer',
    },
  };
}

function dataLeft(
  ring: RingPlan,
  rings: ReadonlyMap<string, Ring>,
  lost: ReadonlyMap<string, ReadonlySet<string>>,
): DataLeft {
  const copies = ring.replicationFactor;
  const whole: Copies = { worst: copies, best: copies };
  const changed = new Map(
    [...lost].map(([name, nodes]): [string, Copies] => [name, copiesLeft(copies, rings.get(name)?.nodes ?? [], nodes)]),
  );
  const standing = (name: string): boolean => (lost.get(name)?.size ?? 0) < (rings.get(name)?.nodes.length ?? 0);
  const total = rings.size * copies;
  const missing = (pick: keyof Copies): number =>
    [...changed.values()].reduce((sum, left) => sum + copies - left[pick], 0);
  const missed: Copies = { worst: missing('worst'), best: missing('best') };
  const everywhere = ([...changed.values()] as readonly Copies[]).concat(changed.size < rings.size ? [whole] : []);
  return {
    access: (from, unreached) => {
      const here = changed.get(from) ?? whole;
      const away = (pick: keyof Copies): number =>
        unreached.reduce((sum, name) => sum + (changed.get(name) ?? whole)[pick], 0);
      const reached: Copies = {
        worst: total - missed.worst - away('worst'),
        best: total - missed.best - away('best'),
      };
      const state = { here, reached, total, copies, everywhere: unreached.length > 0 ? [] : everywhere };
      // The firewall lets Kong ask the nodes of its own datacenter alone, so one of them has to stand.
      const answer = (level: string): Access => (standing(from) ? accessAt(level, state) : 'none');
      return {
        reads: answer(ring.readConsistency),
        writes: answer(ring.writeConsistency),
        copies: { here: here.worst, ofHere: copies, reached: reached.worst, ofAll: total },
      } satisfies DatacenterAccess;
    },
  };
}

interface Asked {
  readonly here: Copies;
  /** Copies in all datacenters that are reached. */
  readonly reached: Copies;
  /** Copies in all datacenters, well or not. */
  readonly total: number;
  /** Copies in one datacenter that is well. */
  readonly copies: number;
  /** Copies in each datacenter; empty if one is not reached. */
  readonly everywhere: readonly Copies[];
}

/**
 * Returns the access at a consistency level. Source: Cassandra's ConsistencyLevel.java: a quorum is half of the copies,
 * rounded down, and one.
 *
 * @throws Error if the level is unknown
 */
function accessAt(level: string, { here, reached, total, copies, everywhere }: Asked): Access {
  switch (level) {
    case 'LOCAL_ONE':
      return enough(here, 1);
    case 'LOCAL_QUORUM':
      return enough(here, quorum(copies));
    case 'ONE':
      return enough(reached, 1);
    case 'QUORUM':
      return enough(reached, quorum(total));
    case 'EACH_QUORUM':
      return inEach(everywhere, quorum(copies));
    case 'ALL':
      return inEach(everywhere, copies);
    default:
      throw new Error(`no rule for consistency ${level}`);
  }
}

function inEach(everywhere: readonly Copies[], needed: number): Access {
  if (everywhere.length === 0) return 'none';
  return enough(
    {
      worst: Math.min(...everywhere.map(({ worst }) => worst)),
      best: Math.min(...everywhere.map(({ best }) => best)),
    },
    needed,
  );
}

function enough({ worst, best }: Copies, needed: number): Access {
  if (worst >= needed) return 'all';
  return best >= needed ? 'some' : 'none';
}

function quorum(copies: number): number {
  return Math.floor(copies / 2) + 1;
}

function copiesLeft(copies: number, nodes: Ring['nodes'], lost: ReadonlySet<string>): Copies {
  const racks = [...new Set(nodes.map(({ zone }) => zone))].map((zone) => {
    const own = nodes.filter((node) => node.zone === zone);
    return { size: own.length, gone: own.filter(({ name }) => lost.has(name)).length };
  });
  // A rack has one copy, and of more copies than racks all those that the other racks need not have.
  const most = Math.max(1, copies - racks.length + 1);
  const goneWorst = racks.reduce((sum, { gone }) => sum + Math.min(gone, most), 0);
  const left = racks.reduce((sum, { size, gone }) => sum + Math.min(size - gone, most), 0);
  const emptied = racks.filter(({ size, gone }) => gone === size).length;
  const spare = Math.max(0, racks.length - copies);
  return {
    worst: Math.max(0, copies - goneWorst),
    best: Math.max(0, Math.min(copies - Math.max(0, emptied - spare), left)),
  };
}
