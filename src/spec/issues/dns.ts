import type { DnsPolicy } from '../../kernel/dns';
import { issue, type Issue } from '../../kernel/issue';
import { list } from './list';
import { oneOf, show } from './show';

/** These functions make the issues about the names of the gateway. */

type Path = Issue['path'];

export function hostnameWithoutDns(path: Path): Issue {
  return issue('hostname-without-dns', {
    path,
    message: 'nobody answers for the hostname: gateway.dns is missing',
    remedy:
      'add "dns": { "provider": …, "zone": …, "policy": … } beside it; or leave hostname out, and point names of your own to the balancers',
  });
}

export function dnsWithoutHostname(path: Path): Issue {
  return issue('dns-without-hostname', {
    path,
    message: 'there is no name to answer for: gateway.hostname is missing',
    remedy: 'add "hostname" beside it, such as "api.example.com"',
  });
}

export function drainedWithoutHostname(path: Path): Issue {
  return issue('drained-without-hostname', {
    path,
    message: 'the topology has no hostname that the datacenter could be taken out of',
    remedy: 'leave it out, and take the datacenter out of the names that you keep yourself; or add gateway.hostname',
  });
}

export function hostnameOfTopogen(path: Path, hostname: string): Issue {
  return issue('hostname-of-topogen', {
    path,
    message: `${show(hostname)} is in topogen.internal, where datacenters find their own services by private names`,
    remedy: 'choose a name in a domain of yours',
  });
}

export function dnsOfAnotherCloud(path: Path, title: string, cloud: string): Issue {
  return issue('dns-of-another-cloud', {
    path,
    message: `${title} is of ${cloud}, and no datacenter is there: the stack would have no account to work in`,
    remedy: 'write the provider of a cloud that a datacenter is on',
  });
}

export function dnsPolicyNotOffered(path: Path, policy: DnsPolicy, title: string, why: string | undefined): Issue {
  return issue('dns-policy-not-offered', {
    path,
    message: `${title} has no policy ${policy}`,
    remedy: why ?? 'write another policy',
  });
}

export function nameLeadsNowhere(path: Path): Issue {
  return issue('name-leads-nowhere', {
    path,
    message: 'no datacenter is left in the hostname: all are drained, or have no share of the load yet',
    remedy: 'leave one in that serves',
  });
}

export function dnsCannotLeadThere(path: Path, title: string, datacenters: readonly string[]): Issue {
  return issue('dns-cannot-lead-there', {
    path,
    message: `${title} leads a name to addresses alone, and checks no others; the balancer of ${list(datacenters)} is known by a name, whose addresses change`,
    remedy:
      'write "provider": "route53"; or take it out of the name with "gateway": { "drained": true } in the datacenter',
  });
}

export function nameOverExposures(path: Path, open: readonly string[], internal: readonly string[]): Issue {
  return issue('name-over-exposures', {
    path,
    message: `the hostname would lead to public balancers (${list(open)}) and to internal ones (${list(internal)}), which nobody reaches both`,
    remedy: 'give them one exposure, or take those of one kind out of the name with "gateway": { "drained": true }',
  });
}

export function privateNameOverClouds(path: Path, title: string, datacenters: readonly string[]): Issue {
  return issue('private-name-over-clouds', {
    path,
    message: `a private zone of ${title} is seen from networks of its own cloud alone, and nobody there can check private addresses elsewhere: those of ${list(datacenters)}`,
    remedy:
      'take it out of the name with "gateway": { "drained": true }; or leave hostname out, and answer with resolvers of your own',
  });
}

export function privateNameOverAccounts(path: Path, title: string, home: string, others: readonly string[]): Issue {
  return issue('private-name-over-accounts', {
    path,
    message: `topogen makes the private zone of ${title} in the account of ${home}, and the networks of ${list(others)} are in another one, whose owner has to let them see it`,
    remedy:
      'write one account for all datacenters of that cloud; or leave hostname out, and answer with resolvers of your own',
  });
}

