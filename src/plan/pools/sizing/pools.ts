import type { CloudFacts } from '../../../kernel/cloud/facts';
import type { Issue } from '../../../kernel/issue';
import type { DatacenterSpec } from '../../../spec/spec';
import type { Ledger, ReckonedNumber } from '../../sizing/reckoned';
import type { PoolSizing } from '../../sizing/sizing';
import type { PoolColour } from '../../../kernel/kong-upgrade';
import { wantedPools } from '../wanted-pools';
import { sizeKong } from './kong';
import type { PoolNeed } from './kong-need';
import type { Pool } from './kong-pool';

/** The pools of a datacenter with their sizes, and the numbers that the sizes of its other machines depend on. */
export interface SizedPools {
  readonly sizings: readonly PoolSizing[];
  /** Pool that clients use. */
  readonly serving: Pool;
  /**
   * Kong nodes that the datastore has to serve: those of the pool that clients use. One beside it, while an upgrade is under
   * way, only asks for changes; a datastore that grew for it would stay so for good.
   */
  readonly datastoreClients: ReckonedNumber;
  readonly issues: readonly Issue[];
}

export function sizePools(
  need: Omit<PoolNeed, 'pool'>,
  colour: PoolColour,
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): SizedPools {
  const sized = wantedPools(need.spec.kong, colour).map(({ name, takesClients, isComing }) => ({
    takesClients,
    isComing,
    ...sizeKong({ ...need, pool: name }, datacenter, facts, ledger),
  }));
  const serving = sized.find(({ takesClients }) => takesClients);
  if (!serving) throw new Error(`no pool of ${datacenter.name} takes clients`);
  return {
    sizings: sized.map(({ sizing }) => sizing),
    serving: serving.pool,
    datastoreClients: serving.clients,
    // A pool that comes has the size of the one that leaves, so all that is to be said of it is said already.
    issues: sized.filter(({ isComing }) => !isComing).flatMap(({ issues }) => issues),
  };
}
