import { compareVersions } from '../kernel/version';
import type { Plan } from '../plan/plan';

/**
 * The first release whose plugins have what is about Redis in an object of its own; the flat keys are deprecated since then, and
 * end with 4.0. Source: the schemas of both plugins at Kong's tags 3.5.0 to 3.9.1.
 */
const OBJECT_SINCE = '3.6.0';

/**
 * Returns the name of a setting about Redis of a plugin that counts, such as `config.redis.host`. While an earlier release runs
 * too, it is the flat one, which all of them take.
 *
 * @param setting e.g. `ssl_verify`
 */
export function redisSetting({ datacenters }: Plan, setting: string): string {
  const releases = datacenters.flatMap(({ pools }) => pools.map(({ release }) => release));
  const isObject = releases.every((release) => compareVersions(release, OBJECT_SINCE) >= 0);
  return `config.redis${isObject ? '.' : '_'}${setting}`;
}
