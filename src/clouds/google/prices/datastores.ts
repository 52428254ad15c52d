import type { DatacenterCharge } from '../../../kernel/charge';
import type { EngineId } from '../../../kernel/ids';
import { CASSANDRA_PRICES } from './cassandra';
import { POSTGRESQL_PRICES } from './postgresql';

/** The charges for each datastore. */
export const DATASTORE_PRICES: Readonly<Record<EngineId, readonly DatacenterCharge[]>> = {
  cassandra: CASSANDRA_PRICES,
  postgresql: POSTGRESQL_PRICES,
};
