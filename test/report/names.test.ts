import { renderReadme } from '../../src/report/readme';
import { renderSummary } from '../../src/report/summary';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';

const gateway = { hostname: 'api.example.com', dns: { provider: 'route53', zone: 'example.com', policy: 'weighted' } };

test('the plan and the page of a tree show the names, where they lead, and who is not in the hostname', () => {
  const plan = aPlan([{ ...TWO_CLOUDS[0]!, gateway: { drained: true } }, TWO_CLOUDS[1]!], { gateway });
  const page = renderReadme(plan, '');
  expect(page).toContain('## Names\n\nroute53 answers in the zone example.com');
  expect(page).toMatch(/\| api\.example\.com +\| eu-west +\| weighted +\|/);
  expect(page).toMatch(/\| us-east\.api\.example\.com +\| us-east +\| itself; not in the hostname +\|/);
  expect(renderSummary(plan)).toMatch(/^api\.example\.com +eu-west +weighted$/m);
});

test('a topology whose clients have names of their own shows none', () => {
  expect(renderReadme(aPlan(TWO_CLOUDS), '')).not.toContain('## Names');
  expect(renderSummary(aPlan(TWO_CLOUDS))).not.toContain('Names\n');
});
