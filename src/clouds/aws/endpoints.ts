import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint, type VpcEndpointConfig } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { EndpointsPlan } from '../../plan/egress-plan';
import { rangeOf } from '../../plan/flow';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, Flow } from '../../plan/plan';
import type { StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import { flowRule, ruleName } from './firewall';
import { serviceOutput, subnetKey } from './outputs';
import { tags } from './tags';

const ENDPOINT = 'endpoint';

/** The parts of a network that its endpoints stand in. */
export interface EndpointPlace {
  readonly vpc: Vpc;
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Those of the machines. */
  readonly routeTables: readonly RouteTable[];
}

/**
 * Builds the way to services of AWS where there is none to the internet: for each an endpoint with an address in every zone, to which
 * the service's own name resolves in this VPC, or one in the route tables.
 */
export function buildEndpoints(
  scope: StackScope,
  datacenter: DatacenterPlan,
  endpoints: EndpointsPlan,
  place: EndpointPlace,
): void {
  const { group, rules } = buildGroup(scope, datacenter, place.vpc);
  const subnetIds = datacenter.zones.map(({ letter }) => {
    const subnet = place.subnets.get(subnetKey(ENDPOINT, letter));
    if (!subnet) throw new Error(`the plan has no subnet for endpoints in zone ${letter}`);
    return subnet.id;
  });
  const add = (service: string, way: Partial<VpcEndpointConfig>): VpcEndpoint =>
    new VpcEndpoint(scope.part('endpoints'), terraformName(service), {
      vpcId: place.vpc.id,
      serviceName: `com.amazonaws.${datacenter.region}.${service}`,
      ...way,
      tags: tags(scope.plan, datacenter, ENDPOINT, service),
    });
  for (const service of endpoints.services) {
    add(service, {
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds,
      securityGroupIds: [group.id],
      // The name leads there from the moment that it is made: the rules come first.
      dependsOn: [...rules],
    });
  }
  for (const service of endpoints.byRoute) {
    const endpoint = add(service, {
      vpcEndpointType: 'Gateway',
      routeTableIds: place.routeTables.map(({ id }) => id),
    });
    scope.output(serviceOutput(service), endpoint.prefixListId, `Addresses of ${service}, for rules of the firewall`);
  }
}

/** Builds the group of the endpoints with a rule for each range of machines that call them, whose own groups come later. */
function buildGroup(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpc: Vpc,
): { readonly group: SecurityGroup; readonly rules: readonly VpcSecurityGroupIngressRule[] } {
  const part = scope.part('endpoints');
  const group = new SecurityGroup(part, ENDPOINT, {
    name: resourceName(scope.plan.topology, datacenter.name, ENDPOINT),
    description: 'Private endpoints of AWS services',
    vpcId: vpc.id,
    tags: tags(scope.plan, datacenter, ENDPOINT, ENDPOINT),
    lifecycle: KEPT_WORDING,
  });
  // Pools of one datacenter share a range, and EC2 takes a range once.
  const byRange = new Map<string, Flow>();
  for (const flow of scope.plan.flows)
    if (isCall(flow, datacenter) && !byRange.has(rangeOf(flow.from))) byRange.set(rangeOf(flow.from), flow);
  const rules = [...byRange].map(
    ([cidrIpv4, flow]) =>
      new VpcSecurityGroupIngressRule(part, ruleName(flow), { ...flowRule(flow, group, ENDPOINT), cidrIpv4 }),
  );
  return { group, rules };
}

function isCall({ to }: Flow, { name }: DatacenterPlan): boolean {
  return to.kind === 'role' && to.datacenter === name && to.role === ENDPOINT;
}
