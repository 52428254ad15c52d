import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule';
import { ComputeRegionBackendService } from '@cdktf/provider-google/lib/compute-region-backend-service';
import { ComputeRegionHealthCheck } from '@cdktf/provider-google/lib/compute-region-health-check';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { conditional, Fn, Op, Token } from 'cdktf';
import { clusterStack, KONG } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { HybridPlan } from '../../plan/pools/pool';
import { balancedHealthPath } from '../../plan/pools/ports';
import type { StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import type { BalancedGroup } from './balancer';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, networkOutputs, subnetIdOutput } from './outputs';
import { privateZoneOf } from './private-zone';
import { computeName, tags } from './tags';

const CONTROL = 'control';

/** Data planes go to a new address this many seconds after it is put in. */
const NAME_TTL_SECONDS = 10;

/** A reserved address stays when everything else behind it is made anew. */
const RECORD_TYPE = 'A';

/** A control plane that leaves keeps its connections for this many seconds; then data planes go to another one. */
const DRAINING_SECONDS = 30;

/**
 * Builds the balancer in front of the control planes: a passthrough balancer inside the network, with an address of Kong's own
 * subnet, which routers advertise to other datacenters. It forwards packets unchanged. Returns its address.
 */
export function buildControlBalancer(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { port }: HybridPlan,
  groups: readonly BalancedGroup[],
): ComputeAddress {
  const { plan } = scope;
  const [first] = groups;
  if (!first) throw new Error(`${datacenter.name} has no control planes`);
  const part = scope.part(CONTROL);
  const network = networkOutputs(scope, datacenter);
  const name = computeName(plan, datacenter, CONTROL);
  const { region } = datacenter;
  const subnetwork = network.string(subnetIdOutput(KONG));
  const address = new ComputeAddress(part, CONTROL, {
    name,
    region,
    description: `Leads to the control planes of ${datacenter.name}`,
    addressType: 'INTERNAL',
    subnetwork,
    labels: tags(CONTROL),
    lifecycle: KEPT_WORDING,
  });
  const check = new ComputeRegionHealthCheck(part, CONTROL, {
    name,
    region,
    description: 'Takes a control plane out of the balancer when it has not answered for fifteen seconds',
    checkIntervalSec: 5,
    timeoutSec: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    httpHealthCheck: { port: first.pool.ports.status, requestPath: balancedHealthPath(first.pool) },
    logConfig: { enable: true },
  });
  const backend = new ComputeRegionBackendService(part, CONTROL, {
    name,
    region,
    description: `Control planes of ${datacenter.name}`,
    loadBalancingScheme: 'INTERNAL',
    protocol: 'TCP',
    connectionDrainingTimeoutSec: DRAINING_SECONDS,
    healthChecks: [check.id],
    backend: groups.map(({ group }) => ({ group: group.instanceGroup, balancingMode: 'CONNECTION' })),
  });
  const rule = new ComputeForwardingRule(part, CONTROL, {
    name,
    region,
    description: `Data planes to the control planes of ${datacenter.name}`,
    loadBalancingScheme: 'INTERNAL',
    network: network.string(NETWORK_OUTPUTS.networkId),
    subnetwork,
    ipAddress: address.address,
    ipProtocol: 'TCP',
    ports: [String(port)],
    allowGlobalAccess: true,
    backendService: backend.id,
    labels: tags(CONTROL),
    lifecycle: KEPT_WORDING,
  });
  scope.comment(rule, 'Global access lets in data planes whose packets come by a gateway of another region.');
  scope.output(CLUSTER_OUTPUTS.controlAddress, address.address, 'Address of the balancer of the control planes');
  scope.output(CLUSTER_OUTPUTS.controlRecordType, RECORD_TYPE, 'Type of a DNS record that leads there');
  return address;
}

/**
 * Builds the name by which data planes of this datacenter find the control planes, wherever those are.
 *
 * @param own address of the control planes' balancer, if they stand here
 */
export function nameControlPlanes(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { host, datacenter: home }: HybridPlan,
  own: ComputeAddress | undefined,
): void {
  const zone = privateZoneOf(scope, datacenter, { file: CONTROL, role: CONTROL });
  const { type, address } = own ? { type: RECORD_TYPE, address: own.address } : farControl(scope, home);
  new DnsRecordSet(scope.part(CONTROL), CONTROL, {
    managedZone: zone.name,
    name: `${host}.`,
    type,
    ttl: NAME_TTL_SECONDS,
    rrdatas: [address],
  });
}

/** Returns what leads to the control planes of another datacenter. Cloud DNS wants a dot after a name, not after an address. */
function farControl(scope: StackScope, home: string): { readonly type: string; readonly address: string } {
  const outputs = scope.outputsOf(clusterStack(home));
  const type = outputs.string(CLUSTER_OUTPUTS.controlRecordType);
  const dot = Token.asString(conditional(Op.eq(type, 'CNAME'), '.', ''));
  return { type, address: Fn.join('', [outputs.string(CLUSTER_OUTPUTS.controlAddress), dot]) };
}
