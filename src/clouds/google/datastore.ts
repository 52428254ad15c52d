import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope, TopologyPromise } from '../contract';
import type { MachineNeed } from '../machine-needs';
import type { Identities } from './identity';
import type { SecretEntry } from './secrets';
import type { KeyUser } from './users-key';

/** A datastore builder builds a datastore on Google Cloud. */
export interface DatastoreBuilder {
  /** Builds its part in a datacenter's cluster stack. */
  build(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void;

  /** Returns its machines in a datacenter; empty if the cloud runs the datastore. */
  needs(datacenter: DatacenterPlan): readonly MachineNeed[];

  /** Returns the APIs that it needs in a datacenter, beside those of every datacenter. */
  services(plan: Plan, datacenter: DatacenterPlan): readonly string[];

  /** Returns the services beside those of every datacenter that encrypt what is built here with the user's key. */
  keyUsers(datacenter: DatacenterPlan): readonly KeyUser[];

  /** Returns what machines read of it in the secret manager beside the topology's passwords. */
  entries(scope: StackScope, datacenter: DatacenterPlan): readonly SecretEntry[];

  /** Returns the assertions about it for the generated tests of a cluster stack. */
  promises(plan: Plan, datacenter: DatacenterPlan): readonly TopologyPromise[];
}

/** The inputs of a datastore. */
export interface DatastoreParts {
  readonly identities: Identities;
  /** Tokens of the passwords by their keys. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Node files by name of the node. */
  readonly files: Readonly<Record<string, NodeFiles>>;
}
