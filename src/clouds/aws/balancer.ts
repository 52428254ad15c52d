import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { TerraformVariable } from 'cdktf';
import type { PlainHttp } from '../../kernel/plain-http';
import { CHECKED_PORTS, type PoolColour } from '../../kernel/kong-upgrade';
import { KONG, resourceName, terraformName } from '../../plan/naming';
import type { PoolPlan } from '../../plan/pools/pool';
import { balancedHealthPath, PUBLIC_PORTS } from '../../plan/pools/ports';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackOutputs, StackScope } from '../contract';
import { memberOf } from '../members';
import { balancedPools, balancedPorts } from '../pools';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** Connections of a node that leaves the pool may go on for this many seconds. */
const DRAIN_SECONDS = 120;

const HEALTH = { interval: 10, timeout: 6, healthyThreshold: 2, unhealthyThreshold: 3 } as const;

/** Reasons why the listener for plain HTTP does not redirect to HTTPS, by what it meets; there is none where it is closed. */
const PLAIN_HTTP_REASONS: Readonly<Record<PlainHttp, string | undefined>> = {
  closed: undefined,
  redirect: 'It forwards TCP and cannot redirect: the nodes do.',
  serve: 'It forwards TCP and cannot redirect: the routes of Kong say which protocols they take.',
};

/** The inputs of the balancer. */
export interface BalancerParts {
  readonly network: StackOutputs;
  readonly vpcId: string;
  readonly group: SecurityGroup;
}

/**
 * Builds the entrance: a network load balancer over the public subnets or, if it is internal, those of Kong. It forwards TCP
 * unchanged, so TLS, routing and limits are Kong's alone, and nodes see the clients' own addresses. Returns the ARNs of target
 * groups by the pool that they lead to. While two pools stand behind it, each has listeners of its own too: a target group that
 * no listener names is not checked, and a switch to nodes that nobody has checked would drop clients for minutes.
 *
 * It has no access logs: network load balancers write them for TLS listeners only, and here TLS ends on Kong, which can log
 * requests itself. Names are short since AWS allows load balancers and target groups 32 characters.
 */
export function buildBalancer(
  scope: StackScope,
  datacenter: DatacenterPlan,
  parts: BalancerParts,
): ReadonlyMap<string, string[]> {
  const { plan } = scope;
  const part = scope.part('balancer');
  const isPublic = datacenter.exposure === 'public';
  const protection = new TerraformVariable(scope.root, 'deletion_protection', {
    type: 'bool',
    default: true,
    description:
      'Whether AWS refuses to delete the load balancer, whose name clients know. To retire the datacenter, apply with false, then destroy.',
  });
  const balancer = new Lb(part, 'proxy', {
    name: resourceName(plan.topology, datacenter.name, 'proxy'),
    loadBalancerType: 'network',
    internal: !isPublic,
    subnets: datacenter.zones.map(({ letter }) =>
      parts.network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey(isPublic ? 'public' : KONG, letter)),
    ),
    securityGroups: [parts.group.id],
    enableCrossZoneLoadBalancing: true,
    enableDeletionProtection: protection.booleanValue,
    tags: tags(plan, datacenter, 'balancer', 'proxy'),
  });
  const whyNoRedirect = PLAIN_HTTP_REASONS[plan.kong.plainHttp];
  scope.accept(balancer, {
    ...(isPublic
      ? {
          'AWS-0053':
            'The entrance of the gateway for its clients; its security group lets in the proxyCidrs of the spec.',
        }
      : {}),
    ...(whyNoRedirect === undefined ? {} : { CKV2_AWS_20: whyNoRedirect }),
    CKV_AWS_91: 'Access logs are written for TLS listeners alone, and TLS ends on Kong, which can log requests itself.',
  });
  scope.output(CLUSTER_OUTPUTS.balancerDnsName, balancer.dnsName, 'Name of the load balancer');
  scope.output(CLUSTER_OUTPUTS.balancerZoneId, balancer.zoneId, 'Route 53 zone of that name, for alias records');
  const { all, serving } = balancedPools(datacenter);
  const arns = new Map(all.map(({ name }): [string, string[]] => [name, []]));
  for (const way of waysOf(plan, datacenter)) {
    const groups = new Map(all.map((pool) => [pool.name, addTargets(scope, datacenter, parts.vpcId, pool, way)]));
    const listen = (pool: PoolPlan, name: string, port: number): LbListener =>
      addListener(scope, datacenter, balancer, memberOf(groups, pool.name), { name, port });
    listen(serving, way.name, way.listenerPort);
    for (const pool of all.length > 1 ? all : [])
      scope.comment(
        listen(pool, `checked-${pool.colour}-${way.name}`, CHECKED_PORTS[pool.colour][way.checked]),
        `For the health checks of the ${pool.colour} pool alone, which no security group rule lets anybody reach: a target group that no listener names is not checked.`,
      );
    for (const [name, group] of groups) arns.get(name)?.push(group.arn);
  }
  return arns;
}

