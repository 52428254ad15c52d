import type { PluginSpec } from '../../../../spec/spec';
import { assumed, published, type Figure } from '../../../../kernel/figure';
import { BENCHMARK_RATES, BENCHMARK_SOURCE, microseconds } from './kong-throughput';
import { plugins } from './plugin-costs.json';

/* These figures are the vCPU microseconds that a plugin adds to every request, in the benchmark's conditions. */
const { noPlugins, rateLimiting, rateLimitingAndKeyAuth, rateLimitingAndBasicAuth } = BENCHMARK_RATES;
const RATE_LIMITING = microseconds(rateLimiting.value) - microseconds(noPlugins.value);
const KEY_AUTH = microseconds(rateLimitingAndKeyAuth.value) - microseconds(rateLimiting.value);
const BASIC_AUTH = microseconds(rateLimitingAndBasicAuth.value) - microseconds(rateLimiting.value);

/**
 * Costs of plugins with a measurement, then those of `plugin-costs.json`, each assumed from the plugin's work on a
 * request.
 */
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
  ...Object.fromEntries(
    Object.entries(plugins).map(([name, { microseconds, why }]) => [name, simple(microseconds, why)]),
  ),
};

export const UNKNOWN_PLUGIN: Figure = {
  value: 50,
  unit: 'us',
  source: assumed('a plugin that topogen has no figure for: more than any that Kong has published; measure it'),
};

/** A shared counter costs a round trip of its own: command, parsing, socket. */
const SHARED_COUNTER: Readonly<Record<'local' | 'cluster' | 'redis', Figure | undefined>> = {
  local: undefined,
  redis: simple(40, 'a command and its answer for each period'),
  cluster: simple(80, 'a counter read and a counter write for each period, by the Lua driver'),
};

export function isKnownPlugin(name: string): boolean {
  return Object.hasOwn(PLUGIN_COSTS, name);
}

/** Returns the cost that one plugin adds to a request. Shared counters cost once for each period that is counted. */
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
