import type { PluginSpec } from '../../../../spec/spec';
import { assumed, published, type Figure } from '../../../sizing/reckoned';
import { BENCHMARK_RATES, BENCHMARK_SOURCE, microseconds } from './kong-throughput';

/** vCPU microseconds that a plugin adds to every request, in the benchmark's conditions. */
const { noPlugins, rateLimiting, rateLimitingAndKeyAuth, rateLimitingAndBasicAuth } = BENCHMARK_RATES;
const RATE_LIMITING = microseconds(rateLimiting.value) - microseconds(noPlugins.value);
const KEY_AUTH = microseconds(rateLimitingAndKeyAuth.value) - microseconds(rateLimiting.value);
const BASIC_AUTH = microseconds(rateLimitingAndBasicAuth.value) - microseconds(rateLimiting.value);

/** Every plugin that nobody measured costs at least as much as the dearest measured one, save the very simple. */
const PLUGIN_COSTS: Readonly<Record<string, Figure>> = {
  'rate-limiting': { value: RATE_LIMITING, unit: 'us', source: BENCHMARK_SOURCE },
  'key-auth': { value: KEY_AUTH, unit: 'us', source: BENCHMARK_SOURCE },
  'basic-auth': { value: BASIC_AUTH, unit: 'us', source: BENCHMARK_SOURCE },
  'file-log': {
    value: 38,
    unit: 'us',
    source: published(
      'Kong 2.5 with Lua and file-log 9k/s against 12k/s without: a third more (blog.csdn.net 122669030)',
      '2022',
    ),
  },
  'response-ratelimiting': simple(RATE_LIMITING, 'counts like rate-limiting'),
  acl: simple(5, 'a look-up in cached groups'),
  'ip-restriction': simple(5, 'compares one address'),
  cors: simple(5, 'writes headers'),
  'correlation-id': simple(5, 'writes one header'),
  'bot-detection': simple(5, 'matches one header, cached'),
  'request-size-limiting': simple(3, 'compares one number'),
  'request-termination': simple(3, 'answers without an upstream'),
  acme: simple(3, 'works only on renewal'),
  'request-transformer': simple(20, 'rewrites headers and bodies'),
  'response-transformer': simple(20, 'rewrites headers and bodies'),
  prometheus: simple(20, 'several counters a request'),
  statsd: simple(20, 'one packet a request'),
  datadog: simple(20, 'one packet a request'),
  'udp-log': simple(20, 'serialises each request once'),
  syslog: simple(20, 'serialises each request once'),
  'tcp-log': simple(30, 'serialises each request and sends it'),
  'proxy-cache': simple(30, 'one look-up in shared memory, one store'),
  oauth2: simple(35, 'dearer than key-auth: token and credential'),
  jwt: simple(50, 'verifies one signature'),
  'hmac-auth': simple(50, 'one digest of the request'),
  'http-log': simple(50, 'serialises each request and posts it'),
  zipkin: simple(50, 'spans for each request'),
  opentelemetry: simple(50, 'spans for each request'),
  session: simple(50, 'encrypts and decrypts a cookie'),
  'ldap-auth': simple(50, 'one question to a directory, cached'),
  'pre-function': simple(40, 'code of your own: measure it'),
  'post-function': simple(40, 'code of your own: measure it'),
  'grpc-web': simple(60, 'translates bodies'),
  'grpc-gateway': simple(60, 'translates bodies'),
  'aws-lambda': simple(120, 'signs and makes a second request'),
  'azure-functions': simple(120, 'makes a second request'),
};

export const UNKNOWN_PLUGIN: Figure = {
  value: 50,
  unit: 'us',
  source: assumed('a plugin that topogen has no figure for: more than any that Kong has published; measure it'),
};

/** Asking a shared counter costs a round trip of its own: command, parsing, socket. */
const SHARED_COUNTER: Readonly<Record<'local' | 'cluster' | 'redis', Figure | undefined>> = {
  local: undefined,
  redis: simple(40, 'a command and its answer for each period'),
  cluster: simple(80, 'a counter read and a counter write for each period, by the Lua driver'),
};

export function isKnownPlugin(name: string): boolean {
  return Object.hasOwn(PLUGIN_COSTS, name);
}

/** What one plugin adds to a request. Shared counters cost once for each period that is counted. */
export function pluginCost(plugin: PluginSpec): {
  readonly perRequest: Figure;
  readonly perPeriod: Figure | undefined;
} {
  const perRequest = isKnownPlugin(plugin.name) ? PLUGIN_COSTS[plugin.name] : undefined;
  return {
    perRequest: perRequest ?? UNKNOWN_PLUGIN,
    perPeriod: plugin.policy === undefined ? undefined : SHARED_COUNTER[plugin.policy],
  };
}

function simple(value: number, why: string): Figure {
  return { value, unit: 'us', source: assumed(why) };
}
