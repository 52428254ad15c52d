import { DATASTORES } from '../datastores/registry';
import type { Spec } from '../spec';
import { judgeBackupCopies } from './backup-copies';
import type { Change } from './change';
import { judgeEgress } from './egress';
import { judgeEngine } from './engine';
import { judgeExistingGateways } from './existing-gateway';
import { judgeExports } from './exports';
import { judgeGateway } from './gateway';
import { judgeHybrid } from './hybrid';
import { judgeKeptDays } from './kept-days';
import { judgeKong } from './kong';
import { judgeLinks } from './links';
import { judgePlaces } from './places';
import { judgeRedis } from './redis';
import { judgeShares } from './shares';
import { judgeState } from './state';
import type { Transition } from './transition';
import { judgeUpgrade } from './upgrade';

/**
 * Returns everything that a change would lose. Numbers that sizing derives are kept before this, so a smaller one is the
 * user's own.
 */
export function judgeTransition(change: Change & { readonly spec: Pick<Spec, 'datastore'> }): readonly Transition[] {
  const { before, after, spec } = change;
  const engine = judgeEngine(change);
  const room = DATASTORES[spec.datastore.engine];
  return [
    ...judgePlaces(change),
    ...engine,
    ...(engine.length > 0 ? [] : room.judge(before, after)),
    ...judgeKong(before, after),
    ...judgeUpgrade(change),
    ...judgeHybrid(before, after),
    ...judgeGateway(change),
    ...judgeEgress(change),
    ...judgeLinks(change),
    ...judgeExistingGateways(change),
    ...judgeRedis(change),
    ...judgeShares(change),
    ...judgeKeptDays(change),
    ...judgeBackupCopies(change),
    ...judgeExports(change),
    ...judgeState(change),
  ];
}
