import type { CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { TaggedRole } from './tags';

/**
 * A metric that an alarm of CloudWatch watches. Its service publishes it without an agent and without a charge, nodes tell it, or
 * CloudWatch Logs reads it of what they say.
 */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  /** Meaning of a missing figure: `breaching` where a thing that has gone away says nothing any more, `ignore` where the last one holds. */
  readonly missing: 'breaching' | 'notBreaching' | 'ignore';
  /** Words after the alarm's name, where one alarm of the plan needs several metrics. */
  readonly suffix: readonly string[];
  readonly role: TaggedRole;
  /** Seconds between two figures. @default a minute, as services of AWS publish them */
  readonly periodSeconds?: number;
  /** True if periods without a figure count as 0 among others that have one. @default what `missing` says */
  readonly noneIsZero?: true;
  /** Periods of which any one rings. @default all those of the plan's minutes */
  readonly anyOfPeriods?: number;
  /** Case in which it rings, within a sentence. @default that of the plan's alarm */
  readonly said?: string;
  /** Arguments in the place of the plan's limit, where the service counts the other way round. */
  readonly instead?: Pick<CloudwatchMetricAlarmConfig, 'comparisonOperator' | 'threshold'>;
}
