import type { ReckonedInput } from '../sizing/reckoned';

/** Rules of a Prometheus of the user's. */
export interface RulesPlan {
  readonly recorded: readonly RecordedRule[];
  readonly alerts: readonly AlertRule[];
}

/** A series that Prometheus keeps beside those that it reads, for alerts and dashboards. */
export interface RecordedRule {
  /** Name, whose last part says what was done: `topogen:cpu_busy:ratio_rate5m`. */
  readonly record: string;
  /** Query, in PromQL. */
  readonly expr: string;
}

/** An alert that Prometheus raises while its query has an answer, for each series of it. */
export interface AlertRule {
  /** Name, which is also the heading in OPERATIONS.md that has the steps. */
  readonly alert: string;
  /** Labels beside those of the series, where a rule is of one place alone. */
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: 'critical' | 'warning';
  /** Query, in PromQL, with the limit in it. */
  readonly expr: string;
  /** The limit by itself, in the unit of the series. */
  readonly limit: number;
  readonly minutes: number;
  /** Case in which it rings, a sentence without its full stop; with `{{ $labels.<label> }}` for what series and rule are of. */
  readonly says: string;
  /** The first thing to do, a sentence without its full stop. */
  readonly remedy: string;
}

/** An alert, with the arithmetic of its limit. */
export interface ReckonedAlert extends Omit<AlertRule, 'expr' | 'labels' | 'limit'> {
  /** Query without its limit. */
  readonly query: string;
  /** @default above */
  readonly is?: 'above' | 'below';
  /** Labels of the one place that it is of. @default every place of the topology */
  readonly at?: { readonly datacenter: string; readonly machines?: string };
  readonly limit: { readonly value: number; readonly unit: string };
  /** Title of the limit among the plan's numbers. */
  readonly title: string;
  readonly formula: string;
  readonly inputs: readonly ReckonedInput[];
  readonly reason: string;
}

/** Makes a selector of series of one topology: `up{topology='edge',job='node'}`. Labels have names that need no escapes. */
export function series(topology: string, name: string, matchers = ''): string {
  return `${name}{topology='${topology}'${matchers === '' ? '' : `,${matchers}`}}`;
}
