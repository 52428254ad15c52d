import type { DatastoreTransitions } from '../../transitions';
import { ringOf } from '../of-plan';
import { diskParts, machineParts, nodeParts } from './grow';
import { joiningSteps, leavingSteps, savingSteps } from './membership';
import { releaseParts } from './release';
import { fewerNodesParts } from './shrink';

/** `CASSANDRA_TRANSITIONS` leads a ring from one plan to another. */
export const CASSANDRA_TRANSITIONS: DatastoreTransitions = {
  growing: (change) => [...diskParts(change), ...machineParts(change), ...releaseParts(change), ...nodeParts(change)],
  shrinking: fewerNodesParts,
  joining: joiningSteps,
  leaving: leavingSteps,
  isPlain: (plan, datacenter) => datacenter !== ringOf(plan).initialDatacenter,
  saving: savingSteps,
  whyAlone: {
    joining: 'its nodes are filled by those of the first datacenter, which nothing else may disturb',
    upgrade: 'its migrations wait for every Cassandra node, so none may be away, joining or leaving',
  },
};
