import { allUp, cql, step } from './in-lab';
import type { Lab } from './lab';
import { ringView } from './ring-view';
import { eventually, type Answer } from './shell';

/** They begin at once, in different datacenters. */
const TWO = ['us-east/cassandra-2', 'eu-west/cassandra-2'] as const;
/** It is away meanwhile. */
const AWAY = 'us-west/cassandra-3';
const RECORD = '/var/lib/cassandra/topogen-repairs.prom';
const REPAIRED = /repaired kong in[^]*repaired system_auth in/;
/** Of no node of the ring. */
const ABANDONED = "'fill 10.99.64.10'";

/** Each repair on the machine notes its begin and end here, in nanoseconds. The first lasts until the other has asked. */
const SPANS = '/var/log/repairs';
const NODETOOL = `#!/bin/bash
if [[ "$1" != repair ]]; then exec nodetool-itself "$@"; fi
begun="$(date +%s%N)"
if [[ ! -e ${SPANS} ]]; then sleep 10; fi
nodetool-itself "$@"
status=$?
echo "$begun $(date +%s%N)" >>${SPANS}
exit "$status"
`;

/** Notes nodes as filled, as if others of the same addresses had been there before. Kong's migrations make the table else. */
export async function noteFormer(lab: Lab, datacenter: string): Promise<void> {
  const rows = lab.pathsIn(datacenter).map((path) => {
    const { address } = lab.machine(path);
    return `INSERT INTO kong.topogen_state (name, value) VALUES ('fill ${address}', 'filled');`;
  });
  await note(
    lab,
    `CREATE TABLE IF NOT EXISTS kong.topogen_state (name text PRIMARY KEY, value text); ${rows.join(' ')}`,
  );
}

/**
 * Repairs by the script of the generated timers, where all nodes are up: not while one is away; with two that begin at once, one
 * after the other; and as if a node that was noted as pending, and has left the ring since, had never been.
 */
export async function repairInTurns(lab: Lab): Promise<void> {
  const [one] = TWO;
  await note(lab, `INSERT INTO kong.topogen_state (name, value) VALUES (${ABANDONED}, 'pending');`);
  await step('while a node is stopped nobody repairs, and nothing is recorded', async () => {
    const { address } = lab.machine(AWAY);
    await lab.machine(AWAY).stopUnit('cassandra.service');
    await eventually('it is missed', 90, async () => {
      const { nodes } = await ringView(lab.machine(one));
      return nodes.some((node) => node.address === address && node.state === 'DN') || undefined;
    });
    expect(await lab.machine(one).sh('topogen-repair')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`waiting for nodes that are not up and normal: ${address} is DN;`),
    });
    expect(await recordOf(lab, one)).toEqual(['watched', 'watched']);
    await lab.machine(AWAY).startUnit('cassandra.service');
    for (const path of TWO) await allUp(lab, path, lab.all().length, 240);
  });
  await step('of two nodes that begin at once one repairs, the other waits, and then has its turn', () => atOnce(lab));
  await note(lab, `DELETE FROM kong.topogen_state WHERE name = ${ABANDONED};`);
}

async function atOnce(lab: Lab): Promise<void> {
  for (const path of TWO) {
    // The lab's secret manager refuses its first question.
    await lab.machine(path).mustSh('touch /run/asked-once; mv /usr/bin/nodetool /usr/bin/nodetool-itself');
    await lab.machine(path).mustSh('cat >/usr/bin/nodetool; chmod 0755 /usr/bin/nodetool', NODETOOL);
  }
  const repair = (path: string): Promise<Answer> => lab.machine(path).sh('topogen-repair');
  const [first, second] = await Promise.all([repair(TWO[0]), repair(TWO[1])]);
  const isFirst = REPAIRED.test(first.stderr);
  const [winner, loser] = isFirst ? TWO : [TWO[1], TWO[0]];
  expect((isFirst ? first : second).stderr).toMatch(REPAIRED);
  expect((isFirst ? second : first).stderr).toMatch(/waiting for the turn, which another node has/);
  expect(await recordOf(lab, winner)).toContain('finished');
  expect(await recordOf(lab, loser)).not.toContain('started');
  const turn = "CONSISTENCY SERIAL; SELECT value FROM kong.topogen_state WHERE name = 'turn';";
  expect(await cql(lab, loser, 'ring_admin', turn)).toContain('(0 rows)');
  expect((await repair(loser)).stderr).toMatch(REPAIRED);
  const spans = await Promise.all(TWO.map(async (path) => lab.machine(path).mustSh(`cat ${SPANS}`)));
  const times = spans.join('').trim().split('\n').sort().join(' ').split(' ').map(BigInt);
  expect(times).toHaveLength(8);
  expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
  for (const path of TWO) await lab.machine(path).mustSh('mv /usr/bin/nodetool-itself /usr/bin/nodetool');
}

/** What is recorded of both keyspaces, e.g. `watched`. */
async function recordOf(lab: Lab, path: string): Promise<string[]> {
  const record = await lab.machine(path).mustSh(`cat ${RECORD}`);
  return [...record.matchAll(/^topogen_repair_(\w+)_seconds/gm)].map(([, name = '']) => name);
}

/** Runs a statement on the notebook. */
function note(lab: Lab, statement: string): Promise<string> {
  return cql(lab, TWO[0], 'ring_admin', `CONSISTENCY QUORUM; ${statement}`);
}
