import { compareVersions } from './version';

/** The plugin by which Kong tells Prometheus of itself; all releases that have it bring it. */
export const METRICS_PLUGIN = 'prometheus';

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
