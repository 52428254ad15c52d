import { setTimeout as pauseMs } from 'node:timers/promises';
import { fetchDistribution, whatIsMissing } from './distribution';
import { Lab } from './lab';
import type { Machine } from './machine';
import { ringView, type RingView } from './ring-view';
import { eventually } from './shell';
import { SECRETS } from './stand-ins';

/**
 * Runs a scenario in a lab of its own, which is removed at the end; where the lab cannot work a line says why. A scenario that
 * waits for ever is ended by the lab, before jest gives up on the test: jest would leave the machines running.
 */
export async function inLab(version: string, minutes: number, scenario: (lab: Lab) => Promise<void>): Promise<void> {
  const missing = await whatIsMissing();
  if (missing !== undefined) {
    process.stderr.write(`skipped: the ring of real Cassandra nodes, since ${missing}\n`);
    return;
  }
  const distribution = await step(`Cassandra ${version} is at hand`, () => fetchDistribution(version));
  const lab = await Lab.make(distribution);
  const limit = new AbortController();
  const over = pauseMs(minutes * 60 * 1000, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`the scenario did not end within ${minutes} minutes`);
  });
  try {
    await Promise.race([scenario(lab), over]);
  } catch (error) {
    await lab.keepLogs();
    throw error;
  } finally {
    over.catch(() => undefined);
    limit.abort();
    await lab.remove();
  }
}

/** What jest gives a test whose scenario has so many minutes: longer, for the way there and back. */
export function testLimitMs(minutes: number): number {
  return (minutes + 5) * 60 * 1000;
}

/** Says what is being done and how long it took; a failure carries the step's name. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    const result = await work();
    process.stderr.write(`ring: ${what} (${Math.round((Date.now() - start) / 1000)} s)\n`);
    return result;
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Runs CQL on a node as a role of the ring; throws when the node refuses. */
export async function cql(lab: Lab, node: string, role: keyof typeof ROLES, text: string): Promise<string> {
  const { address } = lab.machine(node);
  return lab.machine(node).mustSh(
    `tls=; if grep -A1 client_encryption /etc/cassandra/cassandra.yaml | grep -q true; then tls=--ssl; fi
export SSL_CERTFILE=/etc/cassandra/tls/authorities.pem
cqlsh $tls --no-color --connect-timeout=60 --request-timeout=60 -u ${role} -p ${ROLES[role]} ${address} 9042`,
    text,
  );
}

const ROLES = {
  ring_admin: SECRETS['cassandra-superuser-password'],
  kong: SECRETS['cassandra-kong-password'],
  cassandra: 'cassandra',
};

/** Waits until a machine that initialises the ring has done so. */
export async function initialised(machine: Machine, limitSeconds: number): Promise<void> {
  const words = 'the ring is initialised';
  await eventually(words, limitSeconds, async () => machine.journal().includes(words) || undefined);
}

export async function allUp(lab: Lab, seenFrom: string, count: number, limitSeconds: number): Promise<RingView> {
  return eventually(`${count} nodes up and normal as ${seenFrom} sees them`, limitSeconds, async () => {
    const view = await ringView(lab.machine(seenFrom));
    return view.nodes.length === count && view.nodes.every((node) => node.state === 'UN') ? view : undefined;
  });
}

export async function replication(lab: Lab, node: string, keyspace: string): Promise<Record<string, string>> {
  const answer = await cql(
    lab,
    node,
    'ring_admin',
    `SELECT JSON replication FROM system_schema.keyspaces WHERE keyspace_name = '${keyspace}';`,
  );
  const [json = '{}'] = /\{.*\}/.exec(answer) ?? [];
  return (JSON.parse(json) as { replication: Record<string, string> }).replication;
}
