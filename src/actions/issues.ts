import { issue, type Issue } from '../kernel/issue';

/** `--frozen-lock` met a lock file that this run would have written or changed. */
export function lockFrozen(lockFile: string, missing: boolean, names: readonly string[]): Issue {
  return issue('lock-frozen', {
    path: [],
    message: missing
      ? `the lock file ${lockFile} is missing, and --frozen-lock forbids writing it`
      : `the lock file ${lockFile} does not fit the spec (${names.join(', ')}), and --frozen-lock forbids changing it`,
    remedy: 'run topogen synth without --frozen-lock and commit the lock file with the spec',
  });
}

/** The spec asks for IPsec between two datacenters of AWS, whose gateway instances no builder makes yet. */
export function gatewayLinkNotBuilt(left: string, right: string): Issue {
  return issue('gateway-link-not-built', {
    path: ['links', 'awsToAws'],
    message: `ipsec between ${left} and ${right}, on gateway instances, is not supported yet`,
    remedy: 'leave awsToAws at transit-gateway-peering, which AWS encrypts between regions',
  });
}
