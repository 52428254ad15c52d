import { compareVersions } from '../../../kernel/version';
import type { PluginSpec } from '../../../spec/spec';
import type { Plan } from '../../plan';

/** The address that one row of plugin configuration can give to every datacenter. */
export interface RedisAddress {
  /** A name that stands for the datacenter's own Redis in each of them. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/**
 * Markdown for operators: how to set up the plugins that count, with the policy that the topology was sized for. Kong's
 * default changed over time (`cluster` up to 2.8, `local` since), so it is always said. Empty when no plugin counts.
 *
 * Configuration is in the datastore and so the same in every datacenter: with `redis`, the host must be a name that each
 * datacenter resolves to its own Redis. Throws when a plugin needs Redis and there is no address.
 */
export function renderRateLimitingHint({ kong }: Plan, redis?: RedisAddress): string {
  const counting = kong.plugins.filter((plugin) => plugin.policy !== undefined);
  return counting.map((plugin) => pluginHint(plugin, kong.version, kong.ports.admin, redis)).join('\n');
}

function pluginHint(plugin: PluginSpec, version: string, adminPort: number, redis: RedisAddress | undefined): string {
  const settings = [
    `name=${plugin.name}`,
    ...(plugin.name === 'response-ratelimiting' ? ['config.limits.sms.minute=100'] : ['config.minute=100']),
    `config.policy=${plugin.policy}`,
    ...(plugin.policy === 'redis' ? redisSettings(plugin.name, version, redis) : []),
  ];
  const data = settings.map((setting) => `  --data ${setting}`).join(' \\\n');
  return `${REASONS[plugin.policy ?? 'local']}\n\n\`\`\`sh\ncurl http://127.0.0.1:${adminPort}/plugins \\\n${data}\n\`\`\`\n`;
}

const REASONS: Readonly<Record<NonNullable<PluginSpec['policy']>, string>> = {
  local: 'Each node counts for itself: no load on anything, and a limit holds once per node, not for the whole.',
  cluster:
    'Counters are in Cassandra: a read and a write with each request, and other datacenters see them only after replication.',
  redis: "Counters are in the datacenter's own Redis: exact within a datacenter, apart between datacenters.",
};

/** TLS towards Redis: rate-limiting since 2.7.0, response-ratelimiting since 3.1.0 (their schemas at the tags). */
function redisSettings(plugin: string, version: string, redis: RedisAddress | undefined): string[] {
  if (!redis) throw new Error(`${plugin} counts in Redis, and there is none`);
  const since = plugin === 'response-ratelimiting' ? '3.1.0' : '2.7.0';
  const tls = redis.tls && compareVersions(version, since) >= 0;
  return [
    `config.redis_host=${redis.host}`,
    `config.redis_port=${redis.port}`,
    ...(tls ? ['config.redis_ssl=true'] : []),
    'config.fault_tolerant=true',
  ];
}
