import type { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackOutputs, StackScope, TopologyPromise } from '../contract';

/** What AWS does for a datastore. */
export interface DatastoreBuilder {
  /** Builds its part in a datacenter's cluster stack. */
  build(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): void;

  /** What the generated tests of a cluster stack assert of it. */
  promises(datacenter: DatacenterPlan): readonly TopologyPromise[];
}

/** What the machines of a datastore are built with. */
export interface DatastoreParts {
  readonly network: StackOutputs;
  readonly group: SecurityGroup;
  readonly profile: IamInstanceProfile;
  /** By name of the node. */
  readonly files: Readonly<Record<string, NodeFiles>>;
}
