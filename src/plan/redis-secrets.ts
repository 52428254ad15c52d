import { REDIS_AUTHORITY_KEY, REDIS_PASSWORD_KEY, redisSecretKeys } from '../kernel/redis-password';
import { KONG } from './naming';
import type { DatacenterPlan, Plan, RedisPlan, SecretPlan } from './plan';

/** The secret of a password holds this while its service asks for none: the service makes the password when it begins to. */
export const NO_PASSWORD_YET = 'none';

/** Machines keep the certificates of Redis's authority here. */
export const REDIS_AUTHORITY_FILE = '/etc/kong/redis-ca.pem';

/** Returns the Redis of a datacenter if Kong's nodes there are given a password for it. */
export function redisWithPassword({ redis: endpoint }: Plan, { redis }: DatacenterPlan): RedisPlan | undefined {
  return endpoint === undefined || endpoint.password === 'none' ? undefined : redis;
}

const TITLES: Readonly<Record<string, string>> = {
  [REDIS_PASSWORD_KEY]: 'Password of Redis',
  [REDIS_AUTHORITY_KEY]: 'Root certificates of Redis',
};

/** Returns the entries of the secret manager that a datacenter has for its own Redis. */
export function redisSecrets(plan: Plan, datacenter: DatacenterPlan): readonly SecretPlan[] {
  return redisSecretKeys(plan.redis, datacenter.redis).map((key) => ({ key, title: TITLES[key]!, readBy: [KONG] }));
}
