import { kongCountsByFamily, kongHasMetrics } from './kong-metrics';

/** Series of Kong that rules and dashboards read. From 3.0 on they have other names; the others are the same in every release. */
export interface KongSeries {
  /** Requests that a service was found for, by its name, `route` and `code`. */
  readonly counted: string;
  /** Every request that nginx took, those of checkers too. */
  readonly taken: readonly [name: string, matchers: string];
  /** Buckets of the milliseconds that Kong itself took. */
  readonly own: readonly [name: string, matchers: string];
  /** Buckets of the milliseconds after which services answered. */
  readonly services: readonly [name: string, matchers: string];
  readonly connections: readonly [name: string, matchers: string];
}

/** Source: kong/plugins/prometheus/exporter.lua at the last tag of each line from 3.0 on. */
const BY_FAMILY: KongSeries = {
  counted: 'kong_http_requests_total',
  taken: ['kong_nginx_requests_total', "subsystem='http'"],
  own: ['kong_kong_latency_ms_bucket', ''],
  services: ['kong_upstream_latency_ms_bucket', ''],
  connections: ['kong_nginx_connections_total', "subsystem='http',state='active'"],
};

/** Source: the same file up to 2.8; before 2.6 that of Kong/kong-plugin-prometheus 0.9 to 1.3. */
const BEFORE: KongSeries = {
  counted: 'kong_http_status',
  taken: ['kong_nginx_http_current_connections', "state='total'"],
  own: ['kong_latency_bucket', "type='kong'"],
  services: ['kong_latency_bucket', "type='upstream'"],
  connections: ['kong_nginx_http_current_connections', "state='active'"],
};

/** Pools, as far as their releases. */
type Pools = readonly { readonly pools: readonly { readonly release: string }[] }[];

/** Returns the names of series that the nodes of datacenters have: of two releases while an upgrade is under way. */
function seriesOf(datacenters: Pools): readonly KongSeries[] {
  const releases = datacenters.flatMap(({ pools }) => pools.map(({ release }) => release)).filter(kongHasMetrics);
  return [...new Set(releases.map((release) => (kongCountsByFamily(release) ? BY_FAMILY : BEFORE)))];
}

/** True if any node tells of Kong. */
export function tellsOfKong(datacenters: Pools): boolean {
  return seriesOf(datacenters).length > 0;
}

/** Makes a query that asks by the names of every release that nodes have. */
export function ofEveryRelease(datacenters: Pools, query: (of: KongSeries) => string): string {
  return seriesOf(datacenters).map(query).join(' or ');
}

/** Labels that tell one pool from another, by which its nodes are summed up. */
export const POOL_LABELS = 'topology, datacenter, machines';
