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
