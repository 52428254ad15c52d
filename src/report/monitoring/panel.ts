import type { Plan } from '../../plan/plan';

/** A panel of a dashboard: lines over time. */
export interface Panel {
  readonly title: string;
  /** Unit of Grafana. */
  readonly unit: 'percentunit' | 'short' | 'ops' | 'reqps' | 's' | 'ms' | 'bytes' | 'Bps';
  readonly lines: readonly PanelLine[];
  /** Value of an alert, where a line is drawn. @default none */
  readonly limit?: number;
}

/** Lines of one query, in PromQL, with Grafana's own variables. */
export interface PanelLine {
  readonly query: string;
  /** Name of each line, in which `{{label}}` stands for the value of a label. */
  readonly legend: string;
}

/** Panels under a heading. */
export interface PanelRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Makes a selector of the series of the datacenters that are chosen on a dashboard. */
export function chosen(topology: string, name: string, matchers = ''): string {
  return `${name}{topology='${topology}',datacenter=~'$datacenter'${matchers === '' ? '' : `,${matchers}`}}`;
}

/** Returns the limit of an alert, for the line on a panel; undefined if the plan has none of that name. */
export function limitOf({ scrape }: Pick<Plan, 'scrape'>, alert: string): { readonly limit?: number } {
  const limit = scrape?.rules.alerts.find((it) => it.alert === alert)?.limit;
  return limit === undefined ? {} : { limit };
}
