import { compareVersions } from '../../../src/kernel/version';

const GAUGES = ['datastore_reachable', 'memory_lua_shared_dict_bytes', 'memory_workers_lua_vms_bytes'];
const PLANES = ['last_seen', 'config_hash', 'version_compatible'].map((name) => `data_plane_${name}`);
const histogram = (name: string): string[] => ['bucket', 'count', 'sum'].map((part) => `${name}_${part}`);

/**
 * Names of series that the plugin of a release has: read in kong/plugins/prometheus/exporter.lua at the last tag of each line from 2.6 to
 * 3.9, and in that of Kong/kong-plugin-prometheus at the releases that 2.1 to 2.5 pin (0.9.0, 1.0.0, 1.2.1, 1.3.0).
 */
export function namesOfKong(release: string): string[] {
  const names =
    compareVersions(release, '3.0.0') < 0
      ? ['http_status', 'bandwidth', 'nginx_http_current_connections', ...histogram('latency')]
      : [
          ...[
            'http_requests_total',
            'bandwidth_bytes',
            'nginx_connections_total',
            'nginx_requests_total',
            'nginx_timers',
          ],
          ...['kong_latency_ms', 'upstream_latency_ms', 'request_latency_ms'].flatMap(histogram),
        ];
  const planes = compareVersions(release, '2.5.0') < 0 ? [] : PLANES;
  return [...GAUGES, ...names, ...planes].map((name) => `kong_${name}`);
}
