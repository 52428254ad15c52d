import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import { datacenterOf } from '../../../kernel/datacenter-of';
import type { Plan } from '../../../plan/plan';
import {
  asked,
  askedAsAdministrator,
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

/**
 * The parts about replicas in hybrid mode, where nobody reads from one: it waits to take the place of the primary when that one's
 * region is lost, and control planes come with it.
 */
export const WAITING_REPLICAS: ReplicaParts = { away, lag, promotion, comeAndGo };

function away(plan: Plan): string {
  const { primaryDatacenter, replicaDatacenters } = postgresqlOf(plan);
  const [first] = replicaDatacenters;
  const way =
    first === undefined
      ? `There is no other instance: whoever cannot wait restores a backup, or names a datacenter in \`replicas\` before that day comes.`
      : `Whether to promote the replica of ${first} is yours to decide, since there is no way back from it.`;
  return `## The datacenter of the primary is away

Control planes are away with ${primaryDatacenter}, and nothing can be configured. Data planes everywhere serve on with what they have on their own disk, and start over from it; a new machine needs the seed, which is in ${primaryDatacenter} too. So wait if it is back within the hour: let no pool be rolled. ${way}
`;
}

/** Returns a statement that prints a line for each replica. */
function perReplica(plan: Plan, what: string): string {
  return askedAsAdministrator(plan, `SELECT application_name, ${what} FROM pg_stat_replication`);
}

function lag(plan: Plan): string {
  const { primaryDatacenter, adminUser } = postgresqlOf(plan);
  return `## ${LAG_HEADING}

Nobody reads from a replica, and how late it is decides alone how much of the newest configuration is lost with ${primaryDatacenter}. On a control plane, where the package postgresql-client has to be installed first, this asks the primary as \`${adminUser}\` and prints a line for each replica that follows it, with the seconds until it had the last write; nothing after the name means none:

${block(perReplica(plan, 'extract(epoch FROM replay_lag)::int'))}`;
}

function promotion(plan: Plan, to: string, facts: CloudFactsTable): string {
  const { primaryDatacenter, host } = postgresqlOf(plan);
  const from = instanceCommands(plan, primaryDatacenter, facts);
  const there = instanceCommands(plan, to, facts);
  const adopt = there.commands.adopt(there.at, there.stack);
  const bucket = facts[datacenterOf(plan, primaryDatacenter).cloud].seedBucketResource;
  return `## ${PROMOTION_HEADING}

The steps are for the replica of ${to}, and control planes move with the primary: those of ${to} are made by step 8. Data planes serve all the while. **Fence the old primary before you promote**: two servers that both take writes are two configurations, and no tool makes one of them again. If the region of ${primaryDatacenter} does not answer at all, leave out 2 to 5: what had not reached ${to} by then is lost. Fence ${primaryDatacenter} as soon as its region answers, and make up for step 5 in the tree as it was before step 7. Keep a copy of this page: the tree of step 7 has no replica and so none of these steps.

1. Let nobody configure Kong, and no pool be rolled.
2. On a control plane of ${primaryDatacenter} (package postgresql-client), note how far the primary has come:

${block(asked(plan, host, 'SELECT pg_current_wal_lsn()'))}
3. There too, repeat until the line of each replica ends in \`t\`, with what step 2 printed in the place of 0/0: it has every write. No line at all means that no replica follows: go no further.

${block(perReplica(plan, `replay_lsn >= ${NOTED_PLACE}`))}
4. Fence the primary: nobody reaches it any more, while replicas follow still.${waiting(from)}

${block(nameCommand(from.stack), from.commands.fence(from.at))}
5. Let the bucket of the seed go with the control planes, which the cloud would refuse; nothing but this bucket is touched:

${block(`terraform -chdir=${from.stack} apply -target=${bucket} -var=kong_seed_deletion_protection=false`)}
6. Promote the replica. It takes some minutes, and restarts:

${block(nameCommand(there.stack), there.commands.promote(there.at))}
7. ${primaryInSpec(plan, to)}
8. Apply \`${there.stack}\`: it finds the instance promoted, gives it the administrator's password and the backups of a primary, and makes control planes beside it with their balancer and a bucket for the seed. Its plan must replace and destroy nothing of PostgreSQL.

${block(...(adopt === '' ? [] : [adopt]), `terraform -chdir=${there.stack} apply`)}
9. Apply the other clusters but \`${from.stack}\`: the name \`${plan.kong.hybrid?.host ?? ''}\` leads to ${to} within seconds, and data planes come by themselves; no node is restarted for that.
10. When ${primaryDatacenter} is back, apply \`${from.stack}\`. It takes the control planes there away, and fails at the old instance, which is protected. Look at that first for writes that did not reach ${to}; then destroy it. A last backup of it stays.

${block(from.commands.retire(from.at, from.stack))}
11. Configure Kong again: a route that is made is served in each datacenter. Name ${primaryDatacenter} in \`replicas\` once its old instance is gone, and make a backup.
`;
}

function comeAndGo(plan: Plan): string {
  const { primaryDatacenter } = postgresqlOf(plan);
  return `## ${REPLICA_HEADING}

A replica is made by the name of its datacenter in \`replicas\`, on the cloud of ${primaryDatacenter} and in another region; one apply of its cluster is enough. Copying takes a quarter of an hour and more. No machine has a way to it until it is promoted.

${removal('')}

${orderOfSizes(plan)}`;
}
