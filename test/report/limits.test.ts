import { renderReadme } from '../../src/report/readme';
import { quotaRows } from '../../src/report/limits';
import { renderSummary } from '../../src/report/summary';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../support/a-spec';

const THREE: readonly ADatacenter[] = [...TWO_CLOUDS, { name: 'asia', cloud: 'google', region: 'asia-east1' }];
const HUB = { links: { shape: 'hub', hub: 'us-east' } };

test.each([
  ['the plan', (plan: ReturnType<typeof aPlan>) => renderSummary(plan)],
  ['the README', (plan: ReturnType<typeof aPlan>) => renderReadme(plan, '')],
])('%s shows what links carry and are asked for, and the quotas that count', (_, render) => {
  const text = render(aPlan(THREE)).replace(/[|]/g, '').replace(/ +/g, ' ');
  expect(text).toMatch(/us-east - eu-west 3,728 1,250 1 1 minutes/);
  expect(text).toMatch(/eu-west - asia 1,864 1,864 1 1 minutes/);
  expect(text).toContain('of one direction, with every tunnel up and both directions equally busy');
  expect(text).toContain('should take no more than 24 hours');
  expect(text).toMatch(/us-east-1 Elastic IP addresses in the region 3 5 60 %/);
  expect(text).toMatch(/acme-edge VPN tunnels in the project 12 10 in a new project 120 %/);
  expect(text).not.toContain('reach each other through');
  expect(render(aPlan(THREE, HUB))).toContain('eu-west, asia reach each other through us-east alone');
});

test('a datacenter alone has limits, and no links to show', () => {
  const text = renderSummary(aPlan([{ name: 'us-east', cloud: 'aws' }]));
  expect(text).toContain('Elastic IP addresses');
  expect(text).not.toContain('Bandwidth');
});

test('quotas of which less than a tenth is used take no room', () => {
  const plan = aPlan(THREE);
  const rows = quotaRows(plan);
  expect(rows.length).toBeLessThan(plan.limits.quotas.length);
  for (const [, what, , , part] of rows) expect([what, parseInt(part ?? '', 10) >= 10]).toEqual([what, true]);
  expect(rows.map(([, what]) => what)).not.toContain('routes of the transit gateway');
});
