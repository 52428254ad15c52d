/** As much of a dashboard as has its queries; rows have none. */
interface WithPanels {
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[];
}

/** Returns the queries of a dashboard. */
export function queriesOf({ panels }: WithPanels): string[] {
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}

/** Puts values in the place of Grafana's variables. */
export function asked(query: string): string {
  return query.replaceAll('$datacenter', '.*').replaceAll('$__rate_interval', '5m');
}

/** What topogen's own record of repairs has; test/plan/nodes/metrics.test.ts has the exporter read it. */
export const REPAIRS = ['started', 'watched'].map((word) => `topogen_repair_${word}_seconds`);

/** Returns the names of series that a query reads. */
export function namesIn(query: string): string[] {
  const matched = /__name__=~'topogen_repair_\(started\|watched\)_seconds'/.test(query) ? REPAIRS : [];
  return [...matched, ...[...query.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, name]) => name!)];
}
