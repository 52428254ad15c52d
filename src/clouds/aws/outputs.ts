import { networkStack } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';

/*
 * Names of the outputs by which values leave a stack: the only ways between stacks, and what people and their own
 * Terraform may build on.
 */

/** Outputs of `network-<dc>`. */
export const NETWORK_OUTPUTS = {
  vpcId: 'vpc_id',
  /** A map by tier and zone, e.g. `kong_a`: see `subnetKey`. */
  subnetIds: 'subnet_ids',
  logsKeyArn: 'logs_key_arn',
  natAddresses: 'nat_addresses',
  transitGatewayId: 'transit_gateway_id',
  workloadRouteTableId: 'workload_route_table_id',
  edgeRouteTableId: 'edge_route_table_id',
  /** Maps by the name of the gateway, e.g. `vpn-a`. */
  vpnAddresses: 'vpn_addresses',
  vpnAllocationIds: 'vpn_allocation_ids',
  /** A map by zone letter. */
  privateRouteTableIds: 'private_route_table_ids',
} as const;

/** Outputs of `cluster-<dc>`. */
export const CLUSTER_OUTPUTS = {
  balancerDnsName: 'balancer_dns_name',
  balancerZoneId: 'balancer_zone_id',
  redisHost: 'redis_host',
  redisPort: 'redis_port',
  redisTls: 'redis_tls',
  redisAddress: 'redis_address',
} as const;

/** Key of a subnet in the map of subnets, and its Terraform name. */
export function subnetKey(tier: string, zone: string): string {
  return `${tier}_${zone}`;
}

/** What the network stack of a datacenter put out. */
export function networkOutputs(scope: StackScope, datacenter: DatacenterPlan): StackOutputs {
  return scope.outputsOf(networkStack(datacenter.name));
}
