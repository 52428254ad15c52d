import type { Attributes } from '../../src/clouds/resources';
import { evaluate } from '../plan/sizing/formula';
import { aPlan } from '../support/a-spec';
import { resourcesOf } from '../support/emitted';
import { eventFits } from '../support/event-pattern';
import { jsonOf } from '../support/json-expression';
import { synthesizeMonitored } from '../support/monitored';
import type { Synthesized } from '../support/synthesized';

/** Alarms of a managed database whose backups are missing: what each cloud says of them, and when that is too little. */

function backupsOf({ topology }: Synthesized) {
  return topology.plan.alarms.filter(({ kind }) => kind === 'backup');
}

function pageOf({ synthesis }: Synthesized): string {
  return synthesis.terraform.find(({ path }) => path === 'OPERATIONS.md')!.text;
}

/** An event as the user guide of RDS shows one, of the kinds that it lists. */
function eventOf(instance: string, of: { readonly id: string; readonly type?: string; readonly source?: string }) {
  const arn = `arn:aws:rds:us-east-1:123456789012:db:${instance}`;
  return {
    version: '0',
    id: '00000000-1111-2222-3333-444455556666',
    'detail-type': of.type ?? 'RDS DB Instance Event',
    source: of.source ?? 'aws.rds',
    account: '123456789012',
    time: '2026-09-27T03:12:43Z',
    region: 'us-east-1',
    resources: [arn],
    detail: {
      EventCategories: ['backup'],
      SourceType: 'DB_INSTANCE',
      SourceArn: arn,
      Date: '2026-09-27T03:12:43.292Z',
      Message: 'Finished DB Instance backup',
      SourceIdentifier: `rds:${instance}`,
      EventID: of.id,
    },
  };
}

/** Returns the pattern of a rule, as Terraform makes it of an instance's ARN. */
function patternOf(rule: Attributes, instance: string): unknown {
  const arn = `arn:aws:rds:us-east-1:123456789012:db:${instance}`;
  return JSON.parse(jsonOf(rule['event_pattern']).replaceAll('aws_db_instance.postgresql.arn', arn));
}

test('backups of Cloud SQL are told of by its own log, those that fail too', async () => {
  const google = await synthesizeMonitored('postgresql-google');
  const [backup, ...others] = backupsOf(google);
  expect([backup?.datacenter, backup?.watched, backup?.limit.minutes, others]).toEqual(['eu-west', 2, 36 * 60, []]);
  const { google_logging_metric: metrics } = resourcesOf(google.synthesis, 'cluster-eu-west');
  expect(metrics!['backup']!['filter']).toMatch(
    /database_id="[^:]+:\$\{google_sql_database_instance\.postgresql\.name\}".*automatedBackup.*"STATUS_SUCCEEDED"$/,
  );
  expect(pageOf(google)).not.toContain('describe-events');
});

test('of backups of RDS none but the primary has an alarm, which rings when two in a row are not heard of', async () => {
  const amazon = await synthesizeMonitored('postgresql-traditional');
  const [backup, ...others] = backupsOf(amazon);
  expect(others).toEqual([]);
  expect(backup).toMatchObject({
    datacenter: 'us-east',
    watched: 1,
    limit: { is: 'below', value: 1, unit: 'backups', minutes: (24 + 24 + 12) * 60 },
    says: 'no backup of the data of us-east was made, as far as its cloud has told',
  });
  const { aws_cloudwatch_metric_alarm: alarms, aws_cloudwatch_event_rule: rules } = resourcesOf(
    amazon.synthesis,
    'cluster-us-east',
  );
  expect(Object.keys(rules!)).toEqual(['backup']);
  const metric = { namespace: 'AWS/Events', metric_name: 'MatchedEvents', stat: 'Sum', period: 3600 };
  expect(alarms!['backup']).toMatchObject({
    metric_query: [
      {
        return_data: false,
        metric: { ...metric, dimensions: { RuleName: '${aws_cloudwatch_event_rule.backup.name}' } },
      },
      { expression: 'FILL(figures, 0)', return_data: true },
    ],
    comparison_operator: 'LessThanThreshold',
    threshold: 1,
    evaluation_periods: 60,
    datapoints_to_alarm: 60,
    treat_missing_data: 'breaching',
  });
  // An alarm of periods of an hour and more looks back for a week at most. Source: CloudWatch API, PutMetricAlarm, Period.
  expect(60 * metric.period).toBeLessThanOrEqual(604_800);
  expect(resourcesOf(amazon.synthesis, 'cluster-us-west')['aws_cloudwatch_event_rule']).toBeUndefined();
});

