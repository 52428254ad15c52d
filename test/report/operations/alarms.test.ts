import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { renderAlarmOperations } from '../../../src/report/operations/alarms';
import { aPlan } from '../../support/a-spec';

function ceilingSteps(logs?: object): string {
  const notify = { 'us-east': 'arn:aws:sns:us-east-1:111122223333:edge-alarms' };
  const monitoring = { notify, ...(logs === undefined ? {} : { logs }) };
  const page = renderAlarmOperations(aPlan([{ name: 'us-east', cloud: 'aws' }], { monitoring }), CLOUD_FACTS);
  return /^1\. See whether the requests are clients' own.*$/m.exec(page)?.[0] ?? '';
}

test('a pool at its ceiling: where its requests are logged is said, and that they are not', () => {
  expect(ceilingSteps({ access: 'all' })).toMatch(/Kong's log of requests has them: "Logs" of this page\.$/);
  expect(ceilingSteps({ access: 'failed' })).toMatch(
    /Kong logs those that fail \("Logs" of this page\), and no others: /,
  );
  for (const logs of [undefined, {}]) expect(ceilingSteps(logs)).toMatch(/Kong logs none of them: a logging plugin/);
});

const AWS = { name: 'us-east', cloud: 'aws' } as const;
const GOOGLE = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' } as const;

function databasePage(datacenter: typeof AWS | typeof GOOGLE, copyTo?: string): string {
  const notify = {
    'us-east': 'arn:aws:sns:us-east-1:111122223333:edge-alarms',
    belgium: 'projects/acme-edge/notificationChannels/1234567890123456789',
  };
  const plan = aPlan([datacenter], {
    datastore: { engine: 'postgresql' },
    backups: copyTo === undefined ? {} : { copyTo },
    monitoring: { notify: { [datacenter.name]: notify[datacenter.name] } },
  });
  return renderAlarmOperations(plan, CLOUD_FACTS);
}

test('a copy of backups that stays behind has no alarm where the service makes it beside the backup, which the page says', () => {
  const row = '| copies of backups of PostgreSQL in a second region |';
  expect(databasePage(AWS, 'us-west-2')).toContain(row);
  expect(databasePage(AWS)).not.toContain(row);
  expect(databasePage(GOOGLE, 'europe-west4')).not.toContain(row);
});
