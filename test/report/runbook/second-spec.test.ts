import { secondSpec } from '../../../src/report/runbook/second-spec';
import type { Plan } from '../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

/** What the command writes into the file. */
function written(plan: Plan, specFile = 'specs/edge.json'): unknown {
  const [, text = ''] = /^printf '%s\\n' '(.*)' >specs\/edge-next\.json$/.exec(
    secondSpec(plan, specFile, '3.3.1').command,
  )!;
  return JSON.parse(text);
}

test('a second topology extends the first under another name, in another range', () => {
  const plan = aPlan(TWO_CLOUDS);
  expect(written(plan)).toEqual({
    extends: 'edge.json',
    name: 'edge-next',
    network: { supernet: '10.128.0.0/10' },
    kong: { version: '3.3.1' },
  });
  expect(secondSpec(plan, 'specs/edge.json', '3.3.1')).toMatchObject({
    topology: 'edge-next',
    file: 'specs/edge-next.json',
  });
  const whole = aPlan(TWO_CLOUDS, { network: { supernet: '10.0.0.0/8' } });
  expect(written(whole)).toMatchObject({ network: { supernet: '172.16.0.0/12' } });
});

test('and takes no state, no open Admin API and no finished migrations of the first', () => {
  const plan = aPlan(TWO_CLOUDS, {
    kong: { adminCidrs: ['10.64.128.0/20'], version: '2.8.5', finishMigrations: '2.8.5' },
    state: { backend: 'gcs', bucket: 'acme-state', prefix: 'teams/edge' },
  });
  expect(written(plan)).toMatchObject({
    extends: { file: 'edge.json', without: ['kong.adminCidrs', 'kong.finishMigrations'] },
    state: { backend: 'gcs', prefix: 'teams/edge-next' },
  });
});
