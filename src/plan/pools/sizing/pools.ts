import type { CloudFacts } from '../../../kernel/cloud/facts';
import type { Issue } from '../../../kernel/issue';
import type { DatacenterSpec } from '../../../spec/spec';
import type { Ledger, ReckonedNumber } from '../../sizing/reckoned';
import type { PoolSizing } from '../../sizing/sizing';
import { wantedPools } from '../plan-pools';
import { sizeKong } from './kong';
import type { PoolNeed } from './kong-need';
import type { Pool } from './kong-pool';

/** The pools of a datacenter with their sizes, and the numbers that the sizes of its other machines depend on. */
export interface SizedPools {
  readonly sizings: readonly PoolSizing[];
  /** Pool that clients use. */
  readonly serving: Pool;
  /** Kong nodes that the datastore has to serve: those of the pool that clients use. */
  readonly datastoreClients: ReckonedNumber;
  readonly issues: readonly Issue[];
}

export function sizePools(
  need: Omit<PoolNeed, 'pool'>,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): SizedPools {
  const sized = wantedPools().map(({ name, takesClients }) => ({
    takesClients,
    ...sizeKong({ ...need, pool: name }, datacenter, facts, ledger),
  }));
  const serving = sized.find(({ takesClients }) => takesClients);
  if (!serving) throw new Error(`no pool of ${datacenter.name} takes clients`);
  return {
    sizings: sized.map(({ sizing }) => sizing),
    serving: serving.pool,
    datastoreClients: serving.clients,
    issues: sized.flatMap(({ issues }) => issues),
  };
}
