import type { DatastoreRecovery } from '../../recovery';
import { CASSANDRA_PASSWORDS } from './passwords';

/** `CASSANDRA_RECOVERY` leads a ring to new passwords. */
export const CASSANDRA_RECOVERY: DatastoreRecovery = { passwords: CASSANDRA_PASSWORDS };