test('the alarm is where the primary is: a promotion takes it along', () => {
  const notify = {
    'us-east': 'arn:aws:sns:us-east-1:111122223333:edge-alarms',
    'us-west': 'arn:aws:sns:us-west-2:111122223333:edge-alarms',
  };
  const at = (primary: string, ...replicas: readonly string[]): readonly string[] => {
    const { alarms } = aPlan(
      [
        { name: 'us-east', cloud: 'aws' },
        { name: 'us-west', cloud: 'aws' },
      ],
      {
        kong: { mode: 'traditional' },
        datastore: { engine: 'postgresql', primary, replicas },
        monitoring: { notify },
      },
    );
    return alarms.filter(({ kind }) => kind === 'backup').map(({ datacenter }) => datacenter);
  };
  expect(at('us-east', 'us-west')).toEqual(['us-east']);
  expect(at('us-west')).toEqual(['us-west']);
});

test('the rule matches backups of its own instance that were made, and no other event of RDS', async () => {
  const { synthesis } = await synthesizeMonitored('postgresql-traditional');
  const { backup: rule } = resourcesOf(synthesis, 'cluster-us-east')['aws_cloudwatch_event_rule']!;
  const pattern = patternOf(rule!, 'edge-us-east-postgresql');
  const matched = (instance: string, of: Parameters<typeof eventOf>[1]): boolean =>
    eventFits(pattern, eventOf(instance, of));
  expect(matched('edge-us-east-postgresql', { id: 'RDS-EVENT-0002' })).toBe(true);
  expect(matched('edge-us-east-postgresql-copy', { id: 'RDS-EVENT-0002' })).toBe(false);
  // A backup that has begun, and a failover.
  for (const id of ['RDS-EVENT-0001', 'RDS-EVENT-0049']) expect(matched('edge-us-east-postgresql', { id })).toBe(false);
  expect(matched('edge-us-east-postgresql', { id: 'RDS-EVENT-0002', type: 'RDS DB Snapshot Event' })).toBe(false);
  expect(matched('edge-us-east-postgresql', { id: 'RDS-EVENT-0002', source: 'aws.backup' })).toBe(false);
  expect(rule!['name']).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
});

test('the page has what RDS says of backups that are missing, and counts them no more among what has no alarm', async () => {
  const page = pageOf(await synthesizeMonitored('postgresql-single'));
  expect(page).not.toContain('| backups of PostgreSQL |');
  const [, steps] = /\n## A backup is missing\n(.*?)\n## /s.exec(page)!;
  expect(steps).toMatch(
    /1\. "A backup by hand" .*\n\n {3}```sh\n {3}INSTANCE=.*describe-db-instances.*\n {3}aws rds describe-events --region us-east-1 \\\n.*\n2\. /s,
  );
  expect(page).toContain('\n## A backup by hand\n');
});

test('the time is explained by the backups that are due, and by how many of them RDS may say nothing', async () => {
  const { topology } = await synthesizeMonitored('postgresql-traditional');
  const entry = topology.plan.sizing.reckoned.find(({ id }) => id === 'us-east.alarms.backup')!;
  expect(evaluate(entry)).toBe(1);
  expect(entry.inputs).toMatchObject([
    { name: 'due', value: 2 },
    { name: 'unheard', value: 1, source: { kind: 'table' } },
  ]);
});
