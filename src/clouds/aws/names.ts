import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check';
import { Route53Record, type Route53RecordConfig } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import type { DnsEntryPlan, DnsPlan } from '../../plan/dns';
import type { DatacenterPlan } from '../../plan/plan';
import type { BalancerEnd, NamedDatacenter, StackScope } from '../contract';
import { clusterOutputs, machinesEnd, nameId, NAMES_PART } from '../names';
import { AWS_DNS } from './dns';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { resourceName, terraformName } from '../../plan/naming';

/** Every answer is an address. */
const RECORD_TYPE = 'A';

/** Returns what leads to the balancer of a datacenter: its name, which is an alias of addresses that change, or those of its machines. */
export function balancerEnd(scope: StackScope, datacenter: DatacenterPlan): BalancerEnd {
  const outputs = clusterOutputs(scope, datacenter);
  const machines = machinesEnd(datacenter, outputs, CLUSTER_OUTPUTS.balancerAddresses);
  if (machines) return machines;
  return {
    kind: 'name',
    name: outputs.string(CLUSTER_OUTPUTS.balancerDnsName),
    zoneId: outputs.string(CLUSTER_OUTPUTS.balancerZoneId),
  };
}

/** A check for records whose address nobody has any more knows resources of AWS alone. */
const ADDRESS_ELSEWHERE = { CKV2_AWS_23: 'The address is that of a balancer on another cloud, in whose state it is.' };
const ADDRESS_OF_MACHINES = {
  CKV2_AWS_23: 'The addresses are those of machines of another stack, in whose state they are.',
};

function whyElsewhere({ balancers }: DatacenterPlan) {
  return balancers ? ADDRESS_OF_MACHINES : ADDRESS_ELSEWHERE;
}

/**
 * Builds the names in the stack `dns`: one for each datacenter, and one for all, in which each datacenter has a record of its
 * own. Network load balancers say themselves whether they have healthy targets; every other balancer is asked from the
 * internet, also while its datacenter is out of the name, so that one sees when it may come back.
 */
export function buildNames(scope: StackScope, dns: DnsPlan, datacenters: readonly NamedDatacenter[]): void {
  const zoneId = zoneOf(scope, dns, datacenters);
  for (const named of datacenters) {
    const { entry, datacenter, end } = named;
    const own = new Route53Record(scope.part(NAMES_PART), nameId('datacenter', entry), {
      zoneId,
      name: entry.hostname,
      type: RECORD_TYPE,
      ...answer(end, dns, false),
    });
    if (end.kind === 'address') scope.accept(own, whyElsewhere(datacenter));
    const check = entry.isChecked ? addCheck(scope, dns, named) : undefined;
    if (!entry.inName) continue;
    const record = new Route53Record(scope.part(NAMES_PART), nameId('gateway', entry), {
      zoneId,
      name: dns.hostname,
      type: RECORD_TYPE,
      ...answer(end, dns, true),
      setIdentifier: entry.datacenter,
      ...policyOf(dns, entry),
      ...(check === undefined ? {} : { healthCheckId: check.id }),
    });
    if (end.kind === 'address') scope.accept(record, whyElsewhere(datacenter));
    if (end.kind === 'address' && dns.policy === 'latency' && datacenter.cloud !== dns.cloud)
      scope.comment(record, `${entry.region} is the nearest region that Route 53 has measurements of.`);
  }
}

/** Returns the id of the zone: of the one that the user has, or of a private one that the networks of the topology here see. */
function zoneOf(scope: StackScope, { hostname, zone }: DnsPlan, datacenters: readonly NamedDatacenter[]): string {
  const part = scope.part(NAMES_PART);
  if (zone.kind === 'existing') {
    if (AWS_DNS.zone.domain?.test(zone.zone) !== true) return zone.zone;
    return new DataAwsRoute53Zone(part, 'names', { name: zone.zone, privateZone: false }).zoneId;
  }
  const own = datacenters.filter(({ end }) => end.kind === 'name').map(({ datacenter }) => datacenter);
  return new Route53Zone(part, 'names', {
    name: hostname,
    comment: `Names of the gateway ${scope.plan.topology}, for machines in its networks`,
    vpc: own.map((datacenter) => ({
      vpcId: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.vpcId),
      vpcRegion: datacenter.region,
    })),
    tags: { Name: `${scope.plan.topology}-names`, role: 'balancer' },
  }).zoneId;
}

/** @param isJudged true if a balancer without healthy targets is to be left out */
function answer(end: BalancerEnd, { ttlSeconds }: DnsPlan, isJudged: boolean): Partial<Route53RecordConfig> {
  if (end.kind === 'address') return { ttl: ttlSeconds, records: [...end.addresses] };
  return { alias: { name: end.name, zoneId: end.zoneId, evaluateTargetHealth: isJudged } };
}

function policyOf({ policy }: DnsPlan, entry: DnsEntryPlan): Partial<Route53RecordConfig> {
  switch (policy) {
    case 'latency':
      return { latencyRoutingPolicy: { region: entry.region } };
    case 'weighted':
      return { weightedRoutingPolicy: { weight: entry.weight } };
    case 'failover':
      return { failoverRoutingPolicy: { type: entry.isPrimary ? 'PRIMARY' : 'SECONDARY' } };
    case 'geoproximity':
      return {
        geoproximityRoutingPolicy: { coordinates: [{ latitude: entry.latitude, longitude: entry.longitude }] },
      };
    case 'geolocation':
      throw new Error('no rule refused the policy geolocation');
  }
}

/** Builds the check of a datacenter: that of its one address, or one that is well as long as one of its addresses is. */
function addCheck(scope: StackScope, dns: DnsPlan, named: NamedDatacenter): Route53HealthCheck {
  const { entry, datacenter, end } = named;
  if (end.kind !== 'address') throw new Error(`the balancer of ${entry.datacenter} has no address to ask`);
  const [first, ...others] = end.addresses;
  const id = nameId('check', entry);
  if (others.length === 0) return addAddressCheck(scope, dns, named, { id, address: first });
  const machines = datacenter.balancers?.nodes ?? [];
  const children = end.addresses.map((address, i) =>
    addAddressCheck(scope, dns, named, { id: terraformName(id, machines[i]?.zone.letter ?? String(i)), address }),
  );
  return new Route53HealthCheck(scope.part(NAMES_PART), id, {
    type: 'CALCULATED',
    childHealthchecks: children.map((child) => child.id),
    childHealthThreshold: 1,
    tags: checkTags(scope, datacenter),
  });
}

function checkTags({ plan }: StackScope, { name }: DatacenterPlan): Record<string, string> {
  return { Name: resourceName(plan.topology, name, 'names'), role: 'balancer' };
}

/** Builds the check of one address, by the path that says whether nodes serve, if there is one. */
function addAddressCheck(
  scope: StackScope,
  { hostname, check }: DnsPlan,
  { datacenter }: NamedDatacenter,
  { id, address }: { readonly id: string; readonly address: string },
): Route53HealthCheck {
  const { protocol, port, path, intervalSeconds, threshold } = check;
  return new Route53HealthCheck(scope.part(NAMES_PART), id, {
    type: protocol.toUpperCase(),
    ipAddress: address,
    port,
    ...(path === undefined ? {} : { fqdn: hostname, resourcePath: path }),
    ...(protocol === 'https' ? { enableSni: true } : {}),
    requestInterval: intervalSeconds,
    failureThreshold: threshold,
    tags: checkTags(scope, datacenter),
  });
}
