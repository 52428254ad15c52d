import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope, TopologyPromise } from '../contract';
import type { MachineNeed } from '../machine-needs';
import type { Identity } from './identity';

/** A datastore builder builds a datastore on Google Cloud. */
export interface DatastoreBuilder {
  /** Builds its part in a datacenter's cluster stack. */
  build(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void;

  /** Returns its machines in a datacenter; empty if the cloud runs the datastore. */
  needs(datacenter: DatacenterPlan): readonly MachineNeed[];

  /** Returns the assertions about it for the generated tests of a cluster stack. */
  promises(datacenter: DatacenterPlan): readonly TopologyPromise[];
}

/** The inputs of a datastore's machines. */
export interface DatastoreParts {
  readonly identity: Identity;
  /** Node files by name of the node. */
  readonly files: Readonly<Record<string, NodeFiles>>;
}
