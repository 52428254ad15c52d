import { bundled } from './plugins.json';

/** Plugins that keep counters, and so have a policy that says where. */
export const COUNTING_PLUGINS: readonly string[] = ['rate-limiting', 'response-ratelimiting'];

/** Plugins that come with Kong. Only for noticing misspelt names: others may be the user's own. */
export const BUNDLED_PLUGINS: readonly string[] = bundled;
