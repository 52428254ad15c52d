import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackOutputs, StackScope, TopologyPromise } from '../contract';
import type { MachineNeed } from '../machine-needs';
import type { Firewall } from './firewall';
import type { Identities } from './identity';
import type { SecretEntry } from './secrets';

/** A datastore builder builds a datastore on AWS. */
export interface DatastoreBuilder {
  /** Builds its part in a datacenter's cluster stack. */
  build(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void;

  /** Returns its machines in a datacenter; empty if the cloud runs the datastore. */
  needs(datacenter: DatacenterPlan): readonly MachineNeed[];

  /** Returns what machines read of it in the secret manager beside the topology's passwords. */
  entries(scope: StackScope, datacenter: DatacenterPlan): readonly SecretEntry[];

  /** Returns the assertions about it for the generated tests of a cluster stack. */
  promises(plan: Plan, datacenter: DatacenterPlan): readonly TopologyPromise[];
}

/** The inputs of a datastore. */
export interface DatastoreParts {
  readonly network: StackOutputs;
  readonly vpcId: string;
  readonly firewall: Firewall;
  readonly identities: Identities;
  /** Tokens of the passwords by their keys. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Node files by name of the node. */
  readonly files: Readonly<Record<string, NodeFiles>>;
}
