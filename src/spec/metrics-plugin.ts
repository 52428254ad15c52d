import { kongHasMetrics, METRICS_PLUGIN } from '../kernel/kong-metrics';
import type { KongSpec } from './spec';

/** Adds the plugin by which nodes count requests for a Prometheus, if one may read them: it takes its part of every request. */
export function withMetricsPlugin(kong: KongSpec, scrapeCidrs: readonly string[] | undefined): KongSpec {
  const { plugins, version, upgrade } = kong;
  const releases = upgrade === undefined ? [version] : [version, upgrade.to];
  const isNamed = plugins.some(({ name }) => name === METRICS_PLUGIN);
  if (scrapeCidrs === undefined || isNamed || !releases.some(kongHasMetrics)) return kong;
  const all = [...plugins, { name: METRICS_PLUGIN, periods: 1 }];
  return { ...kong, plugins: all.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
