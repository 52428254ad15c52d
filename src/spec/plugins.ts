import { bundled, since } from './plugins.json';

/** These plugins keep counters, and so have a policy that says where. */
export const COUNTING_PLUGINS: readonly string[] = ['rate-limiting', 'response-ratelimiting'];

/**
 * These plugins come with Kong. The list only serves to notice misspelt names: a plugin that is not in it may be the user's
 * own.
 */
export const BUNDLED_PLUGINS: readonly string[] = bundled;

/** The first release of some plugins that came late: a node of an earlier one cannot live beside them. */
export const PLUGIN_SINCE: ReadonlyMap<string, string> = new Map(Object.entries(since));
