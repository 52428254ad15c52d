import { cassandraOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { firstToken, TOKEN_STEP, TOKENS } from '../../../../../src/plan/datastores/cassandra/tokens';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import type { NodeFiles } from '../../../../../src/plan/nodes/node-files';
import { aPlan, type ADatacenter } from '../../../../support/a-spec';
import { readTemplates } from '../../../../support/templates';
import { Sandbox } from './sandbox';

/* A node before its first start, in a ring of three datacenters of which files say what they answer. */

export const WAIT = '/usr/local/sbin/topogen-wait-turn';
export const US = ['10.64.64.10', '10.64.80.10', '10.64.96.10'] as const;
export const EU = ['10.65.64.10', '10.65.80.10', '10.65.96.10'] as const;
export const US_WEST = ['10.66.64.10', '10.66.80.10', '10.66.96.10'] as const;
export const BOTH = "{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'eu-west': '3', 'us-east': '3'}";

/** Rounds of waiting after which a node is looked at. */
const NAPS = 6;

const DATACENTERS: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'eu-west', cloud: 'google' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
];

const rendered = new Map<string, NodeFiles>();

function filesOf(index: number, number: number): NodeFiles {
  const plan = aPlan(DATACENTERS, { datastore: { version: '3.11.17', nodesPerDatacenter: 3 } });
  const datacenter = plan.datacenters[index]!;
  return renderCassandraNode(plan, datacenter, cassandraOf(datacenter).nodes[number - 1]!, readTemplates());
}

/** Node `number` of datacenter `index`, before its first start. */
export function node(index: number, number: number, naps = NAPS): Sandbox {
  const key = `${index} ${number}`;
  const files = rendered.get(key) ?? filesOf(index, number);
  rendered.set(key, files);
  const sandbox = new Sandbox(files, naps);
  sandbox.write('/var/lib/cassandra/README', '');
  sandbox.write('/run/README', '');
  // What each address answers on the port for clients, and on the one of the ring: a file says so, and nothing answers without one.
  sandbox.command(
    'timeout',
    `place="$(sed 's|.*/dev/tcp/\\([0-9.]*\\)/\\([0-9]*\\).*|\\2/\\1|; s|^9042|answers|; s|^7000|storage|' <<<"$*")"
    case "$(cat "$SANDBOX/$place" 2>/dev/null)" in
    open) exit 0 ;;
    closed) echo 'bash: connect: Connection refused' >&2; exit 1 ;;
    *) exit 124 ;;
    esac`,
  );
  // A ring that lets in the roles named in a file, has the peers of another (with a release of their own, ` +4.1.10`), and
  // perhaps a keyspace kong.
  sandbox.command(
    'cqlsh',
    `statement="$(cat)"
    role="$(sed 's|.*/credentials/\\([a-z_]*\\).*|\\1|' <<<"$*")"
    for argument in "$@"; do if [ -e "$SANDBOX/refusing/$argument" ]; then echo AuthenticationFailed >&2; exit 1; fi; done
    if ! grep -qx "$role" "$SANDBOX/roles"; then echo AuthenticationFailed >&2; exit 1; fi
    case "$statement" in
    *system.peers*)
      printf ' key | release_version\\n-----+-----------------\\n local | %s\\n' "$(cat "$SANDBOX/release")"
      printf ' peer | release_version\\n------+-----------------\\n'
      sed 's/^/ /; s/$/ |         3.11.19/; s/ +\\([0-9.]*\\) |.*/ |          \\1/' "$SANDBOX/peers" ;;
    *system_schema*) printf ' replication\\n-----\\n'; if [ -e "$SANDBOX/kong" ]; then sed 's/^/ /' "$SANDBOX/kong"; fi ;;
    esac`,
  );
  sandbox.command('aws', `[ "$(grep -c '^aws' "$SANDBOX/calls")" -gt 2 ] && echo Superuser1`);
  sandbox.command(
    'curl',
    `case "$*" in
    *service-accounts*) echo '{"access_token":"token"}' ;;
    *secretmanager*) cat >/dev/null; echo '{"payload":{"data":"U3VwZXJ1c2VyMQ=="}}' ;;
    *) echo us-east-1 ;;
    esac`,
  );
  sandbox.write('roles', 'cassandra\n');
  sandbox.write('peers', '');
  sandbox.write('release', '3.11.19\n');
  return sandbox;
}

/** Where Cassandra keeps what it knows of itself. */
export const SYSTEM = '/var/lib/cassandra/data/system/local-7ad54392bcdd35a684174e047860b377';

/** Gives a node the data disk that it had, on which Cassandra ran a moment ago. */
export function joined(sandbox: Sandbox): Sandbox {
  sandbox.write('/var/lib/cassandra/topogen-joined', '');
  sandbox.write('/var/lib/cassandra/commitlog/CommitLog-6-1.log', '');
  sandbox.write(`${SYSTEM}/md-3-big-Data.db`, '');
  return sandbox;
}

/** What these nodes answer on the port for clients; all others are silent. */
export function answers(sandbox: Sandbox, answer: 'open' | 'closed', addresses: readonly string[]): void {
  for (const address of addresses) sandbox.write(`answers/${address}`, answer);
}

/** Cassandra runs on these nodes, whatever they answer clients. */
export function runsOn(sandbox: Sandbox, addresses: readonly string[]): void {
  for (const address of addresses) sandbox.write(`storage/${address}`, 'open');
}

/** Options that the next start of Cassandra gets. */
export function options(sandbox: Sandbox): string {
  return sandbox.read('/run/topogen/cassandra-start.env').replaceAll(sandbox.folder, '');
}

export function seedsOfFirstStart(sandbox: Sandbox): string {
  return /- seeds: "(.*)"/.exec(sandbox.read('/run/topogen/cassandra-first-start.yaml'))![1]!;
}

/** The option that every first start of a joining node has. */
export const FIRST_START = '-Dcassandra.config=file:///run/topogen/cassandra-first-start.yaml';

/** The option with the tokens that the plan has for a node of three, by the script's own arithmetic done anew. */
export function plannedTokens(datacenter: number, number: number): string {
  const first = firstToken({ datacenter, number, nodes: 3, racks: 3 });
  const tokens = Array.from({ length: TOKENS }, (_, i) => first + BigInt(i) * TOKEN_STEP);
  return `-Dcassandra.initial_token=${tokens.join(',')}`;
}
