import { networkStack } from '../../plan/naming';
import type { Tier } from '../../kernel/ids';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';

/*
 * Values leave a stack by outputs of these names alone: other stacks read them, and people and their own Terraform may
 * rely on them.
 */

/** Outputs of `network-<dc>`. */
export const NETWORK_OUTPUTS = {
  networkId: 'network_id',
  /** An output where the spec reserves addresses. */
  natAddresses: 'nat_addresses',
  vpnGatewayId: 'vpn_gateway_id',
  vpnGatewayAddress0: 'vpn_gateway_address_0',
  vpnGatewayAddress1: 'vpn_gateway_address_1',
  vpnRouterName: 'vpn_router_name',
} as const;

/** Returns the name of an output of `network-<dc>`: the subnet of a tier, e.g. `kong_subnet_id`. */
export function subnetIdOutput(tier: Tier): string {
  return `${tier}_subnet_id`;
}

/** Outputs of `cluster-<dc>`. */
export const CLUSTER_OUTPUTS = {
  balancerAddress: 'balancer_address',
  /** A map by the name of the machine, e.g. `balancer-a`, where machines lead clients to Kong. */
  balancerAddresses: 'balancer_addresses',
  controlAddress: 'control_plane_address',
  controlRecordType: 'control_plane_record_type',
  exportsBucket: 'kong_exports_bucket',
  seedBucket: 'kong_seed_bucket',
  /** An output of the other cloud's alone, whose seed machines here may read. */
  seedRoleArn: 'kong_seed_role_arn',
  redisHost: 'redis_host',
  redisPort: 'redis_port',
  redisTls: 'redis_tls',
  redisAddress: 'redis_address',
} as const;

/** Returns the outputs of a datacenter's network stack. */
export function networkOutputs(scope: StackScope, datacenter: DatacenterPlan): StackOutputs {
  return scope.outputsOf(networkStack(datacenter.name));
}
