import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Op, Token } from 'cdktf';
import type { AlarmKind } from '../../kernel/alarm';
import { daysNamespace, terraformName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt, builtOf } from '../built';
import type { StackScope } from '../contract';
import type { Metric } from './alarm-metric';
import { watchBackups } from './backup-alarms';
import { targetGroupOf } from './balancer';
import { controlTargetGroupOf } from './control-balancer';
import { TUNNELS_EACH } from './link-capacity';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { DATABASE_METRICS } from './postgresql-metrics';
import { connectionOf, watchedLink, watchRenewals } from './renewal-alarms';
import type { TaggedRole } from './tags';
import { watchFigure } from './watch-alarms';

type Finder = (scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan) => readonly Metric[];

const GIB = 1024 ** 3;

const FINDERS: Readonly<Record<AlarmKind, Finder>> = {
  nodes: nodesMetric,
  ceiling: ceilingMetric,
  machine: machineMetric,
  serving: watchFigure,
  'data-disk': watchFigure,
  repair: watchFigure,
  tunnels: tunnelMetrics,
  renewal: watchRenewals,
  peering: peeringMetric,
  disk: diskMetric,
  connections: (scope) => [databaseMetric(scope, DATABASE_METRICS.connections, 'notBreaching')],
  lag: (scope) => [databaseMetric(scope, DATABASE_METRICS.lag, 'breaching')],
  memory: memoryMetrics,
  certificate: daysMetrics,
  'cluster-certificate': daysMetrics,
  export: daysMetrics,
  backup: watchBackups,
  'node-certificate': daysMetrics,
};

/** Returns the metrics that an alarm of the plan is made of. */
export function metricsOf(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  return FINDERS[alarm.kind](scope, datacenter, alarm);
}

/**
 * The most that any node of the balancer counts, as AWS advises for a number that is too low. A group without targets publishes
 * nothing. Source: Elastic Load Balancing, CloudWatch metrics for your Network Load Balancer.
 */
function nodesMetric(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  const pool = datacenter.pools.find(({ name }) => name === alarm.subject);
  if (!pool) throw new Error(`${datacenter.name} has no pool ${alarm.subject ?? ''}`);
  const isControl = pool.role === 'control-plane';
  if (datacenter.balancers && !isControl) return [machinesMetric(scope, alarm)];
  const balancer = builtOf(scope, Lb, isControl ? 'control' : 'proxy');
  const group = builtOf(scope, LbTargetGroup, isControl ? controlTargetGroupOf(pool) : targetGroupOf(pool, 'https'));
  return [
    {
      namespace: 'AWS/NetworkELB',
      name: 'HealthyHostCount',
      dimensions: { LoadBalancer: balancer.arnSuffix, TargetGroup: group.arnSuffix },
      statistic: 'Maximum',
      missing: 'breaching',
      suffix: [],
      role: isControl ? 'control' : 'balancer',
    },
  ];
}

/**
 * Machines of the pool that the group takes for well. Behind balancers on machines of the topology there are no targets, whose health
 * the cloud would count.
 */
function machinesMetric(scope: StackScope, { subject = '' }: AlarmPlan): Metric {
  return { ...groupMetric(scope, subject, 'GroupInServiceInstances'), missing: 'breaching' };
}

function ceilingMetric(scope: StackScope, _datacenter: DatacenterPlan, { subject = '' }: AlarmPlan): readonly Metric[] {
  return [groupMetric(scope, subject, 'GroupDesiredCapacity')];
}

/** Published for groups whose metrics are switched on. Source: Amazon EC2 Auto Scaling, CloudWatch metrics. */
function groupMetric(scope: StackScope, subject: string, name: string): Metric {
  const group = builtOf(scope, AutoscalingGroup, terraformName(subject));
  return {
    namespace: 'AWS/AutoScaling',
    name,
    dimensions: { AutoScalingGroupName: group.name },
    statistic: 'Maximum',
    missing: 'notBreaching',
    suffix: [],
    role: 'kong',
  };
}

/**
 * 1 while a check of the machine, of the host under it or of its disks fails; a machine that is stopped publishes nothing. Source:
 * Amazon EC2, CloudWatch metrics for your instances, status check metrics.
 */
function machineMetric(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  const { subject = '', layer } = alarm;
  const instance = builtOf(scope, Instance, terraformName(...(layer === 'links' ? [datacenter.name] : []), subject));
  return [
    {
      namespace: 'AWS/EC2',
      name: 'StatusCheckFailed',
      dimensions: { InstanceId: instance.id },
      statistic: 'Maximum',
      missing: 'breaching',
      suffix: [],
      role: machineRole(scope, datacenter, alarm),
      instead: { comparisonOperator: 'GreaterThanThreshold', threshold: 0 },
    },
  ];
}

