import { issue, type Issue } from '../../kernel/issue';
import { allOf, oneOf, show } from './show';

/** These functions make the issues about accounts of clouds. */

type Path = Issue['path'];

export function accountKeyOfAnotherCloud(path: Path, key: string, cloud: string, keys: readonly string[]): Issue {
  return issue('account-key-of-another-cloud', {
    path,
    message: `an account of ${cloud} has no ${show(key)}`,
    remedy: `leave it out, or write ${oneOf(keys.map((it) => show(it)))}`,
  });
}

export function roleOutsideAllowedAccounts(path: Path, id: string, allowed: readonly string[]): Issue {
  return issue('role-outside-allowed-accounts', {
    path,
    message: `the role is in account ${id}, and allowedAccountIds has ${allOf(allowed)} alone: Terraform would refuse to work there`,
    remedy: `write ${show(id)} there, or the role of an account that is`,
  });
}

/** @param others datacenters of the cloud whose account is another, or is reached in another way */
export function accountUnknown(path: Path, datacenter: string, cloud: string, others: readonly string[]): Issue {
  return issue('account-unknown', {
    path,
    message: `nothing says which account of ${cloud} ${datacenter} is in, while ${allOf(others)} ${others.length === 1 ? 'has' : 'have'} another one: links between accounts name both`,
    remedy: `write "account": { "allowedAccountIds": ["111122223333"] } for ${datacenter}, with its own number, beside the profile or the role by which it is reached`,
  });
}

export function accountReachedTwice(path: Path, datacenter: string, other: string): Issue {
  return issue('account-reached-twice', {
    path,
    message: `${datacenter} is in the account of ${other}, which is reached in another way there: the stack of links has one way into each account`,
    remedy: `write the same account for both, and one role or identity that may build the links of both`,
  });
}

export function accountUnused(path: Path, cloud: string): Issue {
  return issue('account-unused', {
    severity: 'advice',
    path,
    message: `no datacenter takes its account of ${cloud} from here`,
    remedy: 'remove it, or check the clouds of the datacenters',
  });
}

export function dataPlanesInAnotherAccount(path: Path, datacenter: string, home: string): Issue {
  return issue('data-planes-in-another-account', {
    path,
    message: `${datacenter} is in another account than ${home}, whose control planes keep the configuration for new data planes in a bucket that its own account alone reads`,
    remedy: `write the account of ${home} for ${datacenter}; or build data planes of the other account on another cloud; or take a datastore that is in every datacenter, with which no node needs that bucket`,
  });
}
