import { DEFAULT_EGRESS } from '../../kernel/egress';
import { stayingInPlace, type Change } from './change';
import { egressAddressesChanged, egressChanged } from './egress-issues';
import { transition, type Transition } from './transition';

/** Judges ways to the internet: another one has other addresses, which services that know the former ones refuse. */
export function judgeEgress(change: Change): Transition[] {
  return stayingInPlace(change).flatMap(({ name, before, after }) => {
    // What leads out of a network of the user's is theirs.
    if (before.network !== after.network) return [];
    const path = ['datacenters', change.spec.datacenters.findIndex((datacenter) => datacenter.name === name)];
    const [was, is] = [before.egress ?? DEFAULT_EGRESS, after.egress ?? DEFAULT_EGRESS];
    const [had, has] = [before.egressAddresses ?? 0, after.egressAddresses ?? 0];
    return [
      ...(was === is ? [] : [transition(egressChanged([...path, 'egress'], name, was, is), { datacenter: name })]),
      // Reserved addresses come and go with the translation that has them.
      ...(had === has || was === 'none' || is === 'none'
        ? []
        : [transition(egressAddressesChanged([...path, 'egressAddresses'], name, had, has), { datacenter: name })]),
    ];
  });
}
