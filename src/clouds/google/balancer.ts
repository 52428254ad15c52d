import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule';
import { ComputeRegionBackendService } from '@cdktf/provider-google/lib/compute-region-backend-service';
import { ComputeRegionHealthCheck } from '@cdktf/provider-google/lib/compute-region-health-check';
import type { ComputeRegionInstanceGroupManager } from '@cdktf/provider-google/lib/compute-region-instance-group-manager';
import { KONG } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { StackScope } from '../contract';
import { balancedPorts } from '../pools';
import { KEPT_WORDING } from '../wording';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, networkOutputs, subnetIdOutput } from './outputs';
import { computeName, tags } from './tags';

const BALANCER_FILE = 'balancer';

/** Connections of a node that leaves the pool may go on for this many seconds. */
const DRAINING_SECONDS = 120;

/** A pool that the balancer knows, with its group. */
export interface BalancedGroup {
  readonly pool: PoolPlan;
  readonly group: ComputeRegionInstanceGroupManager;
}

/**
 * Builds the entrance: a passthrough balancer over the groups that take clients, or may take them next. It forwards packets unchanged, with
 * the clients' addresses and ports, and Kong ends TLS. An internal one has an address in the subnet of Kong. Only the address could
 * be protected from deletion, by a lock of the user's own.
 */
export function buildBalancer(scope: StackScope, datacenter: DatacenterPlan, groups: readonly BalancedGroup[]): void {
  const { plan } = scope;
  const part = scope.part(BALANCER_FILE);
  const { proxy, proxyTls } = balancedPorts(datacenter);
  const isPublic = datacenter.exposure === 'public';
  const address = new ComputeAddress(part, 'balancer', {
    name: computeName(plan, datacenter, 'balancer'),
    region: datacenter.region,
    description: `Where clients reach Kong in ${datacenter.name}`,
    ...(isPublic
      ? { addressType: 'EXTERNAL', networkTier: 'PREMIUM' }
      : { addressType: 'INTERNAL', subnetwork: placeOf(scope, datacenter).subnetwork }),
    labels: tags('balancer'),
    lifecycle: KEPT_WORDING,
  });
  const backend = addBackend(scope, datacenter, groups);
  const rule = new ComputeForwardingRule(part, 'balancer', {
    name: computeName(plan, datacenter, 'balancer'),
    region: datacenter.region,
    description: `Clients to the Kong pool of ${datacenter.name}`,
    loadBalancingScheme: schemeOf(datacenter),
    ...(isPublic ? { networkTier: 'PREMIUM' } : { ...placeOf(scope, datacenter), allowGlobalAccess: true }),
    ipAddress: address.address,
    ipProtocol: 'TCP',
    ports: [String(proxy), String(proxyTls)],
    backendService: backend.id,
    labels: tags('balancer'),
    lifecycle: KEPT_WORDING,
  });
  const comments = [
    ...(plan.kong.plainHttp === 'closed'
      ? [
          `Port ${proxy} leads nowhere: no firewall rule lets it in, and Kong does not listen. Google makes a rule anew when its ports change, which would cut clients of ${proxyTls} too.`,
        ]
      : []),
    ...(isPublic ? [] : ['Global access lets in clients whose packets come by a gateway of another region.']),
  ];
  if (comments.length > 0) scope.comment(rule, comments.join(' '));
  const whose = isPublic ? 'Public' : 'Private';
  scope.output(CLUSTER_OUTPUTS.balancerAddress, address.address, `${whose} address of Kong in ${datacenter.name}`);
}

function schemeOf({ exposure }: DatacenterPlan): 'EXTERNAL' | 'INTERNAL' {
  return exposure === 'public' ? 'EXTERNAL' : 'INTERNAL';
}

/** Returns the place of an internal balancer: the subnet of Kong's nodes. */
function placeOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
): { readonly network: string; readonly subnetwork: string } {
  const network = networkOutputs(scope, datacenter);
  return { network: network.string(NETWORK_OUTPUTS.networkId), subnetwork: network.string(subnetIdOutput(KONG)) };
}

function addBackend(
  scope: StackScope,
  datacenter: DatacenterPlan,
  groups: readonly BalancedGroup[],
): ComputeRegionBackendService {
  const { plan } = scope;
  const { status, healthPath } = balancedPorts(datacenter);
  const part = scope.part(BALANCER_FILE);
  const check = new ComputeRegionHealthCheck(part, 'balancer', {
    name: computeName(plan, datacenter, 'balancer'),
    region: datacenter.region,
    description: 'Takes a Kong node out of the balancer when it has not answered for fifteen seconds',
    checkIntervalSec: 5,
    timeoutSec: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    httpHealthCheck: { port: status, requestPath: healthPath },
    logConfig: { enable: true },
  });
  return new ComputeRegionBackendService(part, 'balancer', {
    name: computeName(plan, datacenter, 'balancer'),
    region: datacenter.region,
    description: `Kong pool of ${datacenter.name}`,
    loadBalancingScheme: schemeOf(datacenter),
    protocol: 'TCP',
    sessionAffinity: 'NONE',
    connectionDrainingTimeoutSec: DRAINING_SECONDS,
    healthChecks: [check.id],
    backend: groups.map(({ pool, group }) => ({
      group: group.instanceGroup,
      balancingMode: 'CONNECTION',
      // Both colours are checked all the time. Clients come to the one that is no reserve, or, if none of its nodes answers, to
      // the other.
      ...(groups.length > 1 ? { failover: !pool.takesClients } : {}),
    })),
  });
}
