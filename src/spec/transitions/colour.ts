import { otherColour, POOL_COLOURS, type PoolColour } from '../../kernel/kong-upgrade';
import type { Standing } from '../standing';
import type { KongSpec } from '../spec';
import { poolsThatStand } from './upgrade';

/**
 * Returns the colour of the pools of `kong.version`. What stands decides, so that after an upgrade the pools that serve keep
 * their names. A colour that is free is the one of the release that comes.
 *
 * @param standing undefined if nothing stands, or nobody knows what
 */
export function colourOf({ version, upgrade }: Pick<KongSpec, 'version' | 'upgrade'>, standing?: Standing): PoolColour {
  if (!standing) return 'blue';
  const pools = poolsThatStand(standing);
  const stand = POOL_COLOURS.filter((colour) => pools[colour] !== undefined);
  const [only] = stand;
  if (only !== undefined && stand.length === 1) return only;
  const coming = upgrade && stand.find((colour) => pools[colour] === upgrade.to);
  if (coming) return otherColour(coming);
  return stand.find((colour) => pools[colour] === version) ?? pools.serves;
}
