import { datacenterOf } from '../../../kernel/datacenter-of';
import { inTree, NO_WAY_BACK_NEEDED, SPEC_STAYS, type RunbookPart, type RunbookStep } from '../../runbook/runbook';
import type { Loss } from '../../simulate/loss';
import type { Standing } from '../recovery';
import { COPIES_HEADING } from './backup-copies';
import { LAG_HEADING, PROMOTION_HEADING, REPLICA_HEADING, RESTORE_HEADING } from './commands';
import { instanceIn, postgresqlOf } from './of-plan';

/** Returns the parts after a loss: the cloud brings back a machine, people the data of a whole datacenter. */
export function postgresqlLost({ plan }: Standing, loss: Loss): readonly RunbookPart[] {
  if (loss.kind === 'link' || (loss.kind === 'node' && loss.role !== 'datastore')) return [];
  const { datacenter } = loss;
  if (!plan.datacenters.some((it) => it.name === datacenter && instanceIn(it))) return [];
  if (loss.kind !== 'datacenter') return [machineLost(plan)];
  return datacenter === postgresqlOf(plan).primaryDatacenter
    ? primaryLost(plan, datacenter)
    : [replicaLost(plan, datacenter)];
}

/** Makes the part after the loss of one machine of the service. */
export function machineLost({ kong }: Pick<Standing['plan'], 'kong'>): RunbookPart {
  return part('PostgreSQL without it', undefined, {
    title: 'Leave it to the cloud',
    where: 'the console of the cloud, or your monitoring',
    commands: [],
    see: 'the instance is available, and has a standby again; a route that is made is served',
    back: NO_WAY_BACK_NEEDED,
    risk: `for a minute or two ${kong.hybrid ? 'the Admin API answers' : 'misses of the cache answer'} 500`,
    lasts: 'one to two minutes, and some more until there is a standby',
  });
}

/** Returns the cases after the loss of the primary's datacenter, from the one that loses least. */
function primaryLost(plan: Standing['plan'], name: string): readonly RunbookPart[] {
  const { host, replicaDatacenters } = postgresqlOf(plan);
  const [first] = replicaDatacenters;
  const page = (heading: string): string => `${inTree(plan.topology)}, by "${heading}" in its OPERATIONS.md`;
  const isAlone = plan.datacenters.length === 1;
  return [
    part('PostgreSQL is back with it', `the cloud has ${name} again, and the instance with its data`, {
      title: 'Wait for the cloud',
      where: 'the console of the cloud, or your monitoring',
      commands: [],
      see: 'the instance is available; a route that is made is served',
      back: NO_WAY_BACK_NEEDED,
      risk: isAlone
        ? 'there is no gateway until then'
        : plan.kong.hybrid
          ? 'nothing can be configured meanwhile; data planes serve what they have'
          : 'elsewhere no node starts and nothing can be configured meanwhile',
      lasts: 'as long as the cloud takes',
    }),
    ...(first === undefined
      ? []
      : [
          {
            ...part(
              `PostgreSQL of ${first} takes over`,
              `you have decided not to wait for ${name}: there is no way back from it`,
              {
                title: `Promote the replica of ${first}`,
                where: page(PROMOTION_HEADING),
                commands: [],
                see: 'a route that is made is served in each datacenter that is left',
                back: 'none: promotion is for good',
                risk: `two servers that take writes, if ${name} comes back and is not fenced at once; what had not reached ${first} is lost`,
                lasts: 'half an hour',
              },
            ),
            spec: `"datastore.primary" is ${first}, as that page says`,
          },
        ]),
    part(
      'A backup takes its place',
      `the cloud has ${name} again, but the data of the instance is lost${first === undefined ? '' : ', and no replica has taken over'}`,
      {
        title: 'Restore the newest moment beside it',
        where: page(RESTORE_HEADING),
        commands: [],
        see: `the name ${host} leads to the copy; a route that is made is served`,
        back: 'until the name leads to the copy: leave the copy, and wait for the instance',
        risk: 'configuration that was written after that moment is lost',
        lasts: 'a restore of the whole data',
      },
    ),
    ...fromCopies(plan, name),
  ];
}

/** Returns the case in which the region is gone and its backups are in another one; none if they are not. */
function fromCopies(plan: Standing['plan'], name: string): readonly RunbookPart[] {
  const there = datacenterOf(plan, name).backupCopies?.region;
  if (there === undefined) return [];
  return [
    {
      ...part(
        `Its backups in ${there} take its place`,
        `the region of ${name} is lost, and no replica has taken over`,
        {
          title: `Build ${name} in ${there}, and bring the newest backup into it`,
          where: `${inTree(plan.topology)}, by "${COPIES_HEADING}" in its OPERATIONS.md`,
          commands: [],
          see: 'a route that is made is served',
          back: 'none: the datacenter is then in another region',
          risk: 'what was written since that backup is lost',
          lasts: 'a first start, and a restore of the whole data',
        },
      ),
      spec: `${name} is in ${there}, as that page says`,
    },
  ];
}

function replicaLost(plan: Standing['plan'], name: string): RunbookPart {
  const { hybrid } = plan.kong;
  return part(`The replica of ${name}`, `${name} is back`, {
    title: 'See that it follows the primary',
    where: `a ${hybrid ? `control plane of ${hybrid.datacenter}` : `Kong node of ${name}`}, by "${LAG_HEADING}" in ${inTree(plan.topology)}/OPERATIONS.md`,
    commands: [],
    see: `${hybrid ? 'a line names it, with a few seconds at most' : 'its lag is below db_update_propagation'}. A replica that is gone, or follows no more, is removed and made anew, as "${REPLICA_HEADING}" there says`,
    back: NO_WAY_BACK_NEEDED,
    risk: hybrid
      ? 'nobody reads from it; until it has caught up, its promotion would lose the newest configuration'
      : `Kong of ${name} reads what its replica had before the loss`,
    lasts: 'as long as it takes to catch up',
  });
}

function part(title: string, only: string | undefined, step: RunbookStep): RunbookPart {
  return { title, ...(only === undefined ? {} : { only }), spec: SPEC_STAYS, steps: [step] };
}
