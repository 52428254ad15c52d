import type { PluginSpec } from '../../spec/spec';
import type { ReckonedInput } from './reckoned';
import { fromPlugins } from './spec-input';

type Policy = NonNullable<PluginSpec['policy']>;

/** Returns the plugins whose counters have a place: each node, the datastore (`cluster`) or Redis. */
export function countingPlugins(plugins: readonly PluginSpec[], policy: Policy): readonly PluginSpec[] {
  return plugins.filter((plugin) => plugin.policy === policy);
}

/** Makes the input of a formula from the periods that all plugins with the policy count, each one counter per request. */
export function periodsInput(
  plugins: readonly PluginSpec[],
  policy: Policy,
): ReckonedInput & { readonly value: number } {
  const periods = countingPlugins(plugins, policy).reduce((sum, plugin) => sum + plugin.periods, 0);
  return fromPlugins('periods', `periods that plugins with the policy ${policy} count`, periods);
}
