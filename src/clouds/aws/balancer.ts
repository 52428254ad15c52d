import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { TerraformVariable } from 'cdktf';
import { resourceName } from '../../plan/naming';
import { PUBLIC_PORTS } from '../../plan/pools/ports';
import type { DatacenterPlan } from '../../plan/plan';
import { KONG_HEALTH_PATH } from '../../plan/pools/ports';
import type { StackOutputs, StackScope } from '../contract';
import { balancedPorts } from '../pools';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** Connections of a node that leaves the pool may go on for this many seconds. */
const DRAIN_SECONDS = 120;

const HEALTH = { interval: 10, timeout: 6, healthyThreshold: 2, unhealthyThreshold: 3 } as const;

/** The inputs of the balancer. */
export interface BalancerParts {
  readonly network: StackOutputs;
  readonly vpcId: string;
  readonly group: SecurityGroup;
}

/**
 * Builds the entrance: a network load balancer over the public subnets. It forwards TCP unchanged, so TLS, routing and
 * limits are Kong's alone, and nodes see the clients' own addresses. Returns the target groups for the pools that take
 * clients.
 *
 * It has no access logs: network load balancers write them for TLS listeners only, and here TLS ends on Kong, whose
 * logs have every request. Names are short since AWS allows load balancers and target groups 32 characters.
 */
export function buildBalancer(scope: StackScope, datacenter: DatacenterPlan, parts: BalancerParts): string[] {
  const { plan } = scope;
  const part = scope.part('balancer');
  const protection = new TerraformVariable(scope.root, 'deletion_protection', {
    type: 'bool',
    default: true,
    description:
      'Whether AWS refuses to delete the load balancer, whose name clients know. To retire the datacenter, apply with false, then destroy.',
  });
  const balancer = new Lb(part, 'proxy', {
    name: resourceName(plan.topology, datacenter.name, 'proxy'),
    loadBalancerType: 'network',
    internal: false,
    subnets: datacenter.zones.map(({ letter }) =>
      parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('public', letter)),
    ),
    securityGroups: [parts.group.id],
    enableCrossZoneLoadBalancing: true,
    enableDeletionProtection: protection.booleanValue,
    tags: tags(plan, datacenter, 'balancer', 'proxy'),
  });
  scope.accept(balancer, {
    'AWS-0053': 'The entrance of the gateway for its clients; its security group lets in the proxyCidrs of the spec.',
    CKV2_AWS_20: 'It forwards TCP and cannot redirect: the routes of Kong say which protocols they take.',
    CKV_AWS_91: 'Access logs are written for TLS listeners alone, and TLS ends on Kong, whose logs have every request.',
  });
  const { proxy, proxyTls } = balancedPorts(datacenter);
  const targets = [
    { name: 'http', listenerPort: PUBLIC_PORTS.plain, nodePort: proxy },
    { name: 'https', listenerPort: PUBLIC_PORTS.tls, nodePort: proxyTls },
  ];
  scope.output(CLUSTER_OUTPUTS.balancerDnsName, balancer.dnsName, 'Name of the load balancer');
  scope.output(CLUSTER_OUTPUTS.balancerZoneId, balancer.zoneId, 'Route 53 zone of that name, for alias records');
  return targets.map((target) => buildTarget(scope, datacenter, parts.vpcId, balancer, target));
}

function buildTarget(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  balancer: Lb,
  target: { readonly name: string; readonly listenerPort: number; readonly nodePort: number },
): string {
  const { plan } = scope;
  const part = scope.part('balancer');
  const { status } = balancedPorts(datacenter);
  const named = tags(plan, datacenter, 'balancer', target.name);
  const group = new LbTargetGroup(part, target.name, {
    name: resourceName(plan.topology, datacenter.name, target.name),
    vpcId,
    targetType: 'instance',
    protocol: 'TCP',
    port: target.nodePort,
    preserveClientIp: 'true',
    deregistrationDelay: String(DRAIN_SECONDS),
    connectionTermination: true,
    healthCheck: {
      ...HEALTH,
      protocol: 'HTTP',
      port: String(status),
      path: KONG_HEALTH_PATH,
      matcher: '200',
    },
    tags: named,
  });
  new LbListener(part, target.name, {
    loadBalancerArn: balancer.arn,
    protocol: 'TCP',
    port: target.listenerPort,
    defaultAction: [{ type: 'forward', targetGroupArn: group.arn }],
    tags: named,
  });
  return group.arn;
}
