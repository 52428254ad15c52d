import type { Egress } from '../../kernel/egress';
import { issue, type Issue } from '../../kernel/issue';

/** Makes the issue about another way to the internet, with other outside addresses. */
export function egressChanged(path: Issue['path'], datacenter: string, was: Egress, is: Egress): Issue {
  if (is === 'none' || was === 'none') return privateEgressChanged(path, datacenter, was, is);
  return issue('egress-changed', {
    path,
    message: `machines of ${datacenter} reach the internet by egress ${was}: with ${is} ${LOST[was][is]}, and connections to services there break once`,
    remedy: `write "egress": "${was}" for it. One apply takes the former gateways before it makes others, and nobody has a way out meanwhile`,
  });
}

/** Makes the issue about machines that lose their way to the internet, or get one. */
function privateEgressChanged(path: Issue['path'], datacenter: string, was: Egress, is: Egress): Issue {
  return issue('egress-changed', {
    path,
    message:
      is === 'none'
        ? `machines of ${datacenter} reach the internet by egress ${was}: with none they reach services of their cloud alone, and their outside addresses are given up for good`
        : `machines of ${datacenter} reach no internet: with ${is} they get outside addresses, which nobody knows yet, and lose the private endpoints of their cloud's services`,
    remedy: `write "egress": "${was}" for it. One apply takes the former way to those services before the other is there`,
  });
}

type Way = Exclude<Egress, 'none'>;

/** Words for what becomes of the outside addresses, from each way to each other. */
const LOST: Readonly<Record<Way, Readonly<Record<Way, string>>>> = {
  managed: {
    managed: '',
    regional: 'its three outside addresses are given up for three others',
    single: 'two of its three outside addresses are given up for good',
  },
  regional: {
    managed: 'its three outside addresses are given up for three others',
    regional: '',
    single: 'its three outside addresses are given up for another one',
  },
  single: {
    managed: 'two further outside addresses come, which nobody knows yet',
    regional: 'its outside address is given up for three others',
    single: '',
  },
};

/** Makes the issue about another number of reserved outside addresses; 0 stands for those that the cloud gives out. */
export function egressAddressesChanged(path: Issue['path'], datacenter: string, had: number, has: number): Issue {
  return issue('egress-addresses-changed', {
    path,
    message: addressesLost(datacenter, had, has),
    remedy: had === 0 ? 'remove egressAddresses of it' : `write "egressAddresses": ${had} for it`,
  });
}

function addressesLost(datacenter: string, had: number, has: number): string {
  if (had === 0) {
    const others = has === 1 ? 'a reserved one' : `${has} reserved ones`;
    return `the outside addresses that the cloud gave ${datacenter} are given up for ${others}, and open connections to the internet break`;
  }
  if (has > had) {
    const further = has - had === 1 ? 'one more outside address' : `${has - had} more outside addresses`;
    return `${datacenter} gets ${further}, which nobody knows yet`;
  }
  return `${datacenter} gives ${had - has} of ${had} reserved outside addresses back for good, and connections that are open there break`;
}
