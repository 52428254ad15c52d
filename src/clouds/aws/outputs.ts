import { networkStack } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';

/*
 * Values leave a stack by outputs of these names alone: other stacks read them, and people and their own Terraform may
 * rely on them.
 */

/** Outputs of `network-<dc>`. */
export const NETWORK_OUTPUTS = {
  vpcId: 'vpc_id',
  /** A map by tier and zone, e.g. `kong_a`, with keys from `subnetKey`. */
  subnetIds: 'subnet_ids',
  logsKeyArn: 'logs_key_arn',
  natAddresses: 'nat_addresses',
  transitGatewayId: 'transit_gateway_id',
  /** Attachment of the VPC; an output on a gateway of the user's alone, which has others. */
  transitAttachmentId: 'transit_attachment_id',
  workloadRouteTableId: 'workload_route_table_id',
  edgeRouteTableId: 'edge_route_table_id',
  /** Maps by the name of the instance, e.g. `vpn-a`. */
  vpnAddresses: 'vpn_addresses',
  vpnAllocationIds: 'vpn_allocation_ids',
  /** A map by zone letter. */
  privateRouteTableIds: 'private_route_table_ids',
} as const;

/** Outputs of `cluster-<dc>`. */
export const CLUSTER_OUTPUTS = {
  /** A map by the name of the machine, e.g. `balancer-a`, where machines lead clients to Kong. */
  balancerAddresses: 'balancer_addresses',
  balancerDnsName: 'balancer_dns_name',
  balancerZoneId: 'balancer_zone_id',
  controlAddress: 'control_plane_address',
  controlRecordType: 'control_plane_record_type',
  exportsBucket: 'kong_exports_bucket',
  seedBucket: 'kong_seed_bucket',
  seedKeyArn: 'kong_seed_key_arn',
  seedRoleArn: 'kong_seed_role_arn',
  redisHost: 'redis_host',
  redisPort: 'redis_port',
  redisTls: 'redis_tls',
  redisAddress: 'redis_address',
} as const;

/** Returns the key of a subnet in the map of subnets, which is also its Terraform name. */
export function subnetKey(tier: string, zone: string): string {
  return `${tier}_${zone}`;
}

/** Returns the name of an output of `network-<dc>`: the list of addresses of a service that routes lead to. */
export function serviceOutput(service: string): string {
  return `${service}_prefix_list_id`;
}

/** Returns the outputs of a datacenter's network stack. */
export function networkOutputs(scope: StackScope, datacenter: DatacenterPlan): StackOutputs {
  return scope.outputsOf(networkStack(datacenter.name));
}
