import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { clusterStack, KONG, resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { HybridPlan, PoolPlan } from '../../plan/pools/pool';
import { balancedHealthPath } from '../../plan/pools/ports';
import type { StackOutputs, StackScope } from '../contract';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { privateZoneOf } from './private-zone';
import { tags } from './tags';

const CONTROL = 'control';

/** Names of target groups end so, that of the balancer as those of blue: AWS allows them 32 characters. */
const ENDINGS = { blue: 'ctrl', green: 'ctrlgr' } as const;

/** Data planes go to a new address this many seconds after it is put in. */
const NAME_TTL_SECONDS = 10;

/** The balancer's name is an alias of AWS's own, which leads to its addresses in every zone. */
const RECORD_TYPE = 'CNAME';

const HEALTH = { interval: 10, timeout: 6, healthyThreshold: 2, unhealthyThreshold: 3 } as const;

/**
 * A control plane that leaves keeps its connections for this many seconds. Data planes hold theirs for as long as they may: without
 * an end they would be told of nothing by a node that nobody administers any more.
 */
const DRAIN_SECONDS = 30;

/** The inputs of the balancer in front of the control planes. */
export interface ControlParts {
  readonly network: StackOutputs;
  readonly vpcId: string;
  readonly group: SecurityGroup;
}

/** The balancer of the control planes, and the ARNs of target groups by the pool that they lead to. */
export interface ControlBalancer {
  readonly dnsName: string;
  readonly targets: ReadonlyMap<string, string[]>;
}

/**
 * Builds the balancer in front of the control planes: a network load balancer inside the network. It hands TCP on unchanged, since
 * the certificates of both sides meet; nodes see the balancer's addresses, which is enough for them.
 */
export function buildControlBalancer(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { port }: HybridPlan,
  parts: ControlParts,
): ControlBalancer {
  const { plan } = scope;
  const part = scope.part(CONTROL);
  const balancer = new Lb(part, CONTROL, {
    name: resourceName(plan.topology, datacenter.name, ENDINGS.blue),
    loadBalancerType: 'network',
    internal: true,
    subnets: datacenter.zones.map(({ letter }) =>
      parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey(KONG, letter)),
    ),
    securityGroups: [parts.group.id],
    enableCrossZoneLoadBalancing: true,
    tags: tags(plan, datacenter, CONTROL, CONTROL),
  });
  scope.accept(balancer, {
    CKV_AWS_91:
      'Access logs are written for TLS listeners alone, and TLS ends on Kong, whose logs have every data plane.',
    CKV_AWS_150: 'Nobody knows its name but a record beside it: data planes serve on while it is made anew.',
  });
  scope.output(CLUSTER_OUTPUTS.controlAddress, balancer.dnsName, 'Name of the balancer of the control planes');
  scope.output(CLUSTER_OUTPUTS.controlRecordType, RECORD_TYPE, 'Type of a DNS record that leads there');
  const controls = datacenter.pools.filter(({ role }) => role === 'control-plane');
  const groups = controls.map((pool) => ({ pool, group: addTargets(scope, datacenter, parts.vpcId, pool, port) }));
  const [serving] = groups;
  if (!serving) throw new Error(`${datacenter.name} has no control planes`);
  new LbListener(part, CONTROL, {
    loadBalancerArn: balancer.arn,
    protocol: 'TCP',
    port,
    defaultAction: [{ type: 'forward', targetGroupArn: serving.group.arn }],
    tags: tags(plan, datacenter, CONTROL, CONTROL),
  });
  return { dnsName: balancer.dnsName, targets: new Map(groups.map(({ pool, group }) => [pool.name, [group.arn]])) };
}

/** Returns the Terraform name of the target group of a pool of control planes. */
export function controlTargetGroupOf({ colour }: PoolPlan): string {
  return terraformName(CONTROL, colour);
}

function addTargets(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  pool: PoolPlan,
  port: number,
): LbTargetGroup {
  const { plan } = scope;
  const ending = ENDINGS[pool.colour];
  return new LbTargetGroup(scope.part(CONTROL), controlTargetGroupOf(pool), {
    name: resourceName(plan.topology, datacenter.name, ending),
    vpcId,
    targetType: 'instance',
    protocol: 'TCP',
    port,
    // Packets from other datacenters come over a transit gateway; the answers must go back by the balancer.
    preserveClientIp: 'false',
    deregistrationDelay: String(DRAIN_SECONDS),
    connectionTermination: true,
    healthCheck: {
      ...HEALTH,
      protocol: 'HTTP',
      port: String(pool.ports.status),
      path: balancedHealthPath(pool),
      matcher: '200',
    },
    tags: tags(plan, datacenter, CONTROL, ending),
  });
}

/**
 * Builds the name by which data planes of this datacenter find the control planes, wherever those are.
 *
 * @param own balancer of the control planes, if they stand here
 */
export function nameControlPlanes(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  { host, datacenter: home }: HybridPlan,
  own: ControlBalancer | undefined,
): void {
  const zone = privateZoneOf(scope, datacenter, vpcId, { file: CONTROL, role: CONTROL });
  const { type, address } = own ? { type: RECORD_TYPE, address: own.dnsName } : farControl(scope, home);
  new Route53Record(scope.part(CONTROL), CONTROL, {
    zoneId: zone.zoneId,
    name: host,
    type,
    ttl: NAME_TTL_SECONDS,
    records: [address],
  });
}

/** Returns what leads to the control planes of another datacenter. */
function farControl(scope: StackScope, home: string): { readonly type: string; readonly address: string } {
  const outputs = scope.outputsOf(clusterStack(home));
  return {
    type: outputs.string(CLUSTER_OUTPUTS.controlRecordType),
    address: outputs.string(CLUSTER_OUTPUTS.controlAddress),
  };
}