function machineRole({ plan }: StackScope, { balancers }: DatacenterPlan, { layer, subject }: AlarmPlan): TaggedRole {
  if (layer === 'links') return 'vpn';
  return balancers?.nodes.some(({ name }) => name === subject) ? 'balancer' : plan.datastore.engine;
}

/**
 * 1 while the BGP session in a tunnel is established, 0 in every other state. Source: AWS Site-to-Site VPN, monitor tunnels using
 * CloudWatch.
 */
function tunnelMetrics(scope: StackScope, _datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  const link = watchedLink(scope, alarm);
  return link.tunnels.map(({ number }) => {
    const connection = connectionOf(scope, link, Math.floor(number / TUNNELS_EACH));
    return {
      namespace: 'AWS/VPN',
      name: 'TunnelState',
      dimensions: {
        VpnId: connection.id,
        TunnelIpAddress: number % TUNNELS_EACH === 0 ? connection.tunnel1Address : connection.tunnel2Address,
      },
      statistic: 'Maximum',
      missing: 'breaching',
      suffix: ['tunnel', String(number)],
      role: 'vpn',
    };
  });
}

/** Packets that found a route whose attachment has gone. Source: Amazon VPC, transit gateway metrics in CloudWatch. */
function peeringMetric(scope: StackScope, datacenter: DatacenterPlan): readonly Metric[] {
  const network = networkOutputs(scope, datacenter);
  const gateway = network.string(NETWORK_OUTPUTS.transitGatewayId);
  // A gateway of the user's drops packets of others too: there those of this VPC alone count.
  const attachment = datacenter.existingGateway && network.string(NETWORK_OUTPUTS.transitAttachmentId);
  return [
    {
      namespace: 'AWS/TransitGateway',
      name: 'PacketDropCountBlackhole',
      dimensions: {
        TransitGateway: gateway,
        ...(attachment === undefined ? {} : { TransitGatewayAttachment: attachment }),
      },
      statistic: 'Sum',
      missing: 'notBreaching',
      suffix: [],
      role: 'network',
    },
  ];
}

/** RDS counts the bytes that are free, of the size that the disk has by now: it grows by itself. */
function diskMetric(scope: StackScope, _datacenter: DatacenterPlan, { limit }: AlarmPlan): readonly Metric[] {
  const freeOfGib = Math.round((GIB * (100 - limit.value)) / 100);
  const free = Token.asNumber(Op.mul(databaseOf(scope).allocatedStorage, freeOfGib));
  return [
    {
      ...databaseMetric(scope, DATABASE_METRICS.disk, 'notBreaching'),
      instead: { comparisonOperator: 'LessThanThreshold', threshold: free },
    },
  ];
}

function databaseMetric(scope: StackScope, name: string, missing: Metric['missing']): Metric {
  return {
    namespace: 'AWS/RDS',
    name,
    dimensions: { DBInstanceIdentifier: databaseOf(scope).identifier },
    statistic: 'Average',
    missing,
    suffix: [],
    role: scope.plan.datastore.engine,
  };
}

function databaseOf(scope: StackScope): DbInstance {
  const [instance] = allBuilt(scope, DbInstance);
  if (!instance) throw new Error('the stack has no database to watch');
  return instance;
}

/**
 * Each node by itself, since metrics of a group are none of ElastiCache's. It names the nodes after the group, with a number of three
 * digits. Source: Amazon ElastiCache, metrics for Valkey and Redis OSS, and its host-level dimensions.
 */
function memoryMetrics(scope: StackScope, datacenter: DatacenterPlan): readonly Metric[] {
  const [group] = allBuilt(scope, ElasticacheReplicationGroup);
  if (!group) throw new Error('the stack has no Redis to watch');
  return Array.from({ length: datacenter.redis?.nodes ?? 0 }, (_, i): Metric => {
    const number = String(i + 1).padStart(3, '0');
    return {
      namespace: 'AWS/ElastiCache',
      name: 'DatabaseMemoryUsagePercentage',
      dimensions: { CacheClusterId: `${group.id}-${number}` },
      statistic: 'Maximum',
      missing: 'notBreaching',
      suffix: [number],
      role: 'redis',
    };
  });
}

/**
 * The fewest days that any node has told in an hour; of exports, which one node makes for all, the most. None is as bad as few, since
 * nodes that serve tell them. Those of exports are told as `Certificate` too: nodes have the name in their user data, so that another
 * one would make every pool anew, and alarms of nodes that stand would ring until then.
 */
function daysMetrics({ plan }: StackScope, { name }: DatacenterPlan, { kind }: AlarmPlan): readonly Metric[] {
  return [
    {
      namespace: daysNamespace(plan.topology),
      name: 'DaysLeft',
      dimensions: { Datacenter: name, Certificate: kind },
      statistic: kind === 'export' ? 'Maximum' : 'Minimum',
      missing: 'breaching',
      suffix: [],
      role: kind === 'node-certificate' ? plan.datastore.engine : 'kong',
      periodSeconds: 3600,
    },
  ];
}