/** One of the two ways that clients take: plain, and TLS that Kong ends. */
interface Way {
  readonly name: 'http' | 'https';
  readonly listenerPort: number;
  readonly nodePort: number;
  readonly checked: 'plain' | 'tls';
}

function waysOf({ kong }: Plan, datacenter: DatacenterPlan): readonly Way[] {
  const { proxy, proxyTls } = balancedPorts(datacenter);
  const plain: Way = { name: 'http', listenerPort: PUBLIC_PORTS.plain, nodePort: proxy, checked: 'plain' };
  const tls: Way = { name: 'https', listenerPort: PUBLIC_PORTS.tls, nodePort: proxyTls, checked: 'tls' };
  return kong.plainHttp === 'closed' ? [tls] : [plain, tls];
}

/** Names of target groups end so. Those of green have no room for more, since AWS allows 32 characters. */
const TARGET_ENDINGS: Readonly<Record<PoolColour, Readonly<Record<Way['name'], string>>>> = {
  blue: { http: 'http', https: 'https' },
  green: { http: 'gr80', https: 'gr443' },
};

/** Returns the Terraform name of a pool's target group for one of the two ways. */
export function targetGroupOf({ colour }: PoolPlan, way: Way['name']): string {
  return colour === 'blue' ? way : terraformName(way, colour);
}

function addTargets(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  pool: PoolPlan,
  way: Way,
): LbTargetGroup {
  const { plan } = scope;
  const { role, colour, ports } = pool;
  const ending = TARGET_ENDINGS[colour][way.name];
  return new LbTargetGroup(scope.part('balancer'), targetGroupOf(pool, way.name), {
    name: resourceName(plan.topology, datacenter.name, ending),
    vpcId,
    targetType: 'instance',
    protocol: 'TCP',
    port: way.nodePort,
    preserveClientIp: 'true',
    deregistrationDelay: String(DRAIN_SECONDS),
    connectionTermination: true,
    healthCheck: {
      ...HEALTH,
      protocol: 'HTTP',
      port: String(ports.status),
      path: balancedHealthPath({ role }),
      matcher: '200',
    },
    tags: tags(plan, datacenter, 'balancer', ending),
  });
}

/**
 * Builds a listener. Terraform moves it to another target group in place: what it has accepted goes on to the nodes of the
 * former one, and what comes after goes to those of the new one.
 */
function addListener(
  scope: StackScope,
  datacenter: DatacenterPlan,
  balancer: Lb,
  group: LbTargetGroup,
  { name, port }: { readonly name: string; readonly port: number },
): LbListener {
  return new LbListener(scope.part('balancer'), terraformName(name), {
    loadBalancerArn: balancer.arn,
    protocol: 'TCP',
    port,
    defaultAction: [{ type: 'forward', targetGroupArn: group.arn }],
    tags: tags(scope.plan, datacenter, 'balancer', name),
  });
}
