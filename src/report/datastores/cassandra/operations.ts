import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { Plan } from '../../../plan/plan';
import { renderParts, renderSteps } from '../../operations/steps';
import type { Standing } from '../recovery';
import { BEGIN_RING, CQLSH_TLS } from './commands';
import { growthPages } from './growth-pages';
import { renderBackups, RING_FROM_SNAPSHOTS } from './backups';
import { ringOf } from './of-plan';
import { authoritySteps, certificateOf, certificateSteps } from './runbook/certificates';
import { nodeLost } from './runbook/lost';
import { nodesOfAll } from './runbook/nodes';
import { REPAIRS } from './repairs';
import { KONGS, rotationSteps, SUPERUSERS } from './runbook/passwords';
import { FORGOTTEN } from './runbook/too-late';

/**
 * Renders the ring's part of the page on operations, in Markdown: the nodes' own work, and an operator's.
 *
 * @param standing the topology, for steps that name its stacks
 * @param bridged the time that hints are kept, e.g. `three hours`
 */
export function renderCassandraOperations(standing: Standing, facts: CloudFactsTable, bridged: string): string {
  return `# The Cassandra ring in operation

Every node writes what it does and what it waits for to its journal: \`journalctl --unit cassandra --unit topogen-prepare --unit topogen-ring-init\`.

## First start

Nodes may be created in any order. The first node of the first datacenter begins the ring as soon as every other node of the topology has answered that it serves no clients, so the ring begins when the last cluster is applied: a silent node could hold a ring that this one must join. Every other node waits for the one before it in \`/etc/topogen/ring.env\`. When all are up and normal, the first node initialises the ring: replication of the system keyspaces, the superuser \`ring_admin\`, the end of the superuser that every Cassandra is born with, role and keyspace \`kong\`. Passwords are in each cloud's secret manager.

Until then every node lets in the superuser \`cassandra\` with the password \`cassandra\`, as every Cassandra is born. Its port 9042 is open to nodes of the ring and to Kong of the same datacenter alone, and there is no data yet. So apply the clusters soon after each other, and see that the journal of \`topogen-ring-init\` ends with "the ring is initialised" before anybody trusts the ring.

## A lost machine

${lostMachine(standing)}
## A lost zone, datacenter or link

\`topogen runbook <spec> --lost <word>\` has the steps of each: \`zone:<datacenter>/<letter>\`, \`datacenter:<datacenter>\`, \`link:<datacenter>--<datacenter>\`. A node that needs more than ${bridged} to come back needs a repair afterwards, since hints for it were no longer kept; one that needs ${FORGOTTEN} waits for an operator, as above.

When no node anywhere serves and some will never answer again, say after the loss of a whole datacenter, the first node waits for ever: its journal names the silent ones. If none of them holds data that is still wanted, \`${BEGIN_RING}\` on the first node lets it begin a new, empty ring.

## A node ran out of memory

Java leaves a dump of its heap at \`/var/lib/cassandra/heap.hprof\`, on the data disk, and where it crashed an \`hs_err_pid\` file beside it. Take the dump away when it was read: it is as large as the heap, holds rows, and no second one is written while it is there.

${growthPages(standing)}
## A password is changed

Terraform makes the passwords in the stack \`shared\`, and each cluster's secret manager has copies. A new one there is not yet the ring's: do all of the steps. \`topogen runbook <spec> --rotate <password>\` has them by themselves. The first node of the ring brings Kong's by itself when it starts again; its machine has no \`topogen-ring-passwords\`.

### Of Kong's role

${renderSteps(rotationSteps(standing, KONGS))}
### Of the ring's superuser

${renderSteps(rotationSteps(standing, SUPERUSERS))}
${encryption(standing)}## Changed settings

User data is read at a machine's first boot. A node takes changed files when its machine is made anew with its data disk: one node at a time, the next one when \`nodetool status\` shows the last one up and normal.

${renderBackups(standing, facts)}
## Repairs

${REPAIRS}`;
}

