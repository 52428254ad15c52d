import { renderParts, renderSteps } from '../../operations/steps';
import type { Standing } from '../recovery';
import { BEGIN_RING, DECOMMISSION, EXTEND, GROW_FILE_SYSTEM, REPAIR_ALL } from './commands';
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
export function renderCassandraOperations(standing: Standing, bridged: string): string {
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

## A data disk is enlarged

Apply the larger disk, then run \`${GROW_FILE_SYSTEM}\` on each of its nodes: the file system grows while Cassandra runs. A node that is restarted does it by itself.

## A datacenter is added

1. Add it to the spec, generate, and apply in the order of [README.md](README.md), or all at once by \`npx cdktf deploy '*'\`: first \`shared\` and every network, since the second datacenter of a topology brings the first one's network its gateway; then \`links\`; then every cluster, the older ones too, since they gain the firewall rules without which the new nodes wait for ever. Its nodes join without data, and Kong there waits until all of them are filled.
2. When all its nodes are up, run \`${EXTEND}\` on each of them, one after another. The first run adds the datacenter to the replication of every keyspace; each run streams that node's data from the first datacenter, or from the one that is named: \`${EXTEND} eu-west\`.

## A password is changed

Terraform makes the passwords in the stack \`shared\`, and each cluster's secret manager has copies. A new one there is not yet the ring's: do all of the steps. \`topogen runbook <spec> --rotate <password>\` has them by themselves. The first node of the ring brings Kong's by itself when it starts again; its machine has no \`topogen-ring-passwords\`.

### Of Kong's role

${renderSteps(rotationSteps(standing, KONGS))}
### Of the ring's superuser

${renderSteps(rotationSteps(standing, SUPERUSERS))}
## A datacenter is removed

The order matters: a gateway with tunnels or attachments cannot be deleted, and generating takes away the folders of stacks that the spec no longer has. Commands are for the folder of this page, with the datacenter's name for \`<dc>\`; each stack needs its \`terraform -chdir=<stack> init\` once. Whoever changed the spec and generated too early brings back spec, lock file and this tree from version control.

1. Send no more requests to its gateways, and run \`${REPAIR_ALL}\` on its nodes.
2. As \`ring_admin\`, take it out of the replication of \`kong\`, \`system_distributed\` and \`system_traces\` by ALTER KEYSPACE. Cassandra 4.1 and later let \`system_auth\` drop it only when its nodes are gone.
3. Run \`${DECOMMISSION}\` on each of its nodes, one after another, with \`--force\` from 4.1 on, where \`system_auth\` still wants copies there. Then take it out of \`system_auth\`.
4. Destroy its cluster: \`terraform -chdir=cluster-<dc> destroy\`. Where that has a variable \`deletion_protection\`, apply it with \`-var=deletion_protection=false\` first: its load balancer stays otherwise.
5. In two cases destroy its links now, since the next \`links\` could not:
   - One datacenter stays, so there will be no stack \`links\`: \`terraform -chdir=links destroy\`.
   - Two or more stay, none of them on its cloud${orAccount(standing)}, so \`links\` will have no provider for that: \`terraform -chdir=links destroy -target=data.terraform_remote_state.network_<dc>\`, with \`_\` for each \`-\` of the name. This destroys what depends on its network, and nothing else.
6. Set the folder of its network aside, as deep as it was, so that a local state is found: \`mkdir -p ../leaving && mv network-<dc> ../leaving/\`.
7. Take it out of the spec, and generate: \`topogen synth <spec> --allow datacenter-removed:<dc>\`.
8. Where there is a stack \`links\`, apply it: \`terraform -chdir=links apply\`. It takes down the links to the datacenter.
9. Destroy its network, \`terraform -chdir=../leaving/network-<dc> destroy\`, and remove \`../leaving\`.
10. Apply all stacks in the order of README.md, or by \`npx cdktf deploy '*'\`: clusters drop the rules for its nodes, and the network of the last datacenter drops what links needed.

## Changed settings

User data is read at a machine's first boot. A node takes changed files when its machine is made anew with its data disk: one node at a time, the next one when \`nodetool status\` shows the last one up and normal.

## Repairs

${REPAIRS}`;
}

/** Renders what a machine does by itself when it comes back, and the steps for one node in the place of all. */
/** Returns the words for the other reason why links lack a provider, where datacenters have several accounts. */
function orAccount({ plan }: Standing): string {
  return plan.datacenters.some(({ providerAlias }) => providerAlias !== undefined) ? ', or none in its account' : '';
}

function lostMachine(standing: Standing): string {
  const [at] = nodesOfAll(standing.plan);
  if (!at) throw new Error('the ring has no node');
  const { datacenter, node } = at;
  return `With its data disk a node starts at once, if the disk is its own, was written by its release line, and by Cassandra within ${FORGOTTEN}. Else it waits, and says for what in its journal and on its serial console: its data is left as it is until an operator says what is to become of it. Without its data disk it finds its own address in the ring, replaces itself and streams its data from the others; it waits while any node of the ring runs another release line than its own, since nodes of two lines do not stream to each other.

\`topogen runbook <spec> --lost node:<datacenter>/<node>\` has the steps of each node. Those of ${node.name} of ${datacenter}:

${renderParts(nodeLost(standing, datacenter, node.name))}`;
}
