import type { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import type { Metric } from './alarm-metric';

/**
 * Returns the metric of the events that a rule has matched. Its name alone chooses a rule of the default bus, which is where services put
 * theirs. Source: Amazon EventBridge user guide, "Monitoring Amazon EventBridge": of the metrics that a rule has, this one counts events,
 * whatever becomes of them.
 */
export function matchedEvents(rule: CloudwatchEventRule): Pick<Metric, 'namespace' | 'name' | 'dimensions'> {
  return { namespace: 'AWS/Events', name: 'MatchedEvents', dimensions: { RuleName: rule.name } };
}

/** Comment on a rule of which nothing but the number of its events is wanted. */
export const COUNTS_ALONE = 'It counts, and calls nobody: its alarm watches how many events it has matched.';
