import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { Plan } from '../../../plan/plan';
import {
  asked,
  block,
  instanceCommands,
  LAG_HEADING,
  nameCommand,
  NOTED_PLACE,
  PROMOTION_HEADING,
  REPLICA_HEADING,
} from './commands';
import { postgresqlOf } from './of-plan';
import { orderOfSizes, primaryInSpec, removal, waiting, type ReplicaParts } from './replica-pages';

/** The parts about replicas that Kong reads from, in traditional mode. */
export const READ_REPLICAS: ReplicaParts = { away: far, lag, promotion, comeAndGo };

function far(plan: Plan): string {
  const { primaryDatacenter, replicaDatacenters, host } = postgresqlOf(plan);
  const others = plan.datacenters.map(({ name }) => name).filter((name) => name !== primaryDatacenter);
  const readers =
    replicaDatacenters.length === 0
      ? 'So does every read of what it has not cached.'
      : `What it has not cached, Kong of ${replicaDatacenters.join(', ')} reads from a replica in its own datacenter.`;
  return `## The datacenter of the primary is away

Kong of ${others.join(', ')} writes to ${primaryDatacenter}, over the links, by the same name \`${host}\`, which is another record in each datacenter. ${readers} While ${primaryDatacenter} is away, nodes that run go on with what they have cached or read from a replica; **no node starts**, since its first look goes to the primary, and nothing can be changed. So wait if it is back within the hour: let no pool be rolled, and configure nothing. Whether to promote a replica is yours to decide, since there is no way back from it.
`;
}

function lag(plan: Plan): string {
  const { replicaHost } = postgresqlOf(plan);
  return `## ${LAG_HEADING}

A change that takes longer than \`db_update_propagation\` to a replica is not noticed by the nodes that read there, until they start again: watch the lag. On a Kong node of its datacenter, where the package postgresql-client has to be installed first, this prints it in seconds; with nothing written it grows although nothing is late:

${block(asked(plan, replicaHost, 'SELECT extract(epoch FROM now() - pg_last_xact_replay_timestamp())::int'))}`;
}

function promotion(plan: Plan, to: string, facts: CloudFactsTable): string {
  const { primaryDatacenter, host, replicaHost } = postgresqlOf(plan);
  const from = instanceCommands(plan, primaryDatacenter, facts);
  const there = instanceCommands(plan, to, facts);
  const adopt = there.commands.adopt(there.at, there.stack);
  return `## ${PROMOTION_HEADING}

The steps are for the replica of ${to}. **Fence the old primary before you promote**: two servers that both take writes are two configurations, and no tool makes one of them again. If the region of ${primaryDatacenter} does not answer at all, leave out 2 to 4: what had not reached ${to} by then is lost. Take ${primaryDatacenter} out of DNS, and fence it as soon as its region answers. Keep a copy of this page: the tree of step 6 has no replica and so none of these steps.

1. Let nobody configure Kong, and no pool be rolled.
2. On a Kong node of ${primaryDatacenter} (package postgresql-client), note how far the primary has come:

${block(asked(plan, host, 'SELECT pg_current_wal_lsn()'))}
3. Fence it: nobody reaches it any more, while replicas follow still.${waiting(from)}

${block(nameCommand(from.stack), from.commands.fence(from.at))}
4. On a Kong node of ${to}, repeat until it prints \`t\`, with what step 2 printed in the place of 0/0: the replica has every write.

${block(asked(plan, replicaHost, `SELECT pg_last_wal_replay_lsn() >= ${NOTED_PLACE}`))}
5. Promote it. It takes some minutes, and restarts:

${block(nameCommand(there.stack), there.commands.promote(there.at))}
6. ${primaryInSpec(plan, to)}
7. Apply \`${there.stack}\`: it finds the instance promoted, gives it the administrator's password and the backups of a primary, and leads the names of ${to} to it. Its plan must replace and destroy nothing of PostgreSQL.

${block(...(adopt === '' ? [] : [adopt]), `terraform -chdir=${there.stack} apply`)}
8. Apply the other clusters but \`${from.stack}\`: their names lead to ${to} within seconds, and no node is restarted for that.
9. When ${primaryDatacenter} is back, apply \`${from.stack}\`. It leads the names there to ${to}, and fails at the old instance, which is protected. Look at that first for writes that did not reach ${to}; then destroy it. A last backup of it stays.

${block(from.commands.retire(from.at, from.stack))}
10. Configure Kong again: a route that is made is served in each datacenter. Name ${primaryDatacenter} in \`replicas\` once its old instance is gone, and make a backup.
`;
}

function comeAndGo(plan: Plan): string {
  const { primaryDatacenter } = postgresqlOf(plan);
  return `## ${REPLICA_HEADING}

A replica is made by the name of its datacenter in \`replicas\`, on the cloud of ${primaryDatacenter} and in another region. Its nodes know the replica by a name that leads to the primary until it stands, so one apply of its cluster is enough. Copying takes a quarter of an hour and more.

${removal(' Its name leads to the primary before the replica goes; nodes follow within seconds.')}

${orderOfSizes(plan)}`;
}
