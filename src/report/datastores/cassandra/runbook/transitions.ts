import { compareVersions } from '../../../../kernel/version';
import type { Issue } from '../../../../kernel/issue';
import { noWay } from '../../../runbook/issues';
import type { Change, DatastoreTransitions } from '../../transitions';
import { diskParts, machineParts, nodeParts } from './grow';
import { joiningSteps, leavingSteps, savingSteps } from './membership';
import { cassandraOf, ringOf, staying } from './nodes';
import { releaseParts } from './release';
import { fewerNodesParts } from './shrink';

/** `CASSANDRA_TRANSITIONS` leads a ring from one plan to another. */
export const CASSANDRA_TRANSITIONS: DatastoreTransitions = {
  refused,
  growing: (change) => [...diskParts(change), ...machineParts(change), ...releaseParts(change), ...nodeParts(change)],
  shrinking: fewerNodesParts,
  joining: joiningSteps,
  leaving: leavingSteps,
  saving: savingSteps,
  whyAlone: {
    joining: 'its nodes are filled by those of the first datacenter, which nothing else may disturb',
    upgrade: 'its migrations wait for every Cassandra node, so none may be away, joining or leaving',
  },
};

function refused({ before, after }: Change): readonly Issue[] {
  const [old, fresh] = [ringOf(before), ringOf(after)];
  const disks = staying(before, after).flatMap(([one, other]) => {
    const [had, has] = [cassandraOf(one).dataDiskGib, cassandraOf(other).dataDiskGib];
    return has < had
      ? [
          noWay(
            `data disks of ${other.name} go from ${had} to ${has} GiB, and no cloud makes a disk smaller`,
            `write "datastore.diskGib": ${had}`,
          ),
        ]
      : [];
  });
  return [
    ...disks,
    ...(compareVersions(fresh.version, old.version) < 0
      ? [
          noWay(
            `Cassandra goes back from ${old.version} to ${fresh.version}, which may not read the files of the newer release`,
            'restore snapshots of the older release into a new ring, or stay',
          ),
        ]
      : []),
    ...(fresh.replicationFactor === old.replicationFactor
      ? []
      : [
          noWay(
            `the copies of each row go from ${old.replicationFactor} to ${fresh.replicationFactor}, for which a runbook has no steps yet`,
            `alter every keyspace by hand, run nodetool repair --full on every node, then compare specs that both have ${fresh.replicationFactor}`,
          ),
        ]),
  ];
}
