import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import type { StackScope } from '../clouds/contract';
import type { DatacenterPlan } from '../plan/plan';
import { redisWithPassword } from '../plan/redis-secrets';
import { PASSWORD_LENGTH } from './shared';

/**
 * Builds the password of a datacenter's own Redis in its cluster stack, if Terraform makes it; returns its token. It is in no
 * other datacenter, and a new one concerns no other.
 */
export function buildRedisPassword(scope: StackScope, datacenter: DatacenterPlan): string | undefined {
  if (redisWithPassword(scope.plan, datacenter)?.passwordMaker !== 'terraform') return undefined;
  new RandomProvider(scope.root, 'random');
  return new Password(scope.part('redis'), 'redis', { length: PASSWORD_LENGTH, special: false }).result;
}
