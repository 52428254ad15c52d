import type { Plan } from '../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

const of = (change: object = {}): Plan => aPlan(TWO_CLOUDS, { monitoring: { scrapeCidrs: ['10.0.0.0/8'] }, ...change });

/** Plans whose metrics are read, by what is particular about them. */
export const READ: Readonly<Record<string, Plan>> = {
  'on Cassandra': of(),
  'with counters in Cassandra': of({
    requestsPerSecond: 2_000,
    kong: { plugins: [{ name: 'rate-limiting', policy: 'cluster' }] },
  }),
  'with Kong 2': of({ kong: { version: '2.8.5' } }),
  'while Kong 3 comes': of({
    kong: { version: '2.8.5', upgrade: { strategy: 'blue-green', stage: 'beside', to: '3.3.1' } },
  }),
  'in hybrid mode, with machines that lead clients to Kong': of({
    datastore: { engine: 'postgresql', primary: 'us-east' },
    kong: { mode: 'hybrid' },
    gateway: { balancer: 'nginx' },
  }),
};
