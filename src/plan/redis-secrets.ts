import { REDIS_PASSWORD_KEY } from '../kernel/redis-password';
import { KONG } from './naming';
import type { DatacenterPlan, Plan, RedisPlan, SecretPlan } from './plan';

/** Key of the certificates of the authority of a datacenter's own Redis: no secret, but it comes to nodes by the same way. */
export const REDIS_AUTHORITY_KEY = 'redis-ca';

/** The secret of a password holds this while its service asks for none: the service makes the password when it begins to. */
export const NO_PASSWORD_YET = 'none';

/** Machines keep the certificates of Redis's authority here. */
export const REDIS_AUTHORITY_FILE = '/etc/kong/redis-ca.pem';

/** Returns the Redis of a datacenter if Kong's nodes there are given a password for it. */
export function redisWithPassword({ redis: endpoint }: Plan, { redis }: DatacenterPlan): RedisPlan | undefined {
  return endpoint === undefined || endpoint.password === 'none' ? undefined : redis;
}

/** Returns the entries of the secret manager that a datacenter has for its own Redis. */
export function redisSecrets(plan: Plan, datacenter: DatacenterPlan): readonly SecretPlan[] {
  const redis = redisWithPassword(plan, datacenter);
  if (!redis) return [];
  return [
    { key: REDIS_PASSWORD_KEY, title: 'Password of Redis', readBy: [KONG] },
    ...(redis.ownAuthority
      ? [{ key: REDIS_AUTHORITY_KEY, title: 'Root certificates of Redis', readBy: [KONG] as const }]
      : []),
  ];
}