/** Renders the section on certificates; empty where nothing is encrypted. */
function encryption(standing: Standing): string {
  const { plan } = standing;
  const certificate = certificateOf(plan);
  if (!certificate) return '';
  const { internode, clients } = ringOf(plan).encryption ?? {};
  const days = certificate.renewalHours / 24;
  return `## Encryption

Traffic between nodes: \`internode_encryption: ${internode}\`. Clients: ${clients ? 'by TLS alone' : 'in plain text'}. All nodes show one certificate, which one of two authorities of the topology has signed; their keys are in the state of \`shared\` alone. A node fetches the certificate before each start of Cassandra, and makes the stores in \`/etc/cassandra/tls\` of it; beside them are the certificate, \`node.pem\`, and those of the authorities, \`authorities.pem\`, that which has signed first. What is encrypted cannot change on a ring that stands.${
    clients ? ` People who use cqlsh on a node do so by \`${CQLSH_TLS}\`.` : ''
  }

From ${days} days before its end on each apply of \`shared\` makes another certificate, and the first two apply steps below it bring it to the nodes; \`topogen runbook <spec> --rotate ${certificate.secret}\` has the steps of one at any time. Nodes and Kong go on serving throughout, since every machine trusts both authorities.

### A new certificate

${renderSteps(certificateSteps(standing, certificate))}
### New authorities

An authority holds for ${certificate.authorityHours / 24 / 365} years. Never replace the one that signs: nodes that have the new one and those that have not would refuse each other. Where the key of one may be known to others, go all of the steps at once.

${renderSteps(authoritySteps(standing, certificate))}
`;
}

/** The fault CASSANDRA-19580, and the way out of it as it was gone on real nodes of 3.11. */
const RETRIED = `Where such a start was cut short, and the node begins with an empty disk once more, it may fail at each start with "Unable to contact any seeds!" in \`/var/log/cassandra/system.log\`: to the others its state is \`hibernate\` (\`nodetool gossipinfo\`), and to such a node they send nothing unless it is a seed of theirs. Let one take it for a seed until it has joined: on a node that is up and normal, and is named under \`seeds\` in \`/etc/cassandra/cassandra.yaml\`, with the address of the node that fails for \`<address>\`:

\`\`\`sh
sudo sed --in-place 's/^\\( *- seeds: "\\)/\\1<address>,/' /etc/cassandra/cassandra.yaml
sudo systemctl restart cassandra
\`\`\`

The other one joins at one of its next starts, by itself. Then take it out again, for the next restart: \`sudo sed --in-place '/- seeds:/s/<address>,//' /etc/cassandra/cassandra.yaml\`.`;

/** Renders the way back of a node that all others have forgotten; empty where no section has it. */
function unseen({ datacenters, backups }: Plan): string {
  if (!backups || datacenters.length === 1) return '';
  return `Where every other node was stopped and started while it was away, Cassandra ends with "doesn't exist in gossip": to replace a node, the ring must have seen it since. Nor does it take one in beside fewer racks than a row has copies (both seen with 3.11.19). Its whole datacenter is added anew, from another one: step 6 of "${RING_FROM_SNAPSHOTS}" below.

`;
}

/** Renders what a machine does by itself when it comes back, and the steps for one node in the place of all. */
function lostMachine(standing: Standing): string {
  const [at] = nodesOfAll(standing.plan);
  if (!at) throw new Error('the ring has no node');
  const { datacenter, node } = at;
  return `With its data disk a node starts at once, if the disk is its own, was written by its release line, and by Cassandra within ${FORGOTTEN}. Else it waits, and says for what in its journal and on its serial console: its data is left as it is until an operator says what is to become of it. Without its data disk it finds its own address in the ring, replaces itself and streams its data from the others; it waits while any node of the ring runs another release line than its own, since nodes of two lines do not stream to each other. Of several, each waits until the one before it serves, and names that one in its journal: look there first.

${RETRIED}

${unseen(standing.plan)}\`topogen runbook <spec> --lost node:<datacenter>/<node>\` has the steps of each node. Those of ${node.name} of ${datacenter}:

${renderParts(nodeLost(standing, datacenter, node.name))}`;
}
