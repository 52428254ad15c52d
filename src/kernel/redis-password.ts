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

/** The variable of Kong's environment that holds it on each node, and the reference by which plugins find it there. */
export const REDIS_PASSWORD_VARIABLE = 'TOPOGEN_REDIS_PASSWORD';
export const REDIS_PASSWORD_REFERENCE = '{vault://env/topogen-redis-password}';
