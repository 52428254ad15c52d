import { fetchDistribution, whatIsMissing } from './distribution';
import { Lab } from './lab';
import { ringView, type RingView } from './ring-view';
import { eventually } from './shell';
import { SECRETS } from './stand-ins';

/** Runs a scenario in a lab of its own, which is removed at the end; where the lab cannot work a line says why. */
export async function inLab(version: string, scenario: (lab: Lab) => Promise<void>): Promise<void> {
  const missing = await whatIsMissing();
  if (missing !== undefined) {
    process.stderr.write(`skipped: the ring of real Cassandra nodes, since ${missing}\n`);
    return;
  }
  const distribution = await step(`Cassandra ${version} is at hand`, () => fetchDistribution(version));
  const lab = await Lab.make(distribution);
  try {
    await scenario(lab);
  } catch (error) {
    await lab.keepLogs();
    throw error;
  } finally {
    await lab.remove();
  }
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
  return lab
    .machine(node)
    .mustSh(
      `cqlsh --no-color --connect-timeout=60 --request-timeout=60 -u ${role} -p ${ROLES[role]} ${address} 9042`,
      text,
    );
}

const ROLES = {
  ring_admin: SECRETS['cassandra-superuser-password'],
  kong: SECRETS['cassandra-kong-password'],
  cassandra: 'cassandra',
};

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