export function privateZoneIsMade(path: Path): Issue {
  return issue('private-zone-is-made', {
    path,
    message:
      'for internal balancers topogen makes a private zone of the hostname, which the networks of its datacenters see',
    remedy: 'leave zone and project out',
  });
}

export function dnsZoneMissing(path: Path, form: string): Issue {
  return issue('dns-zone-missing', {
    path,
    message: 'zone is missing: topogen makes no public zone, since others have to delegate it',
    remedy: `add "zone": ${form}`,
  });
}

export function malformedZone(path: Path, zone: string, title: string, form: string): Issue {
  return issue('malformed-zone', {
    path,
    message: `${show(zone)} is no zone of ${title}`,
    remedy: `write ${form}`,
  });
}

export function hostnameOutsideZone(path: Path, hostname: string, zone: string): Issue {
  return issue('hostname-outside-zone', {
    path,
    message: `${show(hostname)} is not in the zone ${show(zone)}`,
    remedy: `write a name that ends in .${zone}, or the zone that the name is in`,
  });
}

export function dnsProjectNotNeeded(path: Path, title: string): Issue {
  return issue('dns-project-not-needed', { path, message: `${title} has no projects`, remedy: 'leave project out' });
}

export function dnsPrimaryMissing(path: Path, datacenters: readonly string[]): Issue {
  return issue('dns-primary-missing', {
    path,
    message: 'failover needs to know which datacenter clients are sent to first',
    remedy: `add "primary": ${oneOf(datacenters)}`,
  });
}

export function dnsPrimaryUnknown(path: Path, primary: string, datacenters: readonly string[]): Issue {
  return issue('dns-primary-unknown', {
    path,
    message: `${show(primary)} is no datacenter of the topology`,
    remedy: `write ${oneOf(datacenters)}`,
  });
}

export function dnsPrimaryDrained(path: Path, primary: string, title: string): Issue {
  return issue('dns-primary-drained', {
    path,
    message: `${primary} is not in the name, and a failover of ${title} cannot do without its primary`,
    remedy: 'write another datacenter as primary in the same step',
  });
}

export function dnsPrimaryWithoutFailover(path: Path, policy: DnsPolicy): Issue {
  return issue('dns-primary-without-failover', {
    path,
    message: `the policy ${policy} has no primary`,
    remedy: 'leave primary out, or write "policy": "failover"',
  });
}

export function failoverOfMoreThanTwo(path: Path, title: string, datacenters: readonly string[]): Issue {
  return issue('failover-of-more-than-two', {
    path,
    message: `a failover of ${title} has a primary and one other, and the name has ${list(datacenters)}`,
    remedy: 'write "policy": "latency" or "weighted", which leave out whatever is not well too',
  });
}

export function dnsSamePlace(path: Path, policy: DnsPolicy, datacenters: readonly string[], region: string): Issue {
  return issue('dns-same-place', {
    path,
    message: `${list(datacenters)} are both in ${region}, and the policy ${policy} has one answer for a region`,
    remedy: 'write "policy": "weighted", or take one of them out of the name',
  });
}

export function healthCheckersShutOut(path: Path, title: string, datacenters: readonly string[], where: string): Issue {
  return issue('health-checkers-shut-out', {
    path,
    message: `${title} checks ${list(datacenters)} from the internet, and kong.proxyCidrs does not let its checkers in: the name would never lead there`,
    remedy: where,
  });
}

/** @param covered number of whole datacenters that the others are sized to do without */
export function drainedBeyondSizes(path: Path, covered: number): Issue {
  return issue('drained-beyond-sizes', {
    severity: 'warning',
    path,
    message: `its clients go to the others, whose nodes are sized for ${covered === 0 ? 'no datacenter less' : 'one datacenter less'}: they may not carry them`,
    remedy:
      covered === 0
        ? 'write "survives": "datacenter", or lower its share for as long as it is drained'
        : 'drain one at a time, or lower its share for as long as it is drained',
  });
}
