import { DEFAULT_EGRESS } from '../../kernel/egress';
import { stayingInPlace, type Change } from './change';
import { egressChanged } from './egress-issues';
import { transition, type Transition } from './transition';

/** Judges ways to the internet: another one has other addresses, which services that know the former ones refuse. */
export function judgeEgress(change: Change): Transition[] {
  return stayingInPlace(change).flatMap(({ name, before, after }) => {
    const [was, is] = [before.egress ?? DEFAULT_EGRESS, after.egress ?? DEFAULT_EGRESS];
    // What leads out of a network of the user's is theirs.
    if (was === is || before.network !== after.network) return [];
    const index = change.spec.datacenters.findIndex((datacenter) => datacenter.name === name);
    return [transition(egressChanged(['datacenters', index, 'egress'], name, was, is), { datacenter: name })];
  });
}
