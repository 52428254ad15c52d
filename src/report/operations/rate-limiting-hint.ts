import { REDIS_PASSWORD_REFERENCE } from '../../kernel/redis-password';
import type { Plan, RedisEndpointPlan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import { redisSetting } from '../redis-settings';

/**
 * Renders Markdown for operators: the setup of the plugins that count, with the policy that the topology was sized for.
 * Kong's default changed over time (`cluster` up to 2.8, `local` since), so the policy is always stated. Empty if no
 * plugin counts.
 */
export function renderRateLimitingHint(plan: Plan): string {
  const { kong, redis } = plan;
  const counting = kong.plugins.filter((plugin) => plugin.policy !== undefined);
  if (counting.length === 0) return '';
  return [
    `Configuration of plugins is in the datastore: one call to the Admin API, on any one ${kong.hybrid ? 'control plane' : 'Kong node'}, holds for every datacenter. ` +
      'The limits are examples; without a service, route or consumer they hold for every request.\n',
    ...counting.map((plugin) => pluginHint(plugin, plan)),
    ...(redis ? [redisHint(redis)] : []),
  ].join('\n');
}

/** Returns the Admin API's port of the nodes that write the configuration. */
function adminPort({ datacenters }: Plan): number {
  const pool = datacenters.flatMap(({ pools }) => pools).find(({ role }) => role !== 'data-plane');
  if (!pool) throw new Error('no pool writes the configuration');
  return pool.ports.admin;
}

type Plugin = Plan['kong']['plugins'][number];
type Policy = NonNullable<Plugin['policy']>;

const REASONS: Readonly<Record<Exclude<Policy, 'cluster'>, string>> = {
  local: 'Each node counts for itself: no load on anything, and a limit holds once per node, not for the whole.',
  redis: "Counters are in the datacenter's own Redis: exact within a datacenter, apart between datacenters.",
};

/** Kong accepts these example limits together: the limit of a longer period may not be the lower one. */
const LIMITS = ['second=10', 'minute=100', 'hour=1000', 'day=10000', 'month=100000', 'year=1000000'] as const;

function pluginHint({ name, policy = 'local', periods }: Plugin, plan: Plan): string {
  // `sms` is an example: the service behind Kong names the quantity that it counts in the response header X-Kong-Limit.
  const limits = name === 'response-ratelimiting' ? 'config.limits.sms' : 'config';
  const settings = [
    `name=${name}`,
    ...LIMITS.slice(periods < LIMITS.length ? 1 : 0)
      .slice(0, periods)
      .map((limit) => `${limits}.${limit}`),
    `config.policy=${policy}`,
    ...(policy === 'redis' ? redisSettings(name, plan) : []),
  ];
  const data = settings.map((setting) => `  --data ${setting}`).join(' \\\n');
  const reason = policy === 'cluster' ? datastoreReport(plan).countersHint : REASONS[policy];
  return `${reason}\n\n\`\`\`sh\ncurl http://127.0.0.1:${adminPort(plan)}/plugins \\\n${data}\n\`\`\`\n`;
}

/** Returns the settings for Redis. Those of TLS are left out where it is not used: earlier releases reject them. */
function redisSettings(plugin: string, plan: Plan): string[] {
  const { redis } = plan;
  if (!redis) throw new Error(`${plugin} counts in Redis, and the plan has none`);
  const set = (setting: string, value: string | number | boolean): string => `${redisSetting(plan, setting)}=${value}`;
  return [
    set('host', redis.host),
    set('port', redis.port),
    ...(redis.tls ? [set('ssl', true), set('ssl_verify', redis.password !== 'none')] : []),
    ...(redis.password === 'none' ? [] : [`'${set('password', REDIS_PASSWORD_REFERENCE)}'`]),
    'config.fault_tolerant=true',
  ];
}

const OPEN =
  'There is no password, which a plugin would hold in plain text with a Kong before 3.0; only the Kong nodes of the same datacenter can reach it. ' +
  'A Redis that stands is given one by `"redis": { "password": "prepared" }` in the spec, where every release that runs is 3.0 or newer. ';

const CLOSED =
  "Each Redis has a password of its own, from its datacenter's secret manager. Each node has it in its environment, and a plugin refers to it by `" +
  REDIS_PASSWORD_REFERENCE +
  '`: no row holds it, and the one configuration fits every datacenter. A Kong that is started by hand, and not by `systemctl`, does not have it. ';

const SIGN_IN: Readonly<Record<RedisEndpointPlan['password'], string>> = {
  none: OPEN,
  prepared: `${CLOSED}It is prepared: Redis still lets in who gives none. OPERATIONS.md has the steps to the end. `,
  required: CLOSED,
};

const NOT_VERIFIED =
  'Connections are encrypted. Certificates are not verified, since not every Redis has one of an authority that nodes know';

const VERIFIED =
  "Connections are encrypted, and a certificate must be of an authority that nodes trust: the system's, or the one of the datacenter's own Redis. Its name is not compared, since the one configuration could say but one, and each ElastiCache has its own";

function redisHint({ host, tls, password }: RedisEndpointPlan): string {
  const encrypted = password === 'none' ? NOT_VERIFIED : VERIFIED;
  const privacy = tls ? encrypted : 'Connections are not encrypted: the plugins of this Kong release cannot';
  return (
    `\`${host}\` is a private name that leads to the Redis of the datacenter in which it is asked for. ${privacy}. ` +
    SIGN_IN[password] +
    'With `fault_tolerant` requests pass uncounted while Redis is away. ' +
    'Of each datacenter, `redis_address` among the outputs of its `cluster` stack is what the name leads to.\n'
  );
}
