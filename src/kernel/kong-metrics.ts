import { compareVersions } from './version';

/** The plugin by which Kong tells Prometheus of itself; all releases that have it bring it. */
export const METRICS_PLUGIN = 'prometheus';

/** Id of the plugin that topogen makes, the same in every topology: it is known again by it, and made once alone. */
export const METRICS_PLUGIN_ID = '6b1f2c0e-4d5a-4f0b-9c3e-7a6d70726f6d';

/**
 * Families that Kong 3 counts requests by: some 50 series for each route of each node. The others cost more and are left to the user:
 * bandwidth, health of upstreams, and by consumer.
 */
export const METRICS_FAMILIES = ['status_code_metrics', 'latency_metrics'] as const;

/** Nodes of earlier releases have no status listener that topogen could open without the whole of it. */
export const KONG_METRICS_SINCE = '2.1.4';

/**
 * True if nodes of the release answer /metrics on their status port. Source: kong/plugins/prometheus/status_api.lua, and the releases
 * whose listener takes a file in (`nginx_status_include`).
 */
export function kongHasMetrics(release: string): boolean {
  return compareVersions(release, KONG_METRICS_SINCE) >= 0;
}

/**
 * True if the plugin counts requests only by the families that it is told (3.0 and later); before, it counts by all of them. Its series
 * have other names from that release on. Source: kong/plugins/prometheus/schema.lua and exporter.lua at each line's last tag.
 */
export function kongCountsByFamily(release: string): boolean {
  return compareVersions(release, '3.0.0') >= 0;
}
