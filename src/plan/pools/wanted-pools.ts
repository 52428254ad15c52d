import { otherColour, stageOf, type PoolColour } from '../../kernel/kong-upgrade';
import type { KongSpec } from '../../spec/spec';
import { poolName } from '../naming';
import { readsDatastore, servesClients } from './client-pools';
import type { PoolKind, PoolPlan, PoolRole } from './pool';

/** A pool that is made in each datacenter, before it has a size. */
export type WantedPool = Pick<
  PoolPlan,
  keyof PoolKind | 'name' | 'takesClients' | 'balanced' | 'reachesDatastore' | 'held'
> & {
  /** True for the pool of the release that an upgrade brings. */
  readonly isComing: boolean;
  /** True if it has one node for now, whatever its size will be. */
  readonly isTrial: boolean;
};

/** The colour of a topology's first pools. */
export const FIRST_COLOUR: PoolColour = 'blue';

/**
 * Returns the pools of a datacenter, in the order of both sizing and plan: one of each role, and beside it, while an
 * upgrade is under way, the one of the release that comes.
 *
 * @param colour of the pools of `kong.version`; an upgrade brings the other one
 * @param hasControl true if control planes stand in this datacenter, where there are any
 */
export function wantedPools(
  { upgrade, mode }: Pick<KongSpec, 'upgrade' | 'mode'>,
  colour: PoolColour,
  hasControl: boolean,
): readonly WantedPool[] {
  const stage = upgrade && stageOf(upgrade);
  return rolesOf(mode, hasControl).flatMap((role) => {
    const staying = wanted(role, colour, {
      takesClients: stage?.serves !== 'coming',
      balanced: true,
      reachesDatastore: stage?.leaving !== 'cut',
      held: stage !== undefined && stage.leaving !== 'well',
    });
    if (!stage || stage.coming === 'none') return [staying];
    const { balanced, serves, coming } = stage;
    const facts = { takesClients: serves === 'coming', balanced, reachesDatastore: true, held: false };
    return [staying, { ...wanted(role, otherColour(colour), facts), isComing: true, isTrial: coming === 'one' }];
  });
}

function rolesOf(mode: KongSpec['mode'], hasControl: boolean): readonly PoolRole[] {
  if (mode !== 'hybrid') return ['traditional'];
  return hasControl ? ['control-plane', 'data-plane'] : ['data-plane'];
}

function wanted(
  role: PoolRole,
  colour: PoolColour,
  facts: Pick<WantedPool, 'takesClients' | 'balanced' | 'reachesDatastore' | 'held'>,
): WantedPool {
  const serves = servesClients(role);
  return {
    role,
    colour,
    name: poolName({ role, colour }),
    ...facts,
    takesClients: serves && facts.takesClients,
    balanced: serves && facts.balanced,
    reachesDatastore: readsDatastore(role) && facts.reachesDatastore,
    isComing: false,
    isTrial: false,
  };
}
