import type { CloudFacts } from '../../../kernel/cloud/facts';
import type { Issue } from '../../../kernel/issue';
import type { DatacenterSpec } from '../../../spec/spec';
import type { Ledger, ReckonedNumber } from '../../sizing/reckoned';
import type { PoolSizing } from '../../sizing/sizing';
import type { PoolColour } from '../../../kernel/kong-upgrade';
import type { DatastoreClients } from '../../datastores/contract';
import { readsDatastore, servesClients } from '../client-pools';
import { wantedPools, type WantedPool } from '../wanted-pools';
import { sizeControlPlane, type SizedControlPlane } from './control-plane';
import { sizeKong } from './kong';
import type { PoolNeed } from './kong-need';
import type { Pool } from './kong-pool';

/** The pools of a datacenter with their sizes, and the numbers that the sizes of its other machines depend on. */
export interface SizedPools {
  readonly sizings: readonly PoolSizing[];
  /** Pool that clients use. */
  readonly serving: Pool;
  /** Pool that the datastore has to serve; undefined where data planes stand alone. */
  readonly reaching?: DatastoreClients;
  readonly issues: readonly Issue[];
}

/**
 * Sizes every pool of a datacenter.
 *
 * @param hasControl true if control planes stand here, where there are any
 */
export function sizePools(
  need: Omit<PoolNeed, 'pool'>,
  colour: PoolColour,
  datacenter: DatacenterSpec,
  hasControl: boolean,
  facts: CloudFacts,
  ledger: Ledger,
): SizedPools {
  const sized = wantedPools(need.spec.kong, colour, hasControl).map((wanted): Sized => {
    if (servesClients(wanted.role))
      return { wanted, ...sizeKong({ ...need, pool: wanted.name }, datacenter, facts, ledger) };
    const { sizing, ...pool } = sizeControlPlane(wanted.name, datacenter, facts, ledger);
    return { wanted, sizing, control: pool, issues: [] };
  });
  const serving = sized.find(({ wanted }) => wanted.takesClients);
  if (!serving?.pool || !serving.clients) throw new Error(`no pool of ${datacenter.name} takes clients`);
  const ofServing = readsDatastore(serving.wanted.role) && { ...serving.pool, most: serving.clients };
  const control = sized.find((it) => it.control)?.control;
  const reaching = control ? { ...control, most: control.maximumNodes } : ofServing;
  return {
    sizings: sized.map(({ sizing }) => sizing),
    serving: serving.pool,
    ...(reaching ? { reaching } : {}),
    // A pool that comes has the size of the one that leaves, so all that is to be said of it is said already.
    issues: sized.filter(({ wanted }) => !wanted.isComing).flatMap(({ issues }) => issues),
  };
}

/** A pool with its size: one that serves clients, or control planes. */
interface Sized {
  readonly wanted: WantedPool;
  readonly sizing: PoolSizing;
  readonly pool?: Pool;
  readonly clients?: ReckonedNumber;
  readonly control?: Omit<SizedControlPlane, 'sizing'>;
  readonly issues: readonly Issue[];
}
