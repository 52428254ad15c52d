import { datacenterOf } from '../../../kernel/datacenter-of';
import type { DatacenterPlan, Plan } from '../../../plan/plan';
import {
  applied,
  generated,
  inTree,
  NO_WAY_BACK_NEEDED,
  type RunbookPart,
  type RunbookStep,
} from '../../runbook/runbook';
import { staying, type Change, type DatastoreTransitions } from '../transitions';
import { SETTINGS_HEADING } from './commands';
import { instanceIn, postgresqlOf } from './of-plan';
import { promotionParts, replicaParts } from './replica-parts';

/** `POSTGRESQL_TRANSITIONS` leads PostgreSQL from one plan to another. */
export const POSTGRESQL_TRANSITIONS: DatastoreTransitions = {
  growing: (change) => [
    ...promotionParts(change),
    ...instanceParts(change, 'growing'),
    ...releaseParts(change),
    ...replicaParts(change, 'growing'),
  ],
  shrinking: (change) => [...replicaParts(change, 'shrinking'), ...instanceParts(change, 'shrinking')],
  joining: () => [],
  leaving: () => [],
  isPlain: (plan, datacenter) => instanceIn(datacenterOf(plan, datacenter)) === undefined,
  saving: (plan, label) => ({ before: [backup(plan, label), exported(plan, label)], after: [] }),
  whyAlone: {
    joining: 'its Kong nodes need connections that the instance must have before',
    upgrade: 'its way back is a backup, which should hold nothing else that is new',
  },
};

/** Makes the step that saves everything before a change without another way back. */
function backup(plan: Plan, label: string): RunbookStep {
  const { primaryDatacenter } = postgresqlOf(plan);
  return {
    title: 'Make a backup of PostgreSQL',
    where: `${inTree(plan.topology)}, by the commands of "A backup by hand" in its OPERATIONS.md`,
    commands: [`INSTANCE="$(terraform -chdir=cluster-${primaryDatacenter} output -raw postgresql_instance)"`],
    see: `the list of backups has one with the label ${label}, complete`,
    back: NO_WAY_BACK_NEEDED,
    risk: 'none: the instance goes on',
    lasts: 'some minutes',
  };
}

/** Makes the step that saves the configuration in a form that every release of Kong reads. */
function exported(plan: Plan, label: string): RunbookStep {
  return {
    title: "Export Kong's configuration",
    where: `one ${plan.kong.hybrid ? 'control plane' : 'Kong node'} of ${postgresqlOf(plan).primaryDatacenter}`,
    commands: [`sudo kong config db_export ${label}.yml`, `sudo cp ${label}.yml /a/place/of/yours/`],
    see: 'the file names your services and routes; it holds credentials, so keep it as you keep those',
    back: NO_WAY_BACK_NEEDED,
    risk: 'none: it reads alone',
    lasts: 'a minute',
  };
}

/** Returns the parts that change machine or disk of the instance. */
function instanceParts({ before, after, ...rest }: Change, which: 'growing' | 'shrinking'): readonly RunbookPart[] {
  const primary = postgresqlOf(after).primaryDatacenter;
  const isLater = ([, { name }]: readonly [DatacenterPlan, DatacenterPlan]): boolean =>
    (name === primary) === (which === 'growing');
  const both = staying({ before, after, ...rest } as Change);
  // A replica lets in as many connections as its primary at any time: it grows before, and shrinks after.
  const inOrder = [...both.filter((it) => !isLater(it)), ...both.filter(isLater)];
  return inOrder.flatMap(([old, fresh]): RunbookPart[] => {
    const [was, is] = [instanceIn(old), instanceIn(fresh)];
    if (!was || !is) return [];
    const isMachine = was.machineType !== is.machineType;
    if (!isMachine && was.diskGib === is.diskGib) return [];
    if (is.memoryGib >= was.memoryGib !== (which === 'growing')) return [];
    const what = isMachine ? `${was.machineType} becomes ${is.machineType}` : `${was.diskGib} GiB become ${is.diskGib}`;
    return [
      {
        title: `PostgreSQL of ${fresh.name}: ${what}`,
        why: 'the instance is away for a minute or two when its machine changes, and nothing else should be then',
        spec: '"datastore" as the new spec has it',
        steps: [
          generated(after, 'the instance of PostgreSQL and its parameters'),
          {
            title: `Apply ${fresh.name}, in an hour in which nobody configures Kong`,
            where: inTree(after.topology),
            commands: applied(`cluster-${fresh.name}`),
            see: `the plan changes the instance in place; once it is made, which "${SETTINGS_HEADING}" in OPERATIONS.md tells, the plan is empty and a route that is made is served`,
            back: isMachine ? 'the same with the tree as it was before' : 'none is needed: a disk never shrinks',
            risk: isMachine
              ? 'misses of the cache answer 500 while the instance restarts; what is cached is served'
              : 'none: the disk grows while it is used',
            lasts: 'some minutes',
          },
        ],
      },
    ];
  });
}

/** Returns the part that brings PostgreSQL to another major release. */
function releaseParts(change: Change): readonly RunbookPart[] {
  const { before, after } = change;
  const [old, fresh] = [postgresqlOf(before).version, postgresqlOf(after).version];
  if (old === fresh) return [];
  const label = `before-postgresql-${fresh}`;
  return [
    {
      title: `PostgreSQL ${old} becomes ${fresh}`,
      why: 'it stops the instance for minutes, and its way back is a backup',
      spec: '"datastore.version" as the new spec has it',
      steps: [
        backup(before, label),
        exported(before, label),
        generated(after, 'the release of PostgreSQL and its parameters'),
        {
          title: 'Apply, in an hour in which nobody configures Kong',
          where: inTree(after.topology),
          commands: applied(`cluster-${postgresqlOf(after).primaryDatacenter}`),
          see: `the plan changes the instance in place, and replaces nothing that holds data; once it is made, which "${SETTINGS_HEADING}" in OPERATIONS.md tells, the plan is empty and a route that is made is served`,
          back: 'restore the backup beside it, as OPERATIONS.md says',
          risk: 'misses of the cache answer 500 and no node can start meanwhile; what is cached is served',
          lasts: 'ten minutes to half an hour; a rehearsal on a restored copy tells',
        },
      ],
    },
  ];
}
