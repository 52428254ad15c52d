import type { SecretPlan } from '../../plan';
import { ENGINE } from './of-plan';

export const SUPERUSER_PASSWORD = 'cassandra-superuser-password';
export const KONG_PASSWORD = 'cassandra-kong-password';

/**
 * The passwords of both users that Cassandra's nodes make. Kong is one of the users, and reads its own password alone.
 */
export const CASSANDRA_SECRETS: readonly SecretPlan[] = [
  { key: SUPERUSER_PASSWORD, title: "Password of Cassandra's own superuser", readBy: [ENGINE] },
  { key: KONG_PASSWORD, title: "Password of Kong's role in Cassandra", readBy: ['kong', ENGINE] },
];
