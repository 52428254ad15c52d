import { MAXIMUM_DATACENTERS } from '../../../../src/kernel/maximum-datacenters';
import { firstToken, TOKEN_STEP, TOKENS } from '../../../../src/plan/datastores/cassandra/tokens';
import { CASSANDRA_LINES } from '../../../../src/plan/datastores/cassandra/nodes/versions';
import { readTemplates } from '../../../support/templates';

/* The parts of the rows that nodes hold, reckoned as Cassandra places copies: on the next nodes of the ring that are of other racks. */

const RACKS = 3;
const WHOLE = 2n ** 64n;

interface Owned {
  readonly token: bigint;
  readonly number: number;
}

function tokensOf(first: bigint, number: number): Owned[] {
  return Array.from({ length: TOKENS }, (_, i) => ({ token: first + BigInt(i) * TOKEN_STEP, number }));
}

function datacenter(index: number, nodes: number): Owned[] {
  return Array.from({ length: nodes }, (_, i) => i + 1)
    .flatMap((number) => tokensOf(firstToken({ datacenter: index, number, nodes, racks: RACKS }), number))
    .sort((a, b) => (a.token < b.token ? -1 : 1));
}

/** How much the fullest and the emptiest node hold, as multiples of an equal part. */
function spread(
  ring: readonly Owned[],
  nodes: number,
  copies: number,
): { readonly most: number; readonly least: number } {
  const held = new Map<number, bigint>();
  for (const [i, { token }] of ring.entries()) {
    const before = ring.at(i - 1)!.token;
    const width = i === 0 ? token - before + WHOLE : token - before;
    const racks = new Set<number>();
    for (let next = i; racks.size < copies; next += 1) {
      const { number } = ring[next % ring.length]!;
      const rack = (number - 1) % RACKS;
      if (racks.has(rack)) continue;
      racks.add(rack);
      held.set(number, (held.get(number) ?? 0n) + width);
    }
  }
  const parts = [...held.values()].map((it) => (Number(it) * nodes) / (Number(WHOLE) * copies));
  expect(parts).toHaveLength(nodes);
  return { most: Math.max(...parts), least: Math.min(...parts) };
}

test.each([3, 6, 9, 12, 15, 48, 99])(
  'each of %i nodes holds the same part of the rows, with any number of copies',
  (nodes) => {
    for (const copies of [1, 2, 3]) {
      for (const index of [0, 1, 87]) {
        const { most, least } = spread(datacenter(index, nodes), nodes, copies);
        expect(most).toBeLessThan(1.001);
        expect(least).toBeGreaterThan(0.999);
      }
    }
  },
);

test('the measure sees what random tokens do', () => {
  let state = 1n;
  const random = (): bigint => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % WHOLE;
    return state - WHOLE / 2n;
  };
  const runs = Array.from({ length: 40 }, () => {
    const ring = Array.from({ length: 6 * TOKENS }, (_, i) => ({ token: random(), number: (i % 6) + 1 }));
    return spread(
      ring.sort((a, b) => (a.token < b.token ? -1 : 1)),
      6,
      3,
    ).most;
  });
  const mean = runs.reduce((sum, it) => sum + it, 0) / runs.length;
  expect(mean).toBeGreaterThan(1.1);
});

test('no two nodes of a ring have a token in common, whatever size a datacenter had when each was made', () => {
  const all = Array.from({ length: MAXIMUM_DATACENTERS }, (_, index) =>
    [3, 6, 9, 12].flatMap((nodes) => datacenter(index, nodes).map((it) => `${index} ${it.number} ${it.token}`)),
  ).flat();
  const owners = new Map<string, Set<string>>();
  for (const line of all) {
    const [index, number, token = ''] = line.split(' ');
    owners.set(token, (owners.get(token) ?? new Set()).add(`${index} ${number}`));
  }
  expect(owners.size).toBeGreaterThan(MAXIMUM_DATACENTERS * 12);
  expect([...owners.values()].filter((it) => it.size > 1)).toEqual([]);
});

test('every token is one that the partitioner has', () => {
  const tokens = [datacenter(0, 3), datacenter(255, 99)].flat().map(({ token }) => token);
  expect(tokens.every((it) => it > -(2n ** 63n) && it < 2n ** 63n)).toBe(true);
});

test('configurations and the script on the node count as the plan does', () => {
  const templates = readTemplates();
  for (const { line } of CASSANDRA_LINES) {
    expect(templates[`cassandra/cassandra-${line}.yaml`]).toContain(`\nnum_tokens: ${TOKENS}\n`);
    expect(
      templates[`cassandra/cassandra-${line}.yaml`]!.includes('allocate_tokens_for_local_replication_factor'),
    ).toBe(line !== '3.11');
  }
  expect(templates['cassandra/topogen-wait-turn']).toContain(
    `i < ${TOKENS}; i++)); do tokens+=",$((FIRST_TOKEN + i * ${TOKEN_STEP}))"`,
  );
});
