import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { VpnConnection } from '@cdktf/provider-aws/lib/vpn-connection';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, LinkPlan } from '../../plan/plan';
import { builtOf } from '../built';
import type { StackScope } from '../contract';
import { asJson } from '../json-text';
import type { Metric } from './alarm-metric';
import { TUNNELS_EACH } from './link-capacity';
import { COUNTS_ALONE, matchedEvents } from './matched-events';
import { placeOf } from './provider';
import { linkTags } from './tags';

/** Hours for which an announcement rings: it is told once, and nothing tells that somebody has renewed. */
const ANNOUNCED_HOURS = 24;

/**
 * Builds the rule that counts what AWS announces of the connections of a link at one end: a renewal that waits for the owner, since
 * lifecycle control is on, or one that is done. It chooses by the connections alone, whatever the words are. AWS's pages do not say
 * whether an event names them by id or by ARN: both are looked for. Sources: AWS Site-to-Site VPN user guide, "Tunnel endpoint lifecycle
 * control", and "Monitor VPN connections using AWS Health events"; AWS Health user guide, reference of the schema of events.
 */
export function countRenewals(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): void {
  const { plan } = scope;
  const link = watchedLink(scope, alarm);
  const [peer] = [link.left, link.right].filter((end) => end.datacenter !== datacenter.name);
  const connections = Array.from({ length: link.tunnels.length / TUNNELS_EACH }, (_, number) =>
    connectionOf(scope, link, number),
  );
  const rule = new CloudwatchEventRule(scope.part('alarms'), ruleId(datacenter, alarm), {
    ...placeOf(scope, datacenter),
    name: resourceName(plan.topology, datacenter.name, peer!.datacenter, 'renewal'),
    description: `Announcements of tunnels of ${datacenter.name} to ${peer!.datacenter}`,
    eventPattern: asJson({
      source: ['aws.health'],
      'detail-type': ['AWS Health Event'],
      resources: connections.flatMap(({ id, arn }) => [id, arn]),
    }),
    tags: linkTags(plan, datacenter, 'vpn', alarm.name),
  });
  scope.comment(rule, COUNTS_ALONE);
}

/** Returns the metric of announcements of a link: the events that its rule has counted. */
export function watchRenewals(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  return [
    {
      ...matchedEvents(builtOf(scope, CloudwatchEventRule, ruleId(datacenter, alarm))),
      statistic: 'Sum',
      periodSeconds: 3600,
      anyOfPeriods: ANNOUNCED_HOURS,
      missing: 'notBreaching',
      suffix: [],
      role: 'vpn',
    },
  ];
}

/** Returns the link that an alarm watches. */
export function watchedLink({ plan }: StackScope, { name, subject, datacenter }: AlarmPlan): LinkPlan {
  const link = plan.links.find(({ id }) => id === subject);
  if (!link) throw new Error(`alarm ${name} of ${datacenter} watches no link`);
  return link;
}

/** Returns a connection of a link, by its number. */
export function connectionOf(scope: StackScope, link: LinkPlan, number: number): VpnConnection {
  return builtOf(scope, VpnConnection, terraformName(link.id, String(number)));
}

function ruleId({ name }: DatacenterPlan, alarm: AlarmPlan): string {
  return terraformName(name, alarm.name);
}
