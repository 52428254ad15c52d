import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { Plan } from '../../../plan/plan';
import { block, nameCommand, REPLICA_HEADING, type InstanceCommands } from './commands';
import { postgresqlOf } from './of-plan';

/** The parts of the page on operations about replicas in other regions, as each mode of Kong has them. */
export interface ReplicaParts {
  /** Words on what stands still while the datacenter of the primary is away. */
  away(plan: Plan): string;
  /** Statement that tells how late a replica is. */
  lag(plan: Plan): string;
  /** Steps by which a replica takes over for good. */
  promotion(plan: Plan, to: string, facts: CloudFactsTable): string;
  /** Steps by which a replica comes or goes. */
  comeAndGo(plan: Plan): string;
}

/** Renders the parts about replicas; none where there are no other datacenters. The steps of a promotion are for the first one. */
export function renderReplicas(plan: Plan, facts: CloudFactsTable, parts: ReplicaParts): readonly string[] {
  const [first] = postgresqlOf(plan).replicaDatacenters;
  if (plan.datacenters.length === 1) return [];
  return [
    parts.away(plan),
    ...(first === undefined ? [] : [parts.lag(plan), parts.promotion(plan, first, facts)]),
    parts.comeAndGo(plan),
  ];
}

/** Says how the spec makes a replica the primary: the other replicas follow the former one still, so they go. */
export function primaryInSpec(plan: Plan, to: string): string {
  const others = postgresqlOf(plan).replicaDatacenters.filter((name) => name !== to);
  const out =
    others.length === 0
      ? ''
      : `; take ${others.join(', ')} out too, which follow the old primary still: first take the protection of each away, as under "${REPLICA_HEADING}"`;
  return `In the spec write \`"primary": "${to}"\`, and take ${to} out of \`replicas\`${out}. Generate with \`--allow replica-promoted:${to}\`${others.map((name) => ` \`--allow replica-removed:${name}\``).join('')}.`;
}

/**
 * Says how a replica is removed.
 *
 * @param then what happens to its readers; empty where it has none
 */
export function removal(then: string): string {
  return `To remove one:

1. With the tree as it is, take its protection away: \`terraform -chdir=cluster-<datacenter> apply -var=postgresql_deletion_protection=false\`.
2. Take its datacenter out of \`replicas\`, generate with \`--allow replica-removed:<datacenter>\`, and apply that cluster.${then}`;
}

/** Says what else a change at once makes, where changes wait for a window; empty where none does. */
export function waiting({ commands, at, stack }: InstanceCommands): string {
  const list = commands.listWaiting(at);
  if (list === '') return '';
  return ` The cloud makes every change of the instance that waits for its maintenance window with it. So look first what waits; a change of machine or release that is listed takes its own time, and the fence stands only after it:

${block(nameCommand(stack), list)}`.trimEnd();
}

/** Says in which order instances get another machine type. */
export function orderOfSizes(plan: Plan): string {
  return `A replica lets in as many connections as the primary and stops to follow one that lets in more. So when the machine type grows, apply the clusters of replicas first and that of ${postgresqlOf(plan).primaryDatacenter} last; when it shrinks, the other way round.
`;
}
