import { applied, generated, inTree, synthCommand, type RunbookPart, type RunbookStep } from '../../runbook/runbook';
import { staying, type Change } from '../transitions';
import { LAG_HEADING, PROMOTION_HEADING, REPLICA_HEADING } from './commands';
import { instanceIn, postgresqlOf } from './of-plan';

/** Returns the part in which a replica becomes the primary; none if the primary stays. */
export function promotionParts({ before, after }: Change): readonly RunbookPart[] {
  const [was, is] = [postgresqlOf(before).primaryDatacenter, postgresqlOf(after).primaryDatacenter];
  if (was === is) return [];
  const words = before.kong.hybrid ? PROMOTED.hybrid : PROMOTED.traditional;
  return [
    {
      title: `PostgreSQL of ${is} takes over from ${was}`,
      why: 'there is no way back from it, and nobody can configure Kong meanwhile',
      spec: `"datastore.primary" is ${is}, and neither ${was} nor ${is} is in "datastore.replicas"`,
      steps: [
        {
          title: `Fence ${was}, wait until ${is} has every write, and promote it`,
          where: `${inTree(before.topology)}, by steps ${words.before} of "${PROMOTION_HEADING}" in its OPERATIONS.md`,
          commands: [],
          see: `the cloud shows the instance of ${is} as available, with no source`,
          back: `until it is promoted: terraform -chdir=cluster-${was} apply lets clients in again`,
          risk: `${words.meanwhile}, until the next step but one is done`,
          lasts: 'ten to twenty minutes',
        },
        {
          ...generated(after, words.tree),
          commands: [`${synthCommand(after)} --allow replica-promoted:${is}`],
        },
        {
          title: `Apply ${is}, then the others, and ${was} last`,
          where: `${inTree(after.topology)}, with what steps ${words.after} of "${PROMOTION_HEADING}" in the former OPERATIONS.md say`,
          commands: applied(
            `cluster-${is}`,
            ...after.datacenters
              .map(({ name }) => name)
              .filter((name) => name !== is && name !== was)
              .map((name) => `cluster-${name}`),
            `cluster-${was}`,
          ),
          see: `the plan of cluster-${is} replaces and destroys nothing of PostgreSQL; a route that is made is served in each datacenter`,
          back: 'none: promotion is for good',
          risk: `the instance of ${was} is destroyed, a last backup of it stays; the cloud refuses until its protection is taken away: look for writes that did not arrive before`,
          lasts: 'half an hour',
        },
      ],
    },
  ];
}

/** Words on a promotion, by the mode of Kong. Steps are those of OPERATIONS.md. */
const PROMOTED = {
  traditional: {
    before: '1 to 5',
    after: '7 to 9',
    tree: 'the instances of PostgreSQL, their names and the migrations job',
    meanwhile: 'misses of the cache answer 500, and no node starts',
  },
  hybrid: {
    before: '1 to 6',
    after: '8 to 10',
    tree: 'the instances of PostgreSQL, their names, the control planes with what is beside them, and the migrations job',
    meanwhile: 'nothing can be configured, while data planes serve',
  },
} as const;

/** Returns the parts that make replicas in datacenters that stay, or remove them. */
export function replicaParts(change: Change, which: 'growing' | 'shrinking'): readonly RunbookPart[] {
  const { before, after } = change;
  const primaries = [postgresqlOf(before).primaryDatacenter, postgresqlOf(after).primaryDatacenter];
  return staying(change).flatMap(([old, fresh]): RunbookPart[] => {
    const [was, is] = [instanceIn(old), instanceIn(fresh)];
    if (primaries.includes(fresh.name) || (which === 'growing' ? was || !is : !was || is)) return [];
    return [
      {
        title:
          which === 'growing'
            ? `A replica of PostgreSQL in ${fresh.name}`
            : `The replica of PostgreSQL in ${fresh.name} goes`,
        why: after.kong.hybrid
          ? 'nothing can take the place of the primary without it, so nothing else should go wrong meanwhile'
          : 'Kong of its datacenter reads from elsewhere afterwards, which nothing else should disturb',
        spec: `"datastore.replicas" as the new spec has it`,
        steps: which === 'growing' ? made(change, fresh.name) : removed(change, fresh.name),
      },
    ];
  });
}

function made({ after }: Change, datacenter: string): readonly RunbookStep[] {
  return [
    generated(after, onlyThere(after, datacenter)),
    {
      title: `Apply ${datacenter}`,
      where: inTree(after.topology),
      commands: applied(`cluster-${datacenter}`),
      see: after.kong.hybrid
        ? `"${LAG_HEADING}" in OPERATIONS.md prints a line of it, with a few seconds at most`
        : `its lag, as "${LAG_HEADING}" in OPERATIONS.md prints it, is below db_update_propagation; a route that is made is served`,
      back: `the same with the tree as it was before, as "${REPLICA_HEADING}" in OPERATIONS.md says`,
      risk: after.kong.hybrid
        ? 'none: nobody reads from it'
        : 'none: the name of the replica leads to the primary until it stands',
      lasts: 'a quarter of an hour and more',
    },
  ];
}

function removed({ before, after }: Change, datacenter: string): readonly RunbookStep[] {
  const stack = `cluster-${datacenter}`;
  return [
    {
      title: 'Take its protection away',
      where: `${inTree(before.topology)}, with the tree as it is`,
      commands: [`terraform -chdir=${stack} apply -var=postgresql_deletion_protection=false`],
      see: 'the plan changes the deletion protection of the replica, and nothing else',
      back: `terraform -chdir=${stack} apply`,
      risk: 'none: nobody destroys it meanwhile',
      lasts: 'a minute',
    },
    {
      ...generated(after, onlyThere(after, datacenter)),
      commands: [`${synthCommand(after)} --allow replica-removed:${datacenter}`],
    },
    {
      title: `Apply ${datacenter}`,
      where: inTree(after.topology),
      commands: applied(stack),
      see: after.kong.hybrid
        ? 'the plan destroys the replica with what leads to it, and changes no machine'
        : 'the plan changes the name before it destroys the replica; a route that is made is served in it',
      back: 'name it in "datastore.replicas" again: it is copied anew',
      risk: after.kong.hybrid
        ? 'nothing takes the place of the primary from now on, when its datacenter is lost'
        : 'every miss of the cache waits for the primary from now on',
      lasts: 'some minutes',
    },
  ];
}

/** Returns what of the tree a replica changes. Data planes have no names of it and no settings. */
function onlyThere({ kong }: Change['after'], datacenter: string): string {
  return `the replica in ${datacenter}${kong.hybrid ? '' : ', its names and the settings of Kong there'}`;
}
