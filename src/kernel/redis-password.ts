/**
 * The words for what the Redis of each datacenter asks of plugins. `none`: nothing. `prepared`: nodes have what they need for
 * a password, and Redis lets them in without it too, so that plugins can be told. `required`: the password.
 */
export const REDIS_PASSWORDS = ['none', 'prepared', 'required'] as const;

export type RedisPassword = (typeof REDIS_PASSWORDS)[number];

/** The maker of the password of a Redis: Terraform, which gives it to the service, or the service, when it begins to ask for one. */
export type RedisPasswordMaker = 'terraform' | 'service';

/** Key of the password of a datacenter's own Redis: the end of its name in the secret manager. */
export const REDIS_PASSWORD_KEY = 'redis-password';

/** Key of the certificates of the authority of a datacenter's own Redis: no secret, but it comes to nodes by the same way. */
export const REDIS_AUTHORITY_KEY = 'redis-ca';

/** Returns the keys of what the secret manager of a datacenter has for its own Redis: none if nodes are given no password for it. */
export function redisSecretKeys(
  endpoint: { readonly password: RedisPassword } | undefined,
  redis: { readonly ownAuthority: boolean } | undefined,
): readonly string[] {
  if (endpoint === undefined || endpoint.password === 'none' || !redis) return [];
  return [REDIS_PASSWORD_KEY, ...(redis.ownAuthority ? [REDIS_AUTHORITY_KEY] : [])];
}

/** The variable of Kong's environment that holds it on each node, and the reference by which plugins find it there. */
export const REDIS_PASSWORD_VARIABLE = 'TOPOGEN_REDIS_PASSWORD';
export const REDIS_PASSWORD_REFERENCE = '{vault://env/topogen-redis-password}';
