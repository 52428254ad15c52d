import { DECOMMISSION, EXTEND, GROW_FILE_SYSTEM, REPAIR_ALL } from './commands';

/**
 * Renders the ring's part of the page on operations, in Markdown: the nodes' own work, and an operator's.
 *
 * @param bridged the time that hints are kept, e.g. `three hours`
 */
export function renderCassandraOperations(bridged: string): string {
  return `# The Cassandra ring in operation

Every node writes what it does and what it waits for to its journal: \`journalctl --unit cassandra --unit topogen-prepare --unit topogen-ring-init\`.

## First start

Nodes may be created in any order. The first node of the first datacenter begins the ring as soon as every other node of the topology has answered that it serves no clients, so the ring begins when the last cluster is applied: a silent node could hold a ring that this one must join. Every other node waits for the one before it in \`/etc/topogen/ring.env\`. When all are up and normal, the first node initialises the ring: replication of the system keyspaces, the superuser \`ring_admin\`, the end of the superuser that every Cassandra is born with, role and keyspace \`kong\`. Passwords are in each cloud's secret manager.

Until then every node lets in the superuser \`cassandra\` with the password \`cassandra\`, as every Cassandra is born. Its port 9042 is open to nodes of the ring and to Kong of the same datacenter alone, and there is no data yet. So apply the clusters soon after each other, and see that the journal of \`topogen-ring-init\` ends with "the ring is initialised" before anybody trusts the ring.

## A lost machine

Let Terraform make it anew. With its data disk it starts at once. Without, it finds its own address in the ring, replaces itself and streams its data from the others. A node that was away for longer than ${bridged} needs \`nodetool repair\` afterwards, since hints for it were no longer kept. Without its data it waits while any node of the ring runs another release line than its own, and says which: nodes of two lines do not stream to each other.

When no node anywhere serves and some will never answer again, say after the loss of a whole datacenter, the first node waits for ever: its journal names the silent ones. If none of them holds data that is still wanted, \`sudo touch /run/topogen/begin-ring\` on the first node lets it begin a new, empty ring.

## A node ran out of memory

Java leaves a dump of its heap at \`/var/lib/cassandra/heap.hprof\`, on the data disk, and where it crashed an \`hs_err_pid\` file beside it. Take the dump away when it was read: it is as large as the heap, holds rows, and no second one is written while it is there.

## A data disk is enlarged

Apply the larger disk, then run \`${GROW_FILE_SYSTEM}\` on each of its nodes: the file system grows while Cassandra runs. A node that is restarted does it by itself.

## A datacenter is added

1. Add it to the spec, generate, and apply in the order of [README.md](README.md), or all at once by \`npx cdktf deploy '*'\`: first \`shared\` and every network, since the second datacenter of a topology brings the first one's network its gateway; then \`links\`; then every cluster, the older ones too, since they gain the firewall rules without which the new nodes wait for ever. Its nodes join without data, and Kong there waits until all of them are filled.
2. When all its nodes are up, run \`${EXTEND}\` on each of them, one after another. The first run adds the datacenter to the replication of every keyspace; each run streams that node's data from the first datacenter, or from the one that is named: \`${EXTEND} eu-west\`.

## A password is changed

Terraform makes the passwords in the stack \`shared\`, and each cluster's secret manager has copies. A new one there is not yet the ring's: do all of these steps, with every node up and normal.

1. For the superuser's password alone: keep the one before until the end, \`terraform -chdir=shared output -raw cassandra_superuser_password\`. No copy of it is left afterwards, but in earlier versions of the state.
2. Make a new one: \`terraform -chdir=shared apply -replace=random_password.cassandra_kong_password\`, or \`...cassandra_superuser_password\`.
3. Apply every cluster: \`terraform -chdir=cluster-<dc> apply\`. The secret managers have it from now on. Kong nodes that start before step 4 wait; those that run go on.
4. On one node of the ring, any but the first of the first datacenter: \`sudo topogen-ring-passwords\`. It gives the roles the passwords of the secret manager, and asks for the superuser's one before if it needs that. That first node brings Kong's by itself when it starts again.
5. After Kong's password, at once, on every Kong node of every datacenter, one after another: \`sudo rm /run/topogen/kong-password && sudo systemctl restart kong\`. A node that still has the old one serves from its cache and by the connections that it has, and can open no new ones to the datastore.

Nothing signs in as \`ring_admin\` but the first node's initialisation and \`topogen-ring-extend\`, so that its password disturbs no traffic.

## A datacenter is removed

The order matters: a gateway with tunnels or attachments cannot be deleted, and generating takes away the folders of stacks that the spec no longer has. Commands are for the folder of this page, with the datacenter's name for \`<dc>\`; each stack needs its \`terraform -chdir=<stack> init\` once. Whoever changed the spec and generated too early brings back spec, lock file and this tree from version control.

1. Send no more requests to its gateways, and run \`${REPAIR_ALL}\` on its nodes.
2. As \`ring_admin\`, take it out of the replication of \`kong\`, \`system_distributed\` and \`system_traces\` by ALTER KEYSPACE. Cassandra 4.1 and later let \`system_auth\` drop it only when its nodes are gone.
3. Run \`${DECOMMISSION}\` on each of its nodes, one after another, with \`--force\` from 4.1 on, where \`system_auth\` still wants copies there. Then take it out of \`system_auth\`.
4. Destroy its cluster: \`terraform -chdir=cluster-<dc> destroy\`. Where that has a variable \`deletion_protection\`, apply it with \`-var=deletion_protection=false\` first: its load balancer stays otherwise.
5. In two cases destroy its links now, since the next \`links\` could not:
   - One datacenter stays, so there will be no stack \`links\`: \`terraform -chdir=links destroy\`.
   - Two or more stay, none of them on its cloud, so \`links\` will have no provider for that: \`terraform -chdir=links destroy -target=data.terraform_remote_state.network_<dc>\`, with \`_\` for each \`-\` of the name. This destroys what depends on its network, and nothing else.
6. Set the folder of its network aside, as deep as it was, so that a local state is found: \`mkdir -p ../leaving && mv network-<dc> ../leaving/\`.
7. Take it out of the spec, and generate.
8. Where there is a stack \`links\`, apply it: \`terraform -chdir=links apply\`. It takes down the links to the datacenter.
9. Destroy its network, \`terraform -chdir=../leaving/network-<dc> destroy\`, and remove \`../leaving\`.
10. Apply all stacks in the order of README.md, or by \`npx cdktf deploy '*'\`: clusters drop the rules for its nodes, and the network of the last datacenter drops what links needed.

## Changed settings

User data is read at a machine's first boot. A node takes changed files when its machine is made anew with its data disk: one node at a time, the next one when \`nodetool status\` shows the last one up and normal.

## Repairs

Cassandra needs every row repaired within \`gc_grace_seconds\`, ten days, or deleted rows may return: run \`nodetool repair --full --partitioner-range kong\` and the same for \`system_auth\` weekly on every node, one after another.
`;
}
