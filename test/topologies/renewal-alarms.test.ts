import type { Attributes } from '../../src/clouds/resources';
import { resourcesOf } from '../support/emitted';
import { eventFits } from '../support/event-pattern';
import { jsonOf } from '../support/json-expression';
import { synthesizeMonitored } from '../support/monitored';
import { TUNNELS_EACH } from '../../src/clouds/aws/link-capacity';

/** Alarms of what a cloud announces of tunnels: renewals that wait for their owner, of which nobody else would know. */

const ID = 'vpn-0123456789abcdef0';
const OTHER = 'vpn-0fedcba9876543210';
const arnOf = (id: string): string => `arn:aws:ec2:us-east-1:123456789012:vpn-connection/${id}`;

/** An event of AWS Health, as its user guide has the schema; the guide shows ids in some examples and ARNs in others. */
function eventOf(resources: readonly string[], source = 'aws.health') {
  return {
    version: '0',
    id: '00000000-1111-2222-3333-444455556666',
    'detail-type': 'AWS Health Event',
    source,
    account: '123456789012',
    time: '2026-09-27T03:12:43Z',
    region: 'us-east-1',
    resources,
    detail: { service: 'VPN', eventScopeCode: 'ACCOUNT_SPECIFIC', eventTypeCategory: 'scheduledChange' },
  };
}

/** Returns the pattern of a rule, as Terraform makes it of the first connection of a link. */
function patternOf(rule: Attributes, connection: string): unknown {
  const text = jsonOf(rule['event_pattern'])
    .replaceAll(`aws_vpn_connection.${connection}.arn`, arnOf(ID))
    .replaceAll(`aws_vpn_connection.${connection}.id`, ID);
  return JSON.parse(text);
}

test('each end of a link on a gateway of AWS has one, and no end on a cloud that renews by itself', async () => {
  for (const name of ['monitored', 'hub', 'aws-pair', 'aws-pair-ipsec']) {
    const { topology } = await synthesizeMonitored(name);
    const { alarms, datacenters } = topology.plan;
    const cloudOf = (name: string): string => datacenters.find((it) => it.name === name)!.cloud;
    const of = (kind: string): string[] =>
      alarms.filter((it) => it.kind === kind).map(({ datacenter, subject }) => `${datacenter} ${subject}`);
    const ends = of('tunnels').filter((end) => cloudOf(end.split(' ')[0]!) === 'aws');
    expect([name, of('renewal').sort()]).toEqual([name, ends.sort()]);
  }
});

test('the rule matches what names a connection of its link, by id or ARN, and nothing else of the account', async () => {
  const { synthesis, topology } = await synthesizeMonitored('monitored');
  const { aws_cloudwatch_event_rule: rules } = resourcesOf(synthesis, 'links');
  const { aws_vpn_connection: connections } = resourcesOf(synthesis, 'links');
  const [alarm] = topology.plan.alarms.filter(({ kind }) => kind === 'renewal');
  const rule = rules![`${alarm!.datacenter}_${alarm!.name}`.replaceAll('-', '_')]!;
  const own = Object.keys(connections!).filter((it) => it.startsWith(alarm!.subject!.replaceAll('-', '_')));
  expect(own).toHaveLength(topology.plan.links.find(({ id }) => id === alarm!.subject)!.tunnels.length / TUNNELS_EACH);
  for (const connection of own) {
    const pattern = patternOf(rule, connection);
    expect(eventFits(pattern, eventOf([ID]))).toBe(true);
    expect(eventFits(pattern, eventOf(['eni-1', arnOf(ID)]))).toBe(true);
    expect(eventFits(pattern, eventOf([OTHER, arnOf(OTHER)]))).toBe(false);
    expect(eventFits(pattern, eventOf([]))).toBe(false);
    expect(eventFits(pattern, eventOf([ID], 'aws.ec2'))).toBe(false);
  }
  // EventBridge takes 64 characters of a name, and 4,096 of a pattern. Source: EventBridge API, PutRule.
  expect(rule['name']).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
});

test('an announcement rings for a day, in the region of its end, and leads to the commands', async () => {
  const { synthesis } = await synthesizeMonitored('monitored');
  const { aws_cloudwatch_metric_alarm: alarms } = resourcesOf(synthesis, 'links');
  const renewals = Object.entries(alarms!).filter(([id]) => id.endsWith('_renewal'));
  expect(renewals.length).toBeGreaterThan(0);
  const { aws_cloudwatch_event_rule: rules } = resourcesOf(synthesis, 'links');
  for (const [id, alarm] of renewals) {
    expect(alarm).toMatchObject({
      namespace: 'AWS/Events',
      metric_name: 'MatchedEvents',
      dimensions: { RuleName: `\${aws_cloudwatch_event_rule.${id}.name}` },
      comparison_operator: 'GreaterThanThreshold',
      threshold: 0,
      period: 3600,
      evaluation_periods: 24,
      datapoints_to_alarm: 1,
      treat_missing_data: 'notBreaching',
    });
    expect([alarm['region'], alarm['provider']]).toEqual([rules![id]!['region'], rules![id]!['provider']]);
  }
  const page = synthesis.terraform.find(({ path }) => path === 'OPERATIONS.md')!.text;
  expect(page).toContain('\n## Renewed ends\n');
  expect(/\n## A tunnel is to be renewed\n(.*?)\n## /s.exec(page)?.[1]).toContain('"Renewed ends" of this page');
});
