import type { CloudFacts } from '../../../../kernel/cloud/facts';
import type { PostgresqlSpec } from '../../../../spec/datastores/postgresql/resolve';
import type { DatacenterSpec, Spec } from '../../../../spec/spec';
import type { StandingSize } from '../../../../spec/standing';
import type { ReckonedNumber } from '../../../sizing/reckoned';

/** The inputs for the size of an instance. */
export interface InstanceNeed {
  readonly spec: Spec;
  readonly section: PostgresqlSpec;
  readonly datacenter: DatacenterSpec;
  readonly facts: CloudFacts;
  /** Connections that it must let in. */
  readonly connections: ReckonedNumber;
  /** Requests per second whose counters it keeps. */
  readonly counted: ReckonedNumber;
  readonly standing: StandingSize | undefined;
}
