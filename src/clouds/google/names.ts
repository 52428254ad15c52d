import { ComputeHealthCheck } from '@cdktf/provider-google/lib/compute-health-check';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone';
import { DnsRecordSet, type DnsRecordSetRoutingPolicy } from '@cdktf/provider-google/lib/dns-record-set';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import type { DnsPlan } from '../../plan/dns';
import type { DatacenterPlan } from '../../plan/plan';
import type { BalancerEnd, NamedDatacenter, StackScope } from '../contract';
import { clusterOutputs, machinesEnd, nameId, NAMES_PART } from '../names';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { projectOf } from './provider';
import { tags } from './tags';

/** Checks of addresses on the internet come from exactly three regions; these are far apart. */
const SOURCE_REGIONS = ['us-central1', 'europe-west1', 'asia-southeast1'];

/** The kind of balancer that Cloud DNS asks of an internal passthrough balancer's health by. */
const INTERNAL_PASSTHROUGH = 'regionalL4ilb';

/** Returns what leads to the balancer of a datacenter: an address that stays, or those of its machines. */
export function balancerEnd(scope: StackScope, datacenter: DatacenterPlan): BalancerEnd {
  const outputs = clusterOutputs(scope, datacenter);
  return (
    machinesEnd(datacenter, outputs, CLUSTER_OUTPUTS.balancerAddresses) ?? {
      kind: 'address',
      addresses: [outputs.string(CLUSTER_OUTPUTS.balancerAddress)],
    }
  );
}

/**
 * Builds the names in the stack `dns`: one for each datacenter, and one for all, which is one record with every datacenter in
 * it. Cloud DNS leaves out a datacenter whose internal balancer has no healthy node, or whose address does not answer.
 */
export function buildNames(scope: StackScope, dns: DnsPlan, datacenters: readonly NamedDatacenter[]): void {
  const zone = zoneOf(scope, dns, datacenters);
  for (const { entry, end } of datacenters) {
    new DnsRecordSet(scope.part(NAMES_PART), nameId('datacenter', entry), {
      ...zone,
      name: `${entry.hostname}.`,
      ttl: dns.ttlSeconds,
      ...(end.kind === 'address'
        ? { type: 'A', rrdatas: [...end.addresses] }
        : { type: 'CNAME', rrdatas: [`${end.name}.`] }),
    });
  }
  const members = datacenters.filter(({ entry }) => entry.inName);
  const check = members.some(({ entry }) => entry.isChecked) ? addCheck(scope, dns, zone) : undefined;
  new DnsRecordSet(scope.part(NAMES_PART), 'gateway', {
    ...zone,
    name: `${dns.hostname}.`,
    type: 'A',
    ttl: dns.ttlSeconds,
    routingPolicy: {
      ...policyOf(scope, dns, members),
      ...(check === undefined ? {} : { healthCheck: check.id }),
    },
  });
}

interface Zone {
  readonly managedZone: string;
  readonly project?: string;
}

/** Returns the zone: the one that the user has, or a private one that the networks of the topology here see. */
function zoneOf(scope: StackScope, { hostname, zone }: DnsPlan, datacenters: readonly NamedDatacenter[]): Zone {
  if (zone.kind === 'existing')
    return { managedZone: zone.zone, ...(zone.project === undefined ? {} : { project: zone.project }) };
  const own = datacenters.filter(({ end }) => end.kind === 'address').map(({ datacenter }) => datacenter);
  // The first zone of a project that has none yet. The interface stays on, since others may use it.
  const service = new ProjectService(scope.part(NAMES_PART), 'dns', {
    service: 'dns.googleapis.com',
    disableOnDestroy: false,
  });
  const made = new DnsManagedZone(scope.part(NAMES_PART), 'names', {
    name: `${scope.plan.topology}-names`,
    dnsName: `${hostname}.`,
    description: `Names of the gateway ${scope.plan.topology}, for machines in its networks`,
    visibility: 'private',
    privateVisibilityConfig: {
      networks: own.map((datacenter) => ({
        networkUrl: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId),
      })),
    },
    labels: tags('balancer'),
    dependsOn: [service],
  });
  return { managedZone: made.name };
}

function policyOf(
  scope: StackScope,
  { policy, check }: DnsPlan,
  members: readonly NamedDatacenter[],
): DnsRecordSetRoutingPolicy {
  const targets = (named: NamedDatacenter) => targetsOf(scope, named, check.port);
  const places = (list: readonly NamedDatacenter[]) =>
    list.map((named) => ({ location: named.datacenter.region, healthCheckedTargets: targets(named) }));
  switch (policy) {
    case 'geolocation':
      return { geo: places(members) };
    case 'weighted':
      return { wrr: members.map((named) => ({ weight: named.entry.weight, healthCheckedTargets: targets(named) })) };
    case 'failover': {
      const primary = members.find(({ entry }) => entry.isPrimary);
      if (!primary) throw new Error('no rule refused a failover without its primary');
      const others = members.filter((named) => named !== primary);
      return { primaryBackup: { primary: targets(primary), backupGeo: places(others) } };
    }
    case 'latency':
    case 'geoproximity':
      throw new Error(`no rule refused the policy ${policy}`);
  }
}

/** Returns the target of a datacenter: its internal balancer, whose health the network knows, or its address on the internet. */
function targetsOf(scope: StackScope, { datacenter, end }: NamedDatacenter, port: number) {
  if (end.kind !== 'address') throw new Error(`the balancer of ${datacenter.name} has no address`);
  if (datacenter.exposure === 'public') return { externalEndpoints: [...end.addresses] };
  return {
    internalLoadBalancers: [
      {
        loadBalancerType: INTERNAL_PASSTHROUGH,
        ipAddress: end.addresses[0],
        port: String(port),
        ipProtocol: 'tcp',
        networkUrl: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId),
        project: projectOf(datacenter),
        region: datacenter.region,
      },
    ],
  };
}

/** Builds the check of addresses on the internet, by the path that says whether nodes serve, if there is one. */
function addCheck(scope: StackScope, { hostname, check }: DnsPlan, { project }: Zone): ComputeHealthCheck {
  const { protocol, port, path, intervalSeconds, threshold } = check;
  const request = { port, host: hostname, ...(path === undefined ? {} : { requestPath: path }) };
  return new ComputeHealthCheck(scope.part(NAMES_PART), 'names', {
    name: `${scope.plan.topology}-names`,
    ...(project === undefined ? {} : { project }),
    description: 'Takes a datacenter out of the name of the gateway when its address does not answer',
    sourceRegions: SOURCE_REGIONS,
    checkIntervalSec: intervalSeconds,
    timeoutSec: 10,
    healthyThreshold: threshold,
    unhealthyThreshold: threshold,
    ...(protocol === 'https' ? { httpsHealthCheck: request } : {}),
    ...(protocol === 'http' ? { httpHealthCheck: request } : {}),
    ...(protocol === 'tcp' ? { tcpHealthCheck: { port } } : {}),
    logConfig: { enable: true },
  });
}
