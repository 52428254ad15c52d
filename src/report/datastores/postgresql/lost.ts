import { inTree, SPEC_STAYS, type Part } from '../../runbook/runbook';
import type { Loss } from '../../simulate/loss';
import type { Standing } from '../recovery';
import { postgresqlLosses } from './losses';
import { postgresqlOf } from './of-plan';

/** Returns the parts after a loss: the cloud brings back a machine, people the data of a whole datacenter. */
export function postgresqlLost({ plan }: Standing, loss: Loss): readonly Part[] {
  const { primaryDatacenter, host } = postgresqlOf(plan);
  const { remedies } = postgresqlLosses(plan);
  const isThere = loss.kind !== 'link' && loss.datacenter === primaryDatacenter;
  if (!isThere || (loss.kind === 'node' && loss.role !== 'datastore')) return [];
  const isAll = loss.kind === 'datacenter';
  const where = `${inTree(plan.topology)}, by the commands of its OPERATIONS.md`;
  return [
    {
      title: isAll ? 'PostgreSQL is lost with it' : 'PostgreSQL without it',
      spec: SPEC_STAYS,
      steps: [
        {
          title: isAll ? 'Wait for the cloud, or restore' : 'Leave it to the cloud',
          where,
          commands: [],
          see: isAll
            ? `the name ${host} leads to an instance that answers: to the old one when the cloud has it again, or ${remedies.access.replace(/^restore/, 'to')}`
            : `${remedies.member}; a route that is made is served`,
          back: 'none is needed',
          risk: isAll
            ? 'Kong serves what it has cached; configuration that was written after the backup is lost with the old instance'
            : 'for a minute or two misses of the cache answer 500',
          lasts: isAll ? 'as long as the cloud takes, or a restore of the whole data' : 'one to two minutes',
        },
      ],
    },
  ];
}
